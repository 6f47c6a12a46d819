"""A file as it was opened: the wanted columns, untouched, with the line that each row stood on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, Severity, did_you_mean
from resultaat.core.source import Span
from resultaat.data.readers import blocks
from resultaat.data.readers.berichten import read_berichten
from resultaat.data.readers.csv import open_csv, read_csv
from resultaat.data.readers.excel import read_workbook
from resultaat.data.readers.geojson import read_geojson
from resultaat.data.readers.json_reeksen import read_json_reeksen
from resultaat.data.readers.lines import LINE, may_be_a_row
from resultaat.data.readers.parquet import read_parquet
from resultaat.data.readers.table import Table, whole
from resultaat.data.readers.trouble import told
from resultaat.data.readers.unreadable import Unreadable
from resultaat.data.readers.weight import WEIGHT, Outside
from resultaat.data.readers.wide import wide
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.levering import Levering

_NO_HEAD = "Kijk of op de eerste regel van het bestand de namen van de kolommen staan."
#: What was sent again or taken back by a later message.
VERVALLEN = "vervangen of ingetrokken door een later bericht"
_Reader = Callable[[Path, Bron], pl.DataFrame]
_READERS: dict[Formaat, _Reader] = {
    Formaat.PARQUET: read_parquet,
    Formaat.JSON_REEKSEN: read_json_reeksen,
    Formaat.GEOJSON: read_geojson,
    Formaat.EXCEL: read_workbook,
    Formaat.ODS: read_workbook,
}


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file that was opened: its rows in pieces, and what was set aside before there were rows."""

    path: Path
    table: Table
    aside: tuple[Outside, ...] = ()

    def place(self, line: int, column: int = 1) -> Place:
        """Return the place of a row. No excerpt: the line may be about a person."""
        return Place(self.path, Span.at(line, column))


def read_raw(loaded: Loaded[Bron], root: Path, found: Diagnostics) -> RawTable | None:
    """Open the file of a source; None, after saying why, where that cannot be done."""
    bron = loaded.doc
    path = root / bron.bestand
    if not path.is_file():
        if bron.levering is Levering.DERDEN:
            return RawTable(path, whole(_nothing(bron)))
        message = f"Het bestand `{bron.bestand}` is er niet."
        near = did_you_mean(path.name, _names_beside(path))
        mend = near or f"Zet het in `{path.parent}`, of verbeter de regel `bestand:`."
        found.add(Diagnostic("R3001", message, mend, loaded.place("bestand")))
        return None
    try:
        with told(path):
            raw = _opened(loaded, root, path, found)
    except Unreadable as wrong:
        found.add(unreadable(path, wrong))
        return None
    except PermissionError:
        found.add(forbidden(loaded))
        return None
    if raw is None or not _has_columns(loaded, raw, found):
        return None
    return raw


def forbidden(loaded: Loaded[Bron]) -> Diagnostic:
    """Say that the file of a source is not to be read by this user (R3022)."""
    message = f"Het bestand `{loaded.doc.bestand}` mag niet worden gelezen."
    mend = "Geef de gebruiker waaronder dit programma draait leesrechten op het bestand."
    return Diagnostic("R3022", message, mend, loaded.place("bestand"))


def unreadable(path: Path, wrong: Unreadable) -> Diagnostic:
    """Say that a file is not what it says it is (R3002)."""
    return Diagnostic("R3002", wrong.message, wrong.mend, Place(path, wrong.span))


def _opened(loaded: Loaded[Bron], root: Path, path: Path, found: Diagnostics) -> RawTable | None:
    bron = loaded.doc
    if bron.file_format is Formaat.CSV and not _needs_all(bron):
        return RawTable(path, open_csv(path, bron, blocks.SIZE))
    if bron.file_format is Formaat.BERICHTEN:
        return _from_messages(loaded, root, path, found)
    read = read_csv if bron.file_format is Formaat.CSV else _READERS[bron.file_format]
    frame = read(path, bron)
    if bron.lang is not None:
        widened = wide(loaded, bron.lang, path, frame, found)
        if widened is None:
            return None
        frame, aside = widened
        return RawTable(path, whole(frame), aside)
    return RawTable(path, whole(frame))


def _needs_all(bron: Bron) -> bool:
    """Whether a row can only be judged beside all others: published tables, which are small."""
    return bron.gepubliceerd or bron.lang is not None


def _from_messages(
    loaded: Loaded[Bron], root: Path, path: Path, found: Diagnostics
) -> RawTable | None:
    """Return the rows of a delivery of messages; None where too many of them had to go aside."""
    chosen = loaded.doc.berichten_of
    # Only as a column of type `bsn`, which becomes a pseudonym; as any other it is not there.
    bsn = any(
        each.type is KolomType.BSN and (each.kolom or name) == "bsn"
        for name, each in loaded.doc.kolommen.items()
    )
    delivered = read_berichten(path, chosen, root, bsn=bsn)
    too_many = len(delivered.aside) > (chosen.hoogstens_terzijde or 0)
    severity = Severity.ERROR if too_many else Severity.WARNING
    for each in delivered.aside:
        message = f"`{each.bericht}` {each.reden} (regel {each.line}), en is terzijde gelegd."
        mend = "Vraag de afzender om een goed bericht. Zet anders `hoogstens_terzijde` bij de bron."
        found.add(Diagnostic("R3017", message, mend, Place(path), severity))
    if too_many:
        return None
    outside = [Outside("R3017", "", f"{a.bericht} {a.reden}", 1, a.line) for a in delivered.aside]
    if delivered.vervallen:
        outside.append(Outside("", "", VERVALLEN, delivered.vervallen, 0))
    return RawTable(path, whole(delivered.frame), tuple(outside))


def _nothing(bron: Bron) -> pl.DataFrame:
    """Return no rows: what others did not deliver yet is missing, and no error of this folder."""
    return pl.DataFrame(schema={**dict.fromkeys(bron.kolommen, pl.String), LINE: pl.Int64})


def _has_columns(loaded: Loaded[Bron], raw: RawTable, found: Diagnostics) -> bool:
    """Whether the file has all columns of the contract; names those that it has not (R3003)."""
    complete, names = True, raw.table.names
    for name, kolom in loaded.doc.kolommen.items():
        written = kolom.kolom or name
        if kolom.vast is None and written not in names:
            complete = False
            mend = _columns_of(loaded.doc, written, names)
            message = f"Het bestand `{raw.path.name}` heeft geen kolom `{written}`."
            found.add(Diagnostic("R3003", message, mend, loaded.place("kolommen", name)))
    return complete


def named(bron: Bron, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns under the names of the contract, with the line of each row."""
    columns = [
        (pl.col(kolom.kolom or name) if kolom.vast is None else pl.lit(kolom.vast)).alias(name)
        for name, kolom in bron.kolommen.items()
    ]
    beside = [name for name in (WEIGHT,) if name in frame.columns]
    return frame.select(pl.col(LINE).cast(pl.Int64), *columns, *beside)


def _columns_of(bron: Bron, written: str, names: Sequence[str]) -> str:
    """Name the columns of the file, unless its first row could be a person instead of a header."""
    if may_be_a_row(names):
        return _NO_HEAD
    if near := did_you_mean(written, names):
        return near
    if bron.about_people:
        return _NO_HEAD
    lower = bron.file_format in (Formaat.EXCEL, Formaat.ODS)
    head = " Staat de kop lager? Zet dan `kopregels` bij de bron." if lower else ""
    return f"Het bestand heeft de kolommen: {', '.join(names[:12])}.{head}"


def _names_beside(path: Path) -> list[str]:
    return [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
