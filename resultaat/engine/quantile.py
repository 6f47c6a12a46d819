"""Medians and percentiles from counts per value: exact at every level and over any window.

The value at a share p of n ordered values lies at rank (n − 1) × p, counted from 0; between two
ranks it is interpolated. That is `quantile_cont` of DuckDB and definition 7 of Hyndman and Fan
(The American Statistician 50, 1996).

Interval: two of the values themselves, chosen by rank such that at least 95% of samples have the
true percentile between them, whatever the shape of the spread (binomial; David and Nagaraja, Order
Statistics, 2003, section 7.1). With few rows there is no such pair, and no interval.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import exp, lgamma, log, sqrt

import polars as pl

from resultaat.engine.figures import EXACT
from resultaat.engine.interval import CONFIDENCE

_KEYS = ("niveau", "gebied", "niveau_gebied", "start")
POINTS = pl.Schema(
    {"teller": EXACT, "punt": pl.Float64(), "onder": pl.Float64(), "boven": pl.Float64()}
)


def quantiles(spread: pl.DataFrame, deel: Decimal) -> pl.DataFrame:
    """Return keys and POINTS of the percentile `deel`. `spread` has `sleutel` and `per_waarde`."""
    share = Fraction(deel)
    # In order of area, period and value, as they were rolled up.
    counts = spread.filter(pl.col("per_waarde") > 0)
    totals = counts.group_by(_KEYS, maintain_order=True).agg(n=pl.col("per_waarde").sum())
    ranks = pl.DataFrame(
        [_ranks(n, share) for n in totals["n"]],
        schema=dict.fromkeys(("laag", "hoog", "rest", "eerste", "laatste"), pl.Int64),
        orient="row",
    )
    # The rows of all areas and periods stand in one line: a rank is a place in it.
    line = counts["per_waarde"].cum_sum()
    offset = totals["n"].cum_sum() - totals["n"]

    def at(name: str) -> pl.Series:
        places = offset + ranks[name]
        found = line.search_sorted(places.fill_null(0), side="right")
        return counts["sleutel"].gather(found).set(places.is_null(), None)

    points = [
        _between(low, high, Fraction(rest, share.denominator))
        for low, high, rest in zip(at("laag"), at("hoog"), ranks["rest"], strict=True)
    ]
    return totals.select(_KEYS).with_columns(
        teller=pl.Series([_exact(point) for point in points], dtype=EXACT),
        punt=pl.Series([float(point) for point in points], dtype=pl.Float64),
        onder=at("eerste").cast(pl.Float64),
        boven=at("laatste").cast(pl.Float64),
    )


def _ranks(n: int, share: Fraction) -> tuple[int, int, int, int | None, int | None]:
    """Return the ranks on both sides, how far between them, and those of the interval."""
    low, rest = divmod((n - 1) * share.numerator, share.denominator)
    first, last = _interval_ranks(n, share)
    return low, low + (rest > 0), rest, first, last


@cache
def _interval_ranks(n: int, share: Fraction) -> tuple[int | None, int | None]:
    """Return the ranks (from 0) between which the percentile lies in 95 of 100 samples."""
    tail, p = (1 - CONFIDENCE) / 2, float(share)
    reach = 12 * sqrt(n * p * (1 - p)) + 12
    start, stop = max(0, int(n * p - reach)), min(n, int(n * p + reach))
    below, lower, upper = 0.0, None, None
    for k in range(start, stop + 1):
        chance = exp(
            lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p)
        )
        below += chance
        # P(at most k of n lie below it): value k + 1 from below is still under it by that chance.
        if below <= tail:
            lower = k
        if upper is None and below >= 1 - tail:
            upper = k
    if lower is None or upper is None or upper > n - 1:
        return None, None
    return lower, upper


def _between(low: Decimal, high: Decimal, rest: Fraction) -> Fraction:
    return Fraction(low) + (Fraction(high) - Fraction(low)) * rest


def _exact(value: Fraction) -> Decimal:
    """Round to the 8 decimals of an exact sum, halves to even."""
    return Decimal(round(value * 10**8)).scaleb(-8)
