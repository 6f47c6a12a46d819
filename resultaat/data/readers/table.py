"""What every reader gives: the names of the columns, and the rows in one or more pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from resultaat.data.readers.lines import LINE

#: Reads some rows when it is called, with their line; raises Unreadable. From any thread.
Piece = Callable[[], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was opened. Its pieces can be read more than once, one after another."""

    names: list[str]
    pieces: Callable[[], Iterator[Piece]]


def whole(frame: pl.DataFrame) -> Table:
    """Return a frame that is in memory already, as one piece."""
    return Table([name for name in frame.columns if name != LINE], lambda: iter([lambda: frame]))
