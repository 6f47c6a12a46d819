"""What the values of one column come to, wherever all else is the same.

An equation is one measure in one group: all rows that differ in the asked column alone. Whether one
value is the sum of others can be read from it, as exactly as the source rounds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import polars as pl

#: Columns: the group, the measure, the value of the asked column, its number, the unit it is
#: rounded to.
GROUP, MEASURE, CODE, NUMBER, UNIT = "groep", "maat", "code", "getal", "eenheid"
#: A coincidence less likely than this, as a power of ten, is none.
SURE = -9.0
#: Different values that show how a measure is rounded.
_LOOKED_AT = 2_000
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Equations:
    """Every number by group, measure and code; null where the source has none."""

    rows: pl.DataFrame

    @classmethod
    def of(
        cls, frame: pl.DataFrame, name: str, keys: Sequence[str], measures: Sequence[str]
    ) -> Equations:
        """Return the equations of one column of a table, its other keys making the groups."""
        count = frame[name].n_unique()
        others = [
            each
            for each in keys
            # What follows from the value, like the province of a gemeente, makes no group.
            if each != name and frame.select(name, each).n_unique() != count
        ]
        group = pl.struct(others).rank("dense") if others else pl.lit(1)
        held = [_measured(frame, name, group.alias(GROUP), each) for each in measures]
        return cls(pl.concat(held))

    @property
    def complete(self) -> pl.DataFrame:
        """The numbers of groups without a gap, those that are nothing left out."""
        whole = pl.col(NUMBER).is_not_null().all().over(GROUP, MEASURE)
        return self.rows.filter(whole, pl.col(NUMBER) != 0)

    def without(self, codes: Sequence[object]) -> Equations:
        """Return what is left when some values are not there."""
        found = pl.Series(CODE, codes, dtype=self.rows.schema[CODE])
        return Equations(self.rows.filter(~pl.col(CODE).is_in(found.implode())))


def _measured(frame: pl.DataFrame, name: str, group: pl.Expr, measure: str) -> pl.DataFrame:
    return frame.select(
        group.cast(pl.UInt32),
        pl.lit(measure).alias(MEASURE),
        pl.col(name).alias(CODE),
        pl.col(measure).alias(NUMBER),
        pl.lit(unit_of(frame[measure])).alias(UNIT),
    ).drop_nulls(CODE)


def unit_of(numbers: pl.Series) -> float:
    """Return what all numbers are a multiple of: 10 where the source rounds to tens."""
    values = numbers.drop_nulls().unique().head(_LOOKED_AT)
    for places in range(_DECIMALS + 1):
        scaled = values * 10**places
        if ((scaled.round() - scaled).abs() <= 1e-9 * (1 + scaled.abs())).all():
            return float(reduce(math.gcd, map(int, scaled.round()), 0) or 1) / float(10**places)
    return float(10**-_DECIMALS)
