"""Rows and parts of a file that a contract asks for, and areas that it writes otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BINNENSTAD, GEMEENTE, HAVEN
from data_examples import loaded, refused

ROWS = (
    "regio;leeftijd;aantal\n"
    f"{GEMEENTE};20150;9\n{GEMEENTE};20300;4\n"
    f"{HAVEN} ;20150;2\n{BINNENSTAD};20300;.\nPV20;20150;99\n"
)
KOLOMMEN = {
    "regio": "gebied",
    "leeftijd": "tekst",
    "aantal": "{type: aantal, mag_leeg: ja}",
}


def more(*lines: str) -> dict[str, str]:
    return {"gebied": "{kolom: regio}", "more": "\n".join(('leeg: ["."]', *lines))}


def test_only_the_rows_that_the_source_is_about(tmp_path: Path) -> None:
    chosen = more("alleen: {leeftijd: ['20150'], regio: ['GM*', 'BU*']}")
    frame = loaded(tmp_path, ROWS, KOLOMMEN, **chosen)
    assert frame.select("regio", "aantal").rows() == [(GEMEENTE, 9), (HAVEN, 2)]


def test_rows_that_are_left_out(tmp_path: Path) -> None:
    frame = loaded(tmp_path, ROWS, KOLOMMEN, **more("zonder: {regio: [PV20], leeftijd: ['20300']}"))
    assert frame["aantal"].to_list() == [9, 2]


@pytest.mark.parametrize("line", ["alleen: {leeftijd: ['99999']}", "zonder: {regio: [NL00]}"])
def test_a_value_that_no_row_has(tmp_path: Path, line: str) -> None:
    (problem,) = refused(tmp_path, ROWS, KOLOMMEN, **more(line))
    assert problem.code == "R3013"


def test_choices_that_leave_no_row(tmp_path: Path) -> None:
    lines = ("alleen: {leeftijd: ['20300']}", f"zonder: {{regio: [{GEMEENTE}, {BINNENSTAD}]}}")
    (problem,) = refused(tmp_path, ROWS, KOLOMMEN, **more(*lines))
    assert problem.code == "R3010"


def test_the_part_of_a_text_that_counts(tmp_path: Path) -> None:
    content = f"regio;taakveld\n{HAVEN};6.71a Huishoudelijke hulp (WMO)\n{HAVEN};0.11 Resultaat..\n"
    kolommen = {
        "regio": "gebied",
        "code": "{kolom: taakveld, deel: '^[0-9.]+[a-z]?'}",
        "hoofd": "{kolom: taakveld, deel: '^([0-9]+)[.]'}",
        "taakveld": "tekst",
    }
    frame = loaded(tmp_path, content, kolommen, gebied="{kolom: regio}")
    assert frame["code"].to_list() == ["6.71a", "0.11"]
    assert frame["hoofd"].to_list() == ["6", "0"]
    assert frame["taakveld"].to_list() == ["6.71a Huishoudelijke hulp (WMO)", "0.11 Resultaat.."]


def test_a_part_that_is_not_there(tmp_path: Path) -> None:
    content = f"regio;taakveld\n{HAVEN};6.1 Samenkracht\n{HAVEN};Totaal\n"
    kolommen = {"regio": "gebied", "taakveld": "{deel: '^[0-9.]+'}"}
    (problem,) = refused(tmp_path, content, kolommen, gebied="{kolom: regio}")
    assert (problem.code, "regel 3" in problem.message) == ("R3014", True)
    assert "Totaal" not in problem.render()


def test_a_value_that_the_file_does_not_have(tmp_path: Path) -> None:
    kolommen = {
        "regio": f"{{type: gebied, vast: {GEMEENTE}}}",
        "dag": "{type: datum, vast: 2024-01-01}",
    }
    frame = loaded(tmp_path, "maand\n1\n2\n", kolommen, gebied="{kolom: regio}")
    assert frame["__gebied"].to_list() == [GEMEENTE, GEMEENTE]
    assert frame["dag"].dt.year().to_list() == [2024, 2024]


@pytest.mark.parametrize("written", ["9999", " 9999 ", "9999.0"])
def test_the_number_of_a_gemeente(tmp_path: Path, written: str) -> None:
    gebied = "{kolom: regio, niveau: gemeente, geschreven_als: gemeentenummer}"
    frame = loaded(tmp_path, f"regio\n{written}\n", {"regio": "gebied"}, gebied=gebied)
    assert frame["__gebied"].to_list() == [GEMEENTE]


def test_a_number_without_its_zeros_is_another_gemeente(tmp_path: Path) -> None:
    """`14` is GM0014, which is not in this list; it is not taken for GM9914 or left out."""
    gebied = "{kolom: regio, niveau: gemeente, geschreven_als: gemeentenummer}"
    (problem,) = refused(tmp_path, "regio\n14\n", {"regio": "gebied"}, gebied=gebied)
    assert problem.code == "R3008"
    assert "GM0014" in problem.message


def test_the_name_of_an_area(tmp_path: Path) -> None:
    gebied = "{kolom: regio, niveau: buurt, geschreven_als: naam}"
    frame = loaded(tmp_path, "regio\nHavenkwartier \n", {"regio": "gebied"}, gebied=gebied)
    assert frame["__gebied"].to_list() == [HAVEN]


def test_a_name_of_another_level_is_not_taken(tmp_path: Path) -> None:
    gebied = "{kolom: regio, niveau: buurt, geschreven_als: naam}"
    (problem,) = refused(tmp_path, "regio\nCentrum\n", {"regio": "gebied"}, gebied=gebied)
    assert problem.code == "R3008"
