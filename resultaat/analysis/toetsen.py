"""Many tests at once: how many of what is called a finding is noise.

Benjamini and Hochberg (JRSS B 57, 1995) hold the share of false discoveries where tests are
independent or move together; Benjamini and Yekutieli (Annals of Statistics 29, 2001) under any
dependence, as where effects sum to zero. In a hierarchy a finding counts once: what is tested
within a family is asked only where the family itself stands out (Benjamini and Bogomolov, JRSS B
76, 2014).
"""

from __future__ import annotations

from enum import Enum

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


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


def hierarchical(
    p: Vector, family: npt.NDArray[np.int_], level: float, methode: Methode
) -> tuple[Mask, Mask]:
    """Return which families stand out, and which tests within them (both over the tests).

    A family is tested by Simes' p of its members; within the families that are chosen, the level is
    lowered by the share of families that was chosen.
    """
    names, place = np.unique(family, return_inverse=True)
    simes = np.array([_simes(p[place == each]) for each in range(len(names))])
    chosen = np.nan_to_num(adjusted(simes, methode), nan=1.0) <= level
    inner = level * chosen.mean() if chosen.any() else 0.0
    within = np.zeros(len(p), dtype=np.bool_)
    for each in np.flatnonzero(chosen):
        members = place == each
        within[members] = np.nan_to_num(adjusted(p[members], methode), nan=1.0) <= inner
    outstanding: Mask = chosen[place]
    return outstanding, within


def _simes(p: Vector) -> float:
    """Return one p for a family (R. J. Simes, Biometrika 73, 1986)."""
    tested = np.sort(p[np.isfinite(p)])
    if not len(tested):
        return float("nan")
    return float((tested * len(tested) / np.arange(1, len(tested) + 1)).min())
