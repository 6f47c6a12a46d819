"""`resultaat demo`: what is planted, for how long, and with dirt."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
from cli_runner import Resultaat


def test_what_cannot_be_planted_is_said_before_anything_is_written(
    resultaat: Resultaat, tmp_path: Path
) -> None:
    done = resultaat("demo", "proef", "--inwoners", "2000", "--geplant", "n99", cwd=tmp_path)
    assert done.code == 2
    assert "R2016" in done.err
    assert "gezinscoach" in done.err
    assert not (tmp_path / "proef").exists()


def test_years_and_what_is_planted_are_as_asked(resultaat: Resultaat, tmp_path: Path) -> None:
    arguments = (
        "--inwoners",
        "2000",
        "--jaren",
        "2",
        "--geplant",
        "gezinscoach",
        "--geplant",
        "n6",
    )
    done = resultaat("demo", "proef", *arguments, "--json", cwd=tmp_path)
    assert done.code == 0
    assert Path(done.json["uitkomst"]["rapport"]).is_file()
    data = tmp_path / "proef" / "data"
    told = json.loads((data / "waarheid.json").read_text(encoding="utf-8"))
    assert told["jaren"] == [2024, 2025]
    assert told["geplant"] == ["gezinscoach", "n6"]
    assert sorted(
        {day.year for day in pl.read_parquet(data / "inwoners.parquet")["peildatum"]}
    ) == [
        *(2024, 2025, 2026),
    ]


def test_dirt_is_made_and_nothing_is_calculated(resultaat: Resultaat, tmp_path: Path) -> None:
    done = resultaat("demo", "vuil", "--inwoners", "2000", "--jaren", "1", "--vuil", cwd=tmp_path)
    assert done.code == 0
    assert "Er is niets berekend" in done.out
    assert not (tmp_path / "vuil" / "rapporten").exists()
    wetten = set(pl.read_parquet(tmp_path / "vuil" / "data" / "trajecten.parquet")["wet"])
    assert "JW" in wetten
    refused = resultaat("bereken", cwd=tmp_path / "vuil")
    assert refused.code == 3
    assert "R3006" in refused.err + refused.out
