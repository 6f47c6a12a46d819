"""What is measured during and after help: self-reliance, and the client survey.

| level | asked for | here |
|---|---|---|
| response to the survey among ended trajecten | about 35% | about 34%, as some left |
| helped by it | about 70%, more where the goal was reached | the same |
| question skipped | about 8% | the same |

Self-reliance is ordinal, 1 to 5, on four domains, after the order of the Zelfredzaamheid-Matrix
(GGD Amsterdam, 2010: 1 acute problem, 5 fully self-reliant). Levels are made up.
"""

import numpy as np
import polars as pl

from resultaat.world.aanbieders import AANBIEDERS, WETTEN
from resultaat.world.aanvragen import PARTICIPATIEWET
from resultaat.world.arrays import Dates, Floats, Ints, days, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.opdracht import Deel
from resultaat.world.verloop import UITVAL, VERHUIZING

DOMEINEN = ("geldzaken", "gezondheid", "thuis", "meedoen")
MOMENTEN = ("begin", "tussentijds", "einde")
_GRENZEN = np.array([-1.6, -0.5, 0.6, 1.7])
_NIET_INGEVULD, _LANG = 0.07, 180  # a meting halfway where help lasts so many days

_RESPONS, _OVERGESLAGEN, _BINNEN = 0.385, 0.08, 60
_GEHOLPEN = (0.51, 0.84)  # goal not reached, reached
_NUT = np.array([-1.5, -0.7, 0.2, 1.2])


def metingen_frame(
    rng: np.random.Generator, deel: Deel, waarheid: pl.DataFrame, zwijgt: pl.Series
) -> pl.DataFrame:
    """One row per traject, domain and moment, up to the last day of the data.

    Who dropped out or moved is not measured at the end, and nobody is where the aanbieder
    delivered nothing (`zwijgt`).
    """
    hulp = waarheid.with_columns(zwijgt=zwijgt).filter(
        pl.col("wet") != PARTICIPATIEWET, pl.col("start").is_not_null()
    )
    aantal, domeinen = hulp.height, len(DOMEINEN)
    dag = _moments(hulp)
    begin = _latent(rng, hulp)
    score = np.empty((aantal, domeinen, len(MOMENTEN)), np.int64)
    gegroeid = np.where(hulp["doel"].to_numpy(), 0.85, 0.10)[:, None]
    for keer, deel_van_groei in enumerate((0.0, 0.4, 1.0)):
        nu = begin + gegroeid * deel_van_groei + rng.normal(0.0, 0.35, size=begin.shape)
        score[:, :, keer] = np.searchsorted(_GRENZEN, nu) + 1
    score[rng.random(score.shape) < _NIET_INGEVULD] = -1
    gezien = np.repeat((dag <= deel.opdracht.einde)[:, None, :], domeinen, axis=1)
    rij, domein, moment = np.nonzero(gezien)
    nummer = hulp["traject"].to_numpy()[rij]
    return pl.DataFrame(
        {
            "meting": deel.pseudonyms("meting", (nummer * domeinen + domein) * 3 + moment),
            "traject": deel.pseudonyms("traject", nummer),
            "inwoner": deel.pseudonyms("inwoner", hulp["inwoner"].to_numpy()[rij]),
            "buurt": deel.buurtcodes(hulp["buurt"].to_numpy()[rij]),
            "wet": named(hulp["wet"].to_numpy()[rij], WETTEN),
            "aanbieder": named(hulp["aanbieder"].to_numpy()[rij], AANBIEDERS),
            "domein": named(domein, DOMEINEN),
            "moment": named(moment, MOMENTEN),
            "gemeten_op": dag[rij, moment],
            "score": _or_null(score[rij, domein, moment]),
            "verschil": _difference(score, rij, domein, moment),
        }
    ).sort("gemeten_op", "meting")


def ervaringen_frame(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, waarheid: pl.DataFrame
) -> pl.DataFrame:
    """The survey: everybody who was asked, and what the third of them answered that did.

    Who died or left is not asked; the buurt is that of the day of asking.
    """
    einde = deel.opdracht.einde
    beeindigd = waarheid.filter(
        pl.col("wet") != PARTICIPATIEWET,
        pl.col("start").is_not_null(),
        pl.col("sluit") < pl.lit(einde),
    )
    dag = _next_day(beeindigd)
    beeindigd = beeindigd.filter(pl.Series(bevolking.here(beeindigd["inwoner"].to_numpy(), dag)))
    inwoner, aantal = beeindigd["inwoner"].to_numpy(), beeindigd.height
    gevraagd = _next_day(beeindigd)
    antwoord_op: Dates = gevraagd + days(rng.integers(0, _BINNEN, size=aantal))
    doel = beeindigd["doel"].to_numpy()
    geholpen = (rng.random(aantal) < np.array(_GEHOLPEN)[doel.astype(np.int64)]).astype(np.int64)
    nut = np.searchsorted(_NUT, rng.normal(0.0, 1.0, size=aantal) + 0.9 * geholpen) + 1
    geholpen[rng.random(aantal) < _OVERGESLAGEN] = -1
    nut[rng.random(aantal) < _OVERGESLAGEN] = -1
    mee = (rng.random(aantal) < _RESPONS) & (antwoord_op <= einde)
    mee &= bevolking.here(inwoner, antwoord_op)
    _, buurt = bevolking.address(inwoner, gevraagd)
    nummer = beeindigd["traject"].to_numpy()
    mee_kolom = pl.Series(mee)
    return (
        pl.DataFrame(
            {
                "vragenlijst": deel.pseudonyms("vragenlijst", nummer),
                "inwoner": deel.pseudonyms("inwoner", inwoner),
                "traject": deel.pseudonyms("traject", nummer),
                "buurt": deel.buurtcodes(buurt),
                "wet": named(beeindigd["wet"].to_numpy(), WETTEN),
                "uitgenodigd_op": gevraagd,
                "ingevuld_op": antwoord_op,
                "geholpen": _or_null(geholpen) == 1,
                "nut": _or_null(nut),
            }
        )
        .with_columns(
            pl.when(mee_kolom).then(naam).alias(naam) for naam in ("ingevuld_op", "geholpen", "nut")
        )
        .sort("uitgenodigd_op", "vragenlijst")
    )


def _next_day(beeindigd: pl.DataFrame) -> Dates:
    sluit: Dates = beeindigd["sluit"].to_numpy().astype("datetime64[D]")
    return sluit + np.timedelta64(1, "D")


def _moments(hulp: pl.DataFrame) -> Dates:
    """The days of measuring, shape (n, 3); NaT where there is no such moment."""
    start = hulp["start"].to_numpy().astype("datetime64[D]")
    sluit = hulp["sluit"].to_numpy().astype("datetime64[D]")
    reden = hulp["reden"].to_numpy()
    nooit = np.datetime64("NaT", "D")
    lengte = (sluit - start).astype(np.int64)
    half = np.where(lengte >= _LANG, start + days(lengte / 2), nooit)
    weg = (reden == UITVAL) | (reden == VERHUIZING) | hulp["zwijgt"].to_numpy()
    dagen: Dates = np.stack([start, half, np.where(weg, nooit, sluit)], axis=1)
    return dagen


def _latent(rng: np.random.Generator, hulp: pl.DataFrame) -> Floats:
    """Self-reliance at the start on an unseen scale, shape (n, domains)."""
    basis = 0.1 - 0.45 * (hulp["zwaarte"].to_numpy() - 1.0)
    arm = np.where(hulp["inkomen"].to_numpy() == 0, -0.5, 0.15)[:, None]
    persoon = rng.normal(0.0, 0.6, size=(hulp.height, 1))
    eigen = rng.normal(0.0, 0.6, size=(hulp.height, len(DOMEINEN)))
    latent: Floats = basis[:, None] + persoon + eigen + arm * np.array([1.0, 0.3, 0.3, 0.5])
    return latent


def _difference(score: Ints, rij: Ints, domein: Ints, moment: Ints) -> pl.Series:
    """Score minus the one at the start; null at the start or where either is not known."""
    nu, toen = score[rij, domein, moment], score[rij, domein, 0]
    bekend = pl.Series((moment > 0) & (nu > 0) & (toen > 0))
    return pl.select(pl.when(bekend).then(pl.Series(nu - toen))).to_series()


def _or_null(codes: Ints) -> pl.Series:
    waarden = pl.Series(codes)
    return pl.select(pl.when(waarden >= 0).then(waarden)).to_series()
