"""A value that is the sum of all others of its column: in every group, for every measure.

Where a file holds several ways to divide the whole (provincies, gemeenten, wijken), all rows
together are so many times the whole.
"""

from __future__ import annotations

import polars as pl

from resultaat.core.dutch import counted
from resultaat.data.overlap.equations import CODE, GROUP, MEASURE, NUMBER, SURE, UNIT, Equations

#: As many ways to divide the whole are looked for, itself included.
_WAYS = 9
#: A few rows of a real file are wrong; the others still say what the value is.
NEARLY_ALL = 0.95
#: Who moves, leaves one gemeente and not the land: such a measure has no total, the others do.
_MEASURES = 0.5


def totals(equations: Equations) -> dict[object, str]:
    """Return the values that are a total, each with how often it was seen to be."""
    group = [GROUP, MEASURE]
    size = pl.col(NUMBER).abs()
    rows = equations.complete.with_columns(
        alle=pl.col(NUMBER).sum().over(group),
        n=pl.len().over(group),
        grootste=size.max().over(group),
        zo_groot=(size == size.max()).sum().over(group),
    ).filter(pl.col("n") >= 3)
    times = (pl.col("alle") / pl.col(NUMBER)).round()
    # Each number may be half a unit off; what a float cannot hold comes on top.
    margin = pl.col(UNIT) / 2 * (pl.col("n") + times.abs()) + 1e-9 * pl.col("alle").abs()
    off = (pl.col("alle") - times * pl.col(NUMBER)).abs()
    fits = times.is_between(2, _WAYS) & (off <= margin)
    # Numbers that are all the same add up to so many times each of them too.
    largest = (size == pl.col("grootste")) & (pl.col("zo_groot") == 1)
    fits &= (times == 2) | largest
    chance = ((2 * margin + pl.col(UNIT)) / size).log10().clip(upper_bound=0)
    per_measure = (
        rows.with_columns(fits=fits, keer=times, kans=chance)
        .group_by(CODE, MEASURE)
        .agg(
            vaak=pl.len(),
            klopt=pl.col("fits").sum(),
            zelfde=pl.col("keer").filter("fits").n_unique(),
            kans=pl.col("kans").filter("fits").sum(),
        )
        .with_columns(
            som=(pl.col("klopt") >= NEARLY_ALL * pl.col("vaak")) & (pl.col("zelfde") == 1)
        )
    )
    per_code = (
        per_measure.group_by(CODE)
        .agg(pl.col("som").mean(), pl.col("klopt", "kans").filter("som").sum())
        .filter(pl.col("som") >= _MEASURES, pl.col("kans") <= SURE)
    )
    return {
        row[CODE]: counted(row["klopt"], "keer", "keer") for row in per_code.iter_rows(named=True)
    }
