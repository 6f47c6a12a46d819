"""Stacking on households (N8): more of them with many schemes at once.

Definition: the share of households (rows of the source) with at least VEEL schemes at once rises in
the touched places beside the others. How many a household has follows from the policy register
(each scheme says in which rows it is used), or from the threshold of an indicator that was made for
it. What piles up is described by the Sociaal en Cultureel Planbureau (Overall rapportage sociaal
domein, 2015-2020). Needs MINIMUM households before and after. Schemes that no source knows are not
counted, so the true number is never lower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.contrast import Mask, Tellingen, contrast
from resultaat.analysis.neveneffecten.patroon import Gezien

#: With so many schemes at once things pile up, where no indicator says otherwise.
VEEL = 3
#: Fewer households than this before or after say nothing.
MINIMUM = 100


def many_at_once(frame: pl.DataFrame, kolommen: Sequence[str]) -> pl.DataFrame:
    """Return an answer by how many schemes at once: the text column `aantal`.

    One column holds that number itself; of several each says `ja` where its scheme is used. Rows of
    which it is not known are left out.
    """
    if len(kolommen) == 1:
        number = pl.col(kolommen[0]).cast(pl.Float64, strict=False).cast(pl.Int64)
    else:
        number = pl.sum_horizontal((pl.col(each) == "ja").cast(pl.Int64) for each in kolommen)
    below = "noemer" if "noemer" in frame.columns else "teller"
    counted = frame.with_columns(aantal=number.cast(pl.String), teller=pl.col(below))
    return counted.filter(pl.col("aantal").is_not_null())


def stacking(
    aantallen: Mapping[int, Tellingen], hier: Mask, elders: Mask, veel: int = VEEL
) -> Gezien:
    """Return whether more households have `veel` schemes or more.

    `aantallen` holds per number of schemes the households per place (`voor` and `na`).
    """
    above = [each for number, each in aantallen.items() if number >= veel]
    every = list(aantallen.values())
    empty = np.zeros(len(hier))
    tellingen = Tellingen(
        sum((each.voor for each in above), empty),
        sum((each.na for each in above), empty),
        sum((each.voor for each in every), empty),
        sum((each.na for each in every), empty),
    )
    found = contrast(tellingen, hier, elders)
    here = tellingen.of(hier)
    p = found.p(1) if here.rows >= MINIMUM else np.nan
    said = f"{veel} of meer tegelijk"
    return Gezien.of_share(Patroon.STAPELING, found, p, here.smallest, bij=said)
