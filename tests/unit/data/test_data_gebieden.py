"""The area list of a working folder: what it holds, and what is wrong with it on which line."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import BASE, BUURTEN, CENTRUM, GEMEENTE, HAVEN, KAREKIET, RIETLANDEN, werkmap

from resultaat.core.diagnostics import Diagnostics
from resultaat.data.gebieden import read_indeling
from resultaat.data.snapshot import write_closure
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import load_catalog

LIST = (BASE / "data/gebieden.csv").read_text(encoding="utf-8")


def read(folder: Path, content: str | bytes) -> tuple[Indeling | None, Diagnostics]:
    catalog = load_catalog(werkmap(folder, {"data/gebieden.csv": content}))
    assert catalog.werkmap is not None
    found = Diagnostics()
    return read_indeling(catalog.werkmap, folder, found), found


def problems(folder: Path, content: str | bytes) -> list[tuple[str, int]]:
    indeling, found = read(folder, content)
    assert indeling is None
    return [(each.code, each.place.span.line) for each in found]


@pytest.mark.parametrize(
    "content",
    [
        LIST,
        "\ufeff" + LIST,
        LIST.replace("\n", "\r\n"),
        "\n".join(f"{line};x" for line in LIST.splitlines()),
    ],
    ids=["plain", "bom", "crlf", "more columns"],
)
def test_a_good_list(tmp_path: Path, content: str) -> None:
    indeling, found = read(tmp_path, content)
    assert list(found) == []
    assert indeling is not None
    assert [each.code for each in indeling.of_niveau(Niveau.BUURT)] == list(BUURTEN)
    assert [each.code for each in indeling.path(HAVEN)] == [HAVEN, CENTRUM, GEMEENTE]
    assert indeling.naam(GEMEENTE) == "Wilgenstad"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Havenkwartier;buurt", "Havenkwartier;burt", 6),
        ("BU99990102;", ";", 6),
        ("BU99990102;", "BU99990101;", 6),
        ("Havenkwartier;buurt;WK999901", "Havenkwartier;buurt;WK999909", 6),
        ("Havenkwartier;buurt;WK999901", "Havenkwartier;buurt;BU99990101", 6),
        ("Centrum;wijk;GM9999", "Centrum;wijk;WK999901", 3),
        ("Centrum;wijk;GM9999", "Centrum;wijk;BU99990101", 3),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert LIST.count(old) == 1
    assert problems(tmp_path, LIST.replace(old, new)) == [("R3103", line)]


def test_every_wrong_line_is_named_at_once(tmp_path: Path) -> None:
    wrong = LIST.replace("Centrum;wijk", "Centrum;wyk").replace("Karekietbuurt;buurt", "K;land")
    assert problems(tmp_path, wrong) == [("R3103", 3), ("R3103", 8)]


@pytest.mark.parametrize(
    "content",
    ["", "code;naam\nGM9999;x\n", LIST.replace(";", ","), b"PK\x03\x04", LIST.encode("utf-16")],
    ids=["empty", "columns", "commas", "excel", "utf-16"],
)
def test_what_is_no_list(tmp_path: Path, content: str | bytes) -> None:
    assert problems(tmp_path, content) == [("R3102", 1)]


def test_the_own_area_must_be_in_it(tmp_path: Path) -> None:
    indeling, found = read(tmp_path, LIST.replace("GM9999", "GM9998"))
    assert indeling is None
    (problem,) = found
    assert (problem.code, problem.place.path.name) == ("R3104", "resultaat.yaml")


def test_an_area_cannot_be_called_unknown(tmp_path: Path) -> None:
    indeling, _ = read(tmp_path, LIST + "onbekend;Onbekend;buurt;WK999902\n")
    assert indeling is None


def test_the_digest_follows_the_content_and_the_own_area(tmp_path: Path) -> None:
    first, _ = read(tmp_path / "a", LIST)
    again, _ = read(tmp_path / "b", LIST)
    other, _ = read(tmp_path / "c", LIST.replace("Haven", "Oude haven"))
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.digest == again.digest != other.digest


def test_the_closure_on_disk_holds_every_pair_once(tmp_path: Path) -> None:
    indeling, _ = read(tmp_path, LIST)
    assert indeling is not None
    frame = pl.read_parquet(write_closure(tmp_path, indeling))
    assert frame.columns == ["gebied", "niveau_gebied", "binnen", "niveau"]
    assert not frame.is_duplicated().any()
    within = frame.filter(pl.col("binnen") == RIETLANDEN)["gebied"]
    assert set(within) == {RIETLANDEN, KAREKIET, "BU99990201"}
    unknown = frame.filter(pl.col("gebied") == "onbekend").select("binnen", "niveau")
    assert set(unknown.iter_rows()) == {
        ("onbekend", "buurt"),
        ("onbekend", "wijk"),
        (GEMEENTE, "gemeente"),
    }
