"""Results beside their conditions over time: was it the work, or was it luck (N14, R7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from resultaat.analysis.neveneffecten.kwadrant import Kwadrant
from resultaat.core.dutch import number
from resultaat.cycle.conditions import conditions_of
from resultaat.language.catalog import Catalog
from resultaat.release.released import Released
from resultaat.report.charts import (
    BLUE,
    GREY,
    INK,
    PAPER,
    Chart,
    chart_data,
    cut,
    short,
)
from resultaat.report.condities import SAID
from resultaat.report.tables import Body, Column, Row, Table

#: In pixels.
_HEIGHT = 480
#: Room around the outermost points, as a part of the axis.
_ROOM = 0.16
#: What stands in each corner: which side of both axes, and the words.
_CORNERS = (
    (1, 1, "zoals bedoeld"),
    (0, 1, "resultaat zonder condities"),
    (1, 0, "condities zonder resultaat"),
    (0, 0, "geen van beide"),
)


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The chart of the four places with its table; the table alone where nothing can be drawn."""

    chart: Chart | None
    table: Table


def quadrant_block(released: Released, catalog: Catalog, *, charts: bool) -> Quadrants | None:
    """Return results beside their conditions; None where none has conditions to stand beside.

    Each result has a number, in the chart and in the table. What can be said of no period, and has
    no place in the chart, is left out.
    """
    rows = conditions_of(released, catalog)
    placed = pl.col("resultaat").is_not_null() & pl.col("condities").is_not_null()
    said = pl.col("kwadrant") != Kwadrant.ONBEKEND.value
    rows = rows.filter((said | placed).any().over("indicator"))
    if not rows.select(said.any()).item():
        return None
    frames = _ordered(rows)
    drawn = rows.filter(placed)
    chart = _chart(frames, drawn) if charts and drawn.height else None
    return Quadrants(chart, _table(frames, rows))


def _ordered(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Return the rows of each result, in the order of the table: by where it stood last."""
    frames = rows.partition_by("indicator", maintain_order=True)
    places = [each.value for each in Kwadrant]
    return sorted(frames, key=lambda each: places.index(each["kwadrant"][-1]))


def _table(frames: list[pl.DataFrame], rows: pl.DataFrame) -> Table:
    """Return a row per result and a column per period of which anything can be said."""
    said = rows.filter(pl.col("kwadrant") != Kwadrant.ONBEKEND.value)
    periods = said["periode"].unique().sort().to_list()
    bodies: dict[Kwadrant, list[Row]] = {each: [] for each in Kwadrant}
    for nummer, frame in enumerate(frames, start=1):
        known = dict(frame.select("periode", "kwadrant").iter_rows())
        cells = tuple(known.get(each, "") for each in periods)
        bodies[Kwadrant(frame["kwadrant"][-1])].append(Row(f"{nummer}. {frame['naam'][0]}", cells))
    return Table(
        "Resultaten en hun condities",
        "resultaat",
        tuple(Column(each, words=True) for each in periods),
        tuple(
            Body(f"{SAID[each][:1].upper()}{SAID[each][1:]}", tuple(found))
            for each, found in bodies.items()
            if found
        ),
    )


def _chart(frames: list[pl.DataFrame], drawn: pl.DataFrame) -> Chart:
    traces = []
    for nummer, frame in enumerate(frames, start=1):
        mine = frame.drop_nulls(["resultaat", "condities"])
        if mine.height:
            traces += _traces(nummer, mine)
    # The numbers stand on top of every trail.
    traces.sort(key=lambda each: each["s"] == "nummer")
    x, y = (_range(drawn[name]) for name in ("condities", "resultaat"))
    layout = {
        "xaxis": _axis("condities: afstand tot de norm", x),
        "yaxis": _axis("resultaat: afstand tot de streefwaarde", y),
        "shapes": [_zero("x"), _zero("y")],
        "annotations": [_corner(*each) for each in _CORNERS],
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
    }
    many = sum(each["s"] == "nummer" for each in traces)
    return Chart(
        "deel-kwadrant-beeld",
        "",
        f"{number(many)} resultaten op twee assen: rechts zijn de condities op orde, boven is het "
        "resultaat gehaald. De tabel hieronder zegt van elk resultaat in welk vak het stond.",
        "Elk nummer is een resultaat uit de tabel. Rechts zijn de condities op orde, boven is het "
        "resultaat gehaald. De lijn loopt van eerdere jaren naar nu. Een open rondje betekent: "
        "het verschil kan toeval zijn, of het is nog te vroeg. Van de condities telt die het "
        "verst achterblijft.",
        _HEIGHT,
        chart_data(traces, layout),
    )


def _traces(nummer: int, mine: pl.DataFrame) -> list[dict[str, Any]]:
    naam, last = cut(mine["naam"][0]), mine.row(-1, named=True)
    sure = last["kwadrant"] != Kwadrant.ONBEKEND.value
    places = [
        {"x": [short(each) for each in frame["condities"]],
         "y": [short(each) for each in frame["resultaat"]]}
        for frame in (mine, mine[-1:])
    ]  # fmt: skip
    said = "<br>condities %{x:+.0%} van de norm, resultaat %{y:+.0%} van de streefwaarde"
    hover = f"{nummer}. {naam}, %{{customdata}}{said}<extra></extra>"
    trail: dict[str, Any] = {
        "s": "spoor",
        "customdata": mine["periode"].to_list(),
        "hovertemplate": hover,
    }
    head: dict[str, Any] = {
        "s": "nummer",
        "text": [str(nummer)],
        "customdata": [last["periode"]],
        "hovertemplate": hover,
        "marker": {"color": BLUE if sure else PAPER},
        "textfont": {"color": PAPER if sure else INK},
    }
    both = [trail | places[0], head | places[1]]
    return both if mine.height > 1 else both[1:]


def _range(values: pl.Series) -> list[float]:
    """Return an axis that holds every point and both sides of zero."""
    ends = [float(each) for each in (values.min(), values.max()) if isinstance(each, float)]
    low, high = min([*ends, 0.0]), max([*ends, 0.0])
    room = max((high - low) * _ROOM, 0.02)
    return [short(low - room), short(high + room)]


def _axis(title: str, ends: list[float]) -> dict[str, Any]:
    return {"title": {"text": title}, "range": ends, "tickformat": ".0%", "nticks": 7}


def _zero(axis: str) -> dict[str, Any]:
    other = "y" if axis == "x" else "x"
    return {
        "type": "line",
        f"{axis}0": 0,
        f"{axis}1": 0,
        f"{other}ref": "paper",
        f"{other}0": 0,
        f"{other}1": 1,
        "layer": "below",
        "line": {"color": GREY, "width": 2},
    }


def _corner(x: int, y: int, words: str) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": x,
        "y": y,
        "xanchor": "right" if x else "left",
        "yanchor": "top" if y else "bottom",
        "text": f"<b>{words}</b>",
        "showarrow": False,
        "font": {"size": 12},
    }
