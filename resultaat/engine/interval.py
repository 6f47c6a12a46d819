"""Intervals: how far a figure could lie from what lies behind it, by chance alone.

Durations and percentiles have their own, in `survival.py` and `quantile.py`.

Shares: Wilson's score interval (E. B. Wilson, JASA 22, 1927), which stays within 0 and 1 and holds
for small numbers. Published figures and plain counts get none.
"""

from __future__ import annotations

from statistics import NormalDist

import polars as pl

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


def with_wilson(figures: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of a share with `onder` and `boven` filled in where there is a value."""
    onder, boven = wilson(pl.col("waarde"), pl.col("noemer").cast(pl.Float64))
    return figures.with_columns(onder=onder, boven=boven)


def wilson(share: pl.Expr, n: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return both ends of the interval of a share of n; null where the share is."""
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * (share * (1 - share) / n + Z**2 / (4 * n**2)).sqrt()
    # All and nothing reach the edge itself, which rounding would keep them from.
    return (
        pl.when(share == 0).then(0.0).when(share.is_not_null()).then(middle - half),
        pl.when(share == 1).then(1.0).when(share.is_not_null()).then(middle + half),
    )
