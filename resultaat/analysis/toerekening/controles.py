"""Checks that bite: each can lower a claim, or void it, and says why.

What a comparison assumes cannot be proven, only doubted. So "no difference was found" is not enough
where a difference as large as matters could have been missed: then the claim is lowered too.

- vooraf, lijn, dal: could what came before the start explain it? See `vooraf.py`.
- grootste_afwijking: does the claim stand when things went as wrong after the start as they ever
  did before it? In the spirit of Rambachan and Roth (Review of Economic Studies 90, 2023).
- nep_tijd: would an earlier start have shown an effect?  nep_plaats: would other areas have?
- buren: did areas beside the treated ones move too?
- wie: did who is counted change in the treated areas?
- anders: was something else begun in the same areas?
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from resultaat.analysis.toerekening.afwijking import deviations
from resultaat.analysis.toerekening.effect import (
    NEVER,
    Bools,
    Choices,
    Floats,
    Panel,
    group_time,
    simple,
)
from resultaat.analysis.toerekening.strata import adjusted
from resultaat.analysis.toerekening.toeval import LEVEL, Chance, by_lot, interval
from resultaat.analysis.toerekening.uitslag import Controle, Uitslag
from resultaat.analysis.toerekening.vooraf import before_checks

#: An effect next door of half the effect is too much to leave unnoticed.
NEXT_DOOR = 0.5
#: A change in who is counted of less than this is no matter.
MOVED = 0.05


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the outcome itself."""

    noemer: Floats | None = None  # areas x periods: persons, or rows, behind each cell
    neighbours: Bools | None = None  # areas x areas; None where it is not known
    other: Bools | None = None  # per area: something else began there, after the first period


def checks(panel: Panel, choices: Choices, chance: Chance, around: Around) -> list[Controle]:
    """Return every check of one effect, in a fixed order."""
    return [
        *before_checks(panel, choices, chance),
        _largest(panel, choices, chance),
        _other_time(panel, choices),
        _other_place(panel, choices, chance),
        _next_door(panel, choices, chance, around),
        _who(panel, choices, around),
        _at_the_same_time(panel, around),
    ]


def _largest(panel: Panel, choices: Choices, chance: Chance) -> Controle:
    """Whether the interval stays clear of nothing after the largest deviation seen before."""
    name = "grootste_afwijking"
    gaps = [abs(each) for each in deviations(panel, choices)]
    if not gaps:
        return Controle(name, Uitslag.NIET_TE_DOEN, "Er is te weinig van voor de start.")
    nearest = min(abs(chance.low), abs(chance.high))
    if chance.low <= 0 <= chance.high or nearest <= max(gaps):
        return Controle(
            name,
            Uitslag.VERLAAGT,
            "Voor de start weken de gebieden al eens zo ver af dat het effect daarmee wegvalt.",
        )
    return Controle(
        name,
        Uitslag.GOED,
        "Ook als het na de start zo scheef ging als het ooit voor de start ging, blijft er effect.",
    )


def _other_time(panel: Panel, choices: Choices) -> Controle:
    """Pretend that all began earlier, and look only at what came before the real start."""
    name = "nep_tijd"
    first = min(panel.groups) - choices.anticipation
    shift = first // 2
    if first < 4 or shift < 1:
        return Controle(
            name,
            Uitslag.NIET_TE_DOEN,
            "Er zijn te weinig perioden voor de start om dit na te doen.",
        )
    start = np.where(panel.treated, shift, NEVER)
    earlier = replace(panel, y=panel.y[:, :first], start=start)
    plain = Choices(base=choices.base)
    found = interval(earlier, plain)
    if found is None:
        return Controle(name, Uitslag.NIET_TE_DOEN, "Er zijn te weinig gebieden om dit na te doen.")
    if found.p < LEVEL:
        return Controle(
            name,
            Uitslag.VERNIETIGT,
            "Met een verzonnen start, voor de echte, komt er ook een effect uit. Dat kan niet.",
        )
    return Controle(name, Uitslag.GOED, "Met een verzonnen, eerdere start komt er geen effect uit.")


def _other_place(panel: Panel, choices: Choices, chance: Chance) -> Controle:
    name = "nep_plaats"
    lot = chance if chance.method == "loting" else by_lot(adjusted(panel), choices)
    if lot is None:
        return Controle(name, Uitslag.NIET_TE_DOEN, "Er zijn te weinig gebieden om dit na te doen.")
    if lot.p >= LEVEL:
        share = round(lot.p * 100)
        return Controle(
            name,
            Uitslag.VERLAAGT,
            f"Met gebieden die door het lot zijn gekozen, is het verschil in {share} van de 100 "
            "gevallen net zo groot.",
        )
    return Controle(
        name, Uitslag.GOED, "Met gebieden die door het lot zijn gekozen, is het verschil kleiner."
    )


def _next_door(panel: Panel, choices: Choices, chance: Chance, around: Around) -> Controle:
    name = "buren"
    if around.neighbours is None:
        return Controle(
            name, Uitslag.NIET_TE_DOEN, "Welke gebieden naast elkaar liggen, is niet bekend."
        )
    beside = replace(panel, start=_start_next_door(panel, around.neighbours))
    kept = ~panel.treated
    calm = int((beside.start[kept] == NEVER).sum())
    if not beside.treated[kept].any() or calm < 2:
        return Controle(name, Uitslag.NIET_TE_DOEN, "Er zijn geen gebieden om naast te leggen.")
    only = beside.only(kept)
    found = interval(only, choices)
    if found is None:
        return Controle(name, Uitslag.NIET_TE_DOEN, "Er zijn te weinig gebieden ernaast.")
    if found.p < LEVEL:
        return Controle(
            name,
            Uitslag.VERNIETIGT,
            "Ook in de gebieden ernaast veranderde het. Dan zijn zij geen vergelijking.",
        )
    if max(abs(found.low), abs(found.high)) >= NEXT_DOOR * abs(chance.value):
        return Controle(
            name,
            Uitslag.VERLAAGT,
            "In de gebieden ernaast is geen effect gezien, maar een half effect was daar niet "
            "opgevallen.",
        )
    return Controle(name, Uitslag.GOED, "In de gebieden ernaast veranderde het niet mee.")


def _start_next_door(panel: Panel, neighbours: Bools) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return when the first neighbour of each untreated area began."""
    late = panel.y.shape[1]
    begun = np.where(panel.treated, panel.start, late)
    first = np.where(neighbours, begun[None, :], late).min(axis=1)
    return np.where(panel.treated | (first == late), NEVER, first)


def _who(panel: Panel, choices: Choices, around: Around) -> Controle:
    """Whether more or fewer are counted in the treated areas since the start."""
    name = "wie"
    if around.noemer is None or not (around.noemer > 0).all():
        return Controle(name, Uitslag.NIET_TE_DOEN, "Over hoeveel mensen het gaat, is niet bekend.")
    counted = replace(panel, y=np.log(around.noemer), covariates=None)
    moved = simple(group_time(counted, choices))
    # What moved so little is no matter, whether by chance or not.
    found = interval(counted, choices) if abs(moved.value) > MOVED else None
    if found is None and abs(moved.value) > MOVED:
        return Controle(name, Uitslag.NIET_TE_DOEN, "Er zijn te weinig gebieden om dit na te gaan.")
    if found is not None and found.p < LEVEL:
        way = "meer" if found.value > 0 else "minder"
        return Controle(
            name,
            Uitslag.VERLAAGT,
            f"Sinds de start tellen er in deze gebieden {way} mensen mee dan elders. Wie er geteld "
            "wordt, kan dus anders zijn.",
        )
    return Controle(
        name, Uitslag.GOED, "Hoeveel mensen er meetellen, veranderde niet door de start."
    )


def _at_the_same_time(panel: Panel, around: Around) -> Controle:
    name = "anders"
    if around.other is None or not around.other[panel.treated].any():
        return Controle(name, Uitslag.GOED, "Er begon hier, voor zover bekend, niets anders.")
    return Controle(
        name,
        Uitslag.VERLAAGT,
        "In een deel van deze gebieden begon ook iets anders voor hetzelfde doel.",
    )
