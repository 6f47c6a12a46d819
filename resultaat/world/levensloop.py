"""The years of a population: births, deaths, moves, arrivals and departures.

| per year | published | here |
|---|---|---|
| births, deaths | each 461 a day, 1.0% (2020, CBS) | about 1% |
| moves within a gemeente | 29,547 persons in Utrecht, 8% (2022, CBS 60048NED) | 8% of huishoudens |
| arrivals and departures | 22,548 and 24,399 persons there, 6 and 7% | about 4% |

Homes are finite: who moves goes to a home that came free. That keeps every buurt
at its size for years on end without steering, the very small buurt included.
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.arrays import Bools, Dates, Floats, Ints, day, days
from resultaat.world.bevolking import Bevolking
from resultaat.world.gebieden import Gebieden
from resultaat.world.huishoudens import draw_huishoudens, draw_inwoners

_GEBOORTE, _VESTIGING, _VERHUIZING, _UIT_HUIS = 0.0105, 0.040, 0.08, 0.14
_VERTREK, _VERTREK_OUDER = 0.046, 0.020  # of a huishouden; from age 60 on few leave


@dataclass
class _Jaar:
    """One year of the n inwoners who are here on its first day; arrays are (n,).

    `datum` is the day on which something befalls the inwoner, if anything does;
    never the first day of the year, which is the peildatum itself.
    """

    t: int
    begin: np.datetime64
    inwoner: Ints
    huishouden: Ints
    leeftijd: Ints
    datum: Dates
    blijft: Bools


def simulate(
    rng: np.random.Generator, gebieden: Gebieden, inwoners: int, jaren: tuple[int, int]
) -> Bevolking:
    """The population from 1 January of the first year to 1 January after the last."""
    eerste, laatste = jaren
    bevolking = Bevolking.empty(eerste, laatste - eerste + 2)
    begin = draw_inwoners(rng, inwoners, day(eerste))
    huishouden = bevolking.add_huishoudens(begin.inkomen)
    # They came at birth: the files do not look back before the first year.
    bevolking.add_inwoners(begin.geboren, begin.vrouw, begin.geboren, begin.huishouden, t=0)
    woningen = gebieden.divide_woningen(len(huishouden))
    vrij = np.repeat(np.arange(len(woningen)), woningen)
    bevolking.buurt[:, 0] = _choose_woning(rng, gebieden, begin.inkomen, vrij)
    for t in range(laatste - eerste + 1):
        _live_through(rng, bevolking, gebieden, woningen, t)
    return bevolking


def _live_through(
    rng: np.random.Generator, bevolking: Bevolking, gebieden: Gebieden, woningen: Ints, t: int
) -> None:
    jaar = _open_jaar(rng, bevolking, t)
    _die(rng, bevolking, jaar)
    _depart(rng, bevolking, jaar)
    _leave_home(rng, bevolking, jaar)
    _follow_family(bevolking, jaar)
    blijvers = jaar.inwoner[jaar.blijft]
    bevolking.huishouden[blijvers, t + 1] = jaar.huishouden[jaar.blijft]
    _be_born(rng, bevolking, jaar)
    _arrive(rng, bevolking, jaar)
    _move(rng, bevolking, gebieden, woningen, jaar)


def _open_jaar(rng: np.random.Generator, bevolking: Bevolking, t: int) -> _Jaar:
    inwoner = np.flatnonzero(bevolking.huishouden[:, t] >= 0)
    begin = bevolking.peildata[t]
    return _Jaar(
        t=t,
        begin=begin,
        inwoner=inwoner,
        huishouden=bevolking.huishouden[inwoner, t],
        leeftijd=bevolking.leeftijd(inwoner, begin),
        datum=_some_day(rng, begin, len(inwoner)),
        blijft=np.ones(len(inwoner), bool),
    )


def _die(rng: np.random.Generator, bevolking: Bevolking, jaar: _Jaar) -> None:
    # Gompertz: the risk doubles about every seven years; 5% at 80, as in the CBS life table.
    kans = np.minimum(2e-5 * np.exp(0.098 * jaar.leeftijd), 0.6)
    dood = rng.random(len(kans)) < kans
    bevolking.tot[jaar.inwoner[dood]] = jaar.datum[dood]
    bevolking.overleden[jaar.inwoner[dood]] = True
    jaar.blijft &= ~dood


def _depart(rng: np.random.Generator, bevolking: Bevolking, jaar: _Jaar) -> None:
    kans = np.where(_oldest(bevolking, jaar) >= 60, _VERTREK_OUDER, _VERTREK)
    gaat = rng.random(len(kans)) < kans
    datum = _some_day(rng, jaar.begin, len(gaat))
    weg = jaar.blijft & gaat[jaar.huishouden]
    bevolking.tot[jaar.inwoner[weg]] = datum[jaar.huishouden[weg]]
    jaar.blijft &= ~weg


def _leave_home(rng: np.random.Generator, bevolking: Bevolking, jaar: _Jaar) -> None:
    """Grown-up children get a huishouden of their own, or families would never shrink."""
    oudste = _oldest(bevolking, jaar)[jaar.huishouden]
    kind = (jaar.leeftijd >= 18) & (oudste - jaar.leeftijd >= 18)
    gaat = kind & jaar.blijft & (rng.random(len(kind)) < _UIT_HUIS)
    inkomen = rng.choice(3, size=int(gaat.sum()), p=[0.55, 0.37, 0.08])
    jaar.huishouden[gaat] = bevolking.add_huishoudens(inkomen)
    bevolking.verhuisd[jaar.inwoner[gaat], jaar.t] = jaar.datum[gaat]


def _oldest(bevolking: Bevolking, jaar: _Jaar) -> Ints:
    """Age of the oldest inwoner per huishouden on the first day, shape (H,); 0 if empty."""
    oudste = np.zeros(len(bevolking.inkomen), np.int64)
    np.maximum.at(oudste, jaar.huishouden, jaar.leeftijd)
    return oudste


def _follow_family(bevolking: Bevolking, jaar: _Jaar) -> None:
    """Children without an adult leave for family elsewhere on the last day of the year."""
    volwassen = jaar.blijft & (jaar.leeftijd >= 18)
    aantal = np.bincount(jaar.huishouden[volwassen], minlength=len(bevolking.inkomen))
    weg = jaar.blijft & (aantal[jaar.huishouden] == 0)
    bevolking.tot[jaar.inwoner[weg]] = bevolking.peildata[jaar.t + 1] - np.timedelta64(1, "D")
    jaar.blijft &= ~weg


def _be_born(rng: np.random.Generator, bevolking: Bevolking, jaar: _Jaar) -> None:
    gewicht = np.clip(1.0 - np.abs(jaar.leeftijd - 31.0) / 12.0, 0.0, 1.0)
    gewicht *= jaar.blijft & bevolking.vrouw[jaar.inwoner]
    kans = gewicht * (_GEBOORTE * len(gewicht) / gewicht.sum())
    moeder = np.flatnonzero(rng.random(len(kans)) < kans)
    geboren = _some_day(rng, jaar.begin, len(moeder))
    vrouw = rng.random(len(moeder)) < 0.488
    bevolking.add_inwoners(geboren, vrouw, geboren, jaar.huishouden[moeder], t=jaar.t + 1)


def _arrive(rng: np.random.Generator, bevolking: Bevolking, jaar: _Jaar) -> None:
    aantal = round(_VESTIGING * len(np.unique(jaar.huishouden)))
    nieuw = draw_huishoudens(rng, aantal, jaar.begin, nieuwkomer=True)
    huishouden = bevolking.add_huishoudens(nieuw.inkomen)[nieuw.huishouden]
    van = _some_day(rng, jaar.begin, aantal)[nieuw.huishouden]
    bevolking.add_inwoners(nieuw.geboren, nieuw.vrouw, van, huishouden, t=jaar.t + 1)


def _move(
    rng: np.random.Generator, bevolking: Bevolking, gebieden: Gebieden, woningen: Ints, jaar: _Jaar
) -> None:
    """Give movers and new huishoudens the homes that came free, and the rest their own."""
    adres, t = bevolking.huishouden[:, jaar.t + 1], jaar.t
    bewoond = np.unique(adres[adres >= 0])
    nieuw = bevolking.buurt[bewoond, t] < 0
    zoekt = nieuw | (rng.random(len(bewoond)) < _VERHUIZING)
    thuis, zoekers = bewoond[~zoekt], bewoond[zoekt]
    bevolking.buurt[thuis, t + 1] = bevolking.buurt[thuis, t]
    bezet = np.bincount(bevolking.buurt[thuis, t], minlength=len(woningen))
    vrij = _free_woningen(rng, gebieden, woningen, bezet, len(zoekers))
    inkomen = bevolking.inkomen[zoekers]
    bevolking.buurt[zoekers, t + 1] = _choose_woning(rng, gebieden, inkomen, vrij)
    datum = np.full(len(bevolking.inkomen), np.datetime64("NaT", "D"))
    datum[bewoond[zoekt & ~nieuw]] = _some_day(rng, jaar.begin, int((zoekt & ~nieuw).sum()))
    mee = jaar.blijft & ~np.isnat(datum[jaar.huishouden])
    bevolking.verhuisd[jaar.inwoner[mee], t] = datum[jaar.huishouden[mee]]


def _free_woningen(
    rng: np.random.Generator, gebieden: Gebieden, woningen: Ints, bezet: Ints, aantal: int
) -> Ints:
    """The buurten of `aantal` free homes, in random order; more are built where short."""
    vrij = np.repeat(np.arange(len(woningen)), np.maximum(woningen - bezet, 0))
    vrij = rng.permutation(vrij)[:aantal]
    bouwgrond = woningen.astype(float)
    if gebieden.kleine_buurt >= 0:
        bouwgrond[gebieden.kleine_buurt] = 0.0
    nieuwbouw = rng.choice(len(woningen), size=aantal - len(vrij), p=bouwgrond / bouwgrond.sum())
    return np.concatenate([vrij, nieuwbouw])


def _choose_woning(rng: np.random.Generator, gebieden: Gebieden, inkomen: Ints, vrij: Ints) -> Ints:
    """A buurt per huishouden: the better off get the better wijk, with much chance in it.

    Matching by rank keeps the wijken apart in inkomen over the years, whereas a
    blind draw would have them all alike within ten.
    """
    vraag: Floats = inkomen + rng.normal(0.0, 0.9, size=len(inkomen))
    aanbod: Floats = gebieden.welvaart[vrij] + rng.normal(0.0, 0.6, size=len(vrij))
    buurt = np.empty(len(inkomen), np.int64)
    buurt[np.argsort(vraag, kind="stable")] = vrij[np.argsort(aanbod, kind="stable")]
    return buurt


def _some_day(rng: np.random.Generator, begin: np.datetime64, aantal: int) -> Dates:
    """Days in the year after `begin`, never its first one."""
    dagen: Dates = begin + days(rng.integers(1, 365, size=aantal))
    return dagen
