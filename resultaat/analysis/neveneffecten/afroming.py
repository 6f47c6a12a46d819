"""Cream-skimming (N5): the results get better because easier cases are let in.

Each group of the intake has a prognosis: its outcome in the period before. When the intake shifts
to groups with a better prognosis, the mean prognosis rises although nothing was done better. The
shift is set beside that of comparable places, where there are any. It is the intake term of the
account of a change, looked at by itself (E. M. Kitagawa, JASA 50, 1955), with the prognosis held
fixed.

Definition: the mean prognosis of the intake rises in the touched places beside the others. Needs
MINIMUM cases before and after, and two groups. People who come forward may have changed by
themselves; nobody need have turned anyone away.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.contrast import normal
from resultaat.analysis.neveneffecten.patroon import Gezien

Vector = npt.NDArray[np.float64]
#: Fewer cases than this in the intake of either period say nothing.
MINIMUM = 50


@dataclass(frozen=True, slots=True)
class Instroom:
    """Cases let in per group, before and after."""

    voor: Vector
    na: Vector


@dataclass(frozen=True, slots=True)
class Afroming:
    """How much the prognosis of the intake rose, beyond that of comparable places."""

    verschil: float
    fout: float
    p: float
    antwoord: Antwoord


def skimming(
    prognose: Vector, instroom: Instroom, vergelijking: Instroom | None = None
) -> Afroming:
    """Return whether the intake moved to groups with a better prognosis.

    `prognose` is the outcome of each group before (higher is better). Only the division over groups
    counts, not how many came.
    """
    change, variance = _shift(prognose, instroom)
    if vergelijking is not None:
        other, more = _shift(prognose, vergelijking)
        change, variance = change - other, variance + more
    error = variance**0.5
    few = min(instroom.voor.sum(), instroom.na.sum()) < MINIMUM
    p = 1 - NormalDist().cdf(change / error) if error > 0 else 1.0
    if few:
        answer = Antwoord.TE_WEINIG
    else:
        answer = Antwoord.GEVONDEN if p < 0.025 else Antwoord.NIET_GEVONDEN
    return Afroming(change, error, p, answer)


def skimmed(found: Afroming, kleinste: float) -> Gezien:
    """Return what a shift of the intake shows."""
    p = float("nan") if found.antwoord is Antwoord.TE_WEINIG else found.p
    return Gezien.of_share(Patroon.AFROMING, normal(found.verschil, found.fout), p, kleinste)


def _shift(prognose: Vector, instroom: Instroom) -> tuple[float, float]:
    """Return the change of the mean prognosis and its (multinomial) variance."""
    total = variance = 0.0
    for sign, cases in ((-1, instroom.voor), (1, instroom.na)):
        count = cases.sum()
        if count == 0:
            return 0.0, 0.0
        share = cases / count
        mean = float(share @ prognose)
        total += sign * mean
        variance += float(share @ (prognose - mean) ** 2) / count
    return total, variance
