"""Rows of an area beside rows of all that lies in it: a gemeente and its buurten in one table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import polars as pl

from resultaat.data.overlap.equations import CODE, GROUP, MEASURE, NUMBER, SURE, Equations, unit_of
from resultaat.data.overlap.totals import NEARLY_ALL
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau


def places_in_places(
    equations: Equations, indeling: Indeling
) -> Iterator[tuple[Niveau, Niveau, str]]:
    """Yield each two levels of which the rows of the higher are the sums of those of the lower.

    With them the first code of the higher level.
    """
    if equations.rows.schema[CODE] != pl.String:
        return
    level = {code: each.niveau.value for code, each in indeling.gebieden.items()}
    rows = equations.rows.with_columns(
        niveau=pl.col(CODE).replace_strict(level, default=None, return_dtype=pl.String)
    )
    there = [each for each in Niveau if each.value in rows["niveau"].unique().to_list()]
    for one, other in combinations(there, 2):
        high, low = (one, other) if one.contains(other) else (other, one)
        found = _sums(rows, high, low, indeling) if high.contains(low) else None
        if found is not None:
            yield high, low, found


def _sums(rows: pl.DataFrame, high: Niveau, low: Niveau, indeling: Indeling) -> str | None:
    """Return a code of the higher level where its rows are the sums of what lies in them."""
    above = {
        gebied.code: over.code
        for gebied in indeling.of_niveau(low)
        for over in indeling.path(gebied.code)
        if over.niveau is high
    }
    below = rows.filter(pl.col("niveau") == low.value)
    whole = rows.filter(pl.col("niveau") == high.value, pl.col(NUMBER) != 0)
    sums = (
        below.with_columns(pl.col(CODE).replace_strict(above, default=None).alias(CODE))
        .group_by(GROUP, MEASURE, CODE)
        .agg(som=pl.col(NUMBER).sum(), n=pl.len(), heel=pl.col(NUMBER).is_not_null().all())
        .filter("heel", pl.col("n") > 1)
    )
    unit = max(unit_of(below[NUMBER]), unit_of(whole[NUMBER]))
    margin = unit / 2 * (pl.col("n") + 1) + 1e-9 * pl.col("som").abs()
    equal = whole.join(sums, on=[GROUP, MEASURE, CODE]).select(
        CODE,
        klopt=(pl.col("som") - pl.col(NUMBER)).abs() <= margin,
        kans=((2 * margin + unit) / pl.col(NUMBER).abs()).log10().clip(upper_bound=0),
    )
    right = equal.filter("klopt")
    if equal.is_empty() or right.height < NEARLY_ALL * equal.height:
        return None
    return str(right[CODE].min()) if right["kans"].sum() <= SURE else None
