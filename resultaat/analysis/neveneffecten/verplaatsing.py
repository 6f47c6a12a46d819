"""Displacement (N3): what went down here, went up next door, under another law, or later.

The weighted displacement difference sets the treated place and the place that problems may move to
each beside a comparison of its own, and adds the two changes (A. P. Wheeler and J. H. Ratcliffe,
Crime Science 7:11, 2018). Counts are taken as Poisson, so the variance is the sum of all eight.

Definition: a count falls in the touched areas and rises in those beside them, each beside areas
that were not touched. Where areas differ more than Poisson counts do, the chances are those of
`contrast.py`, which learns it from the areas. Needs MINIMUM events, known neighbours, and areas
that are neither touched nor beside one. It sees the nearest areas only.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.contrast import contrast, surest
from resultaat.analysis.neveneffecten.patroon import Gezien, Maateenheid
from resultaat.analysis.neveneffecten.telling import Telling

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


def next_door(telling: Telling) -> Gezien | None:
    """Return whether what fell here rose next door; None without areas beside and elsewhere.

    The size is the net number, as published; elsewhere is brought to the size of each place.
    """
    tellingen = telling.samen(aandeel=False)
    where = (telling.hier, telling.naast, telling.elders)
    sides = [tellingen.of(each) for each in where]
    here, beside, there = (VoorNa(float(each.voor.sum()), float(each.na.sum())) for each in sides)
    if not all(each.any() for each in where) or min(here.voor, beside.voor, there.voor) == 0:
        return None
    moved = displacement(here, _scaled(there, here), beside, _scaled(there, beside))
    fell = contrast(tellingen, telling.hier, telling.elders)
    rose = contrast(tellingen, telling.naast, telling.elders)
    p = surest([fell.p(-1), rose.p(1)]) if moved.variantie >= MINIMUM else float("nan")
    sizes = (moved.netto, moved.onder, moved.boven)
    smallest = min(here.voor, here.na, beside.voor, beside.na)
    return Gezien(Patroon.VERPLAATSING_GEBIED, *sizes, Maateenheid.AANTAL, p, smallest)


def declared(
    behandeld: VoorNa, vergelijking: VoorNa, elders: VoorNa, vergelijking_elders: VoorNa
) -> Gezien:
    """Return the same for places that somebody chose, counts as they are: as published."""
    from scipy.special import ndtr

    found = displacement(behandeld, vergelijking, elders, vergelijking_elders)
    below = sum(each.voor + each.na for each in (behandeld, vergelijking)) ** 0.5
    fell = behandeld.verschil - vergelijking.verschil
    enough = found.variantie >= MINIMUM
    p = max(float(ndtr(fell / below)), float(ndtr(-found.z_verplaatst))) if enough else float("nan")
    smallest = min(behandeld.voor, behandeld.na, elders.voor, elders.na)
    sizes = (found.netto, found.onder, found.boven)
    return Gezien(Patroon.VERPLAATSING_GEBIED, *sizes, Maateenheid.AANTAL, p, smallest)


def _scaled(there: VoorNa, like: VoorNa) -> VoorNa:
    """Bring a comparison to the size of what it is set beside, so that changes can be taken off."""
    factor = like.voor / there.voor
    return VoorNa(there.voor * factor, there.na * factor)


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
