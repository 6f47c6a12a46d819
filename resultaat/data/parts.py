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


def parts_of(frame: pl.DataFrame, bron: Bron) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield every part of some rows (one at least) by name: 2025, 2025-03, WITHOUT or WHOLE."""
    column = time_column(bron)
    if column is None:
        yield WHOLE, frame
        return
    monthly = bron.delen is not None and bron.delen.per is PerDeel.MAAND
    # As numbers: a text per row takes long to make, and to tell apart.
    month = pl.col(column).dt.year().cast(pl.Int32) * 12
    month += pl.col(column).dt.month() - 1 if monthly else 0
    split = frame.with_columns(month.alias(_PART)).partition_by(
        _PART, as_dict=True, maintain_order=False
    )
    named = {_name(number, monthly=monthly): rows for (number,), rows in split.items()}
    for label in sorted(named):
        yield label, named[label].drop(_PART)


def _name(month: int | None, *, monthly: bool) -> str:
    if month is None:
        return WITHOUT
    year, before = divmod(month, 12)
    return f"{year:04d}-{before + 1:02d}" if monthly else f"{year:04d}"


def too_many(bron: Bron, labels: Sized) -> bool:
    """Whether there are more parts than anybody wants, and the contract does not ask for them."""
    return bron.delen is None and len(labels) > _MANY


def in_order(frame: pl.DataFrame, bron: Bron) -> pl.DataFrame:
    """Return the rows by key, or by everything where the contract promises no key."""
    by = bron.sleutel or frame.columns
    return frame.sort(by, nulls_last=True, maintain_order=False)
