"""Counts per place before and after, over equally long times, by where a place stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from resultaat.analysis.neveneffecten.contrast import Mask, Tellingen, Vector

#: Periods on either side of a beginning that are counted, at most: two years of quarters.
MOST = 8
_DELEN = ("voor", "eerst", "later")


@dataclass(frozen=True, slots=True)
class Staat:
    """Where an area stands, and the day that parts before from after for it."""

    plek: str  # geraakt, naast, elders
    begin: date


@dataclass(frozen=True, slots=True)
class Telling:
    """Counts per group around a beginning, a place in each array.

    Each array of `groepen` is (teller, noemer) × (voor, eerst, later) × places: before, and the
    first and the second half of the time after.
    """

    hier: Mask
    naast: Mask
    elders: Mask
    groepen: Mapping[str, Vector]

    def of(self, groep: str, *, aandeel: bool) -> Tellingen:
        """Return the counts of one group before and after."""
        return _tellingen(self.groepen[groep], aandeel=aandeel)

    def rows(self, groep: str) -> Tellingen:
        """Return how many rows one group of a share has, before and after."""
        noemer = self.groepen[groep][1]
        return Tellingen(noemer[0], noemer[1] + noemer[2])

    def samen(self, *, aandeel: bool) -> Tellingen:
        """Return those of all groups together."""
        every = sum(self.groepen.values(), np.zeros((2, 3, len(self.hier))))
        return _tellingen(every, aandeel=aandeel)

    def halves(self, groep: str) -> tuple[Vector, Vector, Vector]:
        """Return how many before, first and later, each brought to half of the time."""
        voor, eerst, later = self.groepen[groep][0]
        return voor / 2, eerst, later


def counted(cells: pl.DataFrame, staat: Mapping[str, Staat], periods: Sequence[date]) -> Telling:
    """Return the counts of the areas that have a place in `staat`.

    `cells` has groep, gebied, start, teller and noemer; `periods` are the first days of all
    periods. Each area counts as many periods before its beginning as after it: an even number.
    """
    sides = []
    for number, (gebied, each) in enumerate(staat.items()):
        at = bisect_left(periods, each.begin)
        length = min(at, len(periods) - at, MOST) // 2 * 2
        sides += [
            (gebied, number, _part(place - at, length), periods[place])
            for place in range(at - length, at + length)
        ]
    schema = {"gebied": pl.String, "plaats": pl.Int64, "deel": pl.Int64, "start": pl.Date}
    frame = pl.DataFrame(sides, schema=schema, orient="row")
    summed = (
        cells.join(frame, on=["gebied", "start"], how="inner")
        .group_by("groep", "plaats", "deel")
        .agg(pl.col("teller").sum(), pl.col("noemer").sum())
    )
    plek = np.array([each.plek for each in staat.values()])
    groups = {
        str(name): _filled(rows, len(staat))
        for (name,), rows in summed.sort("groep", "plaats", "deel").group_by(
            "groep", maintain_order=True
        )
    }
    return Telling(plek == "geraakt", plek == "naast", plek == "elders", groups)


def _part(after: int, length: int) -> int:
    """Return which part of the time a period lies in: 0 before, 1 first, 2 later."""
    if after < 0:
        return 0
    return 1 if after < length / 2 else 2


def _filled(rows: pl.DataFrame, places: int) -> Vector:
    counts = np.zeros((2, len(_DELEN), places))
    where = rows["deel"].to_numpy(), rows["plaats"].to_numpy()
    counts[0][where] = rows["teller"].to_numpy()
    counts[1][where] = rows["noemer"].to_numpy()
    return counts


def _tellingen(counts: Vector, *, aandeel: bool) -> Tellingen:
    before, after = counts[:, 0], counts[:, 1] + counts[:, 2]
    if not aandeel:
        return Tellingen(before[0], after[0])
    return Tellingen(before[0], after[0], before[1], after[1])
