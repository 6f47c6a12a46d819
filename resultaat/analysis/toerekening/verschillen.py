"""Where the differences in one period lie: between areas, between groups of rows, or within both.

The estimate of a small area is drawn towards the mean by as much as chance alone could have moved
it: its own figure counts for more, the more rows it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from resultaat.analysis.toerekening.variantie import Ints, Statistics, Variances, components
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Indeling

#: The equations grow with the square of the cells; beyond this they no longer fit in memory.
MOST_CELLS = 3000
#: Below so many groups a variance between them says nothing.
FEWEST_GROUPS = 3
BINNEN = "binnen"

GEKROMPEN = pl.Schema({"niveau": pl.String(), "gebied": pl.String(), "gekrompen": pl.Float64()})


@dataclass(frozen=True, slots=True)
class Verschil:
    """How much of the differences lies between the groups of one level."""

    niveau: str  # buurt, wijk, a dimension as written, or `binnen`: between rows of one group
    groepen: int  # 0 for `binnen`
    variantie: float
    aandeel: float


@dataclass(frozen=True)
class Verschillen:
    """The differences in one period, and the figure of each area drawn towards the mean."""

    delen: tuple[Verschil, ...]
    gekrompen: pl.DataFrame  # GEKROMPEN


def differences(
    rows: pl.DataFrame, dimensions: Sequence[str], indeling: Indeling
) -> Verschillen | None:
    """Return where the differences lie; None where there is too little, or too much, to tell.

    `rows` has gebied, the dimensions, noemer, teller and kwadraten (sum of squares of the teller).
    """
    cells = (
        rows.filter(pl.col("gebied") != ONBEKEND)
        .group_by("gebied", *dimensions, maintain_order=True)
        .agg(pl.col("noemer", "teller", "kwadraten").cast(pl.Float64).sum())
        .filter(pl.col("noemer") > 0)
        .sort("gebied", *dimensions)
    )
    levels = _levels(cells, dimensions, indeling)
    if cells.height > MOST_CELLS or not levels:
        return None
    groups, names = {}, {}
    for level, values in levels.items():
        names[level], groups[level] = _numbered(values)
    n, total, squares = (cells[name].to_numpy() for name in ("noemer", "teller", "kwadraten"))
    found = components(Statistics(n, total, squares, groups))
    if found is None:
        return None
    delen = [
        Verschil(level, len(names[level]), found.between[level], found.share(level))
        for level in levels
    ]
    rest = found.within / found.total if found.total else 0.0
    parts = (*delen, Verschil(BINNEN, 0, found.within, rest))
    return Verschillen(parts, _shrunk(found, names, indeling))


def _levels(
    cells: pl.DataFrame, dimensions: Sequence[str], indeling: Indeling
) -> Mapping[str, list[str]]:
    """Return per level the group of each cell, for the levels that have groups enough."""
    found: dict[str, list[str]] = {}
    own = indeling.gebieden[indeling.eigen].niveau
    for niveau in indeling.niveaus:
        if own.contains(niveau):
            above = [
                next((each.code for each in indeling.path(code) if each.niveau is niveau), ONBEKEND)
                for code in cells["gebied"].to_list()
            ]
            if ONBEKEND not in above:
                found[niveau.value] = above
    found |= {each: cells[each].to_list() for each in dimensions}
    return {level: each for level, each in found.items() if len(set(each)) >= FEWEST_GROUPS}


def _numbered(values: Sequence[str]) -> tuple[list[str], Ints]:
    names, numbers = np.unique(np.array(values), return_inverse=True)
    return [str(name) for name in names], numbers.astype(np.int64)


def _shrunk(
    found: Variances, names: Mapping[str, Sequence[str]], indeling: Indeling
) -> pl.DataFrame:
    """Return the mean with the effects of all areas that an area lies in."""
    effects = {
        code: effect
        for level, codes in names.items()
        for code, effect in zip(codes, found.effects[level].tolist(), strict=True)
        if code in indeling
    }
    rows = [
        (
            indeling.gebieden[code].niveau.value,
            code,
            found.mean + sum(effects.get(each.code, 0.0) for each in indeling.path(code)),
        )
        for code in effects
    ]
    return pl.DataFrame(rows, schema=GEKROMPEN, orient="row").sort("niveau", "gebied")
