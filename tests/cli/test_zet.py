"""`resultaat zet`: one value, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import werkmap

from resultaat.cli.app import run

DOEL = Path("indicators") / "jeugd" / "doelrealisatie.yaml"


def test_one_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = werkmap(tmp_path) / DOEL
    before = path.read_text(encoding="utf-8")
    command = ["zet", "doelrealisatie", "streefwaarden.0.waarde", "72%", "--map", str(tmp_path)]
    assert run([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["uitkomst"] == {"bestand": str(path)}
    assert path.read_text(encoding="utf-8") == before.replace("70%", "72%")


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (["doelrealisatie", "streefwaarden.9.waarde", "72%"], "R2030", 2),
        (["doelrealisatie", "telt", "x"], "R2031", 2),
        (["doelrealisati", "doel", "x"], "R2011", 2),
        (["doelrealisatie", "streefwaarden.0.waarde", "72"], "R1315", 3),
    ],
)
def test_refused(
    tmp_path: Path,
    words: list[str],
    code: str,
    exit_code: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = werkmap(tmp_path) / DOEL
    before = path.read_bytes()
    assert run(["zet", *words, "--map", str(tmp_path)]) == exit_code
    assert code in capsys.readouterr().err
    assert path.read_bytes() == before
