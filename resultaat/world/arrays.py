"""Array types, and the few date sums that numpy does not have.

All dates are `datetime64[D]`; a missing date is NaT, which compares false with
everything, so that a mask needs no second test.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Dates = npt.NDArray[np.datetime64]

FAR = np.datetime64("9999-12-31", "D")
"""The last day of an inwoner who is still here: later than any day in a file."""


def day(jaar: int, maand: int = 1, dag: int = 1) -> np.datetime64:
    """One day, by default 1 January, which is the peildatum of the population files."""
    return np.datetime64(f"{jaar:04d}-{maand:02d}-{dag:02d}", "D")


def days(count: Ints | Floats) -> npt.NDArray[np.timedelta64]:
    """Whole days to add to a date; fractions are rounded, as a day is the finest unit."""
    return np.rint(count).astype("timedelta64[D]")


def days_between(later: Dates, earlier: Dates | np.datetime64) -> Ints:
    """Days from `earlier` to `later`; meaningless where one of them is NaT, so mask those."""
    count: Ints = (later - earlier).astype("timedelta64[D]").astype(np.int64)
    return count


def years(dates: Dates) -> Ints:
    """The calendar year of each date."""
    return dates.astype("datetime64[Y]").astype(np.int64) + 1970


def leeftijd_op(geboren: Dates, datum: Dates | np.datetime64) -> Ints:
    """Whole years lived on `datum`, exact to the birthday; negative before birth."""
    op = np.asarray(datum, dtype="datetime64[D]")
    maanden = op.astype("datetime64[M]").astype(np.int64)
    maanden = maanden - geboren.astype("datetime64[M]").astype(np.int64)
    dag_op = (op - op.astype("datetime64[M]")).astype(np.int64)
    dag_geboren = (geboren - geboren.astype("datetime64[M]")).astype(np.int64)
    whole: Ints = (maanden - (dag_op < dag_geboren)) // 12
    return whole


def named(codes: Ints, names: Sequence[str]) -> pl.Series:
    """Text for each code, null for -1."""
    lookup = pl.Series([*names, None], dtype=pl.String)
    return lookup.gather(np.where(codes < 0, len(names), codes))
