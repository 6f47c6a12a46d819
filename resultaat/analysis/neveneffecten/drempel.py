"""Bunching at a norm or target (N6): just enough, just in time.

Counts per value are smooth unless someone looks at a threshold. A smooth curve is fitted to the
counts outside a window around it, and what is over on the good side of the threshold is compared
with what the curve expects there (R. Chetty and others, QJE 126, 2011). The verdict can depend on
the window, so it is given for several; found is only what every window shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resultaat.analysis.neveneffecten.antwoord import Antwoord

Vector = npt.NDArray[np.float64]
#: Fewer rows than this around the threshold say nothing.
MINIMUM = 100


@dataclass(frozen=True, slots=True)
class Venster:
    """What one window shows: rows on the good side of the threshold, and rows expected there."""

    breedte: int
    geteld: float
    verwacht: float
    z: float


@dataclass(frozen=True, slots=True)
class Drempel:
    """What every window shows, and the answer that holds in all of them."""

    vensters: tuple[Venster, ...]
    antwoord: Antwoord

    @property
    def z(self) -> float:
        """The smallest surplus of all windows, in standard errors."""
        return min(each.z for each in self.vensters)


def bunching(
    aantallen: Vector,
    drempel: int,
    *,
    goed_is_onder: bool = True,
    vensters: Sequence[int] = (3, 5, 7),
    bereik: int = 28,
) -> Drempel:
    """Return whether rows heap up on the good side of a threshold.

    `aantallen` counts the rows per whole value (place 0 is value 0); values up to and including
    `drempel` are good where `goed_is_onder`, values from it on otherwise. The curve is fitted to
    the values within `bereik` of the threshold, the window left out.
    """
    found = tuple(
        _window(aantallen, drempel, each, bereik, below=goed_is_onder) for each in vensters
    )
    around = aantallen[max(drempel - bereik, 0) : drempel + bereik + 1].sum()
    if around < MINIMUM:
        answer = Antwoord.TE_WEINIG
    else:
        all_of_them = all(each.z > 1.96 for each in found)
        answer = Antwoord.GEVONDEN if all_of_them else Antwoord.NIET_GEVONDEN
    return Drempel(found, answer)


def _window(aantallen: Vector, drempel: int, breedte: int, bereik: int, *, below: bool) -> Venster:
    values = np.arange(max(drempel - bereik, 0), min(drempel + bereik + 1, len(aantallen)))
    edge = drempel if below else drempel - 1
    good = (values > edge - breedte) & (values <= edge)
    bad = (values > edge) & (values <= edge + breedte)
    if not below:
        good, bad = bad, good
    counts = aantallen[values]
    x = (values - drempel) / bereik
    fitted, covariance = _smooth(x, counts, ~(good | bad))
    expected = float(fitted[good].sum())
    # The variance of the curve itself, and that of the counts set beside it.
    slope = (fitted[:, None] * _terms(x))[good].sum(axis=0)
    variance = expected + float(slope @ covariance @ slope)
    counted = float(counts[good].sum())
    return Venster(breedte, counted, expected, (counted - expected) / max(variance, 1e-9) ** 0.5)


def _terms(x: Vector) -> npt.NDArray[np.float64]:
    return np.stack([np.ones_like(x), x, x**2], axis=1)


def _smooth(x: Vector, counts: Vector, used: npt.NDArray[np.bool_]) -> tuple[Vector, Vector]:
    """Fit a log-quadratic Poisson curve by iterated least squares; return it and its covariance.

    The covariance is widened by the over-dispersion that the fit shows.
    """
    terms = _terms(x)
    y = counts[used]
    beta = np.array([np.log(max(y.mean(), 0.5)), 0.0, 0.0])
    for _ in range(50):
        mean = np.exp(np.clip(terms[used] @ beta, -30, 30))
        weighted = terms[used].T * mean
        ridge = 1e-8 * np.eye(3)
        step = np.linalg.solve(weighted @ terms[used] + ridge, terms[used].T @ (y - mean))
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    mean = np.exp(terms[used] @ beta)
    over = max(1.0, float(((y - mean) ** 2 / mean).sum()) / max(len(y) - 3, 1))
    covariance = over * np.linalg.inv((terms[used].T * mean) @ terms[used] + 1e-8 * np.eye(3))
    return np.exp(terms @ beta), covariance
