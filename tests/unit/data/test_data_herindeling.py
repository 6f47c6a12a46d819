"""Codes of another year at the door: renamed, merged, split, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from builders import BINNENSTAD, HAVEN
from data_examples import attempt, folder_with, rows_of

from resultaat.data.history import history
from resultaat.data.levering import Omgerekend

HEAD = "jaar_van;jaar_naar;code_van;code_naar;adressen"
KOLOMMEN = {
    "buurt": "gebied",
    "mensen": "{type: aantal, mag_leeg: ja}",
    "deel": "{type: procent, mag_leeg: ja}",
    "geld": "{type: bedrag, mag_leeg: ja}",
}
#: Two old buurten became one, one was split in a quarter and three quarters.
CHANGES = (
    f"2020;2022;BU99990191;{HAVEN};30",
    f"2020;2022;BU99990192;{HAVEN};10",
    f"2020;2022;BU99990192;{BINNENSTAD};30",
)
PUBLISHED = "gepubliceerd: ja\nperiode: 2020"


def made(
    folder: Path,
    *lines: str,
    more: str = PUBLISHED,
    changes: tuple[str, ...] = CHANGES,
    kolommen: Mapping[str, str] = KOLOMMEN,
    gebied: str = "{kolom: buurt, niveau: buurt, jaar: 2020}",
) -> Path:
    content = "\n".join([";".join(kolommen), *lines]) + "\n"
    made = folder_with(folder, content, kolommen, gebied=gebied, more=more)
    settings = made / "resultaat.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text + "gebieden_van: 2022\nherindelingen: data/herindelingen.csv\n", encoding="utf-8"
    )
    (made / "data/herindelingen.csv").write_text("\n".join([HEAD, *changes]) + "\n", "utf-8")
    return made


def figures(folder: Path) -> dict[str, tuple[object, ...]]:
    snapshot, found = attempt(folder)
    assert snapshot is not None, list(found)
    rows = rows_of(snapshot).select("__gebied", "mensen", "deel", "geld").iter_rows()
    return {row[0]: row[1:] for row in rows}


def test_published_figures_are_shared_out_by_addresses(tmp_path: Path) -> None:
    folder = made(tmp_path, "BU99990191;100;10;1,00", "BU99990192;40;30;0,40")
    assert figures(folder) == {
        # All of the first and a quarter of the second; the percentage by 30 and 10 addresses.
        HAVEN: (110, Decimal("0.15"), Decimal("1.10")),
        BINNENSTAD: (30, Decimal("0.3"), Decimal("0.30")),
    }
    (load,) = history(folder, "levering")
    assert (load.rijen, load.gebruikt) == (2, 2)
    assert load.omgerekend == Omgerekend(2020, 2022, 0, 0, 2)


def test_a_part_without_a_figure_leaves_none(tmp_path: Path) -> None:
    assert figures(made(tmp_path / "a", "BU99990191;100;;1,00", "BU99990192;40;30;")) == {
        HAVEN: (110, None, None),
        BINNENSTAD: (30, Decimal("0.3"), None),
    }
    absent = figures(made(tmp_path / "b", "BU99990191;100;10;1,00"))
    assert absent == {HAVEN: (None, None, None)}


def test_rows_go_where_nearly_all_addresses_are(tmp_path: Path) -> None:
    folder = made(tmp_path, "BU99990191;1;1;1", "BU99990192;2;2;2", more="")
    snapshot, found = attempt(folder)
    assert snapshot is not None
    assert sorted(rows_of(snapshot)["__gebied"]) == [HAVEN, "onbekend"]
    (told,) = found
    assert (told.code, told.severity.value) == ("R3403", "opmerking")
    assert "1 rij ligt in een gesplitst gebied" in told.message


def test_a_split_over_the_edge_of_the_folder_is_refused(tmp_path: Path) -> None:
    changes = (f"2020;2022;BU99990192;{HAVEN};50", "2020;2022;BU99990192;BU12340000;50")
    folder = made(tmp_path, "BU99990192;1;1;1", more="", changes=changes)
    assert "R3402" in {each.code for each in attempt(folder)[1]}


def test_codes_of_another_year_are_noticed(tmp_path: Path) -> None:
    folder = made(tmp_path, "BU99990191;1;1;1", gebied="{kolom: buurt, niveau: buurt}")
    (problem,) = attempt(folder)[1]
    assert problem.code == "R3008"
    assert "Zet `jaar: 2020` bij `gebied`." in problem.mend


@pytest.mark.parametrize("year", [2019, 2023])
def test_a_year_that_nobody_knows_of_is_refused(tmp_path: Path, year: int) -> None:
    gebied = f"{{kolom: buurt, niveau: buurt, jaar: {year}}}"
    folder = made(tmp_path, "BU99990191;1;1;1", gebied=gebied)
    assert [each.code for each in attempt(folder)[1]] == ["R3401"]


@pytest.mark.parametrize(
    "line", ["2020;2022;a;b;0", "2022;2020;a;b;1", "x;2022;a;b;1", "2020;2022;;b;1", "2020;2022"]
)
def test_a_file_that_is_not_right(tmp_path: Path, line: str) -> None:
    folder = made(tmp_path, "BU99990191;1;1;1", changes=(line,))
    with pytest.raises(Exception, match="R3105"):
        attempt(folder)


def test_a_year_of_its_own_changes_nothing(tmp_path: Path) -> None:
    gebied = "{kolom: buurt, niveau: buurt, jaar: 2022}"
    folder = made(tmp_path, f"{HAVEN};1;1;1", gebied=gebied)
    snapshot, found = attempt(folder)
    assert snapshot is not None
    assert list(found) == []
    assert rows_of(snapshot)["__gebied"].to_list() == [HAVEN]


def test_many_codes_that_are_not_known_are_not_each_another_one(tmp_path: Path) -> None:
    """One is a slip of the pen; more are of another year, and none must be replaced by itself."""
    gebied, no_changes = "{kolom: buurt, niveau: buurt}", (f"2020;2022;BU1;{HAVEN};1",)
    lines = ("BU99990191;1;1;1", "BU99990192;1;1;1")
    two = made(tmp_path / "a", *lines, gebied=gebied, changes=no_changes)
    (problem,) = attempt(two)[1]
    assert (problem.code, "Bedoelt u" in problem.mend) == ("R3008", False)
    assert "van hetzelfde jaar" in problem.mend
    one = made(tmp_path / "b", lines[0], gebied=gebied, changes=no_changes)
    (problem,) = attempt(one)[1]
    assert "Bedoelt u" in problem.mend


def test_a_file_with_changes_that_is_not_there(tmp_path: Path) -> None:
    folder = made(tmp_path, "BU99990191;1;1;1")
    (folder / "data/herindelingen.csv").unlink()
    with pytest.raises(Exception, match=r"R3105.*is er niet"):
        attempt(folder)
