"""`resultaat vergelijk`: folders, revisions in git and runs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from builders import GEMEENTE, HAVEN, proef, werkmap

import resultaat
from resultaat.cli.app import run

WACHT = Path("indicators") / "jeugd" / "wachttijd.yaml"


def shorter(folder: Path) -> None:
    path = folder / WACHT
    path.write_text(path.read_text(encoding="utf-8").replace("42 dagen", "30 dagen"), "utf-8")


def git(folder: Path, *words: str) -> None:
    name = ["-c", "user.name=a", "-c", "user.email=a@b.nl", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *name, *words], check=True, capture_output=True)


def test_two_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = werkmap(tmp_path / "oud"), werkmap(tmp_path / "nieuw")
    assert run(["vergelijk", str(old), str(new)]) == 0
    assert capsys.readouterr().out == "Geen verschil in de definities.\n"
    shorter(new)
    assert run(["vergelijk", str(old), "--map", str(new)]) == 1
    said = capsys.readouterr().out
    assert "indicator wachttijd — " in said
    assert "\n  de termijn was 42 dagen, is 30 dagen.\n" in said


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = werkmap(tmp_path / "oud"), werkmap(tmp_path / "nieuw")
    shorter(new)
    assert run(["vergelijk", str(old), str(new), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["versie"] == 1
    [group] = document["uitkomst"]["definities"]
    assert (group["id"], group["staat"]) == ("wachttijd", "gewijzigd")
    assert group["wijzigingen"][0] == {
        "pad": "telt.doorlooptijd.binnen",
        "was": "42 dagen",
        "wordt": "30 dagen",
        "zin": "de termijn was 42 dagen, is 30 dagen",
    }


def test_a_revision_of_a_folder_inside_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = werkmap(tmp_path / "gemeente" / "sociaal")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "eerste")
    before = sorted(tmp_path.rglob("*.yaml"))
    assert run(["vergelijk", "git:HEAD", "--map", str(folder)]) == 0
    shorter(folder)
    assert run(["vergelijk", "git:HEAD", "--map", str(folder)]) == 1
    assert "was 42 dagen, is 30 dagen" in capsys.readouterr().out
    git(tmp_path, "commit", "-aqm", "tweede")
    assert run(["vergelijk", "git:HEAD", "--map", str(folder)]) == 0
    assert run(["vergelijk", "git:HEAD~1", "git:HEAD", "--map", str(folder)]) == 1
    assert sorted(tmp_path.rglob("*.yaml")) == before


@pytest.mark.parametrize(
    ("version", "code", "exit_code"),
    [
        ("git:HEAD", "R2021", 2),
        ("git:--help", "R2021", 2),
        ("nergens", "R2022", 2),
        ("run:20200101-000000-abcdef", "R6005", 3),
    ],
)
def test_a_version_that_is_not_there(
    tmp_path: Path, version: str, code: str, exit_code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = werkmap(tmp_path)
    git(tmp_path, "init", "-q")
    assert run(["vergelijk", version, "--map", str(folder)]) == exit_code
    assert code in capsys.readouterr().err


def test_a_revision_before_there_were_definitions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "leeg")
    assert run(["vergelijk", "git:HEAD", "--map", str(werkmap(tmp_path))]) == 2
    assert "R2021" in capsys.readouterr().err


def test_no_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert run(["vergelijk", "git:HEAD", "--map", str(werkmap(tmp_path / "x"))]) == 2
    assert "R2020" in capsys.readouterr().err


ROWS = [
    {"buurt": HAVEN, "op": "2024-06-01", "kosten": str(each), "goed": "ja"} for each in range(60)
]


def test_two_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    telt = {
        "kosten": "{bron: meldingen, som: kosten, datum: op}",
        "aantal": "{bron: meldingen, aantal: rijen, datum: op}",
        "deel": "{bron: meldingen, aandeel: kosten >= 30, datum: op}",
    }
    folder = proef(tmp_path, ROWS, telt)
    first = resultaat.open(folder).bereken().info
    path = folder / "indicators" / "proef" / "deel.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(">= 30", ">= 15"), "utf-8")
    second = resultaat.open(folder).bereken().info
    assert run(["vergelijk", f"run:{first.id}", f"run:{second.id}", "--map", str(folder)]) == 1
    said = capsys.readouterr().out
    assert (
        "het aandeel waarvoor geldt was “kosten is minstens 30”, is “kosten is minstens 15”" in said
    )
    # 30 of 60 cost 30 or more, 45 of 60 cost 15 or more; the other figures are not touched.
    [line] = [each for each in said.splitlines() if each.startswith("  deel 2024 ")]
    assert line == "  deel 2024 was 50,0%, is 75,0% (door: definitie)."
    assert "kosten 2024" not in said
    assert GEMEENTE not in said

    data = folder / "data" / "meldingen.csv"
    more = data.read_text(encoding="utf-8") + f"r99;p99;{HAVEN};2024-07-01;;ja;;5;\n"
    data.write_text(more, encoding="utf-8")
    third = resultaat.open(folder).bereken().info
    assert run(["vergelijk", f"run:{second.id}", f"run:{third.id}", "--map", str(folder)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("Geen verschil in de definities.\n")
    assert "  aantal 2024 was 60, is 61 (door: gegevens).\n" in said
    assert "  kosten 2024 was 1.770, is 1.775 (door: gegevens).\n" in said
    same = ["vergelijk", f"run:{third.id}", f"run:{third.id}", "--map", str(folder)]
    assert run(same) == 0
    assert "De cijfers van het eigen gebied zijn gelijk." in capsys.readouterr().out
