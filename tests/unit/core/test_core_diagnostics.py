"""Diagnostics as values: their order, their text, their JSON, and what they make of a command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resultaat.core.diagnostics import (
    Diagnostic,
    Diagnostics,
    ExitCode,
    Place,
    ResultaatError,
    Severity,
    did_you_mean,
)
from resultaat.core.source import SourceFile, Span

ROOT = Path("/werk")
SOURCE = SourceFile(ROOT / "indicators/jeugd/a.yaml", "soort: resultaat\nnaam: x\n")
PLACE = Place(SOURCE.path, Span.at(1, 8, 9), SOURCE)


def diagnostic(code: str, place: Place | None = PLACE, **more: object) -> Diagnostic:
    return Diagnostic(code, "Dit is mis.", "Doe dit.", place, **more)


def test_the_text_of_a_message() -> None:
    assert diagnostic("R1234").render(ROOT) == (
        "indicators/jeugd/a.yaml:1:8  R1234 fout\n"
        "    1 | soort: resultaat\n"
        "      |        ^^^^^^^^^\n"
        "   Dit is mis.\n"
        "   Doe dit.\n"
        "   Meer uitleg: resultaat leg-uit R1234"
    )


@pytest.mark.parametrize(
    ("place", "head"),
    [
        (None, "R1234 fout"),
        (Place(ROOT / "a.csv"), "a.csv  R1234 fout"),
        (Place(ROOT / "a.csv", Span.at(3, 4)), "a.csv:3:4  R1234 fout"),
        (Place(Path("/elders/a.csv")), "/elders/a.csv  R1234 fout"),
    ],
)
def test_what_is_known_of_the_place(place: Place | None, head: str) -> None:
    lines = diagnostic("R1234", place).render(ROOT).split("\n")
    assert lines[0] == head
    assert lines[1:] == ["   Dit is mis.", "   Doe dit.", "   Meer uitleg: resultaat leg-uit R1234"]


def test_without_a_root_the_whole_path_is_shown() -> None:
    assert diagnostic("R1").render().startswith("/werk/indicators/jeugd/a.yaml:1:8")


@pytest.mark.parametrize(
    ("severity", "word"),
    [(Severity.ERROR, "fout"), (Severity.WARNING, "bevinding"), (Severity.NOTE, "opmerking")],
)
def test_how_bad_it_is_is_a_dutch_word(severity: Severity, word: str) -> None:
    found = diagnostic("R1", severity=severity)
    assert f"R1 {word}" in found.render(ROOT)
    assert found.to_json()["ernst"] == word


def test_json() -> None:
    assert diagnostic("R1234").to_json(ROOT) == {
        "code": "R1234",
        "ernst": "fout",
        "bestand": "indicators/jeugd/a.yaml",
        "regel": 1,
        "kolom": 8,
        "tot_regel": 1,
        "tot_kolom": 17,
        "bericht": "Dit is mis.",
        "herstel": "Doe dit.",
    }
    bare = diagnostic("R1234", None).to_json()
    assert [bare[key] for key in ("bestand", "regel", "kolom", "tot_regel", "tot_kolom")] == [
        None
    ] * 5


def test_in_the_order_in_which_a_reader_meets_them() -> None:
    def at(path: str, line: int, column: int, code: str) -> Diagnostic:
        return diagnostic(code, Place(ROOT / path, Span.at(line, column)))

    right = [
        diagnostic("R9999", None),
        at("a.yaml", 2, 9, "R1002"),
        at("a.yaml", 10, 1, "R1001"),
        at("a.yaml", 10, 1, "R1003"),
        at("b.yaml", 1, 1, "R1000"),
    ]
    assert list(Diagnostics(right[::-1])) == right


def test_the_same_thing_is_said_once() -> None:
    found = Diagnostics()
    found.add(diagnostic("R1"), diagnostic("R1"))
    found.extend([diagnostic("R1"), diagnostic("R2")])
    assert [each.code for each in found] == ["R1", "R2"]


ORDER = """
from resultaat.core.diagnostics import Diagnostic, Diagnostics
found = Diagnostics([Diagnostic("R1102", f"`{word}` ontbreekt", "") for word in "abcdefgh"])
print(*(each.message for each in found))
"""


def test_messages_at_one_place_keep_their_order_in_every_process() -> None:
    orders = {
        subprocess.run(
            [sys.executable, "-c", ORDER],
            cwd=Path(__file__).resolve().parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(orders) == 1


@pytest.mark.parametrize(
    ("severities", "code"),
    [
        ([], ExitCode.FINE),
        ([Severity.NOTE], ExitCode.FINE),
        ([Severity.NOTE, Severity.WARNING], ExitCode.FINDINGS),
        ([Severity.WARNING, Severity.ERROR], ExitCode.ERROR),
    ],
)
def test_exit_codes(severities: list[Severity], code: ExitCode) -> None:
    found = Diagnostics([diagnostic("R1", severity=each) for each in severities])
    assert found.exit_code is code


def test_only_an_error_stops_the_work() -> None:
    found = Diagnostics([diagnostic("R1", severity=Severity.WARNING)])
    found.raise_if_errors()
    found.add(diagnostic("R2"))
    with pytest.raises(ResultaatError, match=r"R1 Dit is mis\.; R2 Dit is mis\.") as stopped:
        found.raise_if_errors()
    assert stopped.value.diagnostics is found
    assert [each.code for each in found.errors] == ["R2"]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("eind_datum", "Bedoelt u `einddatum`?"),
        ("startdatm", "Bedoelt u `startdatum`?"),
        ("kosten", ""),
        ("", ""),
    ],
)
def test_did_you_mean(word: str, said: str) -> None:
    assert did_you_mean(word, ["einddatum", "startdatum", "wet"]) == said


def test_did_you_mean_knows_nothing() -> None:
    assert did_you_mean("a", []) == ""
