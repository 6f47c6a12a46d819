"""Cutting the rows of a source into parts: a year or a month of its time column.

A part is what a cache can hold on to: where next month's delivery adds rows, the parts of the
months before it keep their hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sized

import polars as pl

from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.levering import PerDeel

#: Column with the start of the period, where figures are published.
START = "__start"
#: The part of rows without a date, and the one part of a source that has no time column.
WITHOUT, WHOLE = "zonder_datum", "alles"
#: Nobody wants a file per year of birth; a contract can still ask for it.
_MANY = 60
_PART = "__deel"


def time_column(bron: Bron) -> str | None:
    """Return the column by which the rows are cut: as stated, or the first date that is filled."""
    if bron.delen is not None:
        return bron.delen.op
    if bron.gepubliceerd:
        return START
    for name, kolom in bron.kolommen.items():
        if kolom.type is KolomType.DATUM and not kolom.mag_leeg:
            return name
    return None


def labels(frame: pl.DataFrame, bron: Bron) -> pl.Series:
    """Return the part of every row: `2025`, `2025-03`, `zonder_datum` or `alles`."""
    column = time_column(bron)
    if column is None:
        return pl.repeat(WHOLE, frame.height, dtype=pl.String, eager=True)
    monthly = bron.delen is not None and bron.delen.per is PerDeel.MAAND
    days = frame[column]
    # There are few days, and writing one as text takes longer than finding it again.
    different = days.unique().drop_nulls()
    words = different.dt.strftime("%Y-%m" if monthly else "%Y")
    return days.replace_strict(different, words, default=WITHOUT, return_dtype=pl.String)


def parts_of(frame: pl.DataFrame, bron: Bron) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield every part of some rows (at least one) by its name."""
    which = labels(frame, bron)
    if which.n_unique() <= 1:
        yield str(which[0]), frame
        return
    split = frame.with_columns(which.alias(_PART)).partition_by(
        _PART, as_dict=True, maintain_order=False
    )
    for label in sorted(split):
        yield str(label[0]), split[label].drop(_PART)


def too_many(bron: Bron, labels: Sized) -> bool:
    """Whether there are more parts than anybody wants, and the contract does not ask for them."""
    return bron.delen is None and len(labels) > _MANY


def in_order(frame: pl.DataFrame, bron: Bron) -> pl.DataFrame:
    """Return the rows by key, or by everything where the contract promises no key."""
    by = bron.sleutel or frame.columns
    return frame.sort(by, nulls_last=True, maintain_order=False)
