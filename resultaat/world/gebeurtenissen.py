"""What befell inwoners: births, deaths, arrivals, departures and moves, each on its day."""

import numpy as np
import polars as pl

from resultaat.world.arrays import Dates, Ints, days, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.opdracht import Deel

SOORTEN = ("geboorte", "overlijden", "vestiging", "vertrek", "verhuizing")


def gebeurtenissen_frame(deel: Deel, bevolking: Bevolking) -> pl.DataFrame:
    """One row per event within the years, in the order of their days.

    The buurt is the one where somebody lived that day; after a move the new one, after a
    departure or death the last one.
    """
    begin, einde = deel.opdracht.maanden[0], deel.opdracht.einde
    komt = np.flatnonzero((bevolking.van > begin) & (bevolking.van <= einde))
    gaat = np.flatnonzero((bevolking.tot > begin) & (bevolking.tot <= einde))
    verhuist, t = np.nonzero(~np.isnat(bevolking.verhuisd))
    geboren = bevolking.van[komt] == bevolking.geboren[komt]
    delen = [
        _some(deel, bevolking, komt, bevolking.van[komt], np.where(geboren, 0, 2)),
        _some(
            deel, bevolking, gaat, bevolking.tot[gaat], np.where(bevolking.overleden[gaat], 1, 3)
        ),
        _some(deel, bevolking, verhuist, bevolking.verhuisd[verhuist, t], np.full(len(t), 4)),
    ]
    nummer = pl.concat(delen).sort("datum", "inwoner", "soort")
    return nummer.select(
        pl.Series("gebeurtenis", deel.pseudonyms("gebeurtenis", np.arange(nummer.height))),
        "inwoner",
        "buurt",
        "soort",
        "datum",
    )


def _some(
    deel: Deel, bevolking: Bevolking, inwoner: Ints, datum: Dates, soort: Ints
) -> pl.DataFrame:
    # Who left has no address that day any more.
    weg = np.isin(soort, (1, 3)).astype(np.int64)
    _, buurt = bevolking.address(inwoner, datum - days(weg))
    return pl.DataFrame(
        {
            "inwoner": deel.pseudonyms("inwoner", inwoner),
            "buurt": deel.buurtcodes(buurt),
            "soort": named(soort, SOORTEN),
            "datum": datum,
        }
    )
