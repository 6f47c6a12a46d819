"""How many rows of the file stand behind one row: one, unless a reader puts rows together.

With `lang` a row is made of a measurement per topic, and a traject of several messages. The count
goes along with the row, so that rows in the file = rows used + rows set aside, to the row.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

#: Column with that number; a frame without it has one file row per row.
WEIGHT = "__rijen"


def rows_in(frame: pl.DataFrame) -> int:
    """Return how many rows of the file a frame is made of."""
    return int(frame[WEIGHT].sum()) if WEIGHT in frame.columns else frame.height


@dataclass(frozen=True, slots=True)
class Outside:
    """Rows that a reader left out before there were rows to judge: why, how many, where first."""

    code: str
    kolom: str
    reden: str
    rijen: int
    regel: int
