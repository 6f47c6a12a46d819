"""Displacement to later (N3): less at first, and then more than there ever was.

Definition: in the touched places the count falls in the first half of the time after the beginning
and stands above its old height in the second half, both beside untouched places. Displacement over
time is one of the kinds of T. Reppetto (Crime & Delinquency 22, 1976); here what was put off comes
back. Needs four periods after the beginning and MINIMUM events. It cannot see what is put off
beyond the last period, nor tell a wave from something else that rose later.
"""

from __future__ import annotations

import numpy as np

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.contrast import Mask, Tellingen, Vector, contrast, surest
from resultaat.analysis.neveneffecten.patroon import Gezien

#: Fewer events than this in either half of the touched places say nothing.
MINIMUM = 40


def put_off(voor: Vector, eerst: Vector, later: Vector, hier: Mask, elders: Mask) -> Gezien:
    """Return whether less at first was more afterwards (arrays: a count per place).

    The three counts are over equally long times, or brought to that.
    """
    fell = contrast(Tellingen(voor, eerst), hier, elders)
    rose = contrast(Tellingen(voor, later), hier, elders)
    smallest = float(min(each[hier].sum() for each in (voor, eerst, later)))
    p = surest([fell.p(-1), rose.p(1)]) if smallest >= MINIMUM else np.nan
    return Gezien.of_count(Patroon.UITSTEL, rose, p, smallest)
