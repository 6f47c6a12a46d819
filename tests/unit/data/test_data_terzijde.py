"""Rows in the file = rows used + rows set aside, each with its reason and its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from builders import HAVEN
from data_examples import attempt, folder_with, rows_of

import resultaat
from resultaat.data.contract import ASIDE
from resultaat.data.history import history
from resultaat.data.levering import Levering

KOLOMMEN = {
    "nr": "tekst",
    "buurt": "gebied",
    "op": "datum",
    "leeftijd": "{type: aantal, mag_leeg: ja, minstens: 0, hoogstens: 120}",
    "reden": "{mag_leeg: ja, codelijst: data/redenen.csv}",
}
CODES = "code;uitleg\n01;volgens plan\n02;uitval\n"
MORE = "sleutel: nr\nhoogstens_terzijde: 50%"
LINES = (
    "nr;buurt;op;leeftijd;reden",
    f"a;{HAVEN};2024-01-01;40;01",
    f"b;{HAVEN};2024-13-01;200;99",  # a date first, so that is the reason
    f"c;{HAVEN};2024-01-01;200;02",
    f"d;{HAVEN};2024-01-01;;03",
    f"e;{HAVEN};2024-01-01;1;",
    f"f;{HAVEN};2024-01-01;1;01",
    f"g;{HAVEN};2024-01-01;1;01",
    f"g;{HAVEN};2024-01-01;1;01",  # wholly the same: the first one counts
    f"h;{HAVEN};2024-01-01;1;01",
    f"h;{HAVEN};2024-01-02;1;01",  # which of the two is right cannot be known
    f"i;{HAVEN};2024-01-01;1;01",
    f"j;{HAVEN};2024-01-01;1;01",
)


def made(folder: Path, *lines: str, more: str = MORE, **kolommen: str) -> Path:
    content = "\n".join(lines or LINES) + "\n"
    made = folder_with(folder, content, {**KOLOMMEN, **kolommen}, more=more)
    (made / "data/redenen.csv").write_text(CODES, encoding="utf-8")
    return made


def last(folder: Path) -> Levering:
    return history(folder, "levering")[-1]


def test_every_row_is_used_or_set_aside_for_one_reason(tmp_path: Path) -> None:
    folder = made(tmp_path)
    snapshot, found = attempt(folder)
    assert snapshot is not None, list(found)
    levering = last(folder)
    assert (levering.rijen, levering.gebruikt, levering.terzijde) == (12, 6, 6)
    assert [
        (each.code, each.kolom, each.rijen, each.eerste_regel) for each in levering.redenen
    ] == [
        ("R3004", "op", 1, 3),
        ("R3020", "leeftijd", 1, 4),
        ("R3006", "reden", 1, 5),
        ("R3007", "nr", 3, 9),
    ]
    assert rows_of(snapshot)["nr"].to_list() == ["a", "e", "f", "g", "i", "j"]
    assert levering.regels is not None
    lines = pl.read_csv(folder / levering.regels, separator=";", schema=ASIDE)
    assert lines["regel"].to_list() == [3, 4, 5, 9, 10, 11]


def test_one_row_too_many_refuses_all_and_keeps_the_last_load(tmp_path: Path) -> None:
    folder = made(tmp_path)
    assert attempt(folder)[0] is not None
    (folder / "data/x.csv").write_text("\n".join([*LINES, ";;;;"]) + "\n", encoding="utf-8")
    snapshot, found = attempt(folder)
    assert snapshot is None
    assert "R3201" in {each.code for each in found.errors}
    assert "54%" not in str(list(found))  # 7 of 13, with two decimals
    assert any("7 rijen kloppen niet: 53,85%" in each.message for each in found)
    assert len(history(folder, "levering")) == 1


def test_without_a_threshold_one_row_is_enough(tmp_path: Path) -> None:
    snapshot, found = attempt(made(tmp_path, more="sleutel: nr"))
    assert snapshot is None
    assert {each.code for each in found.errors} == {"R3004", "R3006", "R3007", "R3020"}


@pytest.mark.parametrize(
    ("grens", "value", "fits"),
    [
        ("{type: getal, hoogstens: '1,5'}", "1,5", True),
        ("{type: getal, hoogstens: '1,5'}", "1,6", False),
        ("{type: procent, hoogstens: 100}", "100", True),
        ("{type: procent, hoogstens: 100}", "101", False),
        ("{type: datum, minstens: 2020-01-01}", "2020-01-01", True),
        ("{type: datum, minstens: 2020-01-01}", "2019-12-31", False),
        ("{type: bedrag, minstens: 0}", "-0,01", False),
    ],
)
def test_limits(tmp_path: Path, grens: str, value: str, fits: bool) -> None:
    folder = folder_with(tmp_path, f"buurt;x1\n{HAVEN};{value}\n", {"buurt": "gebied", "x1": grens})
    found = attempt(folder)[1]
    assert [each.code for each in found] == ([] if fits else ["R3020"])


def test_too_few_rows_are_refused(tmp_path: Path) -> None:
    found = attempt(made(tmp_path, more=f"{MORE}\nminstens_rijen: 7"))[1]
    assert [each.code for each in found.errors] == ["R3202"]


def rows(count: int, age: str = "40", reden: str = "01") -> list[str]:
    return [LINES[0], *(f"r{n};{HAVEN};2024-01-01;{age};{reden}" for n in range(count))]


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        (rows(24), []),
        (rows(25), ["R3204"]),
        (rows(16), []),
        (rows(15), ["R3204"]),
        (rows(20, age="44"), []),
        (rows(20, age="45"), ["R3204"]),
        ([*rows(19), f"x;{HAVEN};2024-01-01;40;"], []),
        ([*rows(18), f"x;{HAVEN};2024-01-01;40;", f"y;{HAVEN};2024-01-01;40;"], ["R3204"]),
    ],
)
def test_a_shift_needs_a_reason(tmp_path: Path, second: list[str], codes: list[str]) -> None:
    shift = "verschuiving: {rijen: 20%, leeg: 5 procentpunt, gemiddelde: 10%}"
    folder = made(tmp_path, *rows(20), more=f"sleutel: nr\n{shift}")
    werk = resultaat.open(folder)
    assert list(werk.laad(["levering"]).meldingen) == []
    (folder / "data/x.csv").write_text("\n".join(second) + "\n", encoding="utf-8")
    done = werk.laad(["levering"])
    assert [each.code for each in done.meldingen] == codes
    assert bool(done.ladingen) == (not codes)
    (agreed,) = werk.laad(["levering"], akkoord="zo is het").ladingen
    assert agreed.levering.akkoord == ("zo is het" if codes else None)


def test_late_is_a_finding_and_not_an_error(tmp_path: Path) -> None:
    folder = made(tmp_path, *rows(1), more="ververst: maandelijks")
    snapshot, found = attempt(folder)
    assert snapshot is not None
    assert [(each.code, each.severity.value) for each in found] == [("R3203", "bevinding")]
    today = rows(1)[1].replace("2024-01-01", date.today().isoformat())
    (folder / "data/x.csv").write_text(f"{LINES[0]}\n{today}\n", encoding="utf-8")
    assert list(attempt(folder)[1]) == []


def test_who_only_calculates_hears_of_rows_set_aside(tmp_path: Path) -> None:
    folder = made(tmp_path)
    first = attempt(folder)[1]
    assert {each.severity.value for each in first} == {"bevinding"}
    assert len(first) == 4
    again = attempt(folder)[1]  # nothing was loaded now
    assert [(each.code, each.severity.value) for each in again] == [("R3208", "opmerking")]


def test_what_is_kept_and_shown_has_no_value_of_a_row(tmp_path: Path) -> None:
    marker = "Jan_Geheim_123456782"
    lines = [*rows(12), f"{marker};{HAVEN};2024-01-01;40;{marker}"]
    lines.append(f"q;{HAVEN};{marker};{marker};01")
    folder = made(tmp_path, *lines)
    done = resultaat.open(folder).laad(["levering"])
    (lading,) = done.ladingen
    assert lading.levering.terzijde == 2
    said = json.dumps(lading.levering.to_json()) + "".join(
        each.render(folder) for each in done.meldingen
    )
    assert "Geheim" not in said
    for path in (folder / ".resultaat").rglob("*"):
        if path.is_file():
            assert b"Geheim" not in path.read_bytes(), path


def test_a_mean_and_shares_of_a_few_rows_are_not_shown(tmp_path: Path) -> None:
    folder = made(tmp_path, *rows(9))
    attempt(folder)
    assert last(folder).shown()["kolommen"] == {}
    assert "gemiddelde" not in json.dumps(last(folder).shown())


def test_exactly_the_share_that_is_allowed_is_allowed(tmp_path: Path) -> None:
    # One of ten, as a float, is a little more than 10%.
    lines = [f"{HAVEN};{number}" for number in range(1, 11)]
    columns = {"buurt": "gebied", "x1": "{type: aantal, hoogstens: 9}"}
    content = "buurt;x1\n" + "\n".join(lines) + "\n"
    folder = folder_with(tmp_path, content, columns, more="hoogstens_terzijde: 10%")
    snapshot, _ = attempt(folder)
    assert snapshot is not None and snapshot.rijen == 9
