"""Conditions × results (N14): was it the work, or was it luck.

Results that come without their conditions are nobody's merit yet; conditions that come without
their results ask whether the conditions are the right ones.
"""

from __future__ import annotations

from enum import Enum

import polars as pl

from resultaat.analysis.oordeel import Oordeel


class Kwadrant(Enum):
    """Where a result stands with its conditions; the value is the word in every output."""

    ZOALS_BEDOELD = "zoals bedoeld"
    ALLEEN_RESULTAAT = "resultaat zonder condities"
    ALLEEN_CONDITIES = "condities zonder resultaat"
    GEEN_VAN_BEIDE = "geen van beide"
    ONBEKEND = "nog niet te zeggen"


_RESULT = {Oordeel.GEHAALD.value: True, Oordeel.NIET_GEHAALD.value: False}
_CONDITION = {Oordeel.OP_ORDE.value: True, Oordeel.NIET_OP_ORDE.value: False}


def quadrants(oordelen: pl.DataFrame, condities: pl.DataFrame) -> pl.DataFrame:
    """Return per result, area and period in which quadrant it stands.

    `oordelen` has indicator, niveau, gebied, periode and oordeel (text) of results and conditions;
    `condities` has a row per `resultaat` and `conditie`. All conditions must be in order for the
    conditions to be; one that cannot be judged leaves the result open, unless another is not.
    """
    keys = ["niveau", "gebied", "periode"]
    known = oordelen.select(
        "indicator",
        *keys,
        goed=pl.col("oordeel").replace_strict(
            _RESULT | _CONDITION, default=None, return_dtype=pl.Boolean
        ),
    )
    conditions = (
        condities.join(known, left_on="conditie", right_on="indicator")
        .group_by("resultaat", *keys, maintain_order=True)
        .agg(
            pl.when((~pl.col("goed")).any())
            .then(pl.lit(value=False))
            .when(pl.col("goed").is_null().any())
            .then(None)
            .otherwise(pl.lit(value=True))
            .alias("condities")
        )
    )
    result = known.filter(pl.col("indicator").is_in(condities["resultaat"].unique().to_list()))
    both = result.join(
        conditions, left_on=["indicator", *keys], right_on=["resultaat", *keys], how="left"
    )
    reached, ready = pl.col("goed"), pl.col("condities")
    where = (
        pl.when(reached.is_null() | ready.is_null())
        .then(pl.lit(Kwadrant.ONBEKEND.value))
        .when(reached & ready)
        .then(pl.lit(Kwadrant.ZOALS_BEDOELD.value))
        .when(reached)
        .then(pl.lit(Kwadrant.ALLEEN_RESULTAAT.value))
        .when(ready)
        .then(pl.lit(Kwadrant.ALLEEN_CONDITIES.value))
        .otherwise(pl.lit(Kwadrant.GEEN_VAN_BEIDE.value))
    )
    return both.select("indicator", *keys, kwadrant=where)


def distances(figures: pl.DataFrame, condities: pl.DataFrame) -> pl.DataFrame:
    """Return how far each result and its conditions stand from what was agreed.

    `figures` has indicator, niveau, gebied, periode, waarde, streefwaarde (of a condition: its
    norm) and kant (1 where more is better, -1 where less is, null where neither). A distance is a
    part of what was agreed, above zero on the good side, so that shares, marks and days stand on
    one scale. All conditions must be in order, so the one that is furthest behind counts; where
    one of them has no distance, there is none. Columns: indicator, niveau, gebied, periode,
    resultaat, condities.
    """
    keys = ["niveau", "gebied", "periode"]
    agreed = pl.when(pl.col("streefwaarde") != 0).then(pl.col("streefwaarde").abs())
    known = figures.select(
        "indicator",
        *keys,
        afstand=pl.col("kant") * (pl.col("waarde") - pl.col("streefwaarde")) / agreed,
    )
    worst = (
        condities.join(known, left_on="conditie", right_on="indicator")
        .group_by("resultaat", *keys, maintain_order=True)
        .agg(
            pl.when(pl.col("afstand").is_not_null().all())
            .then(pl.col("afstand").min())
            .alias("condities")
        )
    )
    result = known.rename({"afstand": "resultaat"})
    return result.join(
        worst, left_on=["indicator", *keys], right_on=["resultaat", *keys], how="inner"
    ).select("indicator", *keys, "resultaat", "condities")
