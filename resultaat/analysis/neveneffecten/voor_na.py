"""What moved where something began everywhere at once: a signal, and never a finding.

Without an area where it did not begin nobody can tell what would have happened anyway. What can be
said is that a figure left its own course at that moment: it jumped beside the straight line that it
followed, seasons taken off (an interrupted series; R. Penfold and F. Zhang, Academic Pediatrics 13,
2013). That may have happened everywhere, by a law or a pandemic, and so it is a reason to look.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.reeksen import Reeksen
from resultaat.analysis.neveneffecten.toetsing import Reeks, tested


def before_after(reeksen: Reeksen, doelen: Collection[str] = ()) -> pl.DataFrame:
    """Return the series of one place with what jumped, with the columns of `scherm.screen`.

    `doelen` are the indicators that were meant to move: those are not looked at.
    """
    others = ~reeksen.sleutels["indicator"].is_in(sorted(doelen))
    keys = reeksen.sleutels.filter(others).with_columns(vergeleken=pl.lit(value=False))
    size = np.sqrt(np.maximum(keys["omvang"].to_numpy().astype(np.float64), 1.0))
    kind = keys["indicator"].rank("dense").to_numpy() - 1
    # One place has few series, so all of them tell how long noise lasts.
    kinds = (np.zeros_like(kind), kind)
    waarden = reeksen.waarden[others.to_numpy()] * size[:, None]
    reeks = Reeks(waarden, int(reeksen.sleutels["begin"][0]), size, lijn=True)
    told = tested(keys, reeks, kinds, ())
    found = pl.col("antwoord") == Antwoord.GEVONDEN.value
    signal = pl.when(found).then(pl.lit(Antwoord.SIGNAAL.value)).otherwise(pl.col("antwoord"))
    return told.with_columns(antwoord=signal, patroon=pl.lit(Patroon.ANDER.value))
