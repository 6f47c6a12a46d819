"""From cells to series: one row per indicator, group and area, one column per period.

A share or mean is its teller over its noemer; a count or sum is set beside its own mean before, as
areas are not equally large, and then a change is a part of what there was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from resultaat.analysis.neveneffecten.verandering import Matrix

ALLE = "alle"
#: What is known of a series beside its keys.
KEYS = ("indicator", "groep", "gebied")


@dataclass(frozen=True, slots=True)
class Maat:
    """How the figures of an indicator are made: whether it divides, and whether a share."""

    ratio: bool
    aandeel: bool


@dataclass(frozen=True, slots=True)
class Reeksen:
    """Series with what they are about.

    `sleutels` has a row per series; `waarden` is series × periods, NaN where missing. Columns of
    `sleutels`: indicator, groep, gebied, wet (null where none), slechter (hoger, lager or null: the
    direction that is worse), plek (geraakt, naast or elders), begin (the first period after the
    beginning, a column of `waarden`), omvang (rows that a period stands on) and kleinste (the
    smallest group of rows that its figures show, null where they show none).
    """

    sleutels: pl.DataFrame
    waarden: Matrix

    def __add__(self, other: Reeksen) -> Reeksen:
        """Return both together."""
        keys = pl.concat([self.sleutels, other.sleutels], how="vertical_relaxed")
        return Reeksen(keys, np.concatenate([self.waarden, other.waarden]))

    def until(self, periods: Mapping[str, int]) -> Reeksen:
        """Return the same, with nothing from a period on in the areas named."""
        last = self.sleutels["gebied"].replace_strict(
            dict(periods), default=self.waarden.shape[1], return_dtype=pl.Int64
        )
        after = np.arange(self.waarden.shape[1])[None, :] >= last.to_numpy()[:, None]
        return Reeksen(self.sleutels, np.where(after, np.nan, self.waarden))


def cells_by_area(
    frame: pl.DataFrame, areas: Mapping[str, str], dimension: str | None
) -> pl.DataFrame:
    """Bring the cells of an answer to the areas of one level: gebied, groep, start, teller, noemer.

    `areas` maps the code on the rows to the area at that level. Rows outside them are left out.
    """
    group = pl.lit(ALLE) if dimension is None else pl.col(dimension)
    below = pl.col("noemer") if "noemer" in frame.columns else pl.col("teller")
    return (
        frame.with_columns(
            gebied=pl.col("gebied").replace_strict(areas, default=None, return_dtype=pl.String),
            groep=group.cast(pl.String),
            teller=pl.col("teller").cast(pl.Float64),
            noemer=below.cast(pl.Float64),
        )
        .filter(pl.col("gebied").is_not_null())
        .group_by("groep", "gebied", "start")
        .agg(pl.col("teller").sum(), pl.col("noemer").sum())
    )


def series_of(
    cells: pl.DataFrame, indicator: str, maat: Maat, starts: Sequence[date], begin: int
) -> Reeksen:
    """Return a series per group and area over the periods that start on `starts`.

    A period without rows has no share; of a count it is a zero.
    """
    keys = cells.select("groep", "gebied").unique().sort("groep", "gebied")
    grid = keys.join(pl.DataFrame({"start": starts}), how="cross")
    full = grid.join(cells, on=["groep", "gebied", "start"], how="left", maintain_order="left")
    shape = (keys.height, len(starts))
    teller, noemer = (
        full[name].fill_null(0.0).to_numpy().reshape(shape) for name in ("teller", "noemer")
    )
    values, size = _ratio(teller, noemer) if maat.ratio else _relative(teller, begin)
    smallest = _smallest(teller, noemer, begin, maat)
    told = keys.with_columns(
        pl.Series("omvang", size),
        pl.Series("kleinste", smallest),
        indicator=pl.lit(indicator),
        begin=pl.lit(begin),
    )
    return Reeksen(told, values)


def _ratio(teller: Matrix, noemer: Matrix) -> tuple[Matrix, Matrix]:
    there = noemer > 0
    values = np.where(there, teller / np.where(there, noemer, 1.0), np.nan)
    return values, noemer.mean(axis=1)


def _relative(teller: Matrix, begin: int) -> tuple[Matrix, Matrix]:
    """Return counts as parts of their own mean before; nothing before gives no series."""
    before = teller[:, :begin].mean(axis=1, keepdims=True)
    values = np.where(before > 0, teller / np.where(before > 0, before, 1.0), np.nan)
    return values, before[:, 0]


def _smallest(teller: Matrix, noemer: Matrix, begin: int, maat: Maat) -> Matrix:
    """Return the smallest group that a figure before or after would show."""
    groups = []
    for side in (slice(None, begin), slice(begin, None)):
        above, below = teller[:, side].sum(axis=1), noemer[:, side].sum(axis=1)
        groups += [above, below - above] if maat.aandeel else [below]
    smallest: Matrix = np.min(groups, axis=0)
    return smallest
