"""Parquet: typed columns, as they are."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from resultaat.data.readers.lines import LINE
from resultaat.data.readers.trouble import damaged, silent
from resultaat.data.readers.unreadable import Unreadable
from resultaat.language.documents.bron import Bron


def read_parquet(path: Path, _bron: Bron) -> pl.DataFrame:
    """Return all columns with their own types, and the number of each row."""
    with path.open("rb") as stream:
        if stream.read(4) != b"PAR1":
            raise Unreadable(
                f"`{path.name}` is geen Parquet-bestand.",
                "Verbeter het `formaat` van de bron, of lever het bestand opnieuw aan.",
            )
    try:
        with silent():
            return pl.read_parquet(path, glob=False).with_row_index(LINE, offset=1)
    except (pl.exceptions.PolarsError, OSError):
        raise damaged(path) from None
