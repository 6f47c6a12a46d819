"""How much may be claimed: four rungs, a gate before them, and a fixed sentence for each.

A claim is about added value only: what would not have happened without it. Nothing is claimed
where the municipality has no influence, where the result cannot be read yet, or where the figures
cannot carry it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from resultaat.analysis.toerekening.controles import Around, checks
from resultaat.analysis.toerekening.effect import Choices, Panel
from resultaat.analysis.toerekening.schatting import COMPARED_FROM, chance_of
from resultaat.analysis.toerekening.synthetisch import ENOUGH_HISTORY
from resultaat.analysis.toerekening.toeval import Chance
from resultaat.analysis.toerekening.uitslag import Controle, Uitslag
from resultaat.analysis.toerekening.vooraf import BEFORE, POWER

#: Standard errors in half a 95% interval.
HALF = 1.96
#: With fewer treated areas a claim rests on too few places to be called shown.
SHOWN_FROM = 5
#: Areas to compare with; and how many more for each stratum, of which the weight is estimated too.
COMPARED_WITH = 10
PER_STRATUM = 5


class Trede(Enum):
    """The rungs; the value is the word in every output."""

    AANGETOOND = "aangetoond"
    AANNEMELIJK = "aannemelijk"
    NIET_AANGETOOND = "niet aangetoond"
    NIET_TE_BEOORDELEN = "niet te beoordelen"

    @property
    def is_claim(self) -> bool:
        """Whether credit may be taken on this rung."""
        return self in (Trede.AANGETOOND, Trede.AANNEMELIJK)


#: What a reader sees, always in these words.
ZINNEN = {
    Trede.AANGETOOND: "Aangetoond: deze aanpak hielp. Zonder de aanpak was dit niet gebeurd.",
    Trede.AANNEMELIJK: "Aannemelijk: deze aanpak hielp waarschijnlijk. Zeker is het niet.",
    Trede.NIET_AANGETOOND: "Niet aangetoond: wij zien niet dat deze aanpak verschil maakte.",
    Trede.NIET_TE_BEOORDELEN: "Niet te beoordelen: deze cijfers zeggen niets over deze aanpak.",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be said of one effort: its rung, its effect, and everything that was checked."""

    trede: Trede
    redenen: tuple[str, ...]
    chance: Chance | None  # None where no effect could be estimated
    controles: tuple[Controle, ...]
    behandeld: int  # areas that began
    vergelijking: int  # areas that did not, or later

    @property
    def te_vinden(self) -> float | None:
        """The effect that would be claimed in four of five cases; None where nothing was judged."""
        if self.chance is None:
            return None
        needed = POWER * self.chance.half / HALF
        return max([needed, *(each.te_vinden for each in self.controles if each.te_vinden)])


def judge_effect(
    panel: Panel, choices: Choices, around: Around, better: int, seed: int = 1
) -> Claim:
    """Return the claim that a panel can carry; `better` is 1 where higher is better, else -1."""
    begun, others = int(panel.treated.sum()), int((~panel.treated).sum())
    reason = refusal(panel, choices)
    if reason:
        return Claim(Trede.NIET_TE_BEOORDELEN, (reason,), None, (), begun, others)
    chance = chance_of(panel, choices, seed)
    if chance is None:
        reason = "Er zijn te weinig gebieden om toeval uit te sluiten."
        return Claim(Trede.NIET_TE_BEOORDELEN, (reason,), None, (), begun, others)
    found = tuple(checks(panel, choices, chance, around))
    trede, redenen = rung(chance, found, begun, better)
    return Claim(trede, redenen, chance, found, begun, others)


def refusal(panel: Panel, choices: Choices) -> str:
    """Return why no effect can be estimated at all; empty where it can."""
    begun, others = int(panel.treated.sum()), int((~panel.treated).sum())
    if not begun:
        return "De aanpak is in geen gebied begonnen waarover er cijfers zijn."
    strata = 0 if panel.covariates is None else panel.covariates.shape[1]
    needed = COMPARED_WITH + PER_STRATUM * strata
    if others < needed:
        return f"Er zijn {others} gebieden om mee te vergelijken; minstens {needed} zijn nodig."
    first = max(panel.groups) - 1 - choices.anticipation
    felt = [each for each in panel.groups if each + choices.delay < panel.y.shape[1]]
    if first + 1 >= BEFORE and not felt:
        return "Het is te vroeg: de tijd waarna effect wordt verwacht, is nog niet voorbij."
    if max(felt, default=0) - choices.anticipation < BEFORE:
        return f"Er zijn te weinig perioden van voor de start; minstens {BEFORE} zijn nodig."
    if begun < COMPARED_FROM and first + 1 < ENOUGH_HISTORY:
        return (
            f"De aanpak is in {begun} {'gebied' if begun == 1 else 'gebieden'} begonnen. Dan zijn "
            f"minstens {ENOUGH_HISTORY} perioden van voor de start nodig."
        )
    return ""


def rung(
    chance: Chance, found: Sequence[Controle], begun: int, better: int
) -> tuple[Trede, tuple[str, ...]]:
    """Return the rung that an interval and its checks deserve, and why it is no higher."""
    void = tuple(each.uitleg for each in found if each.uitslag is Uitslag.VERNIETIGT)
    if void:
        return Trede.NIET_TE_BEOORDELEN, void
    if chance.low <= 0 <= chance.high:
        return Trede.NIET_AANGETOOND, ("Het verschil kan toeval zijn.",)
    if np.sign(chance.value) != better:
        return Trede.NIET_AANGETOOND, ("Het ging de andere kant op dan verwacht.",)
    held = tuple(each.uitleg for each in found if each.uitslag is Uitslag.HOUDT_TEGEN)
    if held:
        return Trede.NIET_AANGETOOND, held
    lowered = [
        each.uitleg for each in found if each.uitslag in (Uitslag.VERLAAGT, Uitslag.NIET_TE_DOEN)
    ]
    if begun < SHOWN_FROM:
        lowered.insert(0, f"De aanpak is in maar {begun} gebieden begonnen.")
    return (Trede.AANNEMELIJK, tuple(lowered)) if lowered else (Trede.AANGETOOND, ())
