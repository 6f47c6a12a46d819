"""Medians and percentiles from counts per value: exact at every level and over any window.

The value at a share p of n ordered values lies at rank (n − 1) × p, counted from 0; between two
ranks it is interpolated. That is `quantile_cont` of DuckDB and definition 7 of Hyndman and Fan
(The American Statistician 50, 1996).

Interval: two of the values themselves, chosen by rank such that at least 95% of samples have the
true percentile between them, whatever the shape of the spread (binomial; David and Nagaraja, Order
Statistics, 2003, section 7.1). With few rows there is no such pair, and no interval. Where one
person may have several rows, these are taken to say all the same: the ranks are those among
n² / Σ(rows per person)² rows (Kish, Survey Sampling, 1965), stretched to n.
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


def quantiles(
    spread: pl.DataFrame, deel: Decimal, repeats: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return keys and POINTS of the percentile `deel`. `spread` has `sleutel` and `per_waarde`.

    `repeats` has keys and `nn`, the sum of squares of rows per person, where persons may repeat.
    """
    share = Fraction(deel)
    # In order of area, period and value, as they were rolled up.
    counts = spread.filter(pl.col("per_waarde") > 0)
    totals = counts.group_by(_KEYS, maintain_order=True).agg(n=pl.col("per_waarde").sum())
    worth = effective(totals, repeats)
    ranks = pl.DataFrame(
        [_ranks(n, m, share) for n, m in zip(totals["n"], worth, strict=True)],
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


def effective(totals: pl.DataFrame, repeats: pl.DataFrame | None) -> pl.Series:
    """Return of how many separate rows the `n` rows of each area and period are worth."""
    if repeats is None:
        return totals["n"]
    beside = totals.join(repeats, on=_KEYS, how="left", maintain_order="left", nulls_equal=True)
    return beside.select(
        (pl.col("n").cast(pl.Float64) ** 2 / pl.col("nn").cast(pl.Float64)).floor().cast(pl.Int64)
    ).to_series()


def _ranks(n: int, worth: int, share: Fraction) -> tuple[int, int, int, int | None, int | None]:
    """Return the ranks on both sides, how far between them, and those of the interval."""
    low, rest = divmod((n - 1) * share.numerator, share.denominator)
    first, last = _interval_ranks(worth, share)
    if first is not None and last is not None:
        # Outwards, where the ranks of fewer rows fall between those of all.
        first, last = first * n // worth, -(-(last + 1) * n // worth) - 1
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
