"""Whether help reached its goal, and what of that is due to what was planted.

Every outcome is drawn once, against the chance with everything planted. Beside it stands the
chance with nothing planted: the mean of the difference over any group is the true effect on it.
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.aanbieders import KWALITEIT, OPGELEID
from resultaat.world.aanvragen import JEUGDWET, PARTICIPATIEWET, WMO, Aanvragen
from resultaat.world.arrays import Bools, Dates, Floats, Ints, years
from resultaat.world.bevolking import Bevolking
from resultaat.world.ingrepen import (
    CONDITIES_OP_ORDE,
    GEZINSCOACH,
    SAMEN_EEN_PLAN,
    WERKGESPREK_JONG,
    WERKGESPREK_OUD,
)
from resultaat.world.neveneffecten import DOEL_N9
from resultaat.world.opdracht import Deel

_BASIS = np.array([0.42, 0.44, 0.36])  # logit of the goal
_ZWAARTE = np.array([0.40, 0.0, -0.75])
_PLAN_GOED, _OPGELEID_GOED = 0.90, 0.88  # where samen_een_plan has its conditions
_PLAN_MATIG, _OPGELEID_MATIG = 0.40, 0.25  # and where not, before it began as well


@dataclass(frozen=True)
class Condities:
    """Whether there is a shared plan and a trained medewerker, each (n,)."""

    plan: Bools
    opgeleid: Bools


@dataclass(frozen=True)
class Hulp:
    """What is known of n requests before the outcome is drawn, each (n,).

    `zonder` are the conditions had nothing been planted. `deel_van_kans` is what is left
    of the chance where help broke off; `snel` is whether the
    aanbieder closes before its time.
    """

    aanvragen: Aanvragen
    condities: Condities
    zonder: Condities
    buurt: Ints
    aanbieder: Ints
    zwaarte: Ints
    wacht: Ints
    sluit: Dates
    deel_van_kans: Floats
    snel: Bools


@dataclass(frozen=True)
class Uitkomst:
    """What came of n requests, each (n,), with the chances with and without what was planted.

    `kans_zonder` is that without the ingrepen, `kans_rustig` that without N9.
    """

    condities: Condities
    doel: Bools
    kans: Floats
    kans_zonder: Floats
    kans_rustig: Floats
    werk: Bools
    werk_kans: Floats
    werk_zonder: Floats


def draw_condities(
    rng: np.random.Generator, deel: Deel, aanvragen: Aanvragen, buurt: Ints, aanbieder: Ints
) -> tuple[Condities, Condities]:
    """The conditions of each, as they are and as they would be without samen_een_plan.

    Both spread slowly. Where samen_een_plan has its conditions it brings them along; in its
    other wijken they are poor, and stay so.
    """
    na_2021 = years(aanvragen.gemeld_op) - 2021
    opgeleid = np.clip(OPGELEID[aanbieder] + 0.03 * na_2021, 0, 0.95)
    plan = np.clip(0.58 + 0.03 * na_2021, 0.2, 0.95)
    lot = rng.random((2, len(buurt)))
    if not deel.ingrepen.has("samen_een_plan"):
        gewoon = Condities(lot[0] < plan, lot[1] < opgeleid)
        return gewoon, gewoon
    wmo = aanvragen.wet == WMO
    ooit = wmo & ~np.isnat(deel.ingrepen.since("samen_een_plan")[buurt])
    goed = np.isin(deel.gebieden.wijk[buurt] + 1, CONDITIES_OP_ORDE)
    plan = np.where(ooit & ~goed, _PLAN_MATIG, plan)
    opgeleid = np.where(ooit & ~goed, _OPGELEID_MATIG, opgeleid)
    zonder = Condities(lot[0] < plan, lot[1] < opgeleid)
    nu = wmo & goed & deel.ingrepen.reaches("samen_een_plan", buurt, aanvragen.gemeld_op)
    plan, opgeleid = np.where(nu, _PLAN_GOED, plan), np.where(nu, _OPGELEID_GOED, opgeleid)
    return Condities(lot[0] < plan, lot[1] < opgeleid), zonder


def draw_uitkomst(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, hulp: Hulp
) -> Uitkomst:
    """Draw the goal and, for bijstand, whether it ended in work."""
    wet, aanvragen = hulp.aanvragen.wet, hulp.aanvragen
    logit = _BASIS[wet] + _ZWAARTE[hulp.zwaarte] + KWALITEIT[hulp.aanbieder]
    logit += deel.gebieden.aanleg[hulp.buurt] + 0.04 * (years(aanvragen.gemeld_op) - 2023)
    logit -= 0.20 + 0.30 * np.log((hulp.wacht + 5) / 40)
    # The logit is that of help that ran its course; what broke off seldom got there.
    zonder = _recorded(hulp, _expit(logit + _of_condities(hulp.zonder)))
    met = logit + _of_condities(hulp.condities) + _effect(deel, hulp)
    kans = _recorded(hulp, _expit(met))
    rustig = hulp.deel_van_kans * _expit(met)
    doel = rng.random(len(wet)) < kans
    oud = bevolking.leeftijd(aanvragen.inwoner, aanvragen.gemeld_op) >= 50
    werk_zonder = np.where(wet == PARTICIPATIEWET, np.where(doel, 0.62, 0.18), 0.0)
    werk_zonder = werk_zonder * np.where(oud, 0.75, 1.1)
    werk_kans = _odds(werk_zonder, _work_effect(deel, oud, hulp))
    return Uitkomst(
        condities=hulp.condities,
        doel=doel,
        kans=kans,
        kans_zonder=zonder,
        kans_rustig=rustig,
        werk=rng.random(len(wet)) < werk_kans,
        werk_kans=werk_kans,
        werk_zonder=werk_zonder,
    )


def _of_condities(condities: Condities) -> Floats:
    logit: Floats = 0.45 * condities.opgeleid + 0.40 * condities.plan
    return logit


def _recorded(hulp: Hulp, kans: Floats) -> Floats:
    """The chance that the goal is recorded as reached; who closes early says so more often."""
    kans = hulp.deel_van_kans * kans
    vastgelegd: Floats = np.where(hulp.snel, np.maximum(kans, DOEL_N9), kans)
    return vastgelegd


def _effect(deel: Deel, hulp: Hulp) -> Floats:
    """What the ingrepen add to the logit of the goal, shape (n,)."""
    wet, buurt, sluit = hulp.aanvragen.wet, hulp.buurt, hulp.sluit
    coach = (wet == JEUGDWET) & deel.ingrepen.works("gezinscoach", buurt, sluit)
    samen = (wet == WMO) & deel.ingrepen.works("samen_een_plan", buurt, sluit)
    samen &= hulp.condities.plan & hulp.condities.opgeleid
    effect: Floats = GEZINSCOACH * coach + SAMEN_EEN_PLAN * samen
    return effect


def _work_effect(deel: Deel, oud: Bools, hulp: Hulp) -> Floats:
    bereikt = deel.ingrepen.reaches("werkgesprek_aan_huis", hulp.buurt, hulp.sluit)
    helpt = deel.ingrepen.has("werkgesprek_aan_huis")
    jong = WERKGESPREK_JONG if helpt else 0.0
    schaadt = WERKGESPREK_OUD if helpt or deel.ingrepen.has("n7") else 0.0
    effect: Floats = np.where(oud, schaadt, jong) * bereikt
    return effect


def _expit(logit: Floats) -> Floats:
    kans: Floats = 1 / (1 + np.exp(-logit))
    return kans


def _odds(kans: Floats, logit: Floats) -> Floats:
    """A chance with its odds times exp(logit); 0 stays 0."""
    factor = np.exp(logit)
    bijgesteld: Floats = kans * factor / (1 - kans + kans * factor)
    return bijgesteld
