"""The screen of the product, entered in the truth bench."""

from __future__ import annotations

import numpy as np
import polars as pl

from bench.waarheid.screen import NAAR_ANDERE_WET, NAAR_BUURGEBIED, VERSLECHTERING, Screen
from bench.waarheid.screens import Finding
from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.reeksen import Reeksen
from resultaat.analysis.neveneffecten.scherm import SAMEN, screen

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
    found = told.filter(
        (pl.col("antwoord") == Antwoord.GEVONDEN.value) & (pl.col("gebied") != SAMEN)
    ).cast({"indicator": pl.Int64, "groep": pl.Int64, "gebied": pl.Int64})
    columns = ("indicator", "groep", "gebied", "patroon", "wet")
    return [
        Finding(i, g, a, SOORTEN[patroon], wet)
        for i, g, a, patroon, wet in found.select(columns).iter_rows()
    ]
