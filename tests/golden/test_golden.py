"""Every kind of mistake in a definition or a delivery, with the exact text that a user gets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import golden_cases as golden
import pytest
from builders import BASE

import resultaat
from resultaat.core.codes import all_codes
from resultaat.core.diagnostics import Diagnostic, ResultaatError

#: Codes that no file in a folder of text can bring about; each has a test of its own.
ELSEWHERE = {
    *("R1001", "R1002", "R3022", "R3042", "R3043", "R3053"),
    *("R3302", "R3303", "R3305", "R3402", "R3403"),
    *(f"R320{number}" for number in range(3, 9)),
}
#: How a line of a message may be at most: two lines of a narrow terminal.
WIDEST = 160


def checked(folder: Path) -> Iterable[Diagnostic]:
    return resultaat.open(folder).check()


def delivered(folder: Path) -> Iterable[Diagnostic]:
    assert list(checked(folder)) == [], "the definitions of a delivery are right"
    werk = resultaat.open(folder)
    with pytest.raises(ResultaatError) as stopped:  # the second needs more files
        werk.bereken()
        werk.neveneffecten()
    return stopped.value.diagnostics


def texts(kind: str) -> dict[str, str]:
    return {
        path.parent.name: path.read_text(encoding="utf-8")
        for path in (golden.HERE / kind).glob("*/verwacht.txt")
    }


@pytest.mark.parametrize("case", golden.cases("fouten"))
def test_definition_gives_its_text(case: Path, tmp_path: Path) -> None:
    golden.compare(case, tmp_path / "werkmap", checked)


@pytest.mark.parametrize("case", golden.cases("levering"))
def test_delivery_gives_its_text(case: Path, tmp_path: Path) -> None:
    golden.compare(case, tmp_path / "werkmap", delivered)


def test_the_base_is_without_fault() -> None:
    assert list(checked(BASE)) == []


def test_every_code_about_definitions_and_data_has_a_case() -> None:
    shown = {
        code
        for kind in ("fouten", "levering")
        for text in texts(kind).values()
        for code in re.findall(r"^.*?(R\d{4}) (?:fout|bevinding|opmerking)", text, re.MULTILINE)
    }
    wanted = {code for code in all_codes() if code.startswith(("R1", "R3"))}
    assert wanted - shown == ELSEWHERE


@pytest.mark.parametrize("kind", ["fouten", "levering"])
def test_messages_are_short_and_speak_no_python(kind: str) -> None:
    for name, text in texts(kind).items():
        for line in text.splitlines():
            assert len(line) <= WIDEST, f"{name}: {line}"
            assert not re.search(r"\bNone\b|\[\'|<class|Traceback|Error\b", line), f"{name}: {line}"
