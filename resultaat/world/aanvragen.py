"""Who asks for a voorziening, and when.

| per year | published | here |
|---|---|---|
| jeugdhulp | 1 in 11 under 23 (2022, CBS, provisional) | 10% of under-18s start one |
| Wmo-maatwerk | 60 and 63 per 1,000 (Amersfoort, Alkmaar 2023, CBS 83264NED) | 6-7% of all |
| bijstand | 3.6% of 18 to AOW age (September 2022, CBS) | about 4% of 18-66 |

Risk rises and falls with age and inkomen only; the fuller world may add more.
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.arrays import Dates, Floats, Ints, day, days
from resultaat.world.bevolking import Bevolking

WETTEN = ("jeugdwet", "wmo", "participatiewet")
JEUGDWET, WMO, PARTICIPATIEWET = range(3)

# Chance of a request per person per year, by age from each of these bounds on.
_LEEFTIJD = np.array([4, 9, 18, 67, 75, 85])
_KANS = np.array(
    [
        (0.046, 0.098, 0.115, 0.0, 0.0, 0.0, 0.0),
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
    rng: np.random.Generator, bevolking: Bevolking, jaren: tuple[int, int]
) -> Aanvragen:
    """First requests of everybody over the years, both included."""
    delen = [
        _draw_jaar(rng, bevolking, wet, jaar)
        for jaar in range(jaren[0], jaren[1] + 1)
        for wet in range(len(WETTEN))
    ]
    return Aanvragen(
        inwoner=np.concatenate([deel.inwoner for deel in delen]),
        wet=np.concatenate([deel.wet for deel in delen]),
        gemeld_op=np.concatenate([deel.gemeld_op for deel in delen]),
    )


def allowed(bevolking: Bevolking, aanvragen: Aanvragen) -> Aanvragen:
    """The requests made by somebody who lives here and is of an age for that wet."""
    mag = bevolking.here(aanvragen.inwoner, aanvragen.gemeld_op)
    mag &= _chance(bevolking, aanvragen) > 0
    return Aanvragen(aanvragen.inwoner[mag], aanvragen.wet[mag], aanvragen.gemeld_op[mag])


def _draw_jaar(rng: np.random.Generator, bevolking: Bevolking, wet: int, jaar: int) -> Aanvragen:
    iedereen = np.arange(len(bevolking.geboren))
    lengte = int((day(jaar + 1) - day(jaar)).astype(int))
    gemeld_op = day(jaar) + days(rng.integers(0, lengte, size=len(iedereen)))
    mogelijk = Aanvragen(iedereen, np.full(len(iedereen), wet), gemeld_op)
    vraagt = rng.random(len(iedereen)) < _chance(bevolking, mogelijk)
    return allowed(bevolking, Aanvragen(iedereen[vraagt], mogelijk.wet[vraagt], gemeld_op[vraagt]))


def _chance(bevolking: Bevolking, aanvragen: Aanvragen) -> Floats:
    leeftijd = bevolking.leeftijd(aanvragen.inwoner, aanvragen.gemeld_op)
    groep = np.searchsorted(_LEEFTIJD, leeftijd, side="right")
    huishouden, _ = bevolking.address(aanvragen.inwoner, aanvragen.gemeld_op)
    inkomen = bevolking.inkomen[huishouden]
    kans: Floats = _KANS[aanvragen.wet, groep] * _INKOMEN[aanvragen.wet, inkomen]
    return kans
