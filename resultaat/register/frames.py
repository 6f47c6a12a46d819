"""Frames as Parquet files that are named by their content.

The name is the plain sha256 of the file: `sha256sum` on the command line tells whether it is
still what was released.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import polars as pl

from resultaat.core.atomic import replacing


def parquet(frame: pl.DataFrame) -> bytes:
    """Return the frame as Parquet: the same bytes for the same rows in the same order.

    The version of Polars stands in the file, so another version gives another file of the same
    figures.
    """
    written = BytesIO()
    # Left to itself, Polars divides the rows by the pieces in which they happen to be in memory.
    frame.write_parquet(
        written, compression="zstd", compression_level=3, statistics=True, row_group_size=262_144
    )
    return written.getvalue()


def path_of(folder: Path, sha256: str) -> Path:
    """Return where the file with this hash belongs."""
    return folder / f"{sha256}.parquet"


def keep(folder: Path, frame: pl.DataFrame) -> str:
    """Write the frame into `folder`, whole or not at all, and return its sha256 (64 hex).

    A file that is there already is left alone when it is intact, and made whole when not.
    Raises OSError when the disk refuses.
    """
    content = parquet(frame)
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(folder, sha256)
    if not target.exists() or hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
        with replacing(target) as temporary:
            temporary.write_bytes(content)
    return sha256
