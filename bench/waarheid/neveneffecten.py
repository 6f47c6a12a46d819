"""The screen of the product, entered in the truth bench."""

from __future__ import annotations

import numpy as np
import polars as pl

from bench.waarheid.screen import NAAR_ANDERE_WET, NAAR_BUURGEBIED, VERSLECHTERING, Screen
from bench.waarheid.screens import Finding
from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.eenmaal import SAMEN, told_once
from resultaat.analysis.neveneffecten.reeksen import Reeksen
from resultaat.analysis.neveneffecten.scherm import screen

SOORTEN = {
    Patroon.ANDER.value: VERSLECHTERING,
    Patroon.VERPLAATSING_GEBIED.value: NAAR_BUURGEBIED,
    Patroon.VERPLAATSING_WET.value: NAAR_ANDERE_WET,
}


def scherm(seen: Screen) -> list[Finding]:
    """Report what `resultaat neveneffecten` would."""
    *shape, periods = seen.waarde.shape
    indicator, groep, gebied = np.indices(shape).reshape(3, -1)
    plek = np.where(seen.treated, "geraakt", np.where(seen.beside, "naast", "elders"))
    keys = (
        pl.DataFrame({"indicator": indicator, "groep": groep, "gebied": gebied})
        .with_columns(
            pl.Series("wet", np.array(seen.wetten)[indicator]),
            pl.Series("plek", plek[gebied]),
            slechter=pl.lit("hoger"),
            omvang=pl.lit(1.0),
            kleinste=pl.lit(100.0),
            begin=pl.lit(seen.start),
        )
        .cast({"indicator": pl.String, "groep": pl.String, "gebied": pl.String})
    )
    told = screen(Reeksen(keys, seen.waarde.reshape(-1, periods)), wet=seen.wetten[0])
    found = told.filter(pl.col("antwoord") == Antwoord.GEVONDEN.value)
    return [
        Finding(
            int(row["indicator"]),
            int(row["groep"]),
            None if row["gebied"] == SAMEN else int(row["gebied"]),
            SOORTEN[row["patroon"]],
            row["wet"],
        )
        for row in told_once(found.to_dicts())
    ]
