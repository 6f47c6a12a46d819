"""p′ and u′ charts for shares and rates whose denominators differ.

A p or u chart has limits from the binomial or Poisson spread, which with large denominators calls
everything a signal. Laney's correction multiplies that spread by what the series shows beside it:
the mean moving range of its z-scores, over 1.128 (D. B. Laney, Quality Engineering 14, 2002).
"""

from __future__ import annotations

import numpy as np

from resultaat.analysis.signalen.kaart import Kaart, Matrix
from resultaat.analysis.signalen.xmr import mean_range

PER_SIGMA = 1.128


def p_accent(teller: Matrix, noemer: Matrix, *, screened: bool = True) -> Kaart:
    """Return the chart of shares (series × periods each; NaN or a zero noemer where missing)."""
    mean = _ratio(teller, noemer)
    return _laney(teller, noemer, mean * (1 - mean), mean, screened=screened)


def u_accent(teller: Matrix, noemer: Matrix, *, screened: bool = True) -> Kaart:
    """Return the chart of events per unit of `noemer`."""
    mean = _ratio(teller, noemer)
    return _laney(teller, noemer, mean, mean, screened=screened)


def _ratio(teller: Matrix, noemer: Matrix) -> Matrix:
    """Return the share of each series over all its periods (series × 1)."""
    there = np.isfinite(teller) & np.isfinite(noemer) & (noemer > 0)
    below = np.where(there, noemer, 0.0).sum(axis=1, keepdims=True)
    above = np.where(there, teller, 0.0).sum(axis=1, keepdims=True)
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)


def _laney(
    teller: Matrix, noemer: Matrix, variance: Matrix, mean: Matrix, *, screened: bool
) -> Kaart:
    """Return limits three sigma wide, where sigma is the chart's own times what is over."""
    below = np.where(noemer > 0, noemer, np.nan)
    shares = teller / below
    own = np.sqrt(variance / below)
    z = np.where(own > 0, (shares - mean) / np.where(own > 0, own, 1.0), 0.0)
    over = mean_range(np.where(np.isfinite(shares), z, np.nan), screened=screened) / PER_SIGMA
    return Kaart(shares, np.broadcast_to(mean, shares.shape).copy(), 3 * own * over[:, None])
