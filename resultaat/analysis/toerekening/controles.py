"""Checks that bite: each can lower a claim, or void it, and says why.

What a comparison assumes cannot be proven, only doubted. So "no difference was found" is not enough
where a difference as large as matters could have been missed: then the claim is lowered too.

- vooraf: did the areas move apart before the start already? With its power: the drift that would
  have been missed in one of five cases (Roth, AER: Insights 4, 2022).
- grootste_afwijking: does the claim stand when things went as wrong after the start as they ever
  did before it? In the spirit of Rambachan and Roth (Review of Economic Studies 90, 2023).
- nep_tijd: would an earlier start have shown an effect?  nep_plaats: would other areas have?
- buren: did areas beside the treated ones move too?
- wie: did who is counted change in the treated areas?
- anders: was something else begun in the same areas?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from resultaat.analysis.toerekening.afwijking import deviations
from resultaat.analysis.toerekening.effect import (
    NEVER,
    Bools,
    Choices,
    Effects,
    Floats,
    Panel,
    group_time,
    simple,
    weighted,
)
from resultaat.analysis.toerekening.strata import adjusted
from resultaat.analysis.toerekening.toeval import LEVEL, Chance, by_lot, interval

#: Standard errors between no drift and a drift that is found in four of five cases.
POWER = 2.8
#: An effect next door of half the effect is too much to leave unnoticed.
NEXT_DOOR = 0.5
#: A change in who is counted of less than this is no matter.
MOVED = 0.05


class Uitslag(Enum):
    """What a check does to a claim; the value is the word in every output."""

    GOED = "goed"
    VERLAAGT = "verlaagt"
    VERNIETIGT = "vernietigt"
    NIET_TE_DOEN = "niet te doen"  # lowers as well: what was not looked at is not in order


@dataclass(frozen=True, slots=True)
class Controle:
    """One check: its name, what it does to the claim, and why in plain Dutch."""

    naam: str
    uitslag: Uitslag
    uitleg: str


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the outcome itself."""

    noemer: Floats | None = None  # areas x periods: persons, or rows, behind each cell
    neighbours: Bools | None = None  # areas x areas; None where it is not known
    other: Bools | None = None  # per area: something else began there, after the first period


def checks(panel: Panel, choices: Choices, chance: Chance, around: Around) -> list[Controle]:
    """Return every check of one effect, in a fixed order."""
    effects = group_time(panel, choices)
    return [
        _before(effects, panel, choices, chance),
        _largest(panel, choices, chance),
        _other_time(panel, choices),
        _other_place(panel, choices, chance),
        _next_door(panel, choices, chance, around),
        _who(panel, choices, around),
        _at_the_same_time(panel, around),
    ]


def _before(effects: Effects, panel: Panel, choices: Choices, chance: Chance) -> Controle:
    name = "vooraf"
    early = np.flatnonzero(effects.pre)
    if not len(early):
        return Controle(
            name,
            Uitslag.VERNIETIGT,
            "Er is maar één periode van voor de start. Of de gebieden toen al uit elkaar liepen, "
            "is niet te zien.",
        )
    drift = weighted(effects, early)
    size = _spread(drift.se, panel, choices, early=True)
    if abs(drift.value) > _critical(panel) * size:
        way = "omhoog" if drift.value > 0 else "omlaag"
        return Controle(
            name,
            Uitslag.VERNIETIGT,
            f"De gebieden gingen al voor de start {way}, vergeleken met de andere.",
        )
    missed = POWER * size * _mean_length(effects)
    if missed >= abs(chance.value):
        return Controle(
            name,
            Uitslag.VERLAAGT,
            "Voor de start liepen de gebieden gelijk op, voor zover te zien. Maar een verschil dat "
            "dit effect kan verklaren, was niet opgevallen.",
        )
    return Controle(name, Uitslag.GOED, "Voor de start liepen de gebieden gelijk op.")


def _critical(panel: Panel) -> float:
    from scipy.stats import t as student

    few = min(int(panel.treated.sum()), int((~panel.treated).sum()))
    return float(student.ppf(1 - LEVEL / 2, max(few - 1, 1))) if few >= 10 else 1.96


def _spread(se: float, panel: Panel, choices: Choices, *, early: bool) -> float:
    """Return the standard error of the drift; from the untreated where few areas are treated."""
    if min(panel.treated.sum(), (~panel.treated).sum()) >= 10 or not early:
        return se
    last = min(panel.groups) - 1 - choices.anticipation
    quiet = panel.y[~panel.treated][:, : last + 1]
    drift = (quiet[:, -1] - quiet[:, 0]) / max(last, 1)
    treated, others = int(panel.treated.sum()), len(drift)
    return float(drift.std(ddof=1) * np.sqrt(1 / treated + 1 / others)) if others > 2 else np.inf


def _mean_length(effects: Effects) -> float:
    """Return how many periods after its base an effect lies, on average."""
    post = effects.post
    return float((effects.period[post] - effects.group[post] + 1).mean())


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
    found = interval(simple(group_time(earlier, plain)), earlier, plain)
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
    found = interval(simple(group_time(only, choices)), only, choices)
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
    found = interval(moved, counted, choices) if abs(moved.value) > MOVED else None
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
