"""The verdict on the last point of every chart, with the false discoveries of all charts held.

Over 24 points of pure noise some point lies outside the limits in one chart of five, so only the
last one is judged. Its chance under noise is that of a new value set beside the earlier ones: the
distance to their centre, over a sigma that is itself estimated from moving ranges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resultaat.analysis.signalen.kaart import Matrix
from resultaat.analysis.signalen.laney import PER_SIGMA
from resultaat.analysis.signalen.xmr import mean_range
from resultaat.analysis.toetsen import adjusted

Vector = npt.NDArray[np.float64]
#: Degrees of freedom that a sigma from n moving ranges carries, per range (Wheeler, 1995).
FREEDOM = 0.62


@dataclass(frozen=True, slots=True)
class Laatste:
    """Per series: how far the last point lies off in sigma, its p, and that p over all charts."""

    afstand: Vector
    p: Vector
    q: Vector


def last_point(punten: Matrix) -> Laatste:
    """Judge the last point of each series against those before it (series × periods).

    A series without enough points, or without any variation, gets NaN.
    """
    from scipy.special import stdtr

    before, last = punten[:, :-1], punten[:, -1]
    count = np.isfinite(before).sum(axis=1)
    centre = np.where(count > 0, np.nansum(before, axis=1) / np.maximum(count, 1), np.nan)
    sigma = mean_range(before, screened=False) / PER_SIGMA
    usable = (count >= 12) & (sigma > 0)
    spread = np.where(usable, sigma, 1.0) * np.sqrt(1 + 1 / np.maximum(count, 1))
    off = np.where(usable, (last - centre) / spread, np.nan)
    free = FREEDOM * np.maximum(count - 1, 1)
    p = 2 * stdtr(free, -np.abs(off))
    return Laatste(off, p, adjusted(p))


def last_count(counts: Vector, days: Vector, over: float) -> float:
    """Return the chance of a last count so far off, both ways, given all counts together.

    Poisson counts of which the sum is known are binomial; `over` is how many times wider than
    Poisson the series spreads, and divides the counts. Half of the chance of the count itself goes
    to each side (mid-p; H. O. Lancaster, JASA 56, 1961).
    """
    from scipy.special import betainc

    there = np.isfinite(counts)
    total = float(counts[there].sum()) / over**2
    last = float(counts[-1]) / over**2
    share = float(days[-1] / days[there].sum())
    if total <= 0:
        return 1.0
    below = betainc(total - last + 1, max(last, 1e-12), 1 - share) if last > 0 else 0.0
    upto = betainc(max(total - last, 1e-12), last + 1, 1 - share) if last < total else 1.0
    middle = (float(below) + float(upto)) / 2
    return min(1.0, 2 * min(middle, 1 - middle))


def last_time(days: Vector) -> float:
    """Return the chance of a last time between events so far off, both ways.

    Against the mean of those before, exponential times follow F with 2 and 2 × how many degrees.
    """
    from scipy.special import fdtr, fdtrc

    before = days[:-1]
    if not len(before) or before.mean() <= 0:
        return 1.0
    ratio = float(days[-1] / before.mean())
    free = 2.0 * len(before)
    return min(1.0, 2 * float(min(fdtr(2.0, free, ratio), fdtrc(2.0, free, ratio))))
