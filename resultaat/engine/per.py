"""Dividing one indicator by another: per 1.000 inwoners, also across sources."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from resultaat.engine.figures import FIGURES, KNOWN, Staat
from resultaat.language.documents.maten import Per

_ON = ("niveau", "gebied", "periode")


def per_other(figures: Mapping[str, pl.DataFrame], name: str, per: Per) -> pl.DataFrame:
    """Divide the figures of `name` by those of another indicator, area by area.

    The state is the weaker of the two: a rate over a missing denominator is missing. The interval
    is that of what is counted; what it is divided by is taken as it is.
    """
    mine, other = figures[name], figures[per.indicator]
    beside = other.select(*_ON, ander=pl.col("teller"), ander_staat=pl.col("staat"))
    nothing = pl.col("ander").cast(pl.Float64) == 0
    staat = (
        pl.when(~pl.col("staat").is_in(KNOWN))
        .then(pl.col("staat"))
        .when(pl.col("ander_staat").is_null() | ~pl.col("ander_staat").is_in(KNOWN))
        .then(pl.col("ander_staat").fill_null(Staat.NIET_VAN_TOEPASSING.value))
        .when(nothing)
        .then(pl.lit(Staat.NIET_VAN_TOEPASSING.value))
        .when(pl.col("ander_staat") == Staat.VOORLOPIG.value)
        .then(pl.col("ander_staat"))
        .otherwise(pl.col("staat"))
    )
    factor = per.keer / pl.col("ander").cast(pl.Float64)
    rate = pl.col("teller").cast(pl.Float64) * per.keer / pl.col("ander").cast(pl.Float64)
    over = pl.col("staat") == Staat.DEFINITIEF.value
    return (
        mine.join(beside, on=_ON, how="left")
        .with_columns(staat=staat, noemer=pl.col("ander"))
        .with_columns(
            pl.when(over).then(pl.col(name) * factor).alias(name) for name in ("onder", "boven")
        )
        .with_columns(waarde=pl.when(pl.col("staat").is_in(KNOWN)).then(rate))
        .select(FIGURES.names())
    )
