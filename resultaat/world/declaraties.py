"""What aanbieders bill for jeugdhulp and Wmo, month by month, and when that came in.

A bill comes weeks after its month, so the last months are never complete; one aanbieder sends
nothing for a quarter. Prices are set so that a year of bills comes near Iv3 2023 (jaarrekening,
lasten per inwoner): 321 euros for jeugdhulp (6.72 to 6.74) and 261 for the Wmo (6.6 and 6.71).
"""

import numpy as np
import polars as pl

from resultaat.world.aanbieders import AANBIEDERS, WETTEN
from resultaat.world.aanvragen import PARTICIPATIEWET
from resultaat.world.arrays import Dates, Floats, Ints, days, named
from resultaat.world.files import euros
from resultaat.world.opdracht import Deel

_MEDIAAN, _SPREIDING = 24.0, 0.6  # days between the end of a month and its bill


def monthly(deel: Deel, waarheid: pl.DataFrame) -> tuple[Ints, Dates, Floats]:
    """Row of `waarheid`, first day of the month and euros, for each month of each traject.

    Only months of the data, and only help that began.
    """
    begin = np.maximum(
        waarheid["start"].to_numpy().astype("datetime64[D]"), deel.opdracht.maanden[0]
    )
    einde = np.minimum(waarheid["sluit"].to_numpy().astype("datetime64[D]"), deel.opdracht.einde)
    rijen = np.flatnonzero(~np.isnat(begin) & (begin <= einde))
    eerste = begin[rijen].astype("datetime64[M]").astype(np.int64)
    aantal = einde[rijen].astype("datetime64[M]").astype(np.int64) - eerste + 1
    rij = np.repeat(rijen, aantal)
    volg = np.arange(len(rij)) - np.repeat(np.cumsum(aantal) - aantal, aantal)
    maand = (np.repeat(eerste, aantal) + volg).astype("datetime64[M]")
    van = np.maximum(begin[rij], maand.astype("datetime64[D]"))
    tot = np.minimum(einde[rij], (maand + 1).astype("datetime64[D]") - np.timedelta64(1, "D"))
    dagen = (tot - van).astype(np.int64) + 1
    bedrag = dagen * waarheid["dagprijs"].to_numpy()[rij]
    return rij, maand.astype("datetime64[D]"), bedrag


def declaraties_frame(
    rng: np.random.Generator,
    deel: Deel,
    waarheid: pl.DataFrame,
    maandelijks: tuple[Ints, Dates, Floats],
    silent: tuple[int, Dates],
) -> pl.DataFrame:
    """One row per traject and month that was received by the last day.

    `silent` is the aanbieder that sends nothing and the first days of those months.
    """
    rij, maand, bedrag = maandelijks
    aanbieder, wet = waarheid["aanbieder"].to_numpy()[rij], waarheid["wet"].to_numpy()[rij]
    na = np.rint(_MEDIAAN * rng.lognormal(0.0, _SPREIDING, size=len(rij)))
    ontvangen = (maand.astype("datetime64[M]") + 1).astype("datetime64[D]") + days(na)
    komt = (wet != PARTICIPATIEWET) & (ontvangen <= deel.opdracht.einde)
    komt &= ~((aanbieder == silent[0]) & np.isin(maand, silent[1]))
    rij, maand = rij[komt], maand[komt]
    nummer = waarheid["traject"].to_numpy()[rij]
    maandnummer = maand.astype("datetime64[M]").astype(np.int64)
    return (
        pl.DataFrame(
            {
                "declaratie": deel.pseudonyms("declaratie", nummer * 10_000 + maandnummer),
                "traject": deel.pseudonyms("traject", nummer),
                "inwoner": deel.pseudonyms("inwoner", waarheid["inwoner"].to_numpy()[rij]),
                "buurt": deel.buurtcodes(waarheid["buurt"].to_numpy()[rij]),
                "wet": named(wet[komt], WETTEN),
                "aanbieder": named(aanbieder[komt], AANBIEDERS),
                "maand": maand,
                "ontvangen_op": ontvangen[komt],
                "bedrag": np.rint(bedrag[komt] * 100).astype(np.int64),
            }
        )
        .with_columns(bedrag=euros("bedrag"))
        .sort("ontvangen_op", "declaratie")
    )
