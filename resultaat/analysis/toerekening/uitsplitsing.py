"""Cells of groups that are no areas, such as aanbieders: per group where something began, and when.

As with areas, a group has an account of its own only when it could have been shown by itself; the
others are taken together. The same holds for the parts of a group: what is too small there is one
cell, of which it is not known where it lies, so no effort is said to reach it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from resultaat.analysis.toerekening.cellen import REST
from resultaat.analysis.toerekening.decompositie import CELLEN
from resultaat.analysis.toerekening.gedeeld import Effort, touched_by
from resultaat.analysis.toerekening.groepen import (
    COUNTS,
    OVERIG,
    Parts,
    by_stratum,
    only_large,
    taken_together,
)
from resultaat.gebied.indeling import Indeling

_PLACE = "plek"


def told_apart(  # noqa: PLR0913  what cells are made of
    whole: pl.DataFrame,
    parts: Parts,
    places: Mapping[str, str],
    indeling: Indeling,
    *,
    share: bool,
    minimum: int,
) -> pl.DataFrame:
    """Return the cells (schema CELLEN) per value of the first dimension of `parts`.

    `whole` has one row: the released counts of the own area. `places` are those of `places_of`.
    Empty where no group may be shown.
    """
    column, *others = parts.dimensions
    groups = "groep" in parts.rows.columns
    area = pl.col("gebied").replace_strict(dict(places), default=OVERIG, return_dtype=pl.String)
    rows = parts.rows.with_columns(area.alias(_PLACE))
    own = by_stratum(rows.with_columns(gebied=pl.lit(indeling.eigen)), [column], groups=False)
    alone = set(taken_together(own, share=share, minimum=minimum)["samen"]) - {OVERIG, ""}
    if not alone:
        return pl.DataFrame(schema=CELLEN)
    named = pl.when(pl.col(column).is_in(sorted(alone))).then(pl.col(column))
    within = by_stratum(
        rows.with_columns(gebied=named.otherwise(pl.lit(OVERIG))), [_PLACE, *others], groups=groups
    )
    cells = taken_together(within, share=share, minimum=minimum)
    if groups:
        cells = cells.with_columns(only_large(share=share, minimum=minimum))
    first = pl.col("samen").str.split(" | ").list.first()
    known = pl.when(first.is_in(list(indeling.gebieden))).then(first)
    return pl.concat(
        [cells.with_columns(plek=known), _rest(whole, cells, indeling)], how="diagonal"
    )


def places_of(efforts: Sequence[Effort], indeling: Indeling) -> dict[str, str]:
    """Return for every area one that stands for all where the same began at the same time.

    Where nothing began, one stands for all those. What holds both is in none.
    """
    touched = touched_by(efforts, indeling)
    first: dict[object, str] = {}
    found = {}
    for code in indeling.gebieden:
        began = tuple(
            (effort.key, effort.starts[area], effort.seen_from[area])
            for effort in efforts
            if (area := effort.holding(code, indeling)) is not None
        )
        if began or code not in touched:
            found[code] = first.setdefault(began, code)
    return found


def _rest(whole: pl.DataFrame, cells: pl.DataFrame, indeling: Indeling) -> pl.DataFrame:
    """Return what is left of the whole after all groups, where that is anything."""
    sums = cells.select(pl.col(COUNTS).sum())
    left = {name: whole[name].item() - sums[name].item() for name in COUNTS}
    rest = {"gebied": indeling.eigen, "samen": REST, "plek": None, **left}
    some = any(abs(value) > 1e-6 * max(1, abs(whole[name].item())) for name, value in left.items())
    return pl.DataFrame([rest] if some else [], schema=CELLEN)
