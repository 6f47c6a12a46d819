"""Reading a world back as frames."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

World = dict[str, pl.DataFrame]


def read(folder: Path) -> World:
    """Return every table by its name."""
    frames = {path.stem: pl.read_parquet(path) for path in folder.glob("*.parquet")}
    for path in folder.glob("*.csv"):
        frame = pl.read_csv(path, separator=";", decimal_comma=True)
        days = [name for name in ("peildatum", "kwartaal", "maand") if name in frame.columns]
        frames[path.stem] = frame.with_columns(pl.col(days).str.to_date())
    return frames


def truth(folder: Path) -> dict[str, Any]:
    """Return what was planted."""
    told: dict[str, Any] = json.loads((folder / "waarheid.json").read_text(encoding="utf-8"))
    return told


def share(frame: pl.DataFrame, of: pl.Expr) -> float:
    """Return the share of rows where `of` is true; rows where it is null do not count."""
    return float(frame.select(of.mean()).item())


def ended(world: World) -> pl.DataFrame:
    """Return the trajecten that began and ended."""
    return world["trajecten"].filter(
        pl.col("startdatum").is_not_null(), pl.col("einddatum").is_not_null()
    )
