"""How a file is written: its format, encoding, separator, and where its header stands."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from resultaat.data.readers.csv import read_csv
from resultaat.data.readers.decode import CODECS, codering_of
from resultaat.data.readers.excel import read_workbook, sheets_of
from resultaat.data.readers.geojson import read_geojson
from resultaat.data.readers.json_reeksen import read_json_reeksen
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.parquet import read_parquet
from resultaat.data.readers.unreadable import Unreadable
from resultaat.language.documents.bestand import ENDINGS, Formaat
from resultaat.language.documents.bron import Bron

_SEPARATORS = ";,\t|"
#: Records that show how a CSV file is written.
_LOOKED_AT = 200
_READ = {
    Formaat.CSV: read_csv,
    Formaat.PARQUET: read_parquet,
    Formaat.JSON_REEKSEN: read_json_reeksen,
    Formaat.GEOJSON: read_geojson,
    Formaat.EXCEL: read_workbook,
    Formaat.ODS: read_workbook,
}
#: What a contract cannot do without, where only its file is looked at.
BARE = {"naam": "-", "herkomst": "-", "gebied": {"kolom": "code"}, "kolommen": {"code": "gebied"}}


@dataclass(slots=True)
class Written:
    """A file as it was read, the keys of a contract that say how, and what to look at."""

    frame: pl.DataFrame
    keys: dict[str, Any]
    punten: list[str] = field(default_factory=list)
    #: Texts that are known to stand for no value, and for one that the source hides.
    leeg: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)


def read_as_written(path: Path, bestand: str) -> Written:
    """Read a file of which nothing was said; raises Unreadable where that cannot be done."""
    formaat = _format(path)
    if formaat not in _READ:
        raise Unreadable(
            f"Van `{path.name}` is geen contract voor te stellen: het zijn berichten.",
            "Neem het contract uit het handboek: berichten van iJw en iWmo.",
        )
    made = Written(pl.DataFrame(), {"bestand": bestand, "formaat": formaat.value})
    if formaat is Formaat.CSV:
        _csv(path, made)
    elif formaat in (Formaat.EXCEL, Formaat.ODS):
        _workbook(path, made)
        made.keys["decimaalteken"] = ","
    bron = Bron.model_validate({**BARE, **made.keys})
    frame = _READ[formaat](path, bron)
    if frame.is_empty():
        raise Unreadable(f"In `{path.name}` staat geen enkele rij.", "Lever het opnieuw aan.")
    made.frame = frame.drop(LINE)
    if "decimaalteken" not in made.keys:
        made.keys["decimaalteken"] = _decimal_mark(made)
    return made


def _format(path: Path) -> Formaat:
    """Return the format by what is in the file, and by its name where that does not tell."""
    with path.open("rb") as stream:
        start = stream.read(4)
    by_name = ENDINGS.get(path.suffix.lower().lstrip("."), Formaat.PARQUET)
    if start == b"PAR1":
        return Formaat.PARQUET
    return Formaat.CSV if by_name is Formaat.PARQUET else by_name


def _csv(path: Path, made: Written) -> None:
    raw = path.read_bytes()
    codering = codering_of(raw)
    if codering is None:
        raise Unreadable(f"`{path.name}` is geen tekst.", "Verbeter de naam van het bestand.")
    text = raw.decode(CODECS[codering])
    if codering == "windows-1252":
        made.punten.append("De codering is geraden: windows-1252. Kloppen é en ë?")
    made.keys["codering"] = codering
    made.keys["scheidingsteken"] = max(_SEPARATORS, key=lambda each: _fit(text, each))


def _fit(text: str, separator: str) -> tuple[float, int]:
    """Return how many records have as many fields as most have, and how many those are."""
    records = islice(csv.reader(text.splitlines(keepends=True), delimiter=separator), _LOOKED_AT)
    try:
        widths = Counter(len(record) for record in records if record)
    except csv.Error:
        return 0.0, 0
    (width, often), *_ = widths.most_common(1) or [(0, 0)]
    return (often / widths.total() if width > 1 else 0.0), width


def _workbook(path: Path, made: Written) -> None:
    """Choose the sheet with most in it, and the first row that is as wide as the table."""
    sheets = sheets_of(path, Bron.model_validate({**BARE, **made.keys}))
    name = max(sheets, key=lambda each: sum(_width(row) for row in sheets[each]))
    if len(sheets) > 1:
        made.keys["blad"] = name
        made.punten.append(f"Van {len(sheets)} bladen is `{name}` gekozen: daar staat het meest.")
    widths = [_width(row) for row in sheets[name]]
    head = next((at for at, width in enumerate(widths) if width >= 0.8 * max(widths)), 0) + 1
    if head > 1:
        made.keys["kopregels"] = head
        made.punten.append(f"De namen van de kolommen lijken op regel {head} te staan.")


def _width(row: list[Any]) -> int:
    return sum(cell != "" for cell in row)


def _decimal_mark(made: Written) -> str:
    """Return the sign that most numbers have before their decimals."""
    texts = made.frame.select(pl.col(pl.String).str.strip_chars())
    many = {
        mark: sum(
            int(column.str.contains(rf"^-?\d+{re.escape(mark)}\d+$").sum() or 0)
            for column in texts.iter_columns()
        )
        for mark in ",."
    }
    return "." if many["."] > many[","] else ","
