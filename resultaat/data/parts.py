"""Cutting the rows of a source into parts: a year or a month of its time column.

A part is what a cache can hold on to: where next month's delivery adds rows, the parts of the
months before it keep their hash.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.levering import PerDeel

#: Column with the start of the period, where figures are published.
START = "__start"
#: The part of rows without a date, and the one part of a source that has no time column.
WITHOUT, WHOLE = "zonder_datum", "alles"
#: Nobody wants a file per year of birth; a contract can still ask for it.
_MANY = 60


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
    words = frame[column].dt.strftime("%Y-%m" if monthly else "%Y")
    if bron.delen is None and words.n_unique() > _MANY:
        return pl.repeat(WHOLE, frame.height, dtype=pl.String, eager=True)
    return words.fill_null(WITHOUT)


def parts_of(frame: pl.DataFrame, bron: Bron) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield every part with its rows, both in an order that the order of the file does not change.

    A frame without rows is one part, so that a source always has a file with its columns.
    """
    if frame.is_empty():
        yield WHOLE, frame
        return
    which = labels(frame, bron)
    for label in which.unique().sort():
        yield str(label), in_order(frame.filter(which == label), bron)


def in_order(frame: pl.DataFrame, bron: Bron) -> pl.DataFrame:
    """Return the rows by key, or by everything where the contract promises no key."""
    by = bron.sleutel or frame.columns
    return frame.sort(by, nulls_last=True, maintain_order=False)
