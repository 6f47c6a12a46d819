"""Displacement (N3): what went down here, went up next door, under another law, or later.

The weighted displacement difference sets the treated place and the place that problems may move to
each beside a comparison of its own, and adds the two changes (A. P. Wheeler and J. H. Ratcliffe,
Crime Science 7:11, 2018). Counts are taken as Poisson, so the variance is the sum of all eight. A
place is an area, a law, a budget or a later period alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from resultaat.analysis.neveneffecten.antwoord import Antwoord

#: Fewer events than this in all eight counts together say nothing.
MINIMUM = 40


@dataclass(frozen=True, slots=True)
class VoorNa:
    """Events before and after, over equally long times."""

    voor: float
    na: float

    @property
    def verschil(self) -> float:
        """How many more there were after."""
        return self.na - self.voor


@dataclass(frozen=True, slots=True)
class Verplaatsing:
    """The net change, the part that moved, and how sure each is."""

    netto: float
    variantie: float
    z: float
    onder: float
    boven: float
    verplaatst: float  # more events elsewhere than its comparison would have given
    z_verplaatst: float
    antwoord: Antwoord

    @property
    def p(self) -> float:
        """The chance of as much moving by noise alone, one way."""
        return 1 - NormalDist().cdf(self.z_verplaatst)


def displacement(
    behandeld: VoorNa, vergelijking: VoorNa, elders: VoorNa, vergelijking_elders: VoorNa
) -> Verplaatsing:
    """Return what happened in the treated place and in the place beside it, taken together.

    `netto` is below zero where less happened in all. Moved is found when elsewhere rose by more
    than its own comparison, and the treated place did not rise.
    """
    here = behandeld.verschil - vergelijking.verschil
    there = elders.verschil - vergelijking_elders.verschil
    counts = (behandeld, vergelijking, elders, vergelijking_elders)
    variance = sum(each.voor + each.na for each in counts)
    beside = sum(each.voor + each.na for each in counts[2:])
    sd = variance**0.5
    edge = NormalDist().inv_cdf(0.975)
    z_there = there / beside**0.5 if beside else 0.0
    if variance < MINIMUM:
        answer = Antwoord.TE_WEINIG
    else:
        moved = z_there > edge and here < 0
        answer = Antwoord.GEVONDEN if moved else Antwoord.NIET_GEVONDEN
    net = here + there
    return Verplaatsing(
        net,
        variance,
        net / sd if sd else 0.0,
        net - edge * sd,
        net + edge * sd,
        there,
        z_there,
        answer,
    )
