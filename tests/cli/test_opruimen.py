"""Kept cells from the command line: made, left aside, thrown away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import proef

from resultaat.cli.app import run


def test_kept_cells_come_and_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    telt = {"rijen": "{bron: meldingen, aantal: rijen, datum: op}"}
    folder = proef(tmp_path, [{}] * 20, telt)
    kept = folder / ".resultaat" / "cellen"
    assert run(["bereken", "--map", str(folder), "--zonder-cache"]) == 0
    assert not kept.exists()
    assert run(["bereken", "--map", str(folder)]) == 0
    assert any(kept.rglob("*.parquet"))
    capsys.readouterr()
    assert run(["opruimen", "--map", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["uitkomst"]["bytes"] > 0
    assert not any(kept.rglob("*.parquet"))
    assert run(["opruimen", "--map", str(folder)]) == 0
    assert "0,0 MB" in capsys.readouterr().out
