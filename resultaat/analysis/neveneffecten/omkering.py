"""Reversals (N4): the whole goes one way, and every group the other.

The crude odds ratio of two shares is set beside the one within groups (N. Mantel and W. Haenszel,
JNCI 22, 1959), whose variance is that of J. Robins, N. Breslow and S. Greenland (Biometrics 42,
1986). A reversal asks for three things: the crude ratio differs from 1, it differs from the ratio
within groups, and the two lie on different sides of 1.

Definition over time: a share went one way, and within every group together the other. There the
ratio within groups must differ from 1 by itself; otherwise only the mix changed, and that is
another pattern. Between two parties: the whole says that one does better, the groups the other.
Needs MINIMUM rows on either side and two groups. Only the groups that the source knows are seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, isfinite, nan

import numpy as np
import numpy.typing as npt

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.patroon import Gezien, Maateenheid

Vector = npt.NDArray[np.float64]
#: Fewer rows than this in either period say nothing.
MINIMUM = 50


@dataclass(frozen=True, slots=True)
class Omkering:
    """Odds ratios of the second against the first, crude and within groups, as logarithms."""

    ruw: float
    fout_ruw: float
    binnen: float
    fout_binnen: float
    p: float
    antwoord: Antwoord

    @property
    def zeker(self) -> bool:
        """Whether the ratio within groups differs from 1 by itself too."""
        return abs(self.binnen) > 1.96 * self.fout_binnen


def reversal(teller_0: Vector, noemer_0: Vector, teller_1: Vector, noemer_1: Vector) -> Omkering:
    """Return whether the change of a share turns round within groups (arrays: a place per group).

    The p is the largest of the two tests, as both must hold (R. L. Berger, Technometrics 24, 1982).
    """
    from scipy.special import ndtr

    a, b = teller_1, noemer_1 - teller_1
    c, d = teller_0, noemer_0 - teller_0
    total = a + b + c + d
    used = (noemer_0 > 0) & (noemer_1 > 0)
    crude, se_crude = _crude(a.sum(), b.sum(), c.sum(), d.sum())
    within, se_within = _mantel_haenszel(*(each[used] for each in (a, b, c, d, total)))
    # The crude ratio holds the within part too, so their difference varies no more than either.
    apart = max(abs(se_crude**2 - se_within**2), 1e-4) ** 0.5
    p = max(2 * ndtr(-abs(crude) / se_crude), 2 * ndtr(-abs(crude - within) / max(apart, se_crude)))
    if min(noemer_0.sum(), noemer_1.sum()) < MINIMUM or not np.isfinite(within):
        answer = Antwoord.TE_WEINIG
    else:
        turned = crude * within < 0 and p < 0.05
        answer = Antwoord.GEVONDEN if turned else Antwoord.NIET_GEVONDEN
    return Omkering(crude, se_crude, within, se_within, float(p), answer)


def turned(found: Omkering, kleinste: float, bij: str = "", *, over_tijd: bool = True) -> Gezien:
    """Return what a reversal shows; over time the change within groups must be sure by itself."""
    from scipy.special import ndtr

    edge = 1.96 * found.fout_binnen
    p = found.p if found.ruw * found.binnen < 0 else 1.0
    if over_tijd and found.fout_binnen > 0:
        p = max(p, float(2 * ndtr(-abs(found.binnen) / found.fout_binnen)))
    if found.antwoord is Antwoord.TE_WEINIG or not isfinite(found.binnen):
        return Gezien(Patroon.OMKERING, nan, nan, nan, Maateenheid.KANSEN, nan, kleinste, bij)
    size, low, high = (exp(found.binnen + step) for step in (0, -edge, edge))
    return Gezien(Patroon.OMKERING, size, low, high, Maateenheid.KANSEN, p, kleinste, bij)


def _crude(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """Return the log odds ratio and its error; half a row is added where a count is zero."""
    more = 0.5 if min(a, b, c, d) == 0 else 0.0
    a, b, c, d = a + more, b + more, c + more, d + more
    return float(np.log(a * d / (b * c))), float(np.sqrt(1 / a + 1 / b + 1 / c + 1 / d))


def _mantel_haenszel(
    a: Vector, b: Vector, c: Vector, d: Vector, total: Vector
) -> tuple[float, float]:
    r, s = a * d / total, b * c / total
    big_r, big_s = float(r.sum()), float(s.sum())
    if big_r == 0 or big_s == 0:
        return float("nan"), float("nan")
    p, q = (a + d) / total, (b + c) / total
    variance = (
        (p * r).sum() / (2 * big_r**2)
        + (p * s + q * r).sum() / (2 * big_r * big_s)
        + (q * s).sum() / (2 * big_s**2)
    )
    return float(np.log(big_r / big_s)), float(np.sqrt(variance))
