"""The population as it stands on each peildatum: inwoners, huishoudens and their benefits.

| level | published | here |
|---|---|---|
| huishoudens with problematische schuld | 7.6% (October 2020), 1 in 12 (2018) (CBS) | about 8% |
| how long debts last | made up: a lasting part in the draw | |
| bijstand, of 18 to 66 | 36 per 1,000 of 15 to AOW age (2016, CBS 83747NED) | about 37 |
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import polars as pl

from resultaat.world.aanvragen import PARTICIPATIEWET
from resultaat.world.arrays import Bools, Floats, Ints, days, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.huishoudens import INKOMENS
from resultaat.world.ingrepen import SCHULDHULP, SCHULDHULP_NA
from resultaat.world.neveneffecten import STAPEL_VANAF_N8, STAPEL_WIJKEN_N8
from resultaat.world.opdracht import Deel

_SCHULD = (0.148, 0.050, 0.012)  # per inkomen
_SCHULD_JAAR = {2023: 1.10, 2024: 1.06, 2025: 1.03}
_BLIJVEND = 0.9  # correlation of a huishouden's risk from year to year
UITKERINGEN = ("bijstand", "ww", "ziekte_arbeidsongeschikt")
_WW, _ZIEK = 0.017, 0.074
# Schemes beside bijstand, jeugdhulp and Wmo: chance per inkomen of using each of four.
_REGELING = (0.24, 0.02, 0.0)


@dataclass(frozen=True)
class Schuld:
    """Debts of H huishoudens on T peildata, each (H, T).

    `kans` and `kans_zonder` are the expected shares with and without what was planted; meaningless
    where the huishouden was not here.
    """

    heeft: Bools
    kans: Floats
    kans_zonder: Floats


def draw_schuld(rng: np.random.Generator, deel: Deel, bevolking: Bevolking) -> Schuld:
    """Whether a huishouden has problematische schuld on each peildatum; lasting over the years."""
    aantal, peildata = bevolking.buurt.shape
    blijvend = rng.normal(size=(aantal, 1)) * np.sqrt(_BLIJVEND)
    risico = blijvend + rng.normal(size=(aantal, peildata)) * np.sqrt(1 - _BLIJVEND)
    factor = np.array([_SCHULD_JAAR.get(bevolking.eerste_jaar + t, 1.0) for t in range(peildata)])
    zonder = np.array(_SCHULD)[bevolking.inkomen][:, None] * factor
    na = bevolking.peildata - days(np.array([SCHULDHULP_NA]))
    werkt = np.stack(
        [
            deel.ingrepen.works("schuldhulp_vroeg", bevolking.buurt[:, t], na[t])
            & (bevolking.buurt[:, t] >= 0)
            for t in range(peildata)
        ],
        axis=1,
    )
    kans = np.where(werkt, zonder * SCHULDHULP, zonder)
    # Few different chances: look each up once.
    waarden, plek = np.unique(kans, return_inverse=True)
    grens = np.array([NormalDist().inv_cdf(float(waarde)) for waarde in waarden])
    return Schuld(risico < grens[plek.reshape(kans.shape)], kans, zonder)


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
    rng: np.random.Generator,
    deel: Deel,
    bevolking: Bevolking,
    schuld: Schuld,
    trajecten: pl.DataFrame,
) -> pl.DataFrame:
    """One row per huishouden per peildatum, in the order of the pseudonyms."""
    huishouden, t = np.nonzero(bevolking.buurt >= 0)
    buurt = bevolking.buurt[huishouden, t]
    inkomen = bevolking.inkomen[huishouden]
    personen, kinderen = _count_leden(bevolking)
    lopend = _count_hulp(bevolking, trajecten)
    heeft_schuld = schuld.heeft[huishouden, t]
    regelingen = lopend.sum(axis=0)[huishouden, t] + heeft_schuld
    regelingen += rng.binomial(4, np.array(_REGELING)[inkomen])
    if deel.ingrepen.has("n8"):
        hier = np.isin(deel.gebieden.wijk[buurt] + 1, STAPEL_WIJKEN_N8)
        stapelt = hier & heeft_schuld & (inkomen == 0) & (bevolking.peildata[t] >= STAPEL_VANAF_N8)
        regelingen += 2 * (stapelt & (rng.random(len(stapelt)) < 0.7))
    return pl.DataFrame(
        {
            "huishouden": deel.pseudonyms("huishouden", huishouden),
            "peildatum": bevolking.peildata[t],
            "buurt": deel.buurtcodes(buurt),
            "personen": personen[huishouden, t],
            "kinderen": kinderen[huishouden, t],
            "inkomen": named(inkomen, INKOMENS),
            "problematische_schuld": heeft_schuld,
            "bijstand": lopend[PARTICIPATIEWET][huishouden, t] > 0,
            "regelingen": regelingen,
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
    bijstand = _running_on(bevolking, trajecten.filter(pl.col("wet") == PARTICIPATIEWET))
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


def _running_on(bevolking: Bevolking, trajecten: pl.DataFrame) -> Bools:
    """Whether each inwoner has one of these trajecten on each peildatum, shape (P, T)."""
    loopt = np.zeros(bevolking.huishouden.shape, bool)
    for t, datum in enumerate(bevolking.peildata):
        nu = trajecten.filter(pl.col("start") <= pl.lit(datum), pl.col("sluit") > pl.lit(datum))
        loopt[nu["inwoner"].to_numpy(), t] = True
    return loopt & (bevolking.huishouden >= 0)


def _count_hulp(bevolking: Bevolking, trajecten: pl.DataFrame) -> Ints:
    """Inwoners with a running traject per wet, huishouden and peildatum, shape (3, H, T)."""
    aantal = np.zeros((3, *bevolking.buurt.shape), np.int64)
    for wet in range(3):
        loopt = _running_on(bevolking, trajecten.filter(pl.col("wet") == wet))
        inwoner, t = np.nonzero(loopt)
        np.add.at(aantal[wet], (bevolking.huishouden[inwoner, t], t), 1)
    return aantal


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
