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
        (["doelrealisatie", "richting"], "R2032", 2),
        (["doelrealisatie", "richting", "lager", "--weg"], "R2032", 2),
        (["doelrealisatie", "condities.4", "--weg"], "R2030", 2),
        (["doelrealisatie", "richting", "--weg"], "R1102", 3),
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


def test_one_thing_less_and_one_more(tmp_path: Path) -> None:
    path = werkmap(tmp_path) / DOEL
    before = path.read_text(encoding="utf-8")
    more = ["zet", "doelrealisatie", "streefwaarden.+"]
    target = "{vanaf: 2026, waarde: 80%, vastgesteld: 2025-11-06}"
    assert run([*more, target, "--map", str(tmp_path)]) == 0
    line = "  - {vanaf: 2024, waarde: 70%, vastgesteld: 2023-11-09}\n"
    after = before.replace(line, f"{line}  - {target}\n")
    assert path.read_text(encoding="utf-8") == after
    less = ["zet", "doelrealisatie", "streefwaarden.1", "--weg"]
    assert run([*less, "--map", str(tmp_path)]) == 0
    assert path.read_text(encoding="utf-8") == before
