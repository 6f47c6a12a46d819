"""Finer cells: an area told apart by what its people are, and by who stayed, came and left.

A part of an area is a cell of its own only when it could have been shown by itself: rows of at
least the minimum, and for a share both with and without. Smaller parts of an area are taken
together, and an area with none large enough stays one cell. The same holds for who stayed, came
and left.

Who moves between buurten is a leaver of one and a newcomer of the other, also where the cell is the
wijk around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from resultaat.analysis.toerekening.decompositie import GROEPEN
from resultaat.gebied.indeling import Indeling

#: What a cell counts in each period.
COUNTS = ("teller_0", "noemer_0", "teller_1", "noemer_1")
OVERIG = "overig"
_GROUPS = {"blijver": (0, 1), "instromer": (1,), "uitstromer": (0,), "onbekend": (0, 1)}


@dataclass(frozen=True)
class Parts:
    """The people behind a figure, by group: not for anyone's eyes.

    `rows` has gebied, `periode` (0 or 1), the dimensions, teller, noemer, and where persons are
    followed `groep`.
    """

    rows: pl.DataFrame
    dimensions: tuple[str, ...]


def refined(
    cells: pl.DataFrame, parts: Parts, indeling: Indeling, *, share: bool, minimum: int
) -> pl.DataFrame:
    """Return the cells (schema CELLEN) with each smallest area split where it may be.

    A cell whose parts do not sum to it is left as it is. Where persons are followed the result has
    the columns of the groups as well.
    """
    groups = "groep" in parts.rows.columns
    leaves = cells.filter(pl.col("samen") == "")
    placed = _placed(parts.rows, set(leaves["gebied"].to_list()), indeling)
    strata = by_stratum(placed, parts.dimensions, groups=groups)
    together = taken_together(strata, share=share, minimum=minimum)
    same = _same(leaves, together)
    split = together.filter(pl.col("gebied").is_in(same))
    if groups:
        split = split.with_columns(only_large(share=share, minimum=minimum))
    split = split.with_columns(plek=pl.col("gebied"))
    kept = cells.filter(~((pl.col("samen") == "") & pl.col("gebied").is_in(same)))
    columns = split.columns
    padded = kept.with_columns(
        pl.lit(None, pl.Float64).alias(name) for name in columns if name not in kept.columns
    )
    return pl.concat([padded.select(columns), split])


def _placed(rows: pl.DataFrame, leaves: set[str], indeling: Indeling) -> pl.DataFrame:
    """Bring each row to the smallest area that is a cell; leave out those that are in none."""
    codes = rows["gebied"].unique().to_list()
    inside = {
        code: next((each.code for each in indeling.path(code) if each.code in leaves), None)
        for code in codes
    }
    placed = pl.col("gebied").replace_strict(inside, return_dtype=pl.String)
    return rows.with_columns(gebied=placed).filter(pl.col("gebied").is_not_null())


def by_stratum(parts: pl.DataFrame, dimensions: Sequence[str], *, groups: bool) -> pl.DataFrame:
    """One row per area and stratum, with the counts of each period, and of each group."""
    stratum = pl.concat_str([pl.col(each) for each in dimensions], separator=" | ")
    rows = parts.with_columns(
        samen=stratum if dimensions else pl.lit("alles"),
        teller=pl.col("teller").cast(pl.Float64),
        noemer=pl.col("noemer").cast(pl.Float64),
    )
    sums = [_sum(what, t).alias(f"{what}_{t}") for t in (0, 1) for what in ("teller", "noemer")]
    if groups:
        sums += [
            _sum(what, t, group).alias(f"{what}_{group}_{t}")
            for group, periods in _GROUPS.items()
            for t in periods
            for what in ("teller", "noemer")
        ]
    return rows.group_by("gebied", "samen", maintain_order=True).agg(sums)


def _sum(what: str, t: int, group: str | None = None) -> pl.Expr:
    chosen = pl.col("periode") == t
    if group is not None:
        chosen = chosen & (pl.col("groep") == group)
    return pl.col(what).filter(chosen).sum()


def taken_together(strata: pl.DataFrame, *, share: bool, minimum: int) -> pl.DataFrame:
    """Take small strata of an area together; if still small, with the smallest of the others.

    Where that is not enough, the area is one cell.
    """
    large = pl.all_horizontal(_large(f"{t}", share=share, minimum=minimum) for t in (0, 1))
    named = pl.when(large).then(pl.col("samen")).otherwise(pl.lit(OVERIG))
    once = _grouped(strata.with_columns(samen=named))
    size = pl.when(large).then(pl.col("noemer_0") + pl.col("noemer_1"))
    joins = (~large).any().over("gebied") & (size == size.min().over("gebied"))
    once = _grouped(once.with_columns(samen=pl.when(joins).then(pl.lit(OVERIG)).otherwise("samen")))
    alone = (~large).any().over("gebied")
    return _grouped(once.with_columns(samen=pl.when(alone).then(pl.lit("")).otherwise("samen")))


def _grouped(rows: pl.DataFrame) -> pl.DataFrame:
    values = [name for name in rows.columns if name not in ("gebied", "samen")]
    summed = rows.group_by("gebied", "samen", maintain_order=True).agg(pl.col(values).sum())
    return summed.sort("gebied", "samen")


def _large(of: str, *, share: bool, minimum: int) -> pl.Expr:
    noemer, teller = pl.col(f"noemer_{of}"), pl.col(f"teller_{of}")
    enough = noemer >= minimum
    if share:
        enough = enough & (teller >= minimum) & (noemer - teller >= minimum)
    return enough


def _same(leaves: pl.DataFrame, together: pl.DataFrame) -> list[str]:
    """Return the areas whose parts sum to their released figure in both periods."""
    sums = together.group_by("gebied").agg(pl.col(COUNTS).sum())
    beside = leaves.join(sums, on="gebied", suffix="_delen")
    near = [
        (pl.col(name) - pl.col(f"{name}_delen")).abs() <= 1e-6 * pl.col(name).abs().clip(1)
        for name in COUNTS
    ]
    return beside.filter(pl.all_horizontal(near))["gebied"].to_list()


def only_large(*, share: bool, minimum: int) -> list[pl.Expr]:
    """Leave a cell whole where one of its groups is small; nobody at all is not small."""
    shown = pl.all_horizontal(
        (pl.col(f"noemer_{group}") == 0) | _large(group, share=share, minimum=minimum)
        for group in GROEPEN
    )
    names = [f"{what}_{group}" for group in GROEPEN for what in ("teller", "noemer")]
    return [pl.when(shown).then(pl.col(name)).alias(name) for name in names]
