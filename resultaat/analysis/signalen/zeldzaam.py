"""Rare events: the time between them, as a count of mostly zeros has no limits worth the name.

Days between events are about exponential; to the power 1 / 3.6 they are about normal, and then an
XmR chart holds (L. S. Nelson, Journal of Quality Technology 26, 1994). A point above its limit is
then a long time without an event. Of a period only the number is released, so its events are
taken to lie evenly in it.
"""

from __future__ import annotations

import numpy as np

from resultaat.analysis.signalen.kaart import Kaart, Matrix
from resultaat.analysis.signalen.xmr import xmr

POWER = 1 / 3.6
#: Below this many events per period on average, counts per period are not charted.
RARE = 2.0


def times(counts: Matrix, days: Matrix) -> tuple[Matrix, float]:
    """Return the days between events, and how long it is ago now (counts and days per period)."""
    begins = np.concatenate([[0.0], np.cumsum(days)])
    events = [
        begins[period] + (np.arange(many) + 0.5) / many * days[period]
        for period, many in enumerate(counts.astype(np.int_))
        if many > 0
    ]
    every = np.concatenate(events) if events else np.zeros(0)
    waiting = float(begins[-1] - every[-1]) if len(every) else float(begins[-1])
    return np.diff(every), waiting


def between(days: Matrix) -> Kaart:
    """Return the chart of the times between events, in days (series × events; NaN as filling).

    The points and limits are on the transformed scale.
    """
    return xmr(np.power(days, POWER))
