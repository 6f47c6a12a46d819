"""Who asks for a voorziening, and when.

| per year | published | here |
|---|---|---|
| jeugdzorg | 10.6% of under 23 (2023, CBS, Jeugdmonitor 2024) | about 10.5% |
| jeugdhulp | 13.2% of under 18, 4.4% of under 4 (2022, CBS; see `niveaus`) | 13%, 3-5% |
| Wmo-maatwerk | 70 per 1,000 (2020, CBS 84799NED) | 6-7% of all |
| bijstand | 36 per 1,000 of 15 to AOW age (2016, CBS 83747NED) | about 37 |

Risk rises and falls with age and inkomen, and a little with the buurt. The side effect that
moves requests from one wet to another is asked of `neveneffecten`.
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.aanbieders import WETTEN
from resultaat.world.arrays import Dates, Floats, Ints, day, days
from resultaat.world.bevolking import Bevolking
from resultaat.world.neveneffecten import demand_factor
from resultaat.world.opdracht import Deel

JEUGDWET, WMO, PARTICIPATIEWET = range(3)

# Chance of a request per person per year, by age from each of these bounds on.
_LEEFTIJD = np.array([4, 9, 18, 67, 75, 85])
_KANS = np.array(
    [
        (0.022, 0.075, 0.086, 0.0, 0.0, 0.0, 0.0),
        (0.0, 0.003, 0.003, 0.0120, 0.056, 0.140, 0.260),
        (0.0, 0.0, 0.0, 0.0228, 0.0, 0.0, 0.0),
    ]
)
_INKOMEN = np.array([(1.30, 0.95, 0.75), (1.30, 0.90, 0.60), (2.20, 0.30, 0.03)])


@dataclass(frozen=True)
class Aanvragen:
    """n requests: `inwoner` and `wet` (place in `WETTEN`) and the day, each (n,)."""

    inwoner: Ints
    wet: Ints
    gemeld_op: Dates


def draw_aanvragen(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, jaren: tuple[int, int]
) -> Aanvragen:
    """First requests of everybody over the years, both included."""
    delen = [
        _draw_jaar(rng, deel, bevolking, wet, jaar)
        for jaar in range(jaren[0], jaren[1] + 1)
        for wet in range(len(WETTEN))
    ]
    return Aanvragen(
        inwoner=np.concatenate([each.inwoner for each in delen]),
        wet=np.concatenate([each.wet for each in delen]),
        gemeld_op=np.concatenate([each.gemeld_op for each in delen]),
    )


def allowed(bevolking: Bevolking, aanvragen: Aanvragen) -> Aanvragen:
    """The requests made by somebody who lives here and is of an age for that wet."""
    mag = bevolking.here(aanvragen.inwoner, aanvragen.gemeld_op)
    mag &= _KANS[aanvragen.wet, _groep(bevolking, aanvragen)] > 0
    return Aanvragen(aanvragen.inwoner[mag], aanvragen.wet[mag], aanvragen.gemeld_op[mag])


def _draw_jaar(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, wet: int, jaar: int
) -> Aanvragen:
    aantal = len(bevolking.geboren)
    lengte = int((day(jaar + 1) - day(jaar)).astype(int))
    dag, kans = rng.integers(0, lengte, size=aantal), rng.random(aantal)
    # Nobody has a higher chance than this: who draws above it needs no further look.
    kan = np.flatnonzero(kans < _KANS[wet].max() * _INKOMEN[wet].max() * 3)
    gemeld_op = day(jaar) + days(dag[kan])
    hier = bevolking.here(kan, gemeld_op)
    mogelijk = Aanvragen(kan[hier], np.full(int(hier.sum()), wet), gemeld_op[hier])
    vraagt = kans[mogelijk.inwoner] < _chance(deel, bevolking, mogelijk)
    return Aanvragen(mogelijk.inwoner[vraagt], mogelijk.wet[vraagt], mogelijk.gemeld_op[vraagt])


def _groep(bevolking: Bevolking, aanvragen: Aanvragen) -> Ints:
    leeftijd = bevolking.leeftijd(aanvragen.inwoner, aanvragen.gemeld_op)
    groep: Ints = np.searchsorted(_LEEFTIJD, leeftijd, side="right")
    return groep


def _chance(deel: Deel, bevolking: Bevolking, aanvragen: Aanvragen) -> Floats:
    """The chance of each request; all are under the same wet."""
    if not len(aanvragen.wet):
        return np.empty(0)
    huishouden, buurt = bevolking.address(aanvragen.inwoner, aanvragen.gemeld_op)
    inkomen = bevolking.inkomen[huishouden]
    kans: Floats = _KANS[aanvragen.wet, _groep(bevolking, aanvragen)]
    kans = kans * _INKOMEN[aanvragen.wet, inkomen] * deel.gebieden.risico[buurt]
    leeftijd = bevolking.leeftijd(aanvragen.inwoner, aanvragen.gemeld_op)
    wet = WETTEN[aanvragen.wet[0]]
    return kans * demand_factor(deel.ingrepen, wet, buurt, aanvragen.gemeld_op, leeftijd)
