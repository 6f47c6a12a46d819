"""The fictional municipality, made and calculated once for every test of its figures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import resultaat
from resultaat.pipeline import Run
from resultaat.world import make_world

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def werkmap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wilgenstad")
    shutil.copytree(ROOT / "indicators", folder / "indicators")
    shutil.copy(ROOT / "resultaat.yaml", folder)
    make_world(folder / "data", inwoners=60_000, zaad=7)
    # Nothing that is calculated hangs on what was planted: it is not even there.
    (folder / "data" / "waarheid.json").rename(folder.with_suffix(".waarheid.json"))
    return folder


@pytest.fixture(scope="session")
def waarheid(werkmap: Path) -> dict[str, Any]:
    """What was planted, from beside the working folder."""
    known: dict[str, Any] = json.loads(werkmap.with_suffix(".waarheid.json").read_text("utf-8"))
    return known


@pytest.fixture(scope="session")
def run(werkmap: Path) -> Run:
    return resultaat.open(werkmap).bereken("jaarstukken_2025")


@pytest.fixture(scope="session")
def trajecten(werkmap: Path) -> pl.DataFrame:
    return pl.read_parquet(werkmap / "data" / "trajecten.parquet")
