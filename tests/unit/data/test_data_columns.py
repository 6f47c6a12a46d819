"""A column by its different values: spread over the rows again it is what each row says itself."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from builders import MELDINGEN, proef

from resultaat.data import columns
from resultaat.data.columns import Column
from resultaat.language.catalog import load_catalog
from resultaat.language.documents.bron import Bron

ROWS = 30_000


def bron(tmp_path: Path) -> Bron:
    folder = proef(tmp_path, [{}], {}, bron=MELDINGEN)
    return load_catalog(folder).bronnen["meldingen"].doc


def test_each_row_has_its_own_value_in_pieces_and_where_there_is_nothing(tmp_path: Path) -> None:
    days = [None if n % 7 == 0 else f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(ROWS)]
    days[5] = "geen datum"
    pieces = [
        pl.Series("op", days[at : at + 4_000], dtype=pl.String) for at in range(0, ROWS, 4_000)
    ]
    values = pl.concat(pieces)
    column = Column.of(values, "op", bron(tmp_path))
    assert column.at is not None
    assert column.filled.len() < 400
    assert column.spread(column.filled).to_list() == days
    expected = [None if day in (None, "geen datum") else day for day in days]
    assert column.spread(column.typed).cast(pl.String).to_list() == expected
    empty = column.where(column.filled.is_null())
    assert empty is not None
    assert empty.to_list() == [day is None for day in days]


def test_nothing_in_any_row_and_few_rows(tmp_path: Path) -> None:
    nothing = Column.of(pl.Series("op", [None] * ROWS, dtype=pl.String), "op", bron(tmp_path))
    assert nothing.spread(nothing.typed).null_count() == ROWS
    few = pl.Series("op", ["2024-01-01"] * columns._SAMPLE)
    assert Column.of(few, "op", bron(tmp_path)).at is None
