"""Conventions of every command: exit codes, streams, JSON, colour, Dutch."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runner import Resultaat

COMMANDS = ("nieuw", "demo", "check", "uitleg", "leg-uit", "schema", "bereken", "rapport")


def test_a_cycle_by_hand(resultaat: Resultaat, werkmap: Path) -> None:
    assert resultaat("check", cwd=werkmap).code == 0
    assert resultaat("bereken", cwd=werkmap).code == 0
    done = resultaat("rapport", cwd=werkmap)
    assert done.code == 0
    report = Path(done.out.strip())
    assert report.parent == werkmap / "rapporten"
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_dutch(resultaat: Resultaat, command: str) -> None:
    done = resultaat(command, "--help")
    assert done.code == 0
    assert "Gebruik:" in done.out
    assert "Toon deze uitleg." in done.out
    for english in ("Usage", "Options", "Arguments", "Show this message", "default:", "required"):
        assert english not in done.out


def test_json_is_alone_on_stdout_and_has_a_version(resultaat: Resultaat, werkmap: Path) -> None:
    for arguments in (
        ["check"],
        ["bereken"],
        ["rapport"],
        ["leg-uit", "R1203"],
    ):
        done = resultaat(*arguments, "--json", cwd=werkmap)
        assert done.code == 0
        assert done.json["versie"] == 1
        assert done.json["opdracht"] == arguments[0]


def test_json_figures_have_their_columns(resultaat: Resultaat, werkmap: Path) -> None:
    content = resultaat("bereken", "--json", "--niveau", "gemeente", cwd=werkmap).json
    rows = content["uitkomst"]["resultaten"]
    assert rows
    assert {row["niveau"] for row in rows} == {"gemeente"}
    assert {"indicator", "periode", "waarde", "teller", "noemer", "staat", "oordeel"} <= set(
        rows[0]
    )
    assert "personen" not in rows[0]


def test_quiet_and_without_colour_when_nobody_is_looking(
    resultaat: Resultaat, werkmap: Path
) -> None:
    done = resultaat("bereken", cwd=werkmap)
    assert "\x1b[" not in done.out + done.err
    assert "bezig" not in done.err


def test_no_color_is_respected(resultaat: Resultaat, werkmap: Path) -> None:
    (werkmap / "indicators" / "kapot").mkdir()
    (werkmap / "indicators" / "kapot" / "kapot.yaml").write_text("soort: resultaatt\n")
    done = resultaat("check", cwd=werkmap, NO_COLOR="1", FORCE_COLOR="1")
    assert done.code == 3
    assert "\x1b[3" not in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["chek"], 2, "Bedoelt u `check`?"),
        (["check", "--jsn"], 2, "De optie `--jsn` bestaat niet."),
        (["uitleg"], 2, "Er mist een argument"),
        (["check", "te", "veel"], 2, "hoort er niet bij"),
        (["nieuw", "x", "--bron", "cbs-kwb"], 2, "horen bij elkaar"),
        (["nieuw", "x", "--bron", "iets", "f"], 2, "--bron"),
        (["leg-uit", "R9999"], 2, "bestaat niet"),
        (["check"], 2, "geen werkmap"),
        (["bereken"], 2, "geen werkmap"),
        (["nieuw", "x", "--bron", "cbs-kwb", "weg.csv"], 2, "weg.csv"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_use_is_told_in_dutch(
    resultaat: Resultaat, arguments: list[str], code: int, words: str
) -> None:
    done = resultaat(*arguments)
    assert done.code == code
    assert words in done.out + done.err
    assert "Traceback" not in done.err
    for english in ("No such", "Missing", "Usage", "Invalid"):
        assert english not in done.out + done.err


def test_a_finding_is_exit_1(resultaat: Resultaat, werkmap: Path) -> None:
    (werkmap / "indicators" / "verdwaald.yaml").write_text("soort: context\n")
    done = resultaat("check", cwd=werkmap)
    assert done.code == 1
    assert "R1024 bevinding" in done.out


def test_an_unknown_rapportage(resultaat: Resultaat, werkmap: Path) -> None:
    done = resultaat("bereken", "berap_9", cwd=werkmap)
    assert done.code == 2
    assert "R2010" in done.err


def test_a_report_before_anything_was_calculated(resultaat: Resultaat, werkmap: Path) -> None:
    done = resultaat("rapport", cwd=werkmap)
    assert done.code == 2
    assert "R2012" in done.err
    assert not (werkmap / "rapporten").exists()


def test_an_internal_error_shows_no_data(werkmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from resultaat.cli import app
    from resultaat.pipeline import Werk

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("inwoner 999900006")

    monkeypatch.setattr(Werk, "bereken", broken)
    said: list[str] = []
    monkeypatch.setattr("resultaat.cli.output.Output.note", lambda _, text: said.append(text))
    assert app.run(["bereken", "--map", str(werkmap)]) == 4
    assert "RuntimeError" in " ".join(said)
    assert "999900006" not in " ".join(said)
