"""The population as it stands on each peildatum: inwoners, huishoudens and their benefits.

| level | published | here |
|---|---|---|
| bijstand, of 18 to 66 | 36 per 1,000 of 15 to AOW age (2016, CBS 83747NED) | about 37 |
"""

import numpy as np
import polars as pl

from resultaat.world.aanvragen import PARTICIPATIEWET
from resultaat.world.arrays import Ints, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.huishoudens import INKOMENS
from resultaat.world.opdracht import Deel
from resultaat.world.regelingen import Regelingen, running_on
from resultaat.world.schuld import Schuld

UITKERINGEN = ("bijstand", "ww", "ziekte_arbeidsongeschikt")
_WW, _ZIEK = 0.017, 0.074


def inwoners_frame(deel: Deel, bevolking: Bevolking) -> pl.DataFrame:
    """One row per inwoner per peildatum, in the order of the pseudonyms."""
    inwoner, t = np.nonzero(bevolking.huishouden >= 0)
    huishouden = bevolking.huishouden[inwoner, t]
    peildatum = bevolking.peildata[t]
    return pl.DataFrame(
        {
            "inwoner": deel.pseudonyms("inwoner", inwoner),
            "peildatum": peildatum,
            "buurt": deel.buurtcodes(bevolking.buurt[huishouden, t]),
            "leeftijd": bevolking.leeftijd(inwoner, peildatum),
            "geslacht": named(bevolking.vrouw[inwoner].astype(np.int64), ("man", "vrouw")),
            "huishouden": deel.pseudonyms("huishouden", huishouden),
            "inkomen": named(bevolking.inkomen[huishouden], INKOMENS),
        }
    ).sort("peildatum", "inwoner")


def huishoudens_frame(
    deel: Deel, bevolking: Bevolking, schuld: Schuld, regelingen: Regelingen
) -> pl.DataFrame:
    """One row per huishouden per peildatum, in the order of the pseudonyms."""
    huishouden, t, buurt = regelingen.huishouden, regelingen.t, regelingen.buurt
    personen, kinderen = _count_leden(bevolking)
    return pl.DataFrame(
        {
            "huishouden": deel.pseudonyms("huishouden", huishouden),
            "peildatum": bevolking.peildata[t],
            "buurt": deel.buurtcodes(buurt),
            "personen": personen[huishouden, t],
            "kinderen": kinderen[huishouden, t],
            "inkomen": named(bevolking.inkomen[huishouden], INKOMENS),
            "problematische_schuld": schuld.heeft[huishouden, t],
            "bijstand": regelingen.bijstand,
            "regelingen": regelingen.aantal,
        }
    ).sort("peildatum", "huishouden")


def uitkeringen_frame(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, trajecten: pl.DataFrame
) -> pl.DataFrame:
    """One row per inwoner, peildatum and benefit; nobody has two here."""
    inwoner, t = np.nonzero(bevolking.huishouden >= 0)
    leeftijd = bevolking.leeftijd(inwoner, bevolking.peildata[t])
    kan = (leeftijd >= 18) & (leeftijd < 67)
    inwoner, t = inwoner[kan], t[kan]
    # Who is ill stays so; a benefit after work changes from year to year.
    ziek = rng.random(len(bevolking.geboren))[inwoner] < _ZIEK
    soort = np.where(ziek, 2, np.where(rng.random(len(inwoner)) < _WW, 1, -1))
    bijstand = running_on(bevolking, trajecten.filter(pl.col("wet") == PARTICIPATIEWET))
    soort[bijstand[inwoner, t]] = 0
    heeft = soort >= 0
    inwoner, t = inwoner[heeft], t[heeft]
    buurt = bevolking.buurt[bevolking.huishouden[inwoner, t], t]
    return pl.DataFrame(
        {
            "inwoner": deel.pseudonyms("inwoner", inwoner),
            "peildatum": bevolking.peildata[t],
            "buurt": deel.buurtcodes(buurt),
            "soort": named(soort[heeft], UITKERINGEN),
        }
    ).sort("peildatum", "inwoner")


def _count_leden(bevolking: Bevolking) -> tuple[Ints, Ints]:
    """Persons, and persons under 18, per huishouden per peildatum, shape (H, T)."""
    personen = np.zeros(bevolking.buurt.shape, np.int64)
    kinderen = np.zeros(bevolking.buurt.shape, np.int64)
    inwoner, t = np.nonzero(bevolking.huishouden >= 0)
    huishouden = bevolking.huishouden[inwoner, t]
    np.add.at(personen, (huishouden, t), 1)
    jong = bevolking.leeftijd(inwoner, bevolking.peildata[t]) < 18
    np.add.at(kinderen, (huishouden[jong], t[jong]), 1)
    return personen, kinderen
