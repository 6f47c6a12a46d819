"""What becomes of a request: waiting, help, its end and whether the goal was reached.

This is the truth of the world, with every end already known. What the
administration shows of it on the last day is made in `trajecten`.

| level | published or asked for | here |
|---|---|---|
| median wait | asked: 35, 30 and 20 days per wet | the same, per wijk and year |
| jeugdhulptrajecten | 327 thousand on 1 January, 288 begun in the year (2021, CBS) | 8 months |
| bijstand that ended: three years or longer | a quarter (2017, CBS) | one in six |
| goal reached, uitval | asked: 55-65%, about 9% | the same |
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.aanbieders import GROEIKRACHT, draw_aanbieder, draw_zwaarte
from resultaat.world.aanvragen import JEUGDWET, PARTICIPATIEWET, WMO, Aanvragen
from resultaat.world.arrays import Bools, Dates, Floats, Ints, days
from resultaat.world.bevolking import Bevolking
from resultaat.world.ingrepen import PRAKTIJKONDERSTEUNER
from resultaat.world.neveneffecten import (
    DUUR_N9,
    SNEL_VANAF_N9,
    TERUG_NA,
    WACHT_JEUGD_N1,
    WACHT_WMO_N2,
    Opschuiven,
    again_chance,
)
from resultaat.world.opdracht import Deel
from resultaat.world.uitkomst import Hulp, Uitkomst, draw_condities, draw_uitkomst

REDENEN = ("volgens_plan", "uitval", "verhuizing", "overig")
VOLGENS_PLAN, UITVAL, VERHUIZING, OVERIG = range(4)

_WACHT = np.array([35.0, 30.0, 20.0])  # median days
_DUUR = np.array([240.0, 400.0, 560.0])  # median days
_DUUR_SPREIDING = np.array([0.7, 0.8, 0.8])
_GEDULD = np.array([230.0, 300.0, 300.0])  # median days before a request is withdrawn
_DAGPRIJS = np.array([56.0, 16.5, 41.0])  # median euros per day, bijstand included
_ZWAARTE_PRIJS = np.array([0.6, 1.0, 1.9])


@dataclass(frozen=True)
class Verloop:
    """The true course of n requests; arrays are (n,).

    `start` is NaT when help never came; `sluit` is always known, and may lie after
    the end of the data. `wacht_zonder` is the wait in days had no ingreep or side effect
    changed it in some wijken, `wacht_vrij` had nobody minded the norm (N6). `snel` is whether help
    is closed early (N9), `duur_rustig` the days that it would have taken otherwise.
    `dagprijs` is in euros per day of help.
    """

    aanvragen: Aanvragen
    buurt: Ints
    inkomen: Ints
    zwaarte: Ints
    aanbieder: Ints
    wacht: Ints
    wacht_zonder: Ints
    wacht_vrij: Ints
    snel: Bools
    duur_rustig: Floats
    start: Dates
    sluit: Dates
    reden: Ints
    uitkomst: Uitkomst
    dagprijs: Floats


def live_out(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, aanvragen: Aanvragen
) -> Verloop:
    """Let every request run its course, whatever the end of the data."""
    wet, aantal = aanvragen.wet, len(aanvragen.wet)
    huishouden, buurt = bevolking.address(aanvragen.inwoner, aanvragen.gemeld_op)
    inkomen = bevolking.inkomen[huishouden]
    zwaarte = draw_zwaarte(rng, wet, inkomen)
    geplant = deel.opdracht.geplant
    aanbieder = draw_aanbieder(rng, geplant, wet, zwaarte, aanvragen.gemeld_op)
    wachten = _draw_wacht(rng, deel, aanvragen, buurt)
    wacht = wachten[0]
    condities, zonder = draw_condities(rng, deel, aanvragen, buurt, aanbieder)
    uitval = rng.random(aantal) < np.where(condities.plan, 0.070, 0.125)
    snel = _closes_early(geplant, aanbieder, aanvragen)
    duur_rustig = _draw_duur(rng, wet, uitval)
    duur = np.where(snel, duur_rustig * DUUR_N9, duur_rustig)
    start, sluit, reden = _draw_einde(rng, bevolking, aanvragen, wacht, duur)
    reden = np.where(uitval & (reden == VOLGENS_PLAN), UITVAL, reden)
    hulp = Hulp(
        aanvragen=aanvragen,
        condities=condities,
        zonder=zonder,
        buurt=buurt,
        aanbieder=aanbieder,
        zwaarte=zwaarte,
        wacht=wacht,
        sluit=sluit,
        deel_van_kans=np.array([1.0, 0.2, 0.5, 0.5])[reden],
        snel=snel,
    )
    prijs = _DAGPRIJS[wet] * np.where(wet == PARTICIPATIEWET, 1.0, _ZWAARTE_PRIJS[zwaarte])
    return Verloop(
        aanvragen=aanvragen,
        buurt=buurt,
        inkomen=inkomen,
        zwaarte=zwaarte,
        aanbieder=aanbieder,
        wacht=wacht,
        wacht_zonder=wachten[1],
        wacht_vrij=wachten[2],
        snel=snel,
        duur_rustig=duur_rustig,
        start=start,
        sluit=sluit,
        reden=reden,
        uitkomst=draw_uitkomst(rng, deel, bevolking, hulp),
        dagprijs=prijs * rng.lognormal(0.0, 0.45, size=aantal),
    )


def draw_again(rng: np.random.Generator, verloop: Verloop, tot_en_met: np.datetime64) -> Aanvragen:
    """New requests after an end, oftener where the goal was not reached."""
    oud = verloop.aanvragen
    kans = again_chance(verloop.uitkomst.doel, verloop.reden == UITVAL, verloop.snel)
    opnieuw = rng.random(len(kans)) < kans
    na, gemiddeld = TERUG_NA
    gemeld_op = verloop.sluit + days(na + rng.exponential(gemiddeld, size=len(kans)))
    opnieuw &= gemeld_op <= tot_en_met
    return Aanvragen(oud.inwoner[opnieuw], oud.wet[opnieuw], gemeld_op[opnieuw])


def _closes_early(geplant: frozenset[str], aanbieder: Ints, aanvragen: Aanvragen) -> Bools:
    """Whether the aanbieder closes help before its time (N9)."""
    snel: Bools = (aanbieder == GROEIKRACHT) & (aanvragen.gemeld_op >= SNEL_VANAF_N9)
    return snel & ("n9" in geplant)


def _draw_wacht(
    rng: np.random.Generator, deel: Deel, aanvragen: Aanvragen, buurt: Ints
) -> tuple[Ints, Ints, Ints]:
    """Days of waiting: as they are, without what some wijken have, and without N6.

    Only the jeugdteam differs between wijken.
    """
    wet, op, gebieden = aanvragen.wet, aanvragen.gemeld_op, deel.gebieden
    jeugd = wet == JEUGDWET
    mediaan = _WACHT[wet] * np.where(jeugd, gebieden.wachtfactor[gebieden.wijk[buurt]], 1.0)
    lot = rng.lognormal(0.0, 0.7, size=len(wet))
    factor = np.ones(len(wet))
    factor[jeugd & deel.ingrepen.works("praktijkondersteuner_jeugd", buurt, op)] = (
        PRAKTIJKONDERSTEUNER
    )
    coach = deel.ingrepen.reaches("gezinscoach", buurt, op)
    if deel.ingrepen.has("n1"):
        factor[jeugd & coach] *= WACHT_JEUGD_N1
    if deel.ingrepen.has("n2"):
        factor[(wet == WMO) & coach] *= WACHT_WMO_N2
    zonder: Ints = np.rint(mediaan * lot).astype(np.int64)
    wacht: Ints = np.rint(mediaan * factor * lot).astype(np.int64)
    if "n6" not in deel.opdracht.geplant:
        return wacht, zonder, wacht
    schuif = Opschuiven.draw(rng, op, jeugd)
    return schuif(wacht), schuif(zonder), wacht


def _draw_duur(rng: np.random.Generator, wet: Ints, uitval: Bools) -> Floats:
    """Days of help, shorter for who drops out."""
    duur = _DUUR[wet] * np.exp(_DUUR_SPREIDING[wet] * rng.normal(size=len(wet)))
    korter: Floats = np.where(uitval, rng.uniform(0.15, 0.7, size=len(wet)), 1.0)
    return 7 + duur * korter


def _draw_einde(
    rng: np.random.Generator,
    bevolking: Bevolking,
    aanvragen: Aanvragen,
    wacht: Ints,
    duur: Floats,
) -> tuple[Dates, Dates, Ints]:
    """Start, end and reason of each, from what comes first: help, giving up or leaving."""
    wet, aantal = aanvragen.wet, len(wacht)
    geduld = np.rint(_GEDULD[wet] * rng.lognormal(0.0, 0.9, size=aantal)).astype(np.int64)
    krijgt_hulp = wacht <= geduld
    start = aanvragen.gemeld_op + days(wacht)
    sluit = np.where(krijgt_hulp, start + days(duur), aanvragen.gemeld_op + days(geduld))
    gewoon = np.where(rng.random(aantal) < 0.03, OVERIG, VOLGENS_PLAN)
    reden = np.where(krijgt_hulp, gewoon, OVERIG)
    vertrek = bevolking.tot[aanvragen.inwoner]
    weg = vertrek <= sluit
    reden = np.where(
        weg, np.where(bevolking.overleden[aanvragen.inwoner], OVERIG, VERHUIZING), reden
    )
    begonnen = krijgt_hulp & (start < vertrek)
    start = np.where(begonnen, start, np.datetime64("NaT", "D"))
    return start, np.where(weg, vertrek, sluit), reden
