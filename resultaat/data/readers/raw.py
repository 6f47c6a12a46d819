"""A file as it was read: the wanted columns, untouched, with the line that each row stood on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, did_you_mean
from resultaat.core.source import Span
from resultaat.data.readers.csv import read_csv
from resultaat.data.readers.json_reeksen import read_json_reeksen
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.parquet import read_parquet
from resultaat.data.readers.unreadable import Unreadable
from resultaat.data.sleutel import has_bsn
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron, Formaat, Levering

_Reader = Callable[[Path, Bron], pl.DataFrame]
_READERS: dict[Formaat, _Reader] = {
    Formaat.CSV: read_csv,
    Formaat.PARQUET: read_parquet,
    Formaat.JSON_REEKSEN: read_json_reeksen,
}


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows as they stand in the file, under the names of the contract, plus `LINE`."""

    path: Path
    frame: pl.DataFrame

    def place(self, line: int, column: int = 1) -> Place:
        """Return the place of a row. No excerpt: the line may be about a person."""
        return Place(self.path, Span.at(line, column))


def read_raw(loaded: Loaded[Bron], root: Path, found: Diagnostics) -> RawTable | None:
    """Read the file of a source; None, after saying why, where that cannot be done."""
    bron = loaded.doc
    path = root / bron.bestand
    if not path.is_file():
        if bron.levering is Levering.DERDEN:
            return RawTable(path, _nothing(bron))
        message = f"Het bestand `{bron.bestand}` is er niet."
        near = did_you_mean(path.name, _names_beside(path))
        mend = near or f"Zet het in `{path.parent}`, of verbeter de regel `bestand:`."
        found.add(Diagnostic("R3001", message, mend, loaded.place("bestand")))
        return None
    try:
        frame = _READERS[bron.file_format](path, bron)
    except Unreadable as wrong:
        found.add(Diagnostic("R3002", wrong.message, wrong.mend, Place(path, wrong.span)))
        return None
    return _named(loaded, path, frame, found)


def _nothing(bron: Bron) -> pl.DataFrame:
    """Return no rows: what others did not deliver yet is missing, and no error of this folder."""
    return pl.DataFrame(schema={**dict.fromkeys(bron.kolommen, pl.String), LINE: pl.Int64})


def _named(
    loaded: Loaded[Bron], path: Path, frame: pl.DataFrame, found: Diagnostics
) -> RawTable | None:
    """Take the contract's columns, by their name in the file."""
    selected: list[pl.Expr] = []
    complete = True
    for name, kolom in loaded.doc.kolommen.items():
        written = kolom.kolom or name
        if written in frame.columns:
            selected.append(pl.col(written).alias(name))
            continue
        complete = False
        mend = did_you_mean(written, frame.columns) or _columns_of(loaded.doc, frame)
        message = f"Het bestand `{path.name}` heeft geen kolom `{written}`."
        found.add(Diagnostic("R3003", message, mend, loaded.place("kolommen", name)))
    if not complete:
        return None
    if frame.is_empty():
        message = f"In `{path.name}` staat geen enkele rij."
        found.add(Diagnostic("R3010", message, "Lever het bestand opnieuw aan.", Place(path)))
        return None
    return RawTable(path, frame.select(*selected, pl.col(LINE).cast(pl.Int64)))


def _columns_of(bron: Bron, frame: pl.DataFrame) -> str:
    """Name the columns of the file, unless its first row could be a person instead of a header."""
    if bron.persoon is not None or has_bsn(bron):
        return "Kijk of op de eerste regel van het bestand de namen van de kolommen staan."
    names = [name for name in frame.columns if name != LINE]
    return f"Het bestand heeft de kolommen: {', '.join(names[:12])}."


def _names_beside(path: Path) -> list[str]:
    return [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
