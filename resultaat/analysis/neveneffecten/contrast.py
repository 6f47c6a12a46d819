"""Counts before and after, here beside elsewhere: how much more one changed, and how sure.

The estimate of the patterns. A share gives a difference of differences, a count the difference of
two log ratios. Places differ more than the binomial or Poisson spread alone gives; how much more is
seen in the places on each side themselves (quasi-likelihood; P. McCullagh and J. Nelder,
Generalized Linear Models, 1989, 4.5), and t quantiles carry how few places that is learnt from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tellingen:
    """Counts per place before and after; `noemer` is None for what is no share."""

    voor: Vector
    na: Vector
    noemer_voor: Vector | None = None
    noemer_na: Vector | None = None

    def of(self, where: Mask) -> Tellingen:
        """Return those of some places."""
        rest = (self.noemer_voor, self.noemer_na)
        return Tellingen(
            self.voor[where],
            self.na[where],
            *(None if each is None else each[where] for each in rest),
        )

    @property
    def rows(self) -> float:
        """The fewest rows that one side of the change stands on, all places together."""
        sides = (self.noemer_voor, self.noemer_na)
        below = [
            own if each is None else each
            for own, each in zip((self.voor, self.na), sides, strict=True)
        ]
        return float(min(each.sum() for each in below))

    @property
    def smallest(self) -> float:
        """The smallest group of rows behind the figures of all places together."""
        if self.noemer_voor is None or self.noemer_na is None:
            return float(min(self.voor.sum(), self.na.sum()))
        sides = ((self.voor, self.noemer_voor), (self.na, self.noemer_na))
        return float(min(min(a.sum(), b.sum() - a.sum()) for a, b in sides))


@dataclass(frozen=True, slots=True)
class Contrast:
    """A change beyond that elsewhere; NaN where there is too little to tell."""

    verschil: float
    fout: float
    vrijheid: float

    def p(self, kant: int) -> float:
        """Return the chance of at least this much by noise: 1 upwards, −1 downwards, 0 both."""
        from scipy.special import stdtr

        if not self.fout > 0:
            return float("nan")
        t = self.verschil / self.fout
        if kant == 0:
            return float(2 * stdtr(self.vrijheid, -abs(t)))
        return float(stdtr(self.vrijheid, -kant * t))

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends of the 95% interval."""
        from scipy.special import stdtrit

        half = float(stdtrit(self.vrijheid, 0.975)) * self.fout
        return self.verschil - half, self.verschil + half


NIETS = Contrast(float("nan"), float("nan"), float("nan"))


def contrast(tellingen: Tellingen, hier: Mask, elders: Mask) -> Contrast:
    """Return how much more the places `hier` changed than those `elders`.

    Of shares in points, of counts as a logarithm. Without any place elsewhere it is the change
    itself. NIETS where a side has no rows before or after, or less than two places more than
    there are sides.
    """
    sides = [tellingen.of(each) for each in (hier, elders) if each.any()]
    made = [_change(each) for each in sides]
    places = sum(len(each.voor) for each in sides)
    free = places - len(sides)
    if not hier.any() or free < 2 or any(each is None for each in made):
        return NIETS
    found = [each for each in made if each is not None]
    over = max(1.0, sum(each[2] for each in found) / free)
    sign = (1.0, -1.0)
    change = sum(s * each[0] for s, each in zip(sign, found, strict=False))
    variance = over * sum(each[1] for each in found)
    return Contrast(change, variance**0.5, float(free))


def normal(verschil: float, fout: float) -> Contrast:
    """Return a contrast whose error is known."""
    return Contrast(verschil, fout, 1e6)


def _change(side: Tellingen) -> tuple[float, float, float] | None:
    """Return the change of one side, its variance by counting alone, and the sum of squares."""
    if side.noemer_voor is None or side.noemer_na is None:
        return _change_of_counts(side)
    below = np.array([side.noemer_voor, side.noemer_na])
    above = np.array([side.voor, side.na])
    total = below.sum(axis=1)
    if min(total) == 0:
        return None
    share = above.sum(axis=1) / total
    # A share of exactly 0 or 1 still varies: half a row on either side.
    safe = (above.sum(axis=1) + 0.5) / (total + 1)
    spread = safe * (1 - safe)
    there = (below > 0).all(axis=0)
    each = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    own = (spread[:, None] / np.maximum(below, 1)).sum(axis=0)
    off = (each[1] - each[0]) - (share[1] - share[0])
    squares = float((off[there] ** 2 / own[there]).sum())
    return float(share[1] - share[0]), float((spread / total).sum()), squares


def _change_of_counts(side: Tellingen) -> tuple[float, float, float] | None:
    before, after = float(side.voor.sum()), float(side.na.sum())
    if min(before, after) == 0:
        return None
    every = side.voor + side.na
    part = after / (before + after)
    there = every > 0
    off = side.na[there] - every[there] * part
    squares = float((off**2 / (every[there] * part * (1 - part))).sum())
    return float(np.log(after / before)), 1 / before + 1 / after, squares


def surest(ps: list[float]) -> float:
    """Return the p of all of them at once: the largest (R. L. Berger, Technometrics 24, 1982)."""
    return max(ps) if all(np.isfinite(ps)) else float("nan")
