"""Values that can be read and are not what they seem.

-99995 stands where a figure is still to come, and 5640 in a column of percentages is a count: both
would be averaged without a word. Who knows better says so, by a limit of the column. And a year
between its months would be counted twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import reduce
from operator import or_

import polars as pl

from resultaat.data.columns import Column
from resultaat.data.typing import CBS_PERIOD
from resultaat.language.documents.bron import KolomType
from resultaat.language.limits import limit

#: What CBS writes where there is no figure: in the Wijk- en buurtkaart of CBS and Kadaster the
#: short ones, in its earlier years the long ones.
SENTINELS = (-99995, -99997, -99999997, -99999998, -99999999)
_ALL = Decimal(1)  # a percentage is kept as a fraction
_FROM_FINE, _LONG = ("MM", "KW", "JJ"), len("2016JJ00")


def sentinels(column: Column) -> pl.Series | None:
    """Return the rows with a number that stands for no value; None where there are none.

    A contract that lets values be so low (`minstens`) means them.
    """
    kolom = column.kolom
    if not kolom.type.numeric:
        return None
    parts = 100 if kolom.type is KolomType.PROCENT else 1
    lowest = None if kolom.minstens is None else limit(kolom.minstens, kolom)
    words = [Decimal(each) / parts for each in SENTINELS]
    meant = [each for each in words if lowest is not None and each >= lowest]  # type: ignore[operator]
    found = (column.typed == each for each in words if each not in meant)
    return column.where(reduce(or_, found, pl.repeat(False, column.typed.len(), eager=True)))


def no_percentages(column: Column) -> pl.Series | None:
    """Return the rows with more than a hundred percent; None where there are none.

    A contract that says how high they can be (`hoogstens`) means them.
    """
    if column.kolom.type is not KolomType.PROCENT or column.kolom.hoogstens is not None:
        return None
    return column.where(column.typed > _ALL)


def coarse_periods(column: Column, elsewhere: Collection[str] = ()) -> pl.Series | None:
    """Return the rows of years and quarters in a column that also holds a finer period.

    CBS writes 2016JJ00, 2016KW01 and 2016MM01 below each other in one column. `elsewhere` holds the
    kinds of period in other pieces of the file.
    """
    kind = _kinds(column)
    if kind is None:
        return None
    there = {*kind.drop_nulls().unique(), *elsewhere}
    finest = next((each for each in _FROM_FINE if each in there), None)
    return column.where(kind != finest) if len(there) > 1 else None


def periods_in(columns: Mapping[str, Column]) -> dict[str, set[str]]:
    """Return which kinds of period (JJ, KW, MM) stand in each column that has any."""
    found = {name: _kinds(column) for name, column in columns.items()}
    kinds = {
        name: set(kind.drop_nulls().unique()) for name, kind in found.items() if kind is not None
    }
    return {name: there for name, there in kinds.items() if there}


def _kinds(column: Column) -> pl.Series | None:
    """Return the kind of period of each value; None where the column cannot hold any."""
    if column.kolom.type is not KolomType.DATUM or column.filled.dtype != pl.String:
        return None
    if not (column.filled.str.len_bytes() == _LONG).any():  # nearly always: they are days
        return None
    return column.filled.str.extract_groups(CBS_PERIOD).struct.field("kind")
