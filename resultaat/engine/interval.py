"""Intervals: how far a figure could lie from what lies behind it, by chance alone.

Which figure gets which is decided in `uncertainty.py`; durations and percentiles have their own, in
`survival.py` and `quantile.py`. All are of 95%, half of the rest on either side.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import polars as pl
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

CONFIDENCE = 0.95
_TAIL = (1 - CONFIDENCE) / 2
Z = NormalDist().inv_cdf(1 - _TAIL)


def wilson(share: pl.Expr, n: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return both ends of the interval of a share of n; null where either is.

    Wilson's score interval (E. B. Wilson, JASA 22, 1927): it stays within 0 and 1 and holds for
    small numbers.
    """
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * (share * (1 - share) / n + Z**2 / (4 * n**2)).sqrt()
    known = share.is_not_null() & n.is_not_null()
    # All and nothing reach the edge itself, which rounding would keep them from.
    return (
        pl.when(known & (share == 0)).then(0.0).when(known).then(middle - half),
        pl.when(known & (share == 1)).then(1.0).when(known).then(middle + half),
    )


def effective_n(share: Numbers, n: Numbers, groups: Numbers, squares: Numbers) -> Numbers:
    """Return of how many separate rows a share of rows that hang together is worth; NaN for none.

    `squares` is the sum over groups of (teller − share × noemer)², or of noemer² where the share is
    all or nothing: then the rows of a group may well be one and the same. The design effect and the
    factor for few groups are those of Korn and Graubard (Survey Methodology 24, 1998).
    """
    alone = share * (1 - share) / (n - 1)
    together = _variance(squares, n, groups)
    effect = np.where(alone > 0, together / np.where(alone > 0, alone, 1), squares / n)
    few = (t_quantile(n - 1) / t_quantile(groups - 1)) ** 2
    return np.where((groups > 1) & (n > 1), n / np.maximum(effect, 1) * few, np.nan)


def ratio_margin(ratio: Numbers, noemer: Numbers, groups: Numbers, products: Numbers) -> Numbers:
    """Return half the width of the interval of a ratio of sums over `groups`; NaN for fewer than 2.

    `products` has the columns tt, tn and nn. With a noemer of 1 per group this is Student's
    interval of a mean; otherwise the linearised variance of a ratio (Cochran, Sampling Techniques,
    1977, section 6.4) with one degree of freedom less than there are groups.
    """
    squares = residual_squares(ratio, products)
    return t_quantile(groups - 1) * np.sqrt(_variance(squares, noemer, groups))


def residual_squares(ratio: Numbers, products: Numbers) -> Numbers:
    """Return Σ(teller − ratio × noemer)² from the columns tt, tn and nn."""
    tt, tn, nn = products.T
    squares = tt - 2 * ratio * tn + ratio**2 * nn
    # What is left where all are alike is rounding; what is not known stays so.
    return np.where(squares <= 1e-12 * (tt + ratio**2 * nn), 0.0, squares)


def _variance(squares: Numbers, noemer: Numbers, groups: Numbers) -> Numbers:
    several = np.where(groups > 1, groups, np.nan)
    some = np.where(noemer != 0, noemer, np.nan)
    return np.asarray(several / (several - 1) * squares / some**2, np.float64)


def poisson(many: Numbers, effect: Numbers) -> tuple[Numbers, Numbers]:
    """Return both ends of the interval of a number of events.

    Exact where each event stands apart (F. Garwood, Biometrika 28, 1936). Where events come in
    clusters of persons, `effect` is Σ(events per person)² / events, and the number is counted in
    clusters of that size, as Fay and Feuer do with a weighted sum (Stat. in Medicine 16, 1997).
    """
    from scipy.special import gammaincinv

    clusters = many / effect
    low = np.where(many > 0, gammaincinv(np.where(many > 0, clusters, 1), _TAIL) * effect, 0.0)
    high = gammaincinv(clusters + 1, 1 - _TAIL) * effect
    return low, high


def t_quantile(freedom: Numbers) -> Numbers:
    """Return how many standard errors Student's interval reaches; NaN below one degree."""
    from scipy.special import stdtrit

    return np.asarray(stdtrit(np.where(freedom >= 1, freedom, np.nan), 1 - _TAIL), np.float64)
