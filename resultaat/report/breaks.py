"""Where a line over the periods stops, because what comes after was counted otherwise, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

from resultaat.report.charts import GREY
from resultaat.report.figure import Figure

_BY_DEFINITION, _BY_SOURCE = "andere definitie", "de bron telt anders"


def breaking(series: Sequence[Figure]) -> list[int]:
    """Return the places of the first figures that were counted otherwise than the one before."""
    return [
        at + 1
        for at, (one, other) in enumerate(pairwise(series))
        if one.definitie_tot != other.definitie_tot
    ]


def parts(series: Sequence[Figure]) -> list[range]:
    """Return the places of each stretch that was counted in one way."""
    edges = [0, *breaking(series), len(series)]
    return [range(first, last) for first, last in pairwise(edges)]


def labels(series: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return a label above each break: of what kind it is, or a letter where there are more."""
    places = breaking(series)
    kinds = [_BY_SOURCE if series[at - 1].breuk else _BY_DEFINITION for at in places]
    words = kinds if len(places) == 1 else [f"<b>{letter}</b>" for letter in ascii_lowercase]
    return [
        {
            "x": at - 0.5,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "text": word,
            "showarrow": False,
            "font": {"size": 12},
        }
        for at, word in zip(places, words, strict=False)
    ]


def upright(at: int) -> dict[str, Any]:
    """Return a line that stands before a place."""
    return {
        "type": "line",
        "x0": at - 0.5,
        "x1": at - 0.5,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": GREY, "width": 1},
    }


def told(series: Sequence[Figure]) -> list[str]:
    """Say below the chart what each upright line is."""
    places = breaking(series)
    said = []
    for at, letter in zip(places, ascii_lowercase, strict=False):
        where = "Bij de staande lijn" if len(places) == 1 else f"Bij {letter}"
        reason = series[at - 1].breuk
        said.append(
            f"{where} ging de bron anders tellen: {reason}."
            if reason
            else f"{where} werd de definitie een andere: wat links staat, is anders geteld."
        )
    return said
