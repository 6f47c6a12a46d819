"""Counts before and after, over equally long times, by where an area stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

#: Periods on either side of a beginning that are counted, at most: two years of quarters.
MOST = 8


@dataclass(frozen=True, slots=True)
class Staat:
    """Where an area stands, and the day that parts before from after for it."""

    plek: str  # geraakt, naast, elders
    begin: date


def counted(
    cells: pl.DataFrame, staat: Mapping[str, Staat], periods: Sequence[date]
) -> pl.DataFrame:
    """Return groep, plek, na, teller and noemer of the areas that have a place in `staat`.

    `cells` has groep, gebied, start, teller and noemer; `periods` are the first days of all
    periods. Each area counts as many periods before its beginning as after it.
    """
    sides = []
    for gebied, each in staat.items():
        at = bisect_left(periods, each.begin)
        length = min(at, len(periods) - at, MOST)
        sides += [
            (gebied, each.plek, number >= at, periods[number])
            for number in range(at - length, at + length)
        ]
    schema = {"gebied": pl.String, "plek": pl.String, "na": pl.Boolean, "start": pl.Date}
    frame = pl.DataFrame(sides, schema=schema, orient="row")
    return (
        cells.join(frame, on=["gebied", "start"], how="inner")
        .group_by("groep", "plek", "na")
        .agg(pl.col("teller").sum(), pl.col("noemer").sum())
        .sort("groep", "plek", "na")
    )
