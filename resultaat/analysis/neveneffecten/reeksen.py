"""From cells to series: one row per indicator, group and area, one column per period.

A share or mean is its teller over its noemer; a count or sum is set beside its own mean before, as
areas are not equally large, and then a change is a part of what there was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from resultaat.analysis.neveneffecten.aanwezig import present
from resultaat.analysis.neveneffecten.duur import Matrix

Mask = npt.NDArray[np.bool_]
ALLE = "alle"


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

    @classmethod
    def together(cls, parts: Sequence[Reeksen]) -> Reeksen | None:
        """Return all of them as one; None where there are none."""
        if not parts:
            return None
        keys = pl.concat([each.sleutels for each in parts], how="vertical_relaxed")
        return cls(keys, np.concatenate([each.waarden for each in parts]))


@dataclass(frozen=True, slots=True)
class Raster:
    """Counts of many indicators at one level: a row per indicator, group and area.

    `sleutels` has indicator, groep and gebied, `maat` says per row how its figure is made, and
    `teller` and `noemer` are rows × periods: zero where a delivered period has no rows, NaN where
    nothing of the indicator was there yet or any more.
    """

    sleutels: pl.DataFrame
    ratio: Mask
    aandeel: Mask
    teller: Matrix
    noemer: Matrix

    @classmethod
    def together(cls, parts: Sequence[Raster]) -> Raster:
        """Return all of them as one; there is at least one."""
        return cls(
            pl.concat([each.sleutels for each in parts]),
            np.concatenate([each.ratio for each in parts]),
            np.concatenate([each.aandeel for each in parts]),
            np.concatenate([each.teller for each in parts]),
            np.concatenate([each.noemer for each in parts]),
        )

    def within(self, stukken: Mapping[str, Sequence[bool]]) -> Raster:
        """Return the same with nothing of an indicator outside the periods that are named."""
        if not stukken:
            return self  # there may be hundreds of megabytes of them
        kept = np.ones_like(self.teller, dtype=np.bool_)
        for indicator, periods in stukken.items():
            kept[(self.sleutels["indicator"] == indicator).to_numpy()] = periods
        counts = (np.where(kept, each, np.nan) for each in (self.teller, self.noemer))
        return Raster(self.sleutels, self.ratio, self.aandeel, *counts)

    def delivered(self) -> Raster:
        """Return the counts of one source with nothing where an area was not in its delivery."""
        whole = (self.sleutels["groep"] == ALLE).to_numpy()
        names, place = np.unique(self.sleutels["gebied"].to_numpy(), return_inverse=True)
        rows = np.zeros((len(names), self.noemer.shape[1]))
        np.add.at(rows, place[whole], np.nan_to_num(self.noemer[whole]))
        there = present(rows)
        if there.all():
            return self
        kept = there[place]
        counts = (np.where(kept, each, np.nan) for each in (self.teller, self.noemer))
        return Raster(self.sleutels, self.ratio, self.aandeel, *counts)

    def series(self, begin: int, roles: Mapping[str, str], until: Mapping[str, int]) -> Reeksen:
        """Return the series around a beginning in column `begin`.

        Only areas that have a place in `roles` take part (geraakt, naast, elders), and nothing
        from a period on in the areas of `until`.
        """
        plek = self.sleutels["gebied"].replace_strict(
            dict(roles), default=None, return_dtype=pl.String
        )
        used = plek.is_not_null().to_numpy()
        keys = self.sleutels.with_columns(plek=plek).filter(pl.Series(used))
        teller, noemer = self.teller[used], self.noemer[used]
        ratio, share = self.ratio[used], self.aandeel[used]
        values, size = _figures(teller, noemer, ratio, begin)
        if until:
            last = keys["gebied"].replace_strict(
                dict(until), default=values.shape[1], return_dtype=pl.Int64
            )
            values[np.arange(values.shape[1])[None, :] >= last.to_numpy()[:, None]] = np.nan
        told = keys.with_columns(
            pl.Series("omvang", size),
            pl.Series("kleinste", _smallest(teller, noemer, begin, share)),
            begin=pl.lit(begin),
        )
        return Reeksen(told, values)


def group_name(dimension: str, value: str) -> str:
    """Return what a group is called: columns share values (onbekend, ja), so with its column."""
    return f"{dimension.rpartition('.')[2]}: {value}"


def cells_by_area(
    frame: pl.DataFrame, areas: Mapping[str, str], dimension: str | None
) -> pl.DataFrame:
    """Bring the cells of an answer to the areas of one level: gebied, groep, start, teller, noemer.

    `areas` maps the code on the rows to the area at that level. Rows outside them are left out.
    """
    group = pl.lit(ALLE)
    if dimension is not None:
        group = pl.concat_str(pl.lit(group_name(dimension, "")), dimension)
    below = pl.col("noemer") if "noemer" in frame.columns else pl.col("teller")
    return (
        frame.lazy()
        .with_columns(
            gebied=pl.col("gebied").replace_strict(areas, default=None, return_dtype=pl.String),
            groep=group,
            teller=pl.col("teller").cast(pl.Float64),
            noemer=below.cast(pl.Float64),
        )
        .filter(pl.col("gebied").is_not_null())
        .group_by("groep", "gebied", "start")
        .agg(pl.col("teller").sum(), pl.col("noemer").sum())
        .collect()
    )


def raster_of(
    cells: pl.DataFrame, indicator: str, maat: Maat, starts: Sequence[date]
) -> Raster | None:
    """Return the cells of one indicator over the periods that start on `starts`; None where none.

    A period in which the indicator has no row anywhere, before its first row or after its last,
    was not delivered.
    """
    keys = cells.select("groep", "gebied").unique().sort("groep", "gebied").with_row_index("rij")
    place = {start: number for number, start in enumerate(starts)}
    known = cells.join(keys, on=["groep", "gebied"]).with_columns(
        periode=pl.col("start").replace_strict(place, default=None, return_dtype=pl.Int64)
    )
    known = known.filter(pl.col("periode").is_not_null())
    if known.is_empty():
        return None
    rows, columns = known["rij"].to_numpy(), known["periode"].to_numpy()
    counts = []
    for name in ("teller", "noemer"):
        filled = np.zeros((keys.height, len(starts)))
        filled[rows, columns] = known[name].to_numpy()
        filled[:, : columns.min()] = np.nan
        filled[:, columns.max() + 1 :] = np.nan
        counts.append(filled)
    told = keys.select(pl.lit(indicator).alias("indicator"), "groep", "gebied")
    ratio, share = (np.full(keys.height, fill_value=each) for each in (maat.ratio, maat.aandeel))
    return Raster(told, ratio, share, *counts)


def _figures(teller: Matrix, noemer: Matrix, ratio: Mask, begin: int) -> tuple[Matrix, Matrix]:
    """Return the figure of each period, and what a period of each series stands on."""
    before = _mean(teller[:, :begin])
    below = np.where(ratio[:, None], noemer, before[:, None])
    there = below > 0
    values = np.divide(teller, below, out=np.full_like(teller, np.nan), where=there)
    return values, np.nan_to_num(np.where(ratio, _mean(noemer), before))


def _mean(counts: Matrix) -> Matrix:
    there = np.isfinite(counts)
    total = np.where(there, counts, 0.0).sum(axis=1)
    mean: Matrix = total / np.maximum(there.sum(axis=1), 1)
    return mean


def _smallest(teller: Matrix, noemer: Matrix, begin: int, share: Mask) -> Matrix:
    """Return the smallest group that a figure before or after would show."""
    groups = []
    for side in (slice(None, begin), slice(begin, None)):
        above, below = np.nansum(teller[:, side], axis=1), np.nansum(noemer[:, side], axis=1)
        groups += [np.where(share, above, below), np.where(share, below - above, below)]
    smallest: Matrix = np.min(groups, axis=0)
    return smallest
