"""The client survey after jeugdwet and Wmo: sampled, late, and not always filled in.

| level | asked for | here |
|---|---|---|
| response among ended trajecten | about 35% | about 34%, as some left or answer later |
| helped by it | about 70%, more where the goal was reached | the same |
| question skipped | about 8% | the same |
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from resultaat.world.aanvragen import PARTICIPATIEWET, WETTEN
from resultaat.world.arrays import days, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.gebieden import BUURTCODES

_RESPONS, _OVERGESLAGEN, _BINNEN = 0.385, 0.08, 60
_GEHOLPEN = (0.51, 0.84)  # goal not reached, reached


def draw_ervaringen(
    rng: np.random.Generator, bevolking: Bevolking, waarheid: pl.DataFrame, einde: np.datetime64
) -> pl.DataFrame:
    """The answers given up to day `einde`, as codes; one row each.

    Who died or left does not answer; the buurt is that of the day of answering.
    """
    beeindigd = waarheid.filter(
        pl.col("wet") != PARTICIPATIEWET,
        pl.col("start").is_not_null(),
        pl.col("sluit") <= pl.lit(einde),
    ).select("inwoner", "wet", "sluit", "doel")
    inwoner = beeindigd["inwoner"].to_numpy()
    aantal = len(inwoner)
    dag = beeindigd["sluit"].to_numpy().astype("datetime64[D]")
    dag = dag + days(rng.integers(1, _BINNEN + 1, size=aantal))
    kans = np.array(_GEHOLPEN)[beeindigd["doel"].to_numpy().astype(np.int64)]
    antwoord = (rng.random(aantal) < kans).astype(np.int64)
    antwoord[rng.random(aantal) < _OVERGESLAGEN] = -1
    doet_mee = (rng.random(aantal) < _RESPONS) & (dag <= einde) & bevolking.here(inwoner, dag)
    _, buurt = bevolking.address(inwoner[doet_mee], dag[doet_mee])
    return pl.DataFrame(
        {
            "inwoner": inwoner[doet_mee],
            "buurt": buurt,
            "wet": beeindigd["wet"].to_numpy()[doet_mee],
            "ingevuld_op": dag[doet_mee],
            "antwoord": antwoord[doet_mee],
        }
    )


def ervaringen_frame(
    ervaringen: pl.DataFrame, inwoner_namen: Sequence[str], vragenlijst_namen: Sequence[str]
) -> pl.DataFrame:
    """The survey with its pseudonyms and words, in the order of answering."""
    antwoord = pl.col("antwoord")
    return ervaringen.select(
        vragenlijst=named(np.arange(ervaringen.height), vragenlijst_namen),
        inwoner=named(ervaringen["inwoner"].to_numpy(), inwoner_namen),
        buurt=named(ervaringen["buurt"].to_numpy(), BUURTCODES),
        wet=named(ervaringen["wet"].to_numpy(), WETTEN),
        ingevuld_op=pl.col("ingevuld_op"),
        geholpen=pl.when(antwoord >= 0).then(antwoord == 1),
    ).sort("ingevuld_op", "vragenlijst")
