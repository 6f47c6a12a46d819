"""Rare events: the time between them, as a count of mostly zeros has no limits worth the name.

Days between events are about exponential; to the power 1 / 3.6 they are about normal, and then an
XmR chart holds (L. S. Nelson, Journal of Quality Technology 26, 1994). A point above its limit is
then a long time without an event.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from resultaat.analysis.signalen.kaart import Kaart, Matrix
from resultaat.analysis.signalen.xmr import xmr

POWER = 1 / 3.6
#: Below this many events per period on average, counts per period are not charted.
RARE = 2.0


def is_rare(counts: Matrix) -> npt.NDArray[np.bool_]:
    """Whether a series of counts has too few events per period for a chart of counts (series)."""
    there = np.isfinite(counts)
    total = np.where(there, counts, 0.0).sum(axis=1)
    rare: npt.NDArray[np.bool_] = total < RARE * np.maximum(there.sum(axis=1), 1)
    return rare


def between(days: Matrix) -> Kaart:
    """Return the chart of the times between events, in days (series × events; NaN as filling).

    The points and limits are on the transformed scale; `days_of` brings them back.
    """
    return xmr(np.power(days, POWER))


def days_of(transformed: Matrix) -> Matrix:
    """Return transformed times as days again; a limit below zero is zero days."""
    return np.power(np.maximum(transformed, 0.0), 1 / POWER)
