"""Many tests at once: how many of what is called a finding is noise.

Benjamini and Hochberg (JRSS B 57, 1995) hold the share of false discoveries where tests are
independent or move together; Benjamini and Yekutieli (Annals of Statistics 29, 2001) under any
dependence, as where effects sum to zero.
"""

from __future__ import annotations

from enum import Enum

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


class Methode(Enum):
    """How p-values are adjusted; the value is the word in every output."""

    BENJAMINI_HOCHBERG = "bh"
    BENJAMINI_YEKUTIELI = "by"


def adjusted(p: Vector, methode: Methode = Methode.BENJAMINI_HOCHBERG) -> Vector:
    """Return the adjusted p-values; NaN, which is no test, stays NaN and counts for nothing."""
    from scipy.stats import false_discovery_control

    tested = np.isfinite(p)
    found = np.full_like(p, np.nan)
    if tested.any():
        found[tested] = false_discovery_control(p[tested], method=methode.value)
    return found
