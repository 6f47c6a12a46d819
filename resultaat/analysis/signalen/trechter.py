"""Funnels: is an area different from the others, or only small?

Limits come from the exact binomial (shares) or Poisson (rates) distribution around the common
figure, brought between whole counts by their probability. Areas always differ more than chance
alone gives; how much is estimated from the z-scores, with the tails pulled in or left out so that
the outliers sought do not widen the limits that they are judged by (D. J. Spiegelhalter, Statistics
in Medicine 24, 2005, and Qual Saf Health Care 14, 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from resultaat.analysis.toetsen import Methode, adjusted

Vector = npt.NDArray[np.float64]

#: Fewer areas than this do not show how much areas differ.
MINIMUM = 10
#: The share of z-scores on each side that is pulled in or left out.
TAIL = 0.1


class Spreiding(Enum):
    """How over-dispersion is estimated; named in every output."""

    GEEN = "geen"
    GEWINSORISEERD = "gewinsoriseerd"  # the outer tenths are set to the tenth
    AFGEKAPT = "afgekapt"  # the outer tenths are left out


class Verdeling(Protocol):
    """A distribution of counts, an area a place in each array."""

    def ppf(self, tail: float, /) -> Vector:
        """Return the count at which a chance is reached."""

    def cdf(self, count: Vector, /) -> Vector:
        """Return the chance of at most so many."""

    def pmf(self, count: Vector, /) -> Vector:
        """Return the chance of just so many."""


@dataclass(frozen=True, slots=True)
class Trechter:
    """Per area: z after over-dispersion, its p, and the limits at 95% and 99,8%."""

    midden: float
    phi: float  # variance over what chance gives; never below 1
    z: Vector
    p: Vector
    onder_95: Vector
    boven_95: Vector
    onder_998: Vector
    boven_998: Vector


def over_all(
    funnels: Sequence[Trechter], methode: Methode = Methode.BENJAMINI_YEKUTIELI
) -> list[float]:
    """Return the p of every area of every funnel in turn, adjusted over all of them.

    Areas stand beside what is common to them, so that their differences add up to nothing: one
    that is high makes others low. Benjamini and Yekutieli's holds for that too.
    """
    every = np.concatenate([np.zeros(0), *(each.p for each in funnels)])
    return [float(each) for each in adjusted(every, methode)]


def poisson_funnel(
    teller: Vector, noemer: Vector, spreiding: Spreiding = Spreiding.GEWINSORISEERD
) -> Trechter:
    """Return the funnel of events per unit of `noemer`, an area a place in the arrays."""
    from scipy.stats import poisson

    middle = float(teller.sum() / noemer.sum())
    expected = middle * noemer
    # Square roots make the spread of a count the same at every size.
    z = 2 * (np.sqrt(teller) - np.sqrt(expected))
    return _funnel(z, noemer, middle, _frozen(poisson(expected)), spreiding)


def binomial_funnel(
    teller: Vector, noemer: Vector, spreiding: Spreiding = Spreiding.GEWINSORISEERD
) -> Trechter:
    """Return the funnel of shares."""
    from scipy.stats import binom

    middle = float(teller.sum() / noemer.sum())
    # Arcsines make the spread of a share the same at every size and height.
    angle = np.arcsin(np.sqrt(teller / noemer)) - np.arcsin(np.sqrt(middle))
    z = 2 * np.sqrt(noemer) * angle
    return _funnel(z, noemer, middle, _frozen(binom(noemer, middle)), spreiding, most=1.0)


def _funnel(  # noqa: PLR0913  what a funnel is made of
    z: Vector,
    noemer: Vector,
    middle: float,
    counts: Verdeling,
    spreiding: Spreiding,
    *,
    most: float = np.inf,
) -> Trechter:
    phi = _phi(z, spreiding)
    limits = [
        np.minimum(_widened(_exact(counts, tail) / noemer, middle, phi), most)
        for tail in (0.025, 0.975, 0.001, 0.999)
    ]
    wide = z / np.sqrt(phi)
    normal = NormalDist()
    p = np.array([2 * normal.cdf(-abs(float(each))) for each in wide])
    return Trechter(middle, phi, wide, p, *limits)


def _frozen(counts: Any) -> Verdeling:
    """Take a distribution of scipy, whose types say less than it gives."""
    frozen: Verdeling = counts
    return frozen


def _phi(z: Vector, spreiding: Spreiding) -> float:
    if spreiding is Spreiding.GEEN or len(z) < 2:
        return 1.0
    low, high = np.quantile(z, [TAIL, 1 - TAIL])
    if spreiding is Spreiding.GEWINSORISEERD:
        return max(1.0, float(np.mean(np.clip(z, low, high) ** 2)))
    kept = z[(z >= low) & (z <= high)]
    return max(1.0, float(np.mean(kept**2)) / _truncated_variance())


def _truncated_variance() -> float:
    """Return the variance of a standard normal without its tails."""
    normal = NormalDist()
    edge = normal.inv_cdf(1 - TAIL)
    return 1 - 2 * edge * normal.pdf(edge) / (1 - 2 * TAIL)


def _exact(counts: Verdeling, tail: float) -> Vector:
    """Return the count below which `tail` of the chance lies, between whole counts."""
    count = counts.ppf(tail)
    share = (counts.cdf(count) - tail) / counts.pmf(count)
    return np.asarray(np.maximum(count - share, 0.0))


def _widened(limit: Vector, middle: float, phi: float) -> Vector:
    return np.asarray(np.maximum(middle + (limit - middle) * np.sqrt(phi), 0.0))
