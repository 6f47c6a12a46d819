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
    tested = np.flatnonzero(np.isfinite(p))
    found = np.full_like(p, np.nan)
    if not len(tested):
        return found
    # Written out, as importing scipy.stats takes longer than the screen of a municipality.
    rank = np.arange(1, len(tested) + 1)
    weight = (1 / rank).sum() if methode is Methode.BENJAMINI_YEKUTIELI else 1.0
    order = tested[np.argsort(p[tested])]
    steps = p[order] * weight * len(tested) / rank
    found[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return found
