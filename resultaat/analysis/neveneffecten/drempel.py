"""Bunching at a norm or target (N6): just enough, just in time.

Counts per value are smooth unless someone looks at a threshold. A smooth curve is fitted to the
counts outside a window around it, and what is over on the good side of the threshold is compared
with what the curve expects there (R. Chetty and others, QJE 126, 2011). The verdict can depend on
the window (J. McCrary, Journal of Econometrics 142, 2008, on its bandwidth), so it is given for
several; found is only what every window shows.

Definition: more rows just within a term or threshold than a smooth course of the values gives.
Needs MINIMUM rows around the threshold, and values that are whole numbers with room on both sides.
It cannot tell who worked faster from who wrote another date, and misses what is moved from further
away than `bereik`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.contrast import Vector
from resultaat.analysis.neveneffecten.patroon import Gezien, Maateenheid

#: Fewer rows than this around the threshold say nothing.
MINIMUM = 100
#: Values that are left out on either side, in turn.
VENSTERS = (3, 5, 7)
#: Values that there must be on either side of the threshold: twice the widest window.
RUIMTE = 14
#: Values from here on lie too far from any threshold to matter.
LONGEST = 10_000
#: How far from the threshold the course is taken from.
BEREIK = 28


@dataclass(frozen=True, slots=True)
class Venster:
    """What one window shows: rows on the good side of the threshold, and rows expected there."""

    breedte: int
    geteld: float
    verwacht: float
    fout: float

    @property
    def z(self) -> float:
        """The surplus in standard errors."""
        return (self.geteld - self.verwacht) / self.fout


def bunching(
    aantallen: Vector,
    drempel: int,
    *,
    goed_is_onder: bool = True,
    vensters: Sequence[int] = VENSTERS,
    bereik: int = BEREIK,
) -> tuple[Venster, ...]:
    """Return how many rows heap up on the good side of a threshold, for every window.

    `aantallen` counts the rows per whole value (place 0 is value 0); values up to and including
    `drempel` are good where `goed_is_onder`, values from it on otherwise. The curve is fitted to
    the values within `bereik` of the threshold, the window left out.
    """
    return tuple(
        _window(aantallen, drempel, each, bereik, below=goed_is_onder) for each in vensters
    )


def bunched(aantallen: Vector, drempel: int, *, goed_is_onder: bool = True) -> Gezien:
    """Return whether rows heap up, whatever the window: the size is that of the widest one.

    The size is a part of what a smooth course gives there; `bij` says it for every window.
    """
    from scipy.special import ndtr

    around = aantallen[max(drempel - BEREIK, 0) : drempel + BEREIK + 1].sum()
    # A threshold near the lowest or highest value has no course on both sides of it.
    room = drempel >= RUIMTE and len(aantallen) > drempel + RUIMTE
    if around < MINIMUM or not room:
        return Gezien(
            Patroon.DREMPEL, np.nan, np.nan, np.nan, Maateenheid.DEEL, np.nan, float(around)
        )
    found = bunching(aantallen, drempel, goed_is_onder=goed_is_onder)
    weakest, widest = min(found, key=lambda each: each.z), found[-1]
    size, low, high = (
        (widest.geteld + step * widest.fout) / widest.verwacht - 1 for step in (0, -1.96, 1.96)
    )
    return Gezien(
        Patroon.DREMPEL,
        size,
        low,
        high,
        Maateenheid.DEEL,
        float(ndtr(-weakest.z)),
        min(min(each.geteld, each.verwacht) for each in found),
        "; ".join(
            f"{each.breedte} breed: {each.geteld:.0f} geteld, {each.verwacht:.0f} verwacht"
            for each in found
        ),
    )


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
    return Venster(breedte, counted, expected, max(variance, 1e-9) ** 0.5)


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


def per_value(frame: pl.DataFrame, waarde: str) -> Vector:
    """Return how many rows have each whole value from 0 on, from an answer by `waarde` (text)."""
    below = "noemer" if "noemer" in frame.columns else "rijen"
    known = frame.select(
        waarde=pl.col(waarde).cast(pl.Float64, strict=False), rijen=pl.col(below).cast(pl.Float64)
    ).filter(pl.col("waarde") >= 0, pl.col("waarde") < LONGEST)
    values = known["waarde"].to_numpy().astype(np.int_)
    counts = np.zeros(int(values.max(initial=0)) + 1)
    np.add.at(counts, values, known["rijen"].to_numpy())
    return counts
