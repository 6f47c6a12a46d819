"""School: who goes where, who stays away, and who leaves without a startkwalificatie.

| level | published | here |
|---|---|---|
| early school leavers | 1.9, 2.4, 2.3, 2.3% of pupils (2020/21 to 2023/24, DUO) | 2% of 16-22 |
| reported absence | no national figure per pupil | about 4.5% of 5-17 |

In four wijken absence was high in one year by chance. That is where schoolcontract began; the
year after would have been an ordinary one anyway.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from resultaat.world.arrays import Bools, Floats, Ints, day, named, years
from resultaat.world.bevolking import Bevolking
from resultaat.world.ingrepen import TOEVAL_VERZUIM
from resultaat.world.opdracht import Deel

SOORTEN = ("basis", "vo", "mbo", "ho", "geen")
_VERZUIM = np.array([0.062, 0.040, 0.026])  # per inkomen
_OUDER = np.array([0.5, 1.35, 1.9])  # factor for basis, vo and mbo
_VERLATER = np.array([0.034, 0.018, 0.008])
_THUISZITTER = 0.0045
_JAARRUIS = 0.08  # sd of the log of a wijk's level in one year


@dataclass(frozen=True)
class Leerlingen:
    """N young people of 5 to 22 on a peildatum, each (N,); `kans` is that of absence.

    `kans_gewoon` is without the one bad year of some wijken.
    """

    inwoner: Ints
    t: Ints
    buurt: Ints
    leeftijd: Ints
    soort: Ints
    inkomen: Ints
    kans: Floats
    kans_gewoon: Floats


def draw_leerlingen(rng: np.random.Generator, deel: Deel, bevolking: Bevolking) -> Leerlingen:
    """Who is of an age for school, at what kind of school, with what chance of absence."""
    inwoner, t = np.nonzero(bevolking.huishouden >= 0)
    leeftijd = bevolking.leeftijd(inwoner, bevolking.peildata[t])
    jong = (leeftijd >= 5) & (leeftijd <= 22)
    inwoner, t, leeftijd = inwoner[jong], t[jong], leeftijd[jong]
    huishouden = bevolking.huishouden[inwoner, t]
    buurt, inkomen = bevolking.buurt[huishouden, t], bevolking.inkomen[huishouden]
    soort = _draw_soort(rng, leeftijd, inkomen)
    ruis = rng.normal(0.0, _JAARRUIS, size=(len(deel.gebieden.wijkcodes), bevolking.buurt.shape[1]))
    wijk = deel.gebieden.wijk[buurt]
    gewoon = _VERZUIM[inkomen] * _OUDER[np.minimum(soort, 2)] * np.exp(ruis[wijk, t])
    gewoon = np.where(leeftijd < 18, gewoon, 0.0)
    kans = gewoon * np.where(_bad_year(deel, bevolking)[buurt, t], TOEVAL_VERZUIM, 1.0)
    return Leerlingen(inwoner, t, buurt, leeftijd, soort, inkomen, kans, gewoon)


def onderwijs_frame(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, leerlingen: Leerlingen
) -> pl.DataFrame:
    """One row per young person per peildatum; absence is over the year before."""
    aantal = len(leerlingen.inwoner)
    verlater = rng.random(aantal) < _VERLATER[leerlingen.inkomen]
    van_leeftijd = pl.Series((leerlingen.leeftijd >= 16) & (leerlingen.soort != 3))
    thuis = (rng.random(aantal) < _THUISZITTER) & (leerlingen.leeftijd < 18)
    return (
        pl.DataFrame(
            {
                "inwoner": deel.pseudonyms("inwoner", leerlingen.inwoner),
                "peildatum": bevolking.peildata[leerlingen.t],
                "buurt": deel.buurtcodes(leerlingen.buurt),
                "leeftijd": leerlingen.leeftijd,
                "soort": named(leerlingen.soort, SOORTEN),
                "verzuim": rng.random(aantal) < leerlingen.kans,
                "thuiszitter": thuis,
                "schoolverlater": verlater,
            }
        )
        .with_columns(schoolverlater=pl.when(van_leeftijd).then("schoolverlater"))
        .sort("peildatum", "inwoner")
    )


def _draw_soort(rng: np.random.Generator, leeftijd: Ints, inkomen: Ints) -> Ints:
    lot = rng.random(len(leeftijd))
    hoger = lot < np.array([0.25, 0.42, 0.62])[inkomen]
    klaar = np.clip((leeftijd - 17) * 0.09, 0.0, 0.6)
    na_vo = np.where(rng.random(len(leeftijd)) < klaar, 4, np.where(hoger, 3, 2))
    grens = np.where(hoger, 18, 17)
    soort: Ints = np.where(leeftijd < 12, 0, np.where(leeftijd < grens, 1, na_vo))
    return soort


def _bad_year(deel: Deel, bevolking: Bevolking) -> Bools:
    """Whether absence was high by chance: the peildatum just before schoolcontract, (B, T)."""
    slecht = np.zeros((len(deel.gebieden.wijk), bevolking.buurt.shape[1]), bool)
    if not deel.ingrepen.has("schoolcontract"):
        return slecht
    vanaf = deel.ingrepen.since("schoolcontract")
    for b in np.flatnonzero(~np.isnat(vanaf)):
        peildatum = day(int(years(vanaf[b : b + 1])[0]))
        slecht[b] = bevolking.peildata == peildatum
    return slecht
