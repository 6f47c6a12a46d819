"""Funnels: is an area different from the others, or only small?

Limits come from the exact Poisson or binomial distribution around the common rate. Areas always
differ more than chance alone gives; how much is estimated from the z-scores, with the tails pulled
in so that the outliers sought do not widen the limits that they are judged by (D. J. Spiegelhalter,
Statistics in Medicine 24, 2005, and Qual Saf Health Care 14, 2005).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


class Spreiding(Enum):
    """How over-dispersion is estimated; named in every output."""

    GEEN = "geen"
    GEWINSORISEERD = "gewinsoriseerd"  # the outer tenths are set to the tenth
    AFGEKAPT = "afgekapt"  # the outer tenths are left out


#: The share of z-scores on each side that is pulled in or left out.
TAIL = 0.1


@dataclass(frozen=True, slots=True)
class Trechter:
    """Per area: its rate, its z-score after over-dispersion, and the limits at 95% and 99,8%."""

    midden: float
    phi: float  # variance over what chance gives; never below 1
    z: Vector
    onder_95: Vector
    boven_95: Vector
    onder_998: Vector
    boven_998: Vector


def poisson_funnel(
    teller: Vector, noemer: Vector, spreiding: Spreiding = Spreiding.GEWINSORISEERD
) -> Trechter:
    """Return the funnel of events per unit of `noemer`, an area a place in the arrays."""
    middle = float(teller.sum() / noemer.sum())
    expected = middle * noemer
    # Square roots make the spread of a count the same at every size.
    z = 2 * (np.sqrt(teller) - np.sqrt(expected))
    phi = _phi(z, spreiding)
    low, high = _exact(expected, 0.025), _exact(expected, 0.001)
    return Trechter(
        middle,
        phi,
        z / np.sqrt(phi),
        *(_widened(limit / noemer, middle, phi) for limit in (*low, *high)),
    )


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
    from statistics import NormalDist

    normal = NormalDist()
    edge = normal.inv_cdf(1 - TAIL)
    return 1 - 2 * edge * normal.pdf(edge) / (1 - 2 * TAIL)


def _exact(expected: Vector, tail: float) -> tuple[Vector, Vector]:
    """Return the counts between which all but `tail` on each side lies."""
    return _quantile(tail, expected), _quantile(1 - tail, expected)


def _quantile(p: float, expected: Vector) -> Vector:
    """Return the quantile p of a Poisson count, brought between whole counts by its probability."""
    from scipy.stats import poisson

    count = poisson.ppf(p, expected)
    share = (poisson.cdf(count, expected) - p) / poisson.pmf(count, expected)
    limit: Vector = np.maximum(count - share, 0.0)
    return limit


def _widened(limit: Vector, middle: float, phi: float) -> Vector:
    return np.asarray(np.maximum(middle + (limit - middle) * np.sqrt(phi), 0.0))
