"""Who was helped within an ingreep: its reach, as the gemeente would register it."""

import numpy as np
import polars as pl

from resultaat.world.aanbieders import WETTEN
from resultaat.world.aanvragen import JEUGDWET, PARTICIPATIEWET, WMO
from resultaat.world.arrays import named
from resultaat.world.opdracht import Deel

# The ingrepen that reach people through a traject: under which wet, and by which day.
_DOOR_TRAJECT = {
    "gezinscoach": (JEUGDWET, "sluit"),
    "samen_een_plan": (WMO, "sluit"),
    "werkgesprek_aan_huis": (PARTICIPATIEWET, "sluit"),
    "praktijkondersteuner_jeugd": (JEUGDWET, "gemeld_op"),
}


def deelnames_frame(deel: Deel, waarheid: pl.DataFrame) -> pl.DataFrame:
    """One row per traject and ingreep: from the start of help, or of the ingreep if later.

    An ingreep through help reaches who was still helped when it began; one before help
    reaches who asked for it since.
    """
    hulp = waarheid.filter(pl.col("start").is_not_null())
    delen = []
    for naam, (wet, dag) in _DOOR_TRAJECT.items():
        mogelijk = hulp.filter(pl.col("wet") == wet)
        buurt = mogelijk["buurt"].to_numpy()
        op = mogelijk[dag].to_numpy().astype("datetime64[D]")
        bereikt = mogelijk.filter(pl.Series(deel.ingrepen.reaches(naam, buurt, op)))
        start = bereikt["start"].to_numpy().astype("datetime64[D]")
        begin = deel.ingrepen.since(naam)[bereikt["buurt"].to_numpy()]
        nummer = bereikt["traject"].to_numpy()
        delen.append(
            pl.DataFrame(
                {
                    "traject": deel.pseudonyms("traject", nummer),
                    "inwoner": deel.pseudonyms("inwoner", bereikt["inwoner"].to_numpy()),
                    "buurt": deel.buurtcodes(bereikt["buurt"].to_numpy()),
                    "wet": named(bereikt["wet"].to_numpy(), WETTEN),
                    "interventie": [naam] * bereikt.height,
                    "vanaf": np.maximum(start, begin),
                },
                schema_overrides={"interventie": pl.String},
            )
        )
    laatste = pl.lit(deel.opdracht.einde)
    return pl.concat(delen).filter(pl.col("vanaf") <= laatste).sort("vanaf", "traject")
