"""Writing files that are there whole or not at all, and always the same bytes."""

from pathlib import Path

import polars as pl


def write_parquet(frame: pl.DataFrame, path: Path) -> int:
    """Write a frame as Parquet; gives the number of rows.

    Compression and row groups are fixed here, because the defaults of the
    library may change and the files have to stay the same bytes.
    """
    partial = _partial(path)
    try:
        frame.write_parquet(
            partial, compression="zstd", compression_level=3, row_group_size=250_000
        )
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return frame.height


def write_csv(frame: pl.DataFrame, path: Path) -> int:
    """Write a frame the way Dutch Excel reads it: semicolons, decimal commas, UTF-8."""
    partial = _partial(path)
    try:
        frame.write_csv(partial, separator=";", decimal_comma=True)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return frame.height


def euros(cents: str) -> pl.Expr:
    """A column of whole cents as Decimal(18,2) euros; exact, as no float comes between."""
    hundredth = pl.lit("0.01").cast(pl.Decimal(18, 2))
    return (pl.col(cents).cast(pl.Decimal(38, 2)) * hundredth).cast(pl.Decimal(18, 2))


def _partial(path: Path) -> Path:
    # In the same folder: a rename is atomic only within one file system.
    return path.with_name(f".{path.name}.deel")
