"""What becomes of a request: waiting, help, its end and whether the goal was reached.

This is the truth of the world, with every end already known. What the
administration shows of it on the last day is made in `trajecten`.

| level | published or asked for | here |
|---|---|---|
| median wait | asked: 35, 30 and 20 days per wet | the same, per wijk and year |
| jeugdhulptrajecten | 327 thousand on 1 January, 150 in the half-year (2021, CBS) | 8 months |
| bijstand: five years or longer | nearly half (CBS) | shorter, so that results show |
| goal reached, uitval | asked: 55-65%, about 9% | the same |
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.aanvragen import JEUGDWET, PARTICIPATIEWET, Aanvragen
from resultaat.world.arrays import Bools, Dates, Floats, Ints, days, years
from resultaat.world.bevolking import Bevolking
from resultaat.world.gebieden import WIJK_VAN_BUURT, WIJKEN

AANBIEDERS = (
    "Stichting De Wilgenroos",
    "Jeugdhulp Het Anker",
    "Praktijk Groeikracht",
    "Kind & Gezin Rivierenland",
    "Thuiszorg De Rietkraag",
    "Zorggroep Oeverzicht",
    "Werkbedrijf De Schakel",
    "Leerwerkplaats Wilgenhout",
)
REDENEN = ("volgens_plan", "uitval", "verhuizing", "overig")
VOLGENS_PLAN, UITVAL, VERHUIZING, OVERIG = range(4)

# Share of each aanbieder per wet; their effect on the goal (logit) and trained share.
_DEEL = np.array(
    [
        (0.18, 0.34, 0.22, 0.26, 0.0, 0.0, 0.0, 0.0),
        (0.22, 0.0, 0.0, 0.0, 0.45, 0.33, 0.0, 0.0),
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.68, 0.32),
    ]
)
_KWALITEIT = np.array([0.10, 0.20, -0.30, 0.0, 0.05, -0.15, -0.05, 0.20])
_OPGELEID = np.array([0.55, 0.62, 0.35, 0.50, 0.48, 0.40, 0.45, 0.60])

_WACHT = np.array([35.0, 30.0, 20.0])  # median days
_DUUR = np.array([240.0, 400.0, 560.0])  # median days
_DUUR_SPREIDING = np.array([0.7, 0.8, 0.8])
_GEDULD = np.array([230.0, 300.0, 300.0])  # median days before a request is withdrawn
_DAGPRIJS = np.array([36.0, 12.0, 43.0])  # median euros per day, bijstand included
_BASIS = np.array([0.31, 0.39, 0.29])  # logit of the goal


@dataclass(frozen=True)
class Verloop:
    """The true course of n requests; arrays are (n,).

    `start` is NaT when help never came; `sluit` is always known, and may lie after
    the end of the data. `dagprijs` is in euros per day of help.
    """

    aanvragen: Aanvragen
    buurt: Ints
    aanbieder: Ints
    start: Dates
    sluit: Dates
    reden: Ints
    doel: Bools
    opgeleid: Bools
    plan: Bools
    werk: Bools
    dagprijs: Floats


def live_out(rng: np.random.Generator, bevolking: Bevolking, aanvragen: Aanvragen) -> Verloop:
    """Let every request run its course, whatever the end of the data."""
    wet, aantal = aanvragen.wet, len(aanvragen.wet)
    _, buurt = bevolking.address(aanvragen.inwoner, aanvragen.gemeld_op)
    aanbieder = _draw_aanbieder(rng, wet)
    wacht = _draw_wacht(rng, aanvragen, WIJK_VAN_BUURT[buurt])
    opgeleid, plan = _draw_condities(rng, aanvragen, aanbieder)
    uitval = rng.random(aantal) < np.where(plan, 0.070, 0.125)
    start, sluit, reden = _draw_einde(rng, bevolking, aanvragen, wacht, uitval)
    logit = _BASIS[wet] + _KWALITEIT[aanbieder] + 0.45 * opgeleid + 0.40 * plan
    logit += 0.06 * (years(aanvragen.gemeld_op) - 2023) - 0.30 * np.log((wacht + 5) / 40)
    # The logit is that of help that ran its course; what broke off seldom got there.
    kans = np.array([1.0, 0.2, 0.5, 0.5])[reden] / (1 + np.exp(-logit))
    doel = rng.random(aantal) < kans
    return Verloop(
        aanvragen=aanvragen,
        buurt=buurt,
        aanbieder=aanbieder,
        start=start,
        sluit=sluit,
        reden=reden,
        doel=doel,
        opgeleid=opgeleid,
        plan=plan,
        werk=(wet == PARTICIPATIEWET) & (rng.random(aantal) < np.where(doel, 0.55, 0.10)),
        dagprijs=_DAGPRIJS[wet] * rng.lognormal(0.0, 0.6, size=aantal),
    )


def draw_again(rng: np.random.Generator, verloop: Verloop, tot_en_met: np.datetime64) -> Aanvragen:
    """New requests after an end, oftener where the goal was not reached."""
    kans = np.where(verloop.doel, 0.11, 0.26) + 0.08 * (verloop.reden == UITVAL)
    opnieuw = rng.random(len(kans)) < kans
    gemeld_op = verloop.sluit + days(10 + rng.exponential(170.0, size=len(kans)))
    opnieuw &= gemeld_op <= tot_en_met
    oud = verloop.aanvragen
    return Aanvragen(oud.inwoner[opnieuw], oud.wet[opnieuw], gemeld_op[opnieuw])


def _draw_aanbieder(rng: np.random.Generator, wet: Ints) -> Ints:
    grens = np.cumsum(_DEEL, axis=1)[:, :-1]
    keuze: Ints = (rng.random(len(wet))[:, None] >= grens[wet]).sum(axis=1)
    return keuze


def _draw_wacht(rng: np.random.Generator, aanvragen: Aanvragen, wijk: Ints) -> Ints:
    """Days of waiting. Only the jeugdteam differs between wijken, and drifts after 2023."""
    factor = np.array([w.wachtfactor for w in WIJKEN])[wijk]
    trend = np.array([w.wachttrend for w in WIJKEN])[wijk]
    factor = factor * trend ** np.maximum(years(aanvragen.gemeld_op) - 2023, 0)
    mediaan = _WACHT[aanvragen.wet] * np.where(aanvragen.wet == JEUGDWET, factor, 1.0)
    wacht: Ints = np.rint(mediaan * rng.lognormal(0.0, 0.7, size=len(wijk))).astype(np.int64)
    return wacht


def _draw_condities(
    rng: np.random.Generator, aanvragen: Aanvragen, aanbieder: Ints
) -> tuple[Bools, Bools]:
    """Whether the medewerker is trained and whether there is a shared plan; both spread."""
    na_2021 = years(aanvragen.gemeld_op) - 2021
    opgeleid = rng.random(len(aanbieder)) < np.clip(_OPGELEID[aanbieder] + 0.05 * na_2021, 0, 0.95)
    plan = rng.random(len(aanbieder)) < np.clip(0.55 + 0.04 * na_2021, 0.2, 0.95)
    return opgeleid, plan


def _draw_einde(
    rng: np.random.Generator,
    bevolking: Bevolking,
    aanvragen: Aanvragen,
    wacht: Ints,
    uitval: Bools,
) -> tuple[Dates, Dates, Ints]:
    """Start, end and reason of each, from what comes first: help, giving up or leaving."""
    wet, aantal = aanvragen.wet, len(wacht)
    geduld = np.rint(_GEDULD[wet] * rng.lognormal(0.0, 0.9, size=aantal)).astype(np.int64)
    duur = _DUUR[wet] * np.exp(_DUUR_SPREIDING[wet] * rng.normal(size=aantal))
    duur = 7 + duur * np.where(uitval, rng.uniform(0.15, 0.7, size=aantal), 1.0)
    krijgt_hulp = wacht <= geduld
    start = aanvragen.gemeld_op + days(wacht)
    sluit = np.where(krijgt_hulp, start + days(duur), aanvragen.gemeld_op + days(geduld))
    gewoon = np.where(rng.random(aantal) < 0.03, OVERIG, VOLGENS_PLAN)
    reden = np.where(krijgt_hulp, np.where(uitval, UITVAL, gewoon), OVERIG)
    vertrek = bevolking.tot[aanvragen.inwoner]
    weg = vertrek <= sluit
    reden = np.where(
        weg, np.where(bevolking.overleden[aanvragen.inwoner], OVERIG, VERHUIZING), reden
    )
    begonnen = krijgt_hulp & (start < vertrek)
    start = np.where(begonnen, start, np.datetime64("NaT", "D"))
    return start, np.where(weg, vertrek, sluit), reden
