"""The figures of the folder's own area as a table in the terminal."""

from __future__ import annotations

from typing import Any

import polars as pl
from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from resultaat.core.dutch import euro, number, percentage
from resultaat.release.released import RunInfo

_SHAPES = {
    "gehaald": "✔",
    "op orde": "✔",
    "niet gehaald": "✘",
    "niet op orde": "✘",
    "onder de minimumeis": "✘",
    "rond de streefwaarde": "≈",
    "rond de norm": "≈",
}
#: Where others deliver a figure and did not yet; see engine.figures.Herkomst.
_DERDEN = "levert derden"
_ORDER = ("resultaat", "procesconditie", "context", "inzet")


def overview(info: RunInfo, resultaten: pl.DataFrame) -> Table:
    """Return a table of the last period of the own area, results first."""
    title = f"{info.titel} — {info.organisatie}"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    # A long name goes on in the next line, so that no figure loses a digit.
    table.add_column("indicator", overflow="fold")
    for column in ("waarde", "95%-marge"):
        table.add_column(column, justify="right", no_wrap=True)
    # Narrow, so that on 80 columns nearly every name still fits in one line.
    table.add_column("oordeel of eenheid", overflow="fold", max_width=20)
    own = resultaten.filter((pl.col("gebied") == info.gebied) & (pl.col("periode") == info.over))
    awaited = own.filter(pl.col("herkomst") == _DERDEN)
    own = own.join(awaited, on="indicator", how="anti")
    for soort in _ORDER:
        rows = own.filter(pl.col("soort") == soort).sort("indicator").to_dicts()
        if rows:
            table.add_section()
            table.add_row(Text(soort, style="bold"))
        for row in rows:
            name, *cells = (Text(cell) for cell in _cells(row))
            table.add_row(Padding(name, (0, 0, 0, 2)), *cells)
    if awaited.height:
        table.add_section()
        table.add_row("levert derden", number(awaited.height), "", "nog niet geleverd")
    return table


def _cells(row: dict[str, Any]) -> tuple[str, str, str, str]:
    oordeel = row["oordeel"] or ""
    words = [f"{_SHAPES.get(oordeel, '·')} {oordeel}"] if oordeel else []
    if row["staat"] == "voorlopig":
        words.append("(voorlopig)")
    margin = ""
    if row["onder"] is not None:
        unit = row["eenheid"] or ""
        margin = f"{_figure(row['onder'], unit)}–{_figure(row['boven'], unit)}"
    value, eenheid = shown(row)
    return row["indicator"], value, margin, " ".join([*words, eenheid]).strip()


def shown(row: dict[str, Any]) -> tuple[str, str]:
    """Return the value of a row and the unit behind it; why there is none, where there is none."""
    value, eenheid = row["waarde"], row["eenheid"] or ""
    if value is None:
        return row["staat"], ""
    if eenheid in ("%", "euro"):
        return _figure(value, eenheid), ""
    return _figure(value, eenheid), eenheid


def _figure(value: float, eenheid: str) -> str:
    if eenheid == "%":
        return percentage(value)
    if eenheid == "euro":
        return euro(value)
    return number(value, 0 if value == int(value) else 1)
