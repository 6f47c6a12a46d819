"""XmR charts: individual values and their moving ranges.

Limits are the mean ± 2.66 × the mean moving range (W. A. Shewhart; D. J. Wheeler, Understanding
Variation, 1993). 2.66 is 3 / 1.128, and 3.267 the upper limit of a moving range in units of its
mean. A moving range as large as that is left out once, so that one incident does not widen the
limits that it is judged by.
"""

from __future__ import annotations

import numpy as np

from resultaat.analysis.signalen.kaart import Kaart, Matrix

PER_RANGE = 2.66
LARGEST_RANGE = 3.267


def xmr(punten: Matrix, *, screened: bool = True, basis: slice = slice(None)) -> Kaart:
    """Return the chart of each series; its limits come from the periods of `basis`.

    `punten` is series × periods, NaN where missing. A range is between two periods that both have
    a figure and follow each other.
    """
    of_basis = punten[:, basis]
    ranges = mean_range(of_basis, screened=screened)
    centre = _mean(of_basis)
    shape = punten.shape
    return Kaart(
        punten,
        np.broadcast_to(centre[:, None], shape).copy(),
        np.broadcast_to((PER_RANGE * ranges)[:, None], shape).copy(),
    )


def mean_range(punten: Matrix, *, screened: bool = True) -> Matrix:
    """Return the mean moving range of each series (series); NaN where there is no range at all."""
    ranges = np.abs(np.diff(punten, axis=1))
    mean = _mean(ranges)
    if not screened:
        return mean
    # Once, as a second round would go on eating ordinary variation.
    ordinary = ranges < LARGEST_RANGE * mean[:, None]
    return np.where(mean > 0, _mean(np.where(ordinary, ranges, np.nan)), mean)


def _mean(values: Matrix) -> Matrix:
    there = np.isfinite(values)
    count = there.sum(axis=1)
    total = np.where(there, values, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
