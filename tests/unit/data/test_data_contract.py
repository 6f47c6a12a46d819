"""The contract: everything that is wrong at once, where it is, and nothing about a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, CENTRUM, GEMEENTE, HAVEN
from data_examples import loaded, refused

PERSONEN = {
    "wie": "pseudoniem",
    "buurt": "{type: gebied, mag_leeg: ja}",
    "wet": "{keuze: [jeugdwet, wmo]}",
    "op": "datum",
    "kosten": "{type: bedrag, mag_leeg: ja}",
}
ABOUT = {"more": "persoon: wie\ngrondslag: test\nsleutel: wie"}
HEAD = "wie;buurt;wet;op;kosten"
GOOD = f"p1;{HAVEN};wmo;2024-01-01;1,00"


def csv(*lines: str) -> str:
    return "\n".join((HEAD, *lines)) + "\n"


def test_everything_at_once_each_at_its_own_place(tmp_path: Path) -> None:
    content = csv(
        GOOD,
        f"p2;{HAVEN};wvo;2024-13-01;1.00",
        "p2;BU99990109;wmo;;9,999",
        f"p4;{CENTRUM};wmo;2024-01-01;1",
    )
    found = refused(tmp_path, content, PERSONEN, **ABOUT)
    places = {(each.code, each.place.span.line, each.place.span.column) for each in found}
    assert places == {
        ("R3006", 3, 15),
        ("R3004", 3, 19),  # the date
        ("R3004", 3, 30),  # the amount, the first of two
        ("R3005", 4, 19),
        ("R3007", 3, 1),
        ("R3008", 4, 4),
    }
    amounts = next(each for each in found if "`kosten`" in each.message)
    assert "(2 rijen, de eerste op regel 3)" in amounts.message


def test_a_level_that_is_stated_holds_for_every_row(tmp_path: Path) -> None:
    content = f"buurt;bedrag\n{HAVEN};1\n{CENTRUM};1\n{GEMEENTE};1\n"
    assert loaded(tmp_path / "a", content).height == 3  # `uit_code`: the levels may be mixed
    (problem,) = refused(tmp_path / "b", content, gebied="{kolom: buurt, niveau: buurt}")
    assert (problem.code, problem.place.span.line) == ("R3009", 3)
    assert "2 rijen" in problem.message


def test_the_column_of_a_field_after_quoted_ones(tmp_path: Path) -> None:
    content = f'naam;buurt;bedrag\n"een; twee";"{HAVEN}";fout\n'
    kolommen = {"naam": "tekst", "buurt": "gebied", "bedrag": "bedrag"}
    (problem,) = refused(tmp_path, content, kolommen)
    assert problem.place.span.column == len(f'"een; twee";"{HAVEN}";') + 1


def test_a_column_may_have_another_name_in_the_file(tmp_path: Path) -> None:
    content = f"Wijk/Buurt (code);Bedrag €\n{BINNENSTAD};1,00\n"
    kolommen = {
        "buurt": '{type: gebied, kolom: "Wijk/Buurt (code)"}',
        "bedrag": '{type: bedrag, kolom: "Bedrag €"}',
    }
    assert loaded(tmp_path, content, kolommen).columns == ["buurt", "bedrag", "__gebied"]
    wrong = content.replace("1,00", "x")
    (problem,) = refused(tmp_path / "b", wrong, kolommen)
    assert problem.place.span.column == len(BINNENSTAD) + 2


def test_other_columns_are_left_out(tmp_path: Path) -> None:
    content = f"bsn;buurt;bedrag\n123456782;{HAVEN};1\n"
    frame = loaded(tmp_path, content, {"buurt": "gebied", "bedrag": "bedrag"})
    assert "bsn" not in frame.columns
    assert b"123456782" not in next((tmp_path / ".resultaat").rglob("*.parquet")).read_bytes()


def test_rows_without_an_area_are_kept_apart(tmp_path: Path) -> None:
    frame = loaded(tmp_path, csv(GOOD, "p2;;wmo;2024-01-01;"), PERSONEN, **ABOUT)
    assert frame["__gebied"].to_list() == [HAVEN, "onbekend"]
    assert frame["buurt"].to_list() == [HAVEN, None]


MARKER = "Jan_Geheim_123456782"
BREACHES: Mapping[str, str] = {
    "type": csv(f"p1;{HAVEN};wmo;{MARKER};1,00"),
    "amount": csv(f"p1;{HAVEN};wmo;2024-01-01;{MARKER}"),
    "choice": csv(f"p1;{HAVEN};{MARKER};2024-01-01;1,00"),
    "area": csv(f"p1;{MARKER};wmo;2024-01-01;1,00"),
    "key": csv(*[f"{MARKER};{HAVEN};wmo;2024-01-01;1,00"] * 2),
    "too long": csv(f"p1;{HAVEN};wmo;2024-01-01;1,00;{MARKER}"),
    "too short": csv(f"p1;{MARKER}"),
    "open quote": csv(f'p1;"{MARKER};wmo;2024-01-01;1,00'),
    "one column": f"wie,buurt\n{MARKER},x\n",
    "json": json.dumps({MARKER: [1]}) + MARKER,
}


@pytest.mark.parametrize("breach", BREACHES)
def test_no_message_repeats_a_value(tmp_path: Path, breach: str) -> None:
    found = refused(tmp_path, BREACHES[breach], PERSONEN, **ABOUT)
    said = "\n".join(each.render() + json.dumps(each.to_json()) for each in found)
    assert found
    assert MARKER not in said
    assert "Geheim" not in said


def test_a_file_without_a_header_shows_nobody(tmp_path: Path) -> None:
    content = f"{MARKER};{HAVEN};wmo;2024-01-01;1,00\np2;{HAVEN};wmo;2024-01-01;1,00\n"
    found = refused(tmp_path, content, PERSONEN, **ABOUT)
    assert not [each for each in found if MARKER in each.render()]


@pytest.mark.parametrize(
    ("kind", "choice", "written"), [("aantal", "[1, 2]", "3"), ("getal", "[1]", "2")]
)
def test_a_choice_of_numbers(tmp_path: Path, kind: str, choice: str, written: str) -> None:
    kolommen = {"buurt": "gebied", "cijfer": f"{{type: {kind}, keuze: {choice}}}"}
    good = loaded(tmp_path / "a", f"buurt;cijfer\n{HAVEN};1\n", kolommen)
    assert good.height == 1
    (problem,) = refused(tmp_path / "b", f"buurt;cijfer\n{HAVEN};{written}\n", kolommen)
    assert problem.code == "R3006"


def test_years_of_published_figures(tmp_path: Path) -> None:
    kolommen = {"buurt": "gebied", "jaar": "tekst", "bedrag": "bedrag"}
    about = {"more": "gepubliceerd: ja\nperiode: jaar"}
    content = f"buurt;jaar;bedrag\n{HAVEN};2023;1\n{HAVEN};2024;1\n{CENTRUM};2024;1\n"
    frame = loaded(tmp_path / "a", content, kolommen, **about)
    assert frame["__start"].dt.year().to_list() == [2023, 2024, 2024]
    assert frame.schema["__start"] == pl.Date
    double = refused(tmp_path / "b", content + f"{HAVEN};2024;2\n", kolommen, **about)
    assert [(each.code, each.place.span.line) for each in double] == [("R3011", 3)]


def test_one_period_for_a_whole_file(tmp_path: Path) -> None:
    about = {"more": "gepubliceerd: ja\nperiode: 2024-K3"}
    kolommen = {"buurt": "gebied", "bedrag": "bedrag"}
    frame = loaded(tmp_path, f"buurt;bedrag\n{HAVEN};1\n", kolommen, **about)
    assert str(frame["__start"].item()) == "2024-07-01"
