"""A file as it was read: the wanted columns, untouched, with the line that each row stood on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, Severity, did_you_mean
from resultaat.core.source import Span
from resultaat.data.readers.berichten import read_berichten
from resultaat.data.readers.csv import read_csv
from resultaat.data.readers.excel import read_workbook
from resultaat.data.readers.json_reeksen import read_json_reeksen
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.parquet import read_parquet
from resultaat.data.readers.shape import chosen_rows, parts_of
from resultaat.data.readers.unreadable import Unreadable
from resultaat.data.readers.wide import wide
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import Bron, Levering

_Reader = Callable[[Path, Bron], pl.DataFrame]
_READERS: dict[Formaat, _Reader] = {
    Formaat.CSV: read_csv,
    Formaat.PARQUET: read_parquet,
    Formaat.JSON_REEKSEN: read_json_reeksen,
    Formaat.EXCEL: read_workbook,
    Formaat.ODS: read_workbook,
}


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows as they stand in the file, under the names of the contract, plus `LINE`."""

    path: Path
    frame: pl.DataFrame
    #: Rows of the file that the contract says are not about this source.
    buiten: int = 0

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
        if bron.file_format is Formaat.BERICHTEN:
            frame = _from_messages(loaded, root, path, found)
        else:
            frame = _READERS[bron.file_format](path, bron)
    except Unreadable as wrong:
        found.add(Diagnostic("R3002", wrong.message, wrong.mend, Place(path, wrong.span)))
        return None
    return _named(loaded, path, frame, found) if frame is not None else None


def _from_messages(
    loaded: Loaded[Bron], root: Path, path: Path, found: Diagnostics
) -> pl.DataFrame | None:
    """Return the rows of a delivery of messages; None where too many of them had to go aside."""
    chosen = loaded.doc.berichten_of
    delivered = read_berichten(path, chosen, root)
    too_many = len(delivered.aside) > (chosen.hoogstens_terzijde or 0)
    severity = Severity.ERROR if too_many else Severity.WARNING
    for each in delivered.aside:
        message = f"`{each.bericht}` {each.reden} (regel {each.line}), en is terzijde gelegd."
        mend = "Vraag de afzender om een goed bericht. Zet anders `hoogstens_terzijde` bij de bron."
        found.add(Diagnostic("R3017", message, mend, Place(path), severity))
    return None if too_many else delivered.frame


def _nothing(bron: Bron) -> pl.DataFrame:
    """Return no rows: what others did not deliver yet is missing, and no error of this folder."""
    return pl.DataFrame(schema={**dict.fromkeys(bron.kolommen, pl.String), LINE: pl.Int64})


def _named(
    loaded: Loaded[Bron], path: Path, frame: pl.DataFrame, found: Diagnostics
) -> RawTable | None:
    """Take the contract's columns, by their name in the file, and the rows that it is about."""
    if loaded.doc.lang is not None:
        widened = wide(loaded, loaded.doc.lang, path, frame, found)
        if widened is None:
            return None
        frame = widened
    named = _columns(loaded, path, frame, found)
    rows = chosen_rows(loaded, named, found) if named is not None else None
    if rows is None:
        return None
    if rows.is_empty():
        which = " die bij deze bron hoort" if frame.height else ""
        message = f"In `{path.name}` staat geen enkele rij{which}."
        found.add(Diagnostic("R3010", message, "Lever het bestand opnieuw aan.", Place(path)))
        return None
    before = len(found.errors)
    rows = parts_of(loaded, rows, found)
    if len(found.errors) > before:
        return None
    return RawTable(path, rows, frame.height - rows.height)


def _columns(
    loaded: Loaded[Bron], path: Path, frame: pl.DataFrame, found: Diagnostics
) -> pl.DataFrame | None:
    """Return the columns of the contract and the line; None after naming those that are absent."""
    selected: list[pl.Expr] = []
    complete = True
    for name, kolom in loaded.doc.kolommen.items():
        written = kolom.kolom or name
        if kolom.vast is not None:
            selected.append(pl.lit(kolom.vast).alias(name))
        elif written in frame.columns:
            selected.append(pl.col(written).alias(name))
        else:
            complete = False
            mend = did_you_mean(written, frame.columns) or _columns_of(loaded.doc, frame)
            message = f"Het bestand `{path.name}` heeft geen kolom `{written}`."
            found.add(Diagnostic("R3003", message, mend, loaded.place("kolommen", name)))
    return frame.select(pl.col(LINE).cast(pl.Int64), *selected) if complete else None


def _columns_of(bron: Bron, frame: pl.DataFrame) -> str:
    """Name the columns of the file, unless its first row could be a person instead of a header."""
    if bron.persoon is not None:
        return "Kijk of op de eerste regel van het bestand de namen van de kolommen staan."
    names = [name for name in frame.columns if name != LINE]
    return f"Het bestand heeft de kolommen: {', '.join(names[:12])}."


def _names_beside(path: Path) -> list[str]:
    return [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
