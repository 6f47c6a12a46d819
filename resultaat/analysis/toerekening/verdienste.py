"""What may be said of each effort for one result: the gate first, then the ladder."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from resultaat.analysis.oordeel import Oordeel
from resultaat.analysis.toerekening.dosis import Dose, by_dose
from resultaat.analysis.toerekening.effect import Floats
from resultaat.analysis.toerekening.gedeeld import Effort, efforts_for, elsewhere
from resultaat.analysis.toerekening.ladder import Claim, Trede, judge_effect
from resultaat.analysis.toerekening.paneel import (
    Comparison,
    compared,
    marked,
    neighbours,
    unit_of,
)
from resultaat.analysis.toerekening.strata import strata_before
from resultaat.core.periods import Grain, Period
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.language.documents.interventie import Interventie


@dataclass(frozen=True)
class Merit:
    """An effort with its claim, and why it cannot be read yet, if so."""

    effort: Effort
    claim: Claim
    compared: Comparison | None
    poort: tuple[str, ...]  # why the result is not duidbaar yet; empty where it is
    grain: Grain  # the length of the periods that it was judged over
    doses: tuple[Dose, ...] = ()  # the effect per dose, where not all got the same

    @property
    def credited(self) -> bool:
        """Whether the added value may stand in the account."""
        return self.claim.trede.is_claim and not self.poort


@dataclass(frozen=True)
class Situation:
    """What claims are judged by: the figures, the definitions and the areas."""

    figures: pl.DataFrame  # FIGURES of the indicator, every period
    indicatoren: Mapping[str, AnyIndicator]
    interventies: Mapping[str, Interventie]
    indeling: Indeling
    buren: Mapping[str, frozenset[str]]  # which areas border each other; empty where not known
    periods: Sequence[Period]
    oordelen: Mapping[str, str]  # per conditie: its oordeel in the last period
    not_yet: bool = True  # compare also with areas that have not begun yet
    anticipation: int = 0  # periods before the start that are left out of the comparison
    strata: tuple[str, ...] = ()  # indicators in which areas differ beforehand
    before: pl.DataFrame | None = None  # FIGURES of those indicators


def merits_of(name: str, given: Situation) -> list[Merit]:
    """Return the merit of every effort for a result or a condition; none without influence."""
    doc = given.indicatoren[name]
    if not isinstance(doc, Resultaat | Procesconditie):
        return []
    if isinstance(doc, Resultaat) and doc.invloed == "geen":
        return []
    efforts = efforts_for(name, given.interventies, given.indeling)
    poort = gate(doc, given)
    return [_merit(each, efforts, doc, given, poort) for each in efforts]


def gate(doc: Resultaat | Procesconditie, given: Situation) -> tuple[str, ...]:
    """Return why a result cannot be read yet: its horizon, or what it needs and may have lacked.

    A condition can be read by itself.
    """
    if isinstance(doc, Procesconditie):
        return ()
    found = []
    last = given.periods[-1]
    if doc.horizon is not None and last.start < doc.horizon.start:
        found.append(f"een oordeel past pas vanaf {doc.horizon.label}")
    if not doc.condities:
        found.append("er zijn nog geen condities benoemd")
    for conditie in doc.condities:
        oordeel = given.oordelen.get(conditie)
        if oordeel != Oordeel.OP_ORDE.value:
            naam = given.indicatoren[conditie].naam
            found.append(f"‘{naam}’ {_TROUBLE.get(oordeel or '', 'is niet gemeten')}")
    return tuple(found)


_TROUBLE = {
    Oordeel.NIET_OP_ORDE.value: "is niet op orde",
    Oordeel.ROND_NORM.value: "ligt rond de norm",
    Oordeel.GEEN_STREEFWAARDE.value: "heeft geen norm",
}


def _merit(
    effort: Effort,
    efforts: Sequence[Effort],
    doc: Resultaat | Procesconditie,
    given: Situation,
    poort: tuple[str, ...],
) -> Merit:
    niveau = unit_of(effort, given.indeling)
    if isinstance(niveau, str):
        claim = Claim(Trede.NIET_TE_BEOORDELEN, (niveau,), None, (), len(effort.starts), 0)
        return Merit(effort, claim, None, poort, given.periods[0].grain)
    excluded = elsewhere(efforts, effort, given.indeling)
    strata = _strata(effort, niveau, given)
    made = compared(given.figures, effort, niveau, given.periods, given.indeling, excluded, strata)
    around = replace(
        made.around,
        neighbours=neighbours(made.panel.names, given.indeling, given.buren),
        other=marked(made.panel.names, _rivals(effort, doc, given)),
    )
    choices = replace(made.choices, not_yet=given.not_yet, anticipation=given.anticipation)
    made = replace(made, choices=choices, around=around)
    claim = judge_effect(made.panel, choices, made.around, effort.better)
    doses = by_dose(made.panel, choices, effort.dosis) if claim.chance else []
    return Merit(effort, claim, made, poort, given.periods[0].grain, tuple(doses))


def _strata(effort: Effort, niveau: Niveau, given: Situation) -> Mapping[str, Floats] | None:
    if given.before is None or not given.strata:
        return None
    return strata_before(given.before, given.strata, niveau, min(effort.starts.values()))


def _rivals(effort: Effort, doc: Resultaat | Procesconditie, given: Situation) -> Collection[str]:
    """Return the areas where something else was begun for the same goal."""
    found = set()
    for name, other in given.interventies.items():
        goals = {
            given.indicatoren[each.indicator].doel
            for each in other.verwacht
            if each.indicator in given.indicatoren
        }
        if name not in effort.ids and doc.doel in goals:
            codes = {each.code for each in other.waar_en_wanneer}
            found |= {
                area
                for area in given.indeling.gebieden
                if any(each.code in codes for each in given.indeling.path(area))
            }
    return found
