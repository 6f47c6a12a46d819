"""Areas that differ from the start are set beside areas that resemble them.

A stratum is the figure of another indicator, as it was before anything began. Where many areas are
treated, the change of the comparison is predicted from it (outcome regression; see `effect.py`).
Where chance is read from lots, that regression is taken off beforehand: of each area and period
what the areas that never begin say of its strata. With those as comparison the estimate is equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from resultaat.analysis.toerekening.effect import Floats, Panel
from resultaat.gebied.niveau import Niveau


def adjusted(panel: Panel) -> Panel:
    """Return the panel with what its covariates say taken off, and without covariates."""
    if panel.covariates is None:
        return panel
    never = ~panel.treated
    x = np.column_stack([np.ones(len(panel.y)), panel.covariates])
    root = np.sqrt(panel.weight[never])[:, None]
    beta = np.linalg.lstsq(root * x[never], root * panel.y[never], rcond=None)[0]
    return replace(panel, y=panel.y - panel.covariates @ beta[1:], covariates=None)


def strata_before(
    figures: pl.DataFrame, names: Sequence[str], niveau: Niveau, start: date
) -> dict[str, Floats]:
    """Return per area the figure of each stratum before a day; areas that lack one are left out.

    `figures` has schema FIGURES. It is the mean of the periods that end before the first start, or
    the earliest one where there are none.
    """
    known = figures.filter((pl.col("niveau") == niveau.value) & pl.col("waarde").is_not_null())
    first = pl.col("start").min().over("indicator")
    before = known.filter((pl.col("start") < start) | (pl.col("start") == first))
    means = before.group_by("gebied", "indicator").agg(pl.col("waarde").mean())
    wide = means.pivot(on="indicator", index="gebied", values="waarde", on_columns=list(names))
    rows = wide.drop_nulls().select("gebied", *names).iter_rows()
    return {row[0]: np.array(row[1:], dtype=np.float64) for row in rows}
