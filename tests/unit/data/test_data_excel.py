"""Workbooks as people keep them: sheets, headers over two rows, numbers that are text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from builders import BINNENSTAD, HAVEN
from data_examples import KOLOMMEN, attempt, folder_with, loaded, refused
from data_workbooks import excel, ods

XLSX = {"bestand": "data/x.xlsx"}
MAKERS: list[tuple[Callable[..., bytes], str]] = [(excel, "data/x.xlsx"), (ods, "data/x.ods")]
HEAD = ("buurt", "bedrag")


@pytest.mark.parametrize("made", MAKERS, ids=["excel", "ods"])
@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("bedrag", 12.5, Decimal("12.50")),
        ("bedrag", "12,50", Decimal("12.50")),
        ("bedrag", 12, Decimal(12)),
        ("getal", 0.1 + 0.2, Decimal("0.3")),
        ("aantal", 1500, 1500),
        ("aantal", 1500.0, 1500),
        ("aantal", "1500", 1500),
        ("datum", date(2024, 1, 31), date(2024, 1, 31)),
        ("datum", "2024-01-31", date(2024, 1, 31)),
        ("ja_nee", True, True),
        ("ja_nee", "nee", False),
        ("tekst", "0363", "0363"),
        ("tekst", " .  ", None),
        ("procent", 9.7, Decimal("0.097")),
    ],
)
def test_cells(
    tmp_path: Path,
    made: tuple[Callable[..., bytes], str],
    kind: str,
    cell: object,
    expected: object,
) -> None:
    make, bestand = made
    content = make({"Blad1": [("buurt", "waarde"), (HAVEN, cell)]})
    kolommen = {"buurt": "gebied", "waarde": f"{{type: {kind}, mag_leeg: ja}}"}
    frame = loaded(tmp_path, content, kolommen, bestand=bestand, more='leeg: ["."]')
    assert frame["waarde"].to_list() == [expected]


def test_a_date_with_a_time_is_that_day(tmp_path: Path) -> None:
    content = excel({"Blad1": [("buurt", "dag"), (HAVEN, datetime(2024, 1, 31, 23, 59))]})
    frame = loaded(tmp_path, content, {"buurt": "gebied", "dag": "datum"}, **XLSX)
    assert frame["dag"].to_list() == [date(2024, 1, 31)]


@pytest.mark.parametrize("cell", [12.505, "12.505", "twaalf", date(2024, 1, 31)])
def test_a_cell_that_is_no_amount(tmp_path: Path, cell: object) -> None:
    content = excel({"Blad1": [HEAD, (HAVEN, 1), (HAVEN, cell)]})
    (problem,) = refused(tmp_path, content, **XLSX)
    assert (problem.code, problem.place.span.line) == ("R3004", 3)


@pytest.mark.parametrize(("make", "bestand"), MAKERS)
def test_the_sheet_that_the_source_names(
    tmp_path: Path, make: Callable[..., bytes], bestand: str
) -> None:
    sheets = {"Toelichting": [("lees dit",)], "Cijfers 2024": [HEAD, (HAVEN, 3)]}
    frame = loaded(tmp_path, make(sheets), bestand=bestand, more="blad: Cijfers 2024")
    assert frame["bedrag"].to_list() == [3]


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    sheets = {"Toelichting": [("lees dit",)], "Cijfers 2024": [HEAD, (HAVEN, 3)]}
    (problem,) = refused(tmp_path / "a", excel(sheets), **XLSX, more="blad: Cijfers 2025")
    assert (problem.code, problem.mend) == ("R3002", "Bedoelt u `Cijfers 2024`?")
    (problem,) = refused(tmp_path / "b", excel(sheets), **XLSX)
    assert "2 bladen" in problem.message
    assert "Toelichting en Cijfers 2024" in problem.mend


def test_hidden_sheets_are_not_in_the_way(tmp_path: Path) -> None:
    sheets = {"Cijfers": [HEAD, (HAVEN, 3)], "Hulp": [("x",)]}
    frame = loaded(tmp_path, excel(sheets, hidden=["Hulp"]), **XLSX)
    assert frame["bedrag"].to_list() == [3]


def test_a_header_further_down(tmp_path: Path) -> None:
    rows = [("Overzicht",), (), HEAD, (HAVEN, 3), (None, None), (BINNENSTAD, "fout")]
    content = excel({"Blad1": rows})
    (problem,) = refused(tmp_path / "a", content, **XLSX, more="kopregels: 3")
    assert (problem.code, problem.place.span.line) == ("R3004", 6)
    assert {each.code for each in refused(tmp_path / "b", content, **XLSX)} == {"R3003"}
    (problem,) = refused(tmp_path / "c", content, **XLSX, more="kopregels: 2")
    assert (problem.code, problem.place.span.line) == ("R3002", 2)


def test_a_header_over_two_rows_with_merged_cells(tmp_path: Path) -> None:
    rows = [
        ("buurt", None, None, None, "eind"),
        (None, "Wmo", "Jeugd", "Wmo "),
        (HAVEN, 1, 2, 3, 4),
    ]
    content = excel({"Blad1": rows}, merged=["B1:C1"])
    kolommen = {
        "buurt": "gebied",
        "wmo": "{type: aantal, kolom: samen/Wmo}",
        "jeugd": "{type: aantal, kolom: samen/Jeugd}",
        "eind": "aantal",
    }
    (problem,) = refused(tmp_path / "a", content, kolommen, **XLSX, more="kopregels: [1, 2]")
    assert "`samen/Wmo` twee keer" in problem.message
    rows[1] = (None, "Wmo", "Jeugd", "Anders")
    content = excel({"Blad1": rows}, merged=["B1:C1"])
    frame = loaded(tmp_path / "b", content, kolommen, **XLSX, more="kopregels: [1, 2]")
    assert frame.select("wmo", "jeugd", "eind").rows() == [(1, 2, 4)]


@pytest.mark.parametrize(("make", "bestand"), MAKERS)
@pytest.mark.parametrize("part", [0.0, 0.2, 0.5, 0.9, 0.99])
def test_half_a_workbook(
    tmp_path: Path, make: Callable[..., bytes], bestand: str, part: float
) -> None:
    whole = make({"Blad1": [HEAD, *((HAVEN, number) for number in range(200))]})
    (problem,) = refused(tmp_path, whole[: int(len(whole) * part)], bestand=bestand)
    assert problem.code == "R3002"


@pytest.mark.parametrize(("make", "bestand"), MAKERS)
def test_a_workbook_that_was_hit(tmp_path: Path, make: Callable[..., bytes], bestand: str) -> None:
    whole = bytearray(make({"Blad1": [HEAD, *((HAVEN, number) for number in range(500))]}))
    middle = len(whole) // 2
    whole[middle : middle + 60] = b"x" * 60
    snapshot, found = attempt(folder_with(tmp_path, bytes(whole), bestand=bestand))
    # Either the damage is seen, or it lies where no value is; never other rows.
    assert snapshot is None
    assert {each.code for each in found} <= {"R3002", "R3003", "R3004"}


@pytest.mark.parametrize(
    "content", [f"buurt;bedrag\n{HAVEN};1\n", b"\xd0\xcf\x11\xe0" + bytes(900)]
)
def test_what_is_no_workbook(tmp_path: Path, content: str | bytes) -> None:
    (problem,) = refused(tmp_path, content, **XLSX)
    assert (problem.code, "wachtwoord" in problem.message) == ("R3002", True)


def test_a_sheet_without_rows(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, excel({"Blad1": [HEAD]}), KOLOMMEN, **XLSX)
    assert problem.code == "R3010"


def test_a_workbook_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    (problem,) = refused(tmp_path, excel({"Blad1": [HEAD, (HAVEN, 1)]}), **XLSX)
    assert "resultaat[excel]" in problem.mend
