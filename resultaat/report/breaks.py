"""Where a line over the periods stops, because what comes after was counted otherwise, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from resultaat.core.dutch import listing
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
    """Return a label above each break: of what kind it is."""
    return [
        {
            "x": at - 0.5,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "text": _BY_SOURCE if series[at - 1].breuk else _BY_DEFINITION,
            "showarrow": False,
            "font": {"size": 12},
        }
        for at in breaking(series)
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
    """Say below the chart what the upright lines are."""
    reasons = [series[at - 1].breuk for at in breaking(series)]
    at_source = list(dict.fromkeys(each for each in reasons if each))
    said = []
    if None in reasons:
        said.append(
            "Bij de staande lijn werd de definitie een andere: wat links staat, is anders geteld."
        )
    if at_source:
        which = "een" if None in reasons else "de"
        said.append(f"Bij {which} staande lijn ging de bron anders tellen: {listing(at_source)}.")
    return said
