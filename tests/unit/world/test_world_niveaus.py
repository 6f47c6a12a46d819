"""The levels of the world are believable beside published ones; `pytest -s` prints the table."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
from world_tables import World

from resultaat.world import make_world
from resultaat.world.niveaus import NIVEAUS, as_text, compare


def test_levels_are_within_reach_of_published_ones(large_folder: Path) -> None:
    vergelijking = compare(large_folder)
    sys.stdout.write(as_text(vergelijking))
    assert vergelijking.filter(~pl.col("past")).is_empty(), as_text(vergelijking)
    assert vergelijking.height == len(NIVEAUS) >= 15
    assert vergelijking["bron"].str.len_chars().min() > 8  # type: ignore[operator]


def test_a_level_out_of_reach_is_said(tmp_path: Path) -> None:
    make_world(tmp_path, inwoners=2_000, jaren=(2023, 2023))
    inwoners = pl.read_parquet(tmp_path / "inwoners.parquet")
    inwoners.with_columns(leeftijd=pl.col("leeftijd") + 14).write_parquet(
        tmp_path / "inwoners.parquet"
    )
    assert "NEE" in as_text(compare(tmp_path))


def test_bounds_hold_the_published_figure() -> None:
    assert all(each.laag < each.gepubliceerd < each.hoog for each in NIVEAUS)


def test_late_bills_leave_the_last_months_incomplete(large: World) -> None:
    per_maand = dict(
        large["declaraties"].group_by(pl.col("maand").dt.strftime("%Y-%m")).len().iter_rows()
    )
    assert "2025-12" not in per_maand
    assert per_maand["2025-11"] < 0.8 * per_maand["2025-08"]
