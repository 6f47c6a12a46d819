"""Declared guardrails (N1): safe only when it is shown to be safe.

A guardrail states how much worse is still acceptable. "Not significantly worse" is not safe: with
few data nothing is ever significant. Safe is when the whole interval of the worsening lies below
the margin (non-inferiority; ICH E9, 1998, 3.3.2), broken when the whole of it lies above.
"""

from __future__ import annotations

from enum import Enum

import polars as pl


class Waarborg(Enum):
    """The state of a guardrail; the value is the word in every output."""

    VEILIG = "veilig"
    GESCHONDEN = "geschonden"
    TE_WEINIG = "te weinig gegevens"


def guarded(changes: pl.DataFrame) -> pl.DataFrame:
    """Return `changes` with `waarborg` (text).

    Needs `onder` and `boven` (the ends of the 95% interval of the change), `slechter` (hoger or
    lager: the direction that is worse) and `marge` (how much worse is acceptable, at least 0), all
    in the unit of the figure. Without an interval there is too little to tell.
    """
    worse_high = (
        pl.when(pl.col("slechter") == "hoger").then(pl.col("boven")).otherwise(-pl.col("onder"))
    )
    worse_low = (
        pl.when(pl.col("slechter") == "hoger").then(pl.col("onder")).otherwise(-pl.col("boven"))
    )
    state = (
        pl.when(worse_high < pl.col("marge"))
        .then(pl.lit(Waarborg.VEILIG.value))
        .when(worse_low > pl.col("marge"))
        .then(pl.lit(Waarborg.GESCHONDEN.value))
        .otherwise(pl.lit(Waarborg.TE_WEINIG.value))
    )
    return changes.with_columns(waarborg=state)
