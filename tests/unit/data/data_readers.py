"""One table for every reader: the same values, as each format writes them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from data_berichten import bericht, toegewezen, zipped
from data_examples import folder_with
from data_workbooks import excel, ods

from resultaat.core.diagnostics import Diagnostics
from resultaat.data.fetch.fetch import fetch
from resultaat.language.catalog import load_catalog

Row = Sequence[object]
#: Where the address of the databank stands.
ADDRESS = "ZAAK_URL"


def csv(rows: Sequence[Row]) -> bytes:
    """Write a CSV as a Dutch program does."""
    return ("\n".join(";".join(map(_quoted, row)) for row in rows) + "\n").encode()


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal | float):
        return f"{value}".replace(".", ",")
    return "" if value is None else f"{value}"


def _quoted(value: object) -> str:
    text = _written(value)
    return f'"{text}"' if ";" in text else text


def parquet(rows: Sequence[Row]) -> bytes:
    """Write typed columns; a column with a text in it is a column of texts."""
    head, *rest = rows
    columns = {}
    for at, name in enumerate(head):
        values = [row[at] for row in rest]
        texts = any(isinstance(each, str) for each in values)
        columns[str(name)] = [_written(each) or None for each in values] if texts else values
    stream = BytesIO()
    pl.DataFrame(columns, strict=False).write_parquet(stream)
    return stream.getvalue()


def geojson(rows: Sequence[Row]) -> bytes:
    """Write a map without outlines."""
    head, *rest = rows
    features = [
        {"type": "Feature", "geometry": None, "properties": dict(zip(head, row, strict=True))}
        for row in rest
    ]
    told = {"type": "FeatureCollection", "features": features}
    return json.dumps(told, default=_plain).encode()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else float(str(value))


def _cells(rows: Sequence[Row]) -> list[list[object]]:
    return [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows]


@dataclass(frozen=True)
class Reader:
    """A format: its file, how a table is written in it, and where a row of it stands."""

    bestand: str
    write: Callable[[Sequence[Row]], bytes]
    more: str = ""
    #: The line of the first row, and the place of a column on it (1 where there is none).
    first: int = 2
    column: Callable[[Row, Row, int], int] = field(default=lambda _head, _row, at: at + 1)

    def made(
        self, folder: Path, rows: Sequence[Row], kolommen: Mapping[str, str], more: str = ""
    ) -> Path:
        """Make a working folder with the source `levering`, which holds these rows."""
        more = "\n".join(each for each in (more, self.more) if each)
        made = folder_with(folder, b"", kolommen, bestand=self.bestand, more=more)
        self.deliver(made, rows)
        return made

    def deliver(self, folder: Path, rows: Sequence[Row]) -> None:
        """Put another file in the place of what was there."""
        (folder / self.bestand).write_bytes(self.write(rows))


class Databank(Reader):
    """A table in a databank, fetched by `haal` and then loaded."""

    def deliver(self, folder: Path, rows: Sequence[Row]) -> None:
        """Fill the table anew and fetch it."""
        head, *rest = rows
        path = folder / "zaak.db"
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path)
        connection.execute(f"create table zaken ({', '.join(map(str, head))})")
        marks = ", ".join("?" for _ in head)
        for row in rest:
            values = [_stored(each) for each in row]
            connection.execute(f"insert into zaken values ({marks})", values)  # noqa: S608
        connection.commit()
        connection.close()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(ADDRESS, f"sqlite:///{path}")
            catalog = load_catalog(folder)
            catalog.found.raise_if_errors()
            found = Diagnostics()
            assert fetch(catalog.bronnen["levering"], folder, lambda _: None, found) is not None
        path.unlink()


def _stored(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def character(_head: Row, row: Row, at: int) -> int:
    """Return the place in a line of CSV where a column begins."""
    return sum(len(_written(each)) + 1 for each in row[:at]) + 1


def nowhere(_head: Row, _row: Row, _at: int) -> int:
    return 1


#: Every reader of tables with columns of any kind.
TABLES: dict[str, Reader] = {
    "csv": Reader("data/x.csv", csv, column=character),
    "excel": Reader("data/x.xlsx", lambda rows: excel({"Blad1": _cells(rows)})),
    "ods": Reader("data/x.ods", lambda rows: ods({"Blad1": _cells(rows)})),
    "parquet": Reader("data/x.parquet", parquet, first=1),
    "geojson": Reader("data/x.geojson", geojson, first=1, column=nowhere),
    "databank": Databank(
        "data/x.csv", csv, f"haal: {{databank: {ADDRESS}, tabel: zaken}}", column=character
    ),
}
every_table = pytest.mark.parametrize("kind", TABLES)


def series(values: Mapping[str, object], gebied: str) -> bytes:
    """Return JSON with a series per area: of `nr`, by year."""
    return json.dumps({gebied: {"tijdreeksen": {"nr": dict(values)}}}, default=_plain).encode()


def messages(numbers: Sequence[str], bsn: Sequence[str] = ()) -> bytes:
    """Return a zip of allocations with these numbers, each of one person."""
    made = []
    for at, number in enumerate(numbers):
        who = {"bsn": bsn[at]} if bsn else {}
        product = toegewezen(number, "2024-01-01")
        made.append(bericht("301", product, kenmerk=f"{at + 1}", **who))
    return zipped(made)
