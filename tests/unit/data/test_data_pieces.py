"""A delivery in pieces: whatever their size, the same rows, the same name, the same words."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, HAVEN
from data_examples import attempt, folder_with, rows_of

from resultaat.data.history import history
from resultaat.data.levering import Levering

KEY = "een-sleutel-die-nergens-anders-voor-is-0123456789"
KOLOMMEN = {
    "nr": "tekst",
    "wie": "bsn",
    "buurt": "gebied",
    "op": "datum",
    "wet": "{keuze: [jeugdwet, wmo], mag_leeg: ja}",
    "bedrag": "{type: bedrag, minstens: 0, mag_leeg: ja}",
    "uitleg": "{mag_leeg: ja}",
}
MORE = (
    "sleutel: nr\npersoon: wie\ngrondslag: test\nhoogstens_terzijde: 95%\nzonder: {wet: [anders]}"
)
GOOD = ("999900006", "123456782", "111222333", "999990019")
SIZES = (None, 64, 200, 1_000, 10_000)


def lines_of(seed: int, rows: int = 120) -> list[str]:
    """Make rows of every kind: right, wrong, twice the same or another, blank, over two lines."""
    pick = random.Random(seed)  # noqa: S311
    made: list[str] = []
    for number in range(rows):
        name = f"n{pick.randrange(rows)}" if pick.random() < 0.2 else f"u{number}"
        who = pick.choice(GOOD) if pick.random() < 0.97 else "123456789"
        area = pick.choice((HAVEN, BINNENSTAD)) if pick.random() < 0.97 else "BU99999999"
        day = f"20{pick.randrange(18, 24)}-0{pick.randrange(1, 10)}-11"
        law = pick.choice(("jeugdwet", "wmo", "", "anders", "wmo", "wmo", "fout"))
        amount = pick.choice(("1", "12,50", "", "7", "-3" if pick.random() < 0.5 else "x"))
        note = pick.choice(("", "gewoon", '"een; twee"', '"over\ntwee regels"', '"met ""citaat"""'))
        row = ";".join((name, who, area, day, law, amount, note))
        made += [row, row] if pick.random() < 0.1 else [row]
        if pick.random() < 0.03:
            made.append("")
    return [*made, f"laatste;{GOOD[0]};{HAVEN};2020-01-11;anders;1;"]


def load(folder: Path, lines: list[str], size: int | None, patch: pytest.MonkeyPatch) -> Levering:
    content = "\n".join([";".join(KOLOMMEN), *lines]) + "\n"
    patch.setattr("resultaat.data.readers.blocks.SIZE", size)
    made = folder_with(folder, content, KOLOMMEN, more=MORE)
    snapshot, found = attempt(made)
    assert snapshot is not None, [each.message for each in found]
    (levering,) = history(made, "levering")
    assert levering.rijen == levering.gebruikt + levering.terzijde + levering.buiten
    assert levering.gebruikt == snapshot.rijen == rows_of(snapshot).height
    assert levering.rijen == sum(1 for each in lines if each)
    if levering.regels is not None:
        text = (made / levering.regels).read_text(encoding="utf-8")
        assert len(text.splitlines()) - 1 == levering.terzijde
    redenen = tuple(sorted(levering.redenen, key=lambda each: (each.code, each.kolom, each.reden)))
    return replace(levering, redenen=redenen, moment="", nummer=0)


@pytest.mark.parametrize("seed", range(4))
def test_the_size_of_a_piece_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("RESULTAAT_SLEUTEL", KEY)
    monkeypatch.setattr("resultaat.data.build._FILE", 10)
    lines = lines_of(seed)
    whole, *others = [
        load(tmp_path / str(at), lines, size, monkeypatch) for at, size in enumerate(SIZES)
    ]
    assert whole.terzijde > 10
    assert whole.buiten > 10
    assert any(each.code == "R3007" for each in whole.redenen)
    for each in others:
        assert each == whole


def test_the_order_of_rows_that_come_in_pieces_changes_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESULTAAT_SLEUTEL", KEY)
    lines = [each for each in lines_of(9) if each]
    first = load(tmp_path / "a", lines, 500, monkeypatch)
    # Which of two equal rows is the first one, changes the line but not the row.
    other = load(tmp_path / "b", lines[::-1], 700, monkeypatch)
    assert first.momentopname == other.momentopname


def test_one_other_value_is_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESULTAAT_SLEUTEL", KEY)
    lines = [f"a{n};{GOOD[n % 4]};{HAVEN};2020-01-11;wmo;{n};" for n in range(40)]
    lines.append(f"laatste;{GOOD[0]};{HAVEN};2020-01-11;anders;1;")
    first = load(tmp_path / "a", lines, 300, monkeypatch)
    lines[3], lines[4] = lines[3].replace(";3;", ";4;"), lines[4].replace(";4;", ";3;")
    other = load(tmp_path / "b", lines, 300, monkeypatch)
    assert first.momentopname != other.momentopname


def test_a_bsn_in_a_later_piece_stops_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", 200)
    lines = [f"n{n};{HAVEN};gewoon" for n in range(60)]
    lines += [f"m{n};{HAVEN};{GOOD[n % 4]}" for n in range(4)]
    content = "\n".join(["nr;buurt;uitleg", *lines]) + "\n"
    folder = folder_with(tmp_path, content, {"nr": "tekst", "buurt": "gebied", "uitleg": "tekst"})
    snapshot, found = attempt(folder)
    assert snapshot is None
    assert [each.code for each in found] == ["R3304"]
    assert not list((folder / ".resultaat").rglob("*.parquet"))


BROKEN = {
    "cut off": (f"n200;{HAVEN}", 202),
    "too long": (f"n200;{HAVEN};1;2", 202),
    "a quote that stays open": (f'n200;{HAVEN};"1', None),
}


@pytest.mark.parametrize(("tail", "line"), BROKEN.values(), ids=list(BROKEN))
@pytest.mark.parametrize("size", [150, 1_000])
def test_what_breaks_halfway_is_refused_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tail: str, line: int | None, size: int
) -> None:
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", size)
    lines = [f"n{n};{HAVEN};1" for n in range(200)]
    kolommen = {"nr": "tekst", "buurt": "gebied", "uren": "aantal"}
    content = "\n".join([";".join(kolommen), *lines, tail])
    snapshot, found = attempt(folder_with(tmp_path, content, kolommen))
    assert snapshot is None
    assert [each.code for each in found] == ["R3002"]
    assert line is None or found.items[0].place.span.line == line  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [64, 1_000])
@pytest.mark.parametrize("codering", ["utf-8", "windows-1252"])
def test_another_encoding_halfway_is_refused_at_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, codering: str
) -> None:
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", size)
    lines = [f"n{n};{HAVEN};é".encode(codering) for n in range(50)]
    wrong = f"n50;{HAVEN};".encode() + (b"\xe9" if codering == "utf-8" else b"\x81")
    content = b"\n".join([b"nr;buurt;naam", *lines, wrong, *lines]) + b"\n"
    kolommen = {"nr": "tekst", "buurt": "gebied", "naam": "tekst"}
    snapshot, found = attempt(
        folder_with(tmp_path, content, kolommen, more=f"codering: {codering}")
    )
    assert snapshot is None
    (problem,) = found
    assert problem.code == "R3002"
    assert problem.place is not None
    assert problem.place.span.line == 52


@pytest.mark.parametrize("size", [None, 300])
def test_utf_8_read_as_windows_1252_is_refused_in_pieces_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int | None
) -> None:
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", size)
    lines = [f"n{n};{HAVEN};{'é' if n == 40 else 'e'}" for n in range(80)]
    content = "\n".join(["nr;buurt;naam", *lines]).encode()
    kolommen = {"nr": "tekst", "buurt": "gebied", "naam": "tekst"}
    found = attempt(folder_with(tmp_path, content, kolommen, more="codering: windows-1252"))[1]
    assert [each.code for each in found] == ["R3002"]


def test_parts_of_a_large_source_can_be_several_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", 400)
    monkeypatch.setattr("resultaat.data.build._FILE", 20)
    lines = [f"n{n};{HAVEN};20{18 + n % 2}-01-01" for n in range(100)]
    kolommen = {"nr": "tekst", "buurt": "gebied", "op": "datum"}
    content = "\n".join([";".join(kolommen), *lines]) + "\n"
    snapshot, _ = attempt(folder_with(tmp_path, content, kolommen))
    assert snapshot is not None
    names = [part.path.name for part in snapshot.parts]
    assert names[:2] == ["2018~001.parquet", "2018~002.parquet"]
    assert {part.deel for part in snapshot.parts} == {"2018", "2019"}
    assert sorted(rows_of(snapshot)["nr"]) == sorted(each.split(";")[0] for each in lines)
    assert pl.read_parquet(snapshot.path / "*.parquet").height == 100


def test_years_of_birth_are_one_part_also_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"n{n};{HAVEN};{1930 + n % 80}-01-01" for n in range(400)]
    kolommen = {"nr": "tekst", "buurt": "gebied", "op": "datum"}
    content = "\n".join([";".join(kolommen), *lines]) + "\n"
    names = []
    for size in (None, 500):
        monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", size)
        snapshot, _ = attempt(folder_with(tmp_path / str(size), content, kolommen))
        assert snapshot is not None
        assert {part.deel for part in snapshot.parts} == {"alles"}
        names.append(snapshot.digest)
    assert names[0] == names[1]


@pytest.mark.parametrize(
    "where", ["resultaat.data.lading.sha256_of_file", "resultaat.data.readers.raw._opened"]
)
def test_a_file_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder = folder_with(tmp_path, f"buurt;bedrag\n{HAVEN};1\n")
    before, _ = attempt(folder)
    (folder / "data/x.csv").write_text(f"buurt;bedrag\n{HAVEN};2\n", encoding="utf-8")

    def refused(*_about: object) -> None:
        raise PermissionError

    monkeypatch.setattr(where, refused)
    assert [each.code for each in attempt(folder)[1]] == ["R3022"]
    monkeypatch.undo()
    (last,) = history(folder, "levering")
    assert before is not None
    assert last.momentopname == before.digest


def test_a_row_per_measurement_counts_as_the_rows_of_the_file(tmp_path: Path) -> None:
    areas = (HAVEN, BINNENSTAD)
    lines = [f"{area};{topic};{n}" for n, area in enumerate(areas) for topic in ("M1", "M2", "M3")]
    lines.append(f"{HAVEN};M4;9")
    kolommen = {
        "buurt": "gebied",
        "een": "{type: aantal, kolom: M1}",
        "twee": "{type: aantal, kolom: M2}",
    }
    folder = folder_with(
        tmp_path,
        "\n".join(["buurt;Measure;Value", *lines]) + "\n",
        kolommen,
        more="lang: {kenmerk: Measure, waarde: Value}",
    )
    snapshot, _ = attempt(folder)
    assert snapshot is not None
    (levering,) = history(folder, "levering")
    assert (levering.rijen, levering.gebruikt, levering.buiten) == (7, 4, 3)
    assert snapshot.rijen == 2


@pytest.mark.parametrize("size", [None, 60, 200])
@pytest.mark.parametrize(
    ("kinds", "wrong"),
    [
        (("JJ00", "MM05"), range(2, 22)),
        (("MM05", "JJ00"), range(22, 42)),
        (("KW01", "MM05"), range(2, 22)),
        (("JJ00", "KW02"), range(2, 22)),
        (("MM01", "MM05"), ()),
    ],
)
def test_periods_that_overlap_are_found_however_far_apart(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: int | None,
    kinds: tuple[str, str],
    wrong: range,
) -> None:
    """Twenty rows of one kind, then twenty of another, in other blocks: each row is told."""
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", size)
    lines = [f"{HAVEN};2016{kinds[at // 20]};{at}" for at in range(40)]
    content = "\n".join(["buurt;op;nr", *lines]) + "\n"
    kolommen = {"buurt": "gebied", "op": "datum", "nr": "aantal"}
    made = folder_with(tmp_path, content, kolommen, more="hoogstens_terzijde: 50%")
    snapshot, found = attempt(made)
    assert snapshot is not None, [each.message for each in found]
    assert [each.code for each in found] == (["R3052"] if wrong else [])
    assert snapshot.rijen == 40 - len(wrong)
    (levering,) = history(made, "levering")
    assert levering.terzijde == len(wrong)
    if levering.regels is not None:
        text = (made / levering.regels).read_text(encoding="utf-8").splitlines()[1:]
        assert [int(line.split(";")[0]) for line in text] == list(wrong)


def test_periods_that_overlap_refuse_a_load_in_pieces_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside them a key that comes twice, in other pieces: both are told, each with its line."""
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", 60)
    lines = [f"{HAVEN};2016{'MM05' if at < 20 else 'JJ00'};{at % 39}" for at in range(40)]
    content = "\n".join(["buurt;op;nr", *lines]) + "\n"
    kolommen = {"buurt": "gebied", "op": "datum", "nr": "aantal"}
    snapshot, found = attempt(folder_with(tmp_path, content, kolommen, more="sleutel: nr"))
    assert snapshot is None
    assert {
        (each.code, each.place.span.line) for each in found if each.place and each.place.span
    } == {
        ("R3052", 22),
        ("R3007", 2),
    }
