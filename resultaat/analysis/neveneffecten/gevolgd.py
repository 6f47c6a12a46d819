"""Shares of people who were followed: losers (N7), stacking (N8), quick exits that return (N9).

Three patterns, one test: a share of people rose more than in comparable places, at the same time as
the figure that everyone looks at got better. They differ in who is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from resultaat.analysis.neveneffecten.antwoord import Antwoord

#: Fewer persons than this before or after say nothing.
MINIMUM = 50


@dataclass(frozen=True, slots=True)
class Deel:
    """How many of how many, before and after."""

    teller_voor: float
    noemer_voor: float
    teller_na: float
    noemer_na: float

    @property
    def verschil(self) -> float:
        """How much the share rose (fraction)."""
        return self.teller_na / self.noemer_na - self.teller_voor / self.noemer_voor

    @property
    def variantie(self) -> float:
        """The binomial variance of that, with the shares kept off 0 and 1 (Agresti–Caffo)."""
        found = 0.0
        for above, below in (
            (self.teller_voor, self.noemer_voor),
            (self.teller_na, self.noemer_na),
        ):
            share = (above + 1) / (below + 2)
            found += share * (1 - share) / (below + 2)
        return found

    @property
    def genoeg(self) -> bool:
        """Whether there are persons enough before and after."""
        return min(self.noemer_voor, self.noemer_na) >= MINIMUM


@dataclass(frozen=True, slots=True)
class Gestegen:
    """How much a share rose, beyond that of comparable places."""

    verschil: float
    fout: float
    p: float
    antwoord: Antwoord

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends of the 95% interval."""
        return self.verschil - 1.96 * self.fout, self.verschil + 1.96 * self.fout


def risen(deel: Deel, vergelijking: Deel | None = None) -> Gestegen:
    """Return whether a share rose, set beside the same share in comparable places if any.

    Who loses, who has many schemes at once, or who left soon and came back is counted by the
    caller; the share is of the people who were followed (A. Agresti and B. Caffo, The American
    Statistician 54, 2000).
    """
    if not deel.genoeg or (vergelijking is not None and not vergelijking.genoeg):
        return Gestegen(float("nan"), float("nan"), 1.0, Antwoord.TE_WEINIG)
    change, variance = deel.verschil, deel.variantie
    if vergelijking is not None:
        change, variance = change - vergelijking.verschil, variance + vergelijking.variantie
    error = variance**0.5
    p = 1 - NormalDist().cdf(change / error)
    answer = Antwoord.GEVONDEN if p < 0.025 else Antwoord.NIET_GEVONDEN
    return Gestegen(change, error, p, answer)
