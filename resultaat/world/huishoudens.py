"""Drawing new huishoudens: who lives together, how old, with what inkomen.

| level | published | here |
|---|---|---|
| persons per huishouden | 2.1 (2020, CBS 84799NED) | about 2.1 |
| huishoudens of one person | 38.5% (2020, CBS 84799NED) | 40-44% |
| under 15 / 65 and over | 15.7% / 19.5% (2020, CBS 84799NED) | 17% / 20% |
| inkomen laag / midden / hoog | 40 / 40 / 20% (CBS, Kerncijfers wijken en buurten) | the same |
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.arrays import Bools, Dates, Floats, Ints, days

INKOMENS = ("laag", "midden", "hoog")

# Per kind of huishouden: single young, middle and old; couple young and old;
# couple with children; one parent.
_GEVESTIGD = np.array([0.13, 0.12, 0.15, 0.08, 0.23, 0.22, 0.07])
_NIEUWKOMER = np.array([0.27, 0.12, 0.06, 0.17, 0.12, 0.20, 0.06])
_LEEFTIJD = np.array([(19, 28, 40), (40, 55, 67), (66, 76, 97), (21, 30, 40), (46, 63, 92)])
_VROUW = np.array([0.47, 0.44, 0.63, 0.5, 0.5, 0.5, 0.84])
_INKOMEN = np.array([-0.4, -0.2, -0.3, 0.3, 0.3, 0.5, -0.6])
_GRENZEN = np.array([-0.23, 0.95])  # the 40% and 80% points of the score over all kinds
_PAAR = np.array([False, False, False, True, True, True, False])
_GEZIN = np.array([False, False, False, False, False, True, True])


@dataclass(frozen=True)
class NieuweHuishoudens:
    """Huishoudens and who is in them; H huishoudens, n persons.

    `huishouden` (n,) is ascending in 0..H-1 with the oldest first; `geboren` and
    `vrouw` are (n,); `inkomen` (H,) holds the place in `INKOMENS`.
    """

    huishouden: Ints
    geboren: Dates
    vrouw: Bools
    inkomen: Ints


def draw_inwoners(rng: np.random.Generator, inwoners: int, op: np.datetime64) -> NieuweHuishoudens:
    """Exactly so many inwoners, in as many huishoudens as it takes."""
    ruim = draw_huishoudens(rng, inwoners // 2 + 100, op, nieuwkomer=False)
    # The cut may take children from the last huishouden, never its first adult.
    huishouden = ruim.huishouden[:inwoners]
    return NieuweHuishoudens(
        huishouden=huishouden,
        geboren=ruim.geboren[:inwoners],
        vrouw=ruim.vrouw[:inwoners],
        inkomen=ruim.inkomen[: int(huishouden[-1]) + 1],
    )


def draw_huishoudens(
    rng: np.random.Generator, aantal: int, op: np.datetime64, *, nieuwkomer: bool
) -> NieuweHuishoudens:
    """So many huishoudens as they are on day `op`; newcomers are younger."""
    kans = _NIEUWKOMER if nieuwkomer else _GEVESTIGD
    soort = rng.choice(len(kans), size=aantal, p=kans)
    kinderen = np.where(_GEZIN[soort], rng.choice(4, size=aantal, p=[0.42, 0.4, 0.14, 0.04]) + 1, 0)
    huishouden = np.repeat(np.arange(aantal), 1 + _PAAR[soort] + kinderen)
    plek = np.arange(len(huishouden)) - np.searchsorted(huishouden, huishouden)
    leeftijd = _draw_leeftijd(rng, soort, huishouden, plek)
    score = rng.normal(size=aantal) + _INKOMEN[soort]
    return NieuweHuishoudens(
        huishouden=huishouden,
        geboren=op - days(leeftijd * 365.2425),
        vrouw=_draw_vrouw(rng, soort, huishouden, plek),
        inkomen=np.searchsorted(_GRENZEN, score).astype(np.int64),
    )


def _draw_leeftijd(rng: np.random.Generator, soort: Ints, huishouden: Ints, plek: Ints) -> Floats:
    """Age in years per person (n,), from the age of the first adult of each huishouden."""
    laag, top, hoog = _LEEFTIJD[np.minimum(soort, len(_LEEFTIJD) - 1)].T
    oudste_kind = 24.0 * rng.random(len(soort)) ** 0.75
    ouder = oudste_kind + rng.uniform(23.0, 37.0, size=len(soort))
    eerste = np.where(_GEZIN[soort], ouder, rng.triangular(laag, top, hoog))[huishouden]
    partner = np.maximum(eerste + rng.normal(0.0, 3.0, size=len(plek)), 18.5)
    volgnummer = plek - 1 - _PAAR[soort][huishouden]
    jonger = np.where(volgnummer > 0, rng.uniform(0.3, 0.92, size=len(plek)), 1.0)
    kind = oudste_kind[huishouden] * jonger
    leeftijd: Floats = np.where(plek == 0, eerste, np.where(volgnummer < 0, partner, kind))
    return leeftijd


def _draw_vrouw(rng: np.random.Generator, soort: Ints, huishouden: Ints, plek: Ints) -> Bools:
    """Whether each person (n,) is a woman; a partner mostly has the other geslacht."""
    eerste = (rng.random(len(soort)) < _VROUW[soort])[huishouden]
    partner = eerste ^ (rng.random(len(plek)) < 0.97)
    kind = rng.random(len(plek)) < 0.488
    is_partner = (plek == 1) & _PAAR[soort][huishouden]
    vrouw: Bools = np.where(plek == 0, eerste, np.where(is_partner, partner, kind))
    return vrouw
