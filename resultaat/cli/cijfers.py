"""The figures of the folder's own area as a table in the terminal."""

from __future__ import annotations

import polars as pl
from rich.table import Table
from rich.text import Text

from resultaat.core.dutch import euro, number, percentage
from resultaat.release.released import RunInfo

_SHAPES = {
    "gehaald": "✔",
    "op orde": "✔",
    "niet gehaald": "✘",
    "niet op orde": "✘",
    "rond de streefwaarde": "≈",
    "rond de norm": "≈",
}
_ORDER = ("resultaat", "procesconditie", "context", "inzet")


def overview(info: RunInfo, resultaten: pl.DataFrame) -> Table:
    """Return a table of the last period of the own area, results first."""
    table = Table(title=f"{info.titel} — {info.organisatie}", title_justify="left")
    for column in ("indicator", "soort", "waarde", "95%-marge", "staat", "oordeel"):
        right = column in ("waarde", "95%-marge")
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    own = resultaten.filter((pl.col("gebied") == info.gebied) & (pl.col("periode") == info.over))
    rank = {soort: place for place, soort in enumerate(_ORDER)}
    for row in sorted(own.to_dicts(), key=lambda each: (rank[each["soort"]], each["indicator"])):
        oordeel = row["oordeel"] or ""
        shape = f"{_SHAPES.get(oordeel, '·')} {oordeel}" if oordeel else ""
        margin = ""
        if row["onder"] is not None:
            margin = f"{_figure(row['onder'], '%')}–{_figure(row['boven'], '%')}"
        cells = (row["indicator"], row["soort"], shown(row), margin, row["staat"], shape)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def shown(row: dict[str, object]) -> str:
    """Return the value of a row with its unit, or why there is none."""
    value = row["waarde"]
    if not isinstance(value, float):
        return str(row["staat"])
    return _figure(value, str(row["eenheid"] or ""))


def _figure(value: float, eenheid: str) -> str:
    if eenheid == "%":
        return percentage(value)
    if eenheid == "euro":
        return euro(value)
    return f"{number(value, 0 if value == int(value) else 1)} {eenheid}".strip()
