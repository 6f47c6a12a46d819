"""`resultaat uitleg --sql --dialect`."""

from __future__ import annotations

from pathlib import Path

import pytest

from resultaat.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ["uitleg", "wachttijd_jeugdhulp", "--map", str(ROOT), "--sql"]


def test_for_spark(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMAND, "--dialect", "spark"]) == 0
    said = capsys.readouterr().out
    assert "CREATE TEMPORARY VIEW cells_0 AS" in said
    assert "DATEDIFF(startdatum, gemeld_op) <= 42" in said


def test_for_duckdb_without_being_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(COMMAND) == 0
    said = capsys.readouterr().out
    assert "CREATE TEMPORARY TABLE cells_0 AS" in said
    assert "DATE_DIFF('DAY', gemeld_op, startdatum) <= 42" in said


def test_for_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMAND, "--dialect", "oracle"]) == 2
    assert "duckdb" in capsys.readouterr().err
