"""The screen of the product, entered in the truth bench."""

from __future__ import annotations

import numpy as np
import polars as pl

from bench.waarheid.screen import NAAR_ANDERE_WET, NAAR_BUURGEBIED, VERSLECHTERING, Screen
from bench.waarheid.screens import Finding
from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.scherm import Reeksen, screen

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
    keys = pl.DataFrame({"indicator": indicator, "groep": groep, "gebied": gebied}).with_columns(
        pl.Series("wet", np.array(seen.wetten)[indicator]),
        pl.Series("plek", plek[gebied]),
        slechter=pl.lit("hoger"),
        omvang=pl.lit(1),
    )
    told = screen(Reeksen(keys, seen.waarde.reshape(-1, periods)), seen.start, wet=seen.wetten[0])
    found = told.filter(pl.col("antwoord") == Antwoord.GEVONDEN.value)
    columns = ("indicator", "groep", "gebied", "patroon", "wet")
    return [
        Finding(i, g, a, SOORTEN[patroon], wet)
        for i, g, a, patroon, wet in found.select(columns).iter_rows()
    ]
