"""The door for what is said of an effort.

An effect is a mean over areas, so it hides no area as long as it is about more than one, or about
one whose figures are shown. Of a group of areas that began together the same holds. What is about
too few persons is left out, with the reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from resultaat.analysis.toerekening.dosis import Dose
from resultaat.analysis.toerekening.effect import (
    Bools,
    Effects,
    Panel,
    calendar,
    dynamic,
    group,
    group_time,
    simple,
)
from resultaat.analysis.toerekening.ladder import ZINNEN, Trede
from resultaat.analysis.toerekening.verdienste import Merit

TE_WEINIG = "Het gaat om te weinig mensen om iets te tonen."
_AVERAGES = {"simpel": simple, "dynamisch": dynamic, "groep": group, "kalender": calendar}


@dataclass(frozen=True, slots=True)
class Groepseffect:
    """The effect in one period on the areas that began in one period."""

    groep: str
    periode: str
    effect: float
    standaardfout: float


@dataclass(frozen=True, slots=True)
class Gemiddelde:
    """One way to average the effects."""

    wijze: str  # simpel, dynamisch, groep or kalender
    effect: float
    standaardfout: float


@dataclass(frozen=True, slots=True)
class Check:
    """One check in words."""

    naam: str
    uitslag: str
    uitleg: str


@dataclass(frozen=True, slots=True)
class Dosiseffect:
    """The effect on the areas that got one dose; without one where they are too few."""

    dosis: str
    gebieden: int
    effect: float | None
    onder: float | None
    boven: float | None


@dataclass(frozen=True, slots=True)
class Verdienste:
    """What may be said of one effort."""

    inspanning: str  # the interventie, or several joined by +
    namen: tuple[str, ...]
    partners: tuple[str, ...]
    trede: str
    zin: str
    poort: tuple[str, ...]
    redenen: tuple[str, ...]
    behandeld: int
    vergelijking: int
    weggelaten: int  # areas without a figure in every period
    per: str  # the length of the periods that it was judged over: jaar, kwartaal or maand
    effect: float | None
    onder: float | None
    boven: float | None
    p: float | None
    methode: str | None
    controles: tuple[Check, ...]
    gemiddelden: tuple[Gemiddelde, ...]
    groepseffecten: tuple[Groepseffect, ...]
    doses: tuple[Dosiseffect, ...] = ()  # only where not all areas got the same
    te_vinden: float | None = None  # the effect that would be claimed in four of five cases


def release_merit(merit: Merit, hidden: Collection[str], minimum: int) -> Verdienste:
    """Return what may be shown of a merit; `hidden` are the areas of which a figure is hidden."""
    claim = merit.claim
    panel = merit.compared.panel if merit.compared else None
    safe = panel is not None and _safe(panel, panel.treated, hidden, minimum)
    chance = claim.chance if safe else None
    trede, redenen = claim.trede, claim.redenen
    if claim.chance is not None and not safe:
        trede, redenen = Trede.NIET_TE_BEOORDELEN, (TE_WEINIG,)
    effects = None
    if chance is not None and merit.compared is not None:
        effects = group_time(merit.compared.panel, merit.compared.choices)
    return Verdienste(
        inspanning=merit.effort.key,
        namen=merit.effort.namen,
        partners=merit.effort.partners,
        trede=trede.value,
        zin=ZINNEN[trede],
        poort=merit.poort,
        redenen=redenen,
        behandeld=claim.behandeld,
        vergelijking=claim.vergelijking,
        weggelaten=merit.compared.left_out if merit.compared else 0,
        per=merit.grain.value,
        effect=chance.value if chance else None,
        onder=chance.low if chance else None,
        boven=chance.high if chance else None,
        p=chance.p if chance else None,
        methode=chance.method if chance else None,
        controles=tuple(
            Check(each.naam, each.uitslag.value, each.uitleg) for each in claim.controles if chance
        ),
        gemiddelden=_averages(effects) if effects else (),
        groepseffecten=_by_group(effects, hidden, minimum) if effects else (),
        doses=tuple(_dose(each, merit, hidden, minimum) for each in merit.doses if chance),
        te_vinden=claim.te_vinden if chance else None,
    )


def _safe(
    panel: Panel,
    inside: Bools,
    hidden: Collection[str],
    minimum: int,
) -> bool:
    """Whether a mean over some areas shows nothing of one that is hidden."""
    names = [name for name, member in zip(panel.names, inside, strict=True) if member]
    alone = len(names) == 1 and names[0] in hidden
    # Without persons behind the rows nothing was hidden, and there is nothing to count.
    few = bool(hidden) and float(panel.weight[inside].sum()) < minimum
    return bool(names) and not alone and not few


def _dose(dose: Dose, merit: Merit, hidden: Collection[str], minimum: int) -> Dosiseffect:
    panel = merit.compared.panel if merit.compared else None
    safe = panel is not None and _safe(panel, dose.inside, hidden, minimum)
    seen = dose.chance if safe else None
    size = int(dose.inside.sum())
    if seen is None:
        return Dosiseffect(dose.dosis, size, None, None, None)
    return Dosiseffect(dose.dosis, size, seen.value, seen.low, seen.high)


def _averages(effects: Effects) -> tuple[Gemiddelde, ...]:
    found = ((name, average(effects)) for name, average in _AVERAGES.items())
    return tuple(Gemiddelde(name, each.value, each.se) for name, each in found)


def _by_group(effects: Effects, hidden: Collection[str], minimum: int) -> tuple[Groepseffect, ...]:
    panel = effects.panel
    rows = zip(effects.group, effects.period, effects.att, effects.se, strict=True)
    return tuple(
        Groepseffect(panel.periods[begun], panel.periods[period], float(att), float(se))
        for begun, period, att, se in rows
        if _safe(panel, panel.start == begun, hidden, minimum)
    )
