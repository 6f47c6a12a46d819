"""Intervals: how far a figure could lie from what lies behind it, by chance alone.

Shares: Wilson's score interval (E. B. Wilson, JASA 22, 1927), which stays within 0 and 1 and holds
for small numbers. Published figures and plain counts get none.
"""

from __future__ import annotations

from statistics import NormalDist

import polars as pl

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


def with_wilson(figures: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of a share with `onder` and `boven` filled in where there is a value."""
    share = pl.col("waarde")
    n = pl.col("noemer").cast(pl.Float64)
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * (share * (1 - share) / n + _Z**2 / (4 * n**2)).sqrt()
    return figures.with_columns(
        # All and nothing reach the edge itself, which rounding would keep them from.
        onder=pl.when(share == 0).then(0.0).when(share.is_not_null()).then(middle - half),
        boven=pl.when(share == 1).then(1.0).when(share.is_not_null()).then(middle + half),
    )
