"""Burden (N10): what it takes of those who do the work, or of those who are helped.

Definition: a figure that was made to show burden (`neveneffect: belasting`: hours of paperwork,
long sickness, forms) rises in the touched places beside the others. That measuring and steering
cost time of the people who should help is the cost side of G. Bevan and C. Hood (Public
Administration 84, 2006). Needs MINIMUM rows before and after. It sees the burden that is measured:
where nobody counts hours, nothing shows.
"""

from __future__ import annotations

import numpy as np

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.contrast import Mask, Tellingen, contrast
from resultaat.analysis.neveneffecten.patroon import Gezien

#: Fewer rows than this before or after say nothing.
MINIMUM = 50


def burden(tellingen: Tellingen, hier: Mask, elders: Mask) -> Gezien:
    """Return whether the burden rose (counts per place)."""
    found = contrast(tellingen, hier, elders)
    here = tellingen.of(hier)
    share = here.noemer_voor is not None
    p = found.p(1) if here.rows >= MINIMUM else np.nan
    make = Gezien.of_share if share else Gezien.of_count
    return make(Patroon.BELASTING, found, p, here.smallest)
