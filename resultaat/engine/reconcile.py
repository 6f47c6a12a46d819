"""Reconciliation: a published figure beside the sum of the published figures below it (E5).

The published row is used at each level. Where rounding or secrecy makes the parts add up to
something else, the difference is shown, never hidden and never spread out.
"""

from __future__ import annotations

import polars as pl

from resultaat.core.periods import Grain, Period
from resultaat.engine.figures import AANSLUITING

_ON = ("niveau", "gebied", "start")


def reconcile(indicator: str, parts: pl.DataFrame, grain: Grain) -> pl.DataFrame:
    """Return one row per area, period and lower level that has rows (schema AANSLUITING)."""
    own = parts.filter(pl.col("niveau") == pl.col("niveau_gebied"))
    below = parts.filter(pl.col("niveau") != pl.col("niveau_gebied")).join(
        own.select(*_ON, gepubliceerd="teller"), on=_ON, how="inner"
    )
    below = below.filter(pl.col("gepubliceerd").is_not_null() & pl.col("teller").is_not_null())
    labels = {start: Period(start, grain).label for start in below["start"].unique()}
    return below.select(
        indicator=pl.lit(indicator),
        niveau="niveau",
        gebied="gebied",
        periode=pl.col("start").replace_strict(labels, default=None, return_dtype=pl.String),
        niveau_onder="niveau_gebied",
        gepubliceerd="gepubliceerd",
        som_onder="teller",
        verschil=pl.col("teller") - pl.col("gepubliceerd"),
        gebieden="rijen",
        zonder_waarde="onbekend",
    ).select(pl.col(name).cast(dtype) for name, dtype in AANSLUITING.items())
