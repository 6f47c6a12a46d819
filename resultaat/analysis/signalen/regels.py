"""Rule sets: which points of a chart stand out, and by which rule.

Sources differ (six or seven points, a run of seven, eight or nine), so a set has a name, and a
report says which one was used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np

from resultaat.analysis.signalen.kaart import Kaart, Mask, Matrix


class Regel(Enum):
    """Why a point stands out; the value is the word in every output."""

    BUITEN = "buiten de grenzen"
    NABIJ = "twee van de drie nabij een grens"
    REEKS = "een reeks aan één kant"
    LOOP = "een loop in één richting"


@dataclass(frozen=True, slots=True)
class Regelset:
    """How many points make a run or a trend, and whether two of three near a limit count."""

    naam: str
    bron: str
    reeks: int
    loop: int | None
    nabij: bool
    screened: bool


#: NHS England, Making Data Count: run of 7, trend of 7, two of three beyond two thirds.
NHS = Regelset("nhs", "NHS England, Making Data Count, 2023", 7, 7, nabij=True, screened=True)
#: Western Electric, Statistical Quality Control Handbook, 1956, without its one-sigma rule.
WESTERN_ELECTRIC = Regelset(
    "western_electric", "Western Electric, 1956", 8, None, nabij=True, screened=False
)
#: L. S. Nelson, Journal of Quality Technology 16, 1984: nine on a side, six in a trend.
NELSON = Regelset("nelson", "Nelson, JQT 16, 1984", 9, 6, nabij=True, screened=False)

REGELSETS: Mapping[str, Regelset] = {each.naam: each for each in (NHS, WESTERN_ELECTRIC, NELSON)}


def signals(kaart: Kaart, regels: Regelset = NHS) -> dict[Regel, Matrix]:
    """Return per rule, for every point, 1 where it ends a pattern upwards, −1 downwards, else 0.

    Each array is series × periods. A missing point breaks every pattern.
    """
    sigma = np.nan_to_num(kaart.sigma, nan=0.0)
    found = {
        Regel.BUITEN: _signed(sigma > 3, sigma < -3),
        Regel.REEKS: _signed(_all_of(sigma > 0, regels.reeks), _all_of(sigma < 0, regels.reeks)),
    }
    if regels.nabij:
        found[Regel.NABIJ] = _signed(_two_of_three(sigma > 2), _two_of_three(sigma < -2))
    if regels.loop is not None:
        # Seven points in a trend are six steps; a tie breaks it.
        steps = np.diff(kaart.punten, axis=1, prepend=np.nan)
        long = regels.loop - 1
        found[Regel.LOOP] = _signed(_all_of(steps > 0, long), _all_of(steps < 0, long))
    return found


def _signed(up: Mask, down: Mask) -> Matrix:
    return up.astype(np.float64) - down.astype(np.float64)


def _all_of(each: Mask, length: int) -> Mask:
    """Whether a point is the last of `length` in a row."""
    return np.asarray(_counted(each, length) == length)


def _two_of_three(each: Mask) -> Mask:
    return each & (_counted(each, 3) >= 2)


def _counted(each: Mask, length: int) -> Matrix:
    """Return how many of the last `length` points hold; short of that many points, none."""
    total = np.cumsum(each, axis=1, dtype=np.float64)
    counted = total.copy()
    counted[:, length:] -= total[:, :-length]
    if length == 3:
        return counted
    counted[:, : length - 1] = 0
    return counted
