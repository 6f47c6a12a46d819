"""Cells kept by content: the same bits, only what is new is counted, whatever happens to a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from builders import BUURTEN, MELDINGEN, indicator, prepared, proef
from polars.testing import assert_frame_equal

from resultaat.compile.ask import Ask
from resultaat.compile.request import Window
from resultaat.core.periods import Period
from resultaat.core.settings import Settings
from resultaat.engine.answer import answers
from resultaat.engine.calculate import calculate
from resultaat.engine.duckdb import Session
from resultaat.engine.store import Store, digest_of

TELT = {
    "rijen": "{bron: meldingen, aantal: rijen, datum: op}",
    "personen": "{bron: meldingen, aantal: personen, waar: goed, datum: op}",
    "som": "{bron: meldingen, som: kosten, waar: soort = 'a', datum: op}",
    "deel": "{bron: meldingen, aandeel: goed, datum: op}",
    "hoog": "{bron: meldingen, gemiddelde: uren, datum: op, reeks: jaar_tot_nu}",
    "midden": "{bron: meldingen, mediaan: kosten, datum: op}",
    "klaar": "{bron: meldingen, aantal: rijen, datum: klaar}",
    "stap": "{bron: meldingen, som: kosten, datum: op, reeks: verandering}",
}
ROWS = [
    {
        "wie": f"p{n % 17}",
        "buurt": (*BUURTEN, "")[n % 5],
        "op": f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}",
        "klaar": f"2024-{n % 12 + 1:02}-28" if n % 3 else "",
        "goed": ("ja", "nee", "")[n % 3],
        "soort": "ab"[n % 2],
        "kosten": f"{n},25" if n % 7 else "",
        "uren": f"{n % 11},5",
    }
    for n in range(400)
]
LOKET = """\
naam: Loket
doelgroep: iedereen in Centrum
voor_wie: {bron: meldingen, waar: soort = 'a'}
waar_en_wanneer:
  - {wijk: WK999901, vanaf: 2024-04}
kosten: {taakveld: "6.2", per_jaar: {2024: 10.000}}
verwacht:
  - {indicator: rijen, richting: hoger, na: 3 maanden, bewijs: onbekend}
"""
CONDITIE = "conditie: capaciteit\nnorm: {minstens: 1}"
MONTHS = "over: 2024-06, vanaf: 2024-01, peildatum: 2024-06-17"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return proef(tmp_path / "map", ROWS, TELT, rapportage=MONTHS)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cellen", 10**9)


@contextmanager
def reading() -> Iterator[list[str]]:
    """Collect the statements that read rows of the source."""
    said: list[str] = []
    execute = Session._execute

    def heard(session: Session, text: str) -> None:
        if "bron_meldingen" in text:
            said.append(text)
        execute(session, text)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Session, "_execute", heard)
        yield said


class Counted:
    """What a calculation gave, and the statements that read rows of a source."""

    def __init__(self, folder: Path, store: Store | None, views: Mapping[str, Path] = {}) -> None:
        with reading() as self.scans:
            _, requests, own, indeling = prepared(folder)
            self.figures = calculate(
                requests, {**own, **views}, indeling, Settings(threads=2), lambda _: None, store
            ).figures


def test_the_same_bits_with_and_without(folder: Path, store: Store) -> None:
    without = Counted(folder, None)
    cold, warm = Counted(folder, store), Counted(folder, store)
    for found in (cold, warm):
        assert found.figures.equals(without.figures)
    assert len(cold.scans) > 3
    # Only the median, whose cells may be of one row, is counted again.
    assert len(warm.scans) == 1
    assert "sleutel" in warm.scans[0]


def test_an_edited_indicator_is_the_only_one_that_is_counted(folder: Path, store: Store) -> None:
    (folder / "indicators/proef/midden.yaml").unlink()
    Counted(folder, store)
    assert Counted(folder, store).scans == []
    path = folder / "indicators" / "proef" / "som.yaml"
    path.write_text(indicator(TELT["som"].replace("= 'a'", "= 'b'")), encoding="utf-8")
    edited = Counted(folder, store)
    assert edited.figures.equals(Counted(folder, None).figures)
    # Its sums with how many rows, and how many persons, of whom some have several rows.
    (cells,) = (text for text in edited.scans if "AS moment" in text)
    assert cells.count("FILTER(") == 3
    assert len(edited.scans) <= 4
    (several,) = (text for text in edited.scans if "several_1 AS" in text)
    assert "FILTER(" not in several
    for text in edited.scans:
        if text is several:
            continue
        assert "soort = 'b'" in text
        assert not {"goed", "uren", "klaar"} & set(text.split())
    path.write_text(indicator(TELT["som"]), encoding="utf-8")
    assert Counted(folder, store).scans == []


def cut(folder: Path, until: int) -> Path:
    """Cut the snapshot of a folder into a file per month, as loading does; return their folder."""
    _, _, views, _ = prepared(folder)
    frame = pl.read_parquet(views["bron_meldingen"])
    made = folder / "delen"
    made.mkdir(exist_ok=True)
    for month in range(1, until + 1):
        path = made / f"2024-{month:02}.parquet"
        if not path.exists():
            frame.filter(pl.col("op").dt.month() == month).write_parquet(path)
    return made


def test_a_new_month_reads_that_month(tmp_path: Path, store: Store) -> None:
    telt = {name: TELT[name] for name in ("rijen", "som")}
    bron = MELDINGEN.replace("persoon: wie\n", "").replace("wie: pseudoniem", "wie: tekst")
    april = proef(tmp_path / "a", ROWS, telt, rapportage="over: 2024-04, vanaf: 2024-01", bron=bron)
    parts = cut(april, 4)
    first = Counted(april, store, {"bron_meldingen": parts})
    assert len(first.scans) == 4
    may = proef(tmp_path / "b", ROWS, telt, rapportage="over: 2024-05, vanaf: 2024-01", bron=bron)
    for path in parts.iterdir():
        (may / "delen").mkdir(exist_ok=True)
        (may / "delen" / path.name).write_bytes(path.read_bytes())
    parts = cut(may, 5)
    second = Counted(may, store, {"bron_meldingen": parts})
    assert len(second.scans) == 1
    assert "meldingen$4" in second.scans[0]
    assert_frame_equal(second.figures, Counted(may, None).figures)
    # Another rapportage over the same files reads nothing.
    other = "over: 2024-K1"
    yaml = may / "resultaat.yaml"
    yaml.write_text(yaml.read_text().replace("over: 2024-05, vanaf: 2024-01", other))
    third = Counted(may, store, {"bron_meldingen": parts})
    assert third.scans == []
    assert third.figures.equals(Counted(may, None, {"bron_meldingen": parts}).figures)


def test_a_peildatum_within_a_month_is_not_that_of_the_whole_month(
    folder: Path, store: Store
) -> None:
    Counted(folder, store)
    yaml = folder / "resultaat.yaml"
    for day in ("2024-06-20", "2024-06-30", "2024-06-17"):
        yaml.write_text(yaml.read_text().replace("2024-06-17", day).replace("2024-06-30", day))
        assert Counted(folder, store).figures.equals(Counted(folder, None).figures)


def test_periods_of_another_length_come_from_the_same_cells(folder: Path, store: Store) -> None:
    """A year and a month are added up from the cells that a quarter left; days are cells anew."""
    for name in ("midden", "personen", "deel", "hoog"):
        (folder / "indicators" / "proef" / f"{name}.yaml").unlink()
    path = folder / "indicators/bronnen/meldingen.yaml"
    path.write_text(MELDINGEN.replace("persoon: wie\n", "").replace("wie: pseudo", "# "))
    yaml = folder / "resultaat.yaml"
    begun = yaml.read_text()
    for over, scans in (
        ("over: 2024-K2, vanaf: 2024-K1", 2),
        ("over: 2024", 0),
        ("over: 2024-05, vanaf: 2024-02", 0),
        ("over: 2024-05-09, vanaf: 2024-04-28", 2),
        ("over: 2024-06-30, vanaf: 2024-06-01", 0),
        ("over: 2024-K4, vanaf: 2024-K1", 0),
    ):
        yaml.write_text(begun.replace(MONTHS, over))
        found = Counted(folder, store)
        assert (over, len(found.scans)) == (over, scans)
        assert found.figures.equals(Counted(folder, None).figures)


def test_what_an_analysis_asks_is_kept_too(folder: Path, store: Store) -> None:
    catalog, _, views, _ = prepared(folder, {"deel": ("soort",)})
    quarters = Window(Period.parse("2024-K1"), Period.parse("2024-K2"), date(2024, 6, 30))
    whole = Ask("deel", quarters)
    parts = Ask("deel", quarters, ("soort",))
    years = Ask("som", Window(Period.parse("2024"), Period.parse("2024"), date(2024, 12, 31)))
    follow = Ask("deel", quarters, followed=True)

    def asked(asks: list[Ask], kept: Store | None) -> tuple[dict[Ask, pl.DataFrame], int]:
        with reading() as scans:
            return answers(asks, catalog, views, Settings(threads=2), lambda _: None, kept), len(
                scans
            )

    # By area and by area and kind is one scan of cells; the persons of each are another.
    assert asked([whole, parts], Store(folder / "leeg", 10**9))[1] == 3
    for asks, again in (([whole, parts, years], 0), ([parts], 0), ([follow], 1)):
        expected, _ = asked(asks, None)
        for kept in (store, store):
            found, scans = asked(asks, kept)
            assert all(found[each].equals(expected[each]) for each in asks)
        assert scans == again  # who is followed is never kept


def test_commands_leave_cells_and_find_them(folder: Path) -> None:
    """Each analysis of a working folder, as people call it."""
    import resultaat

    yaml = folder / "resultaat.yaml"
    yaml.write_text(yaml.read_text().replace(MONTHS, "over: 2024-12, vanaf: 2024-01"))
    (folder / "indicators/interventies").mkdir()
    (folder / "indicators/interventies/loket.yaml").write_text(LOKET, encoding="utf-8")
    expected = indicator(TELT["rijen"], "procesconditie", CONDITIE)
    (folder / "indicators/proef/rijen.yaml").write_text(expected, encoding="utf-8")
    werk = resultaat.open(folder)
    for call in (
        werk.signalen,
        werk.neveneffecten,
        lambda: werk.toerekening("deel", "2024-K1", "2024-K2"),
    ):
        werk.opruimen()
        with reading() as first:
            call()
        with reading() as second:
            call()
        kept = [text for text in second if "sleutel" not in text and "__eerst" not in text]
        assert first
        assert kept == []


@pytest.mark.parametrize("name", ["VERSION", "DUCKDB"])
def test_another_engine_counts_anew(
    folder: Path, store: Store, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = Counted(folder, store)
    monkeypatch.setattr(f"resultaat.engine.cells.{name}", "another")
    again = Counted(folder, store)
    assert again.figures.equals(expected.figures)
    assert len(again.scans) == len(expected.scans)
    assert len(Counted(folder, store).scans) == 1


def test_other_data_are_other_cells(folder: Path, store: Store) -> None:
    Counted(folder, store)
    source = folder / "data" / "meldingen.csv"
    source.write_text(source.read_text().replace("0,25", "1,25"))
    changed = Counted(folder, store)
    assert changed.scans
    assert changed.figures.equals(Counted(folder, None).figures)


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "nothing", "no_parquet"])
def test_a_file_that_is_not_whole_is_noticed_and_made_again(
    folder: Path, store: Store, harm: str
) -> None:
    expected = Counted(folder, store).figures
    kept = sorted(store.folder.rglob("*.parquet"))
    assert kept
    for path in kept:
        content = path.read_bytes()
        middle = len(content) // 2
        harmed = {
            "cut": content[:middle],
            "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"",
            "nothing": None,
            "no_parquet": b"x" * 1_000,
        }[harm]
        if harmed is None:
            path.unlink()
        else:
            path.write_bytes(harmed)
    again = Counted(folder, store)
    assert again.figures.equals(expected)
    assert len(again.scans) > 1
    assert sorted(store.folder.rglob("*.parquet")) == kept
    assert len(Counted(folder, store).scans) == 1


def test_what_a_killed_writer_left_is_not_looked_at(folder: Path, store: Store) -> None:
    expected = Counted(folder, store).figures
    for path in list(store.folder.rglob("*.parquet")):
        path.with_name(".half.parquet").write_bytes(path.read_bytes()[:100])
    assert Counted(folder, store).figures.equals(expected)


def test_no_more_than_the_limit_and_the_oldest_goes_first(folder: Path, store: Store) -> None:
    Counted(folder, store)
    sizes = {path: path.stat().st_size for path in store.folder.rglob("*.parquet")}
    oldest, *others = sorted(sizes)
    os.utime(oldest, (1, 1))
    small = replace(store, limit=sum(sizes.values()) + 100)
    frame = pl.DataFrame({"gebied": [f"g{n}" for n in range(500)], "rijen": range(500)})
    small.keep("nieuw", frame)
    left = set(store.folder.rglob("*.parquet"))
    assert oldest not in left
    assert sum(path.stat().st_size for path in left) <= small.limit
    assert any("nieuw" in str(path) for path in left)
    # Reading is using.
    os.utime(others[0], (2, 2))
    found = small.find(others[0].parent.name, ["gebied"], [])
    assert found is not None
    assert others[0].stat().st_mtime > 2
    tiny = replace(store, limit=1)
    tiny.keep("te_groot", frame)
    assert not (store.folder / "te_groot").exists()


def test_clearing_removes_everything_and_says_how_much(folder: Path, store: Store) -> None:
    Counted(folder, store)
    many = sum(path.stat().st_size for path in store.folder.rglob("*.parquet"))
    assert store.clear() == many > 0
    assert not list(store.folder.rglob("*"))
    assert store.clear() == 0


def test_no_person_and_no_spread_is_kept(folder: Path, store: Store) -> None:
    Counted(folder, store)
    for path in store.folder.rglob("*.parquet"):
        frame = pl.read_parquet(path)
        assert "sleutel" not in frame.columns
        texts = frame.select(pl.col(pl.String)).to_series(0).to_list()
        assert not any(str(text).startswith("p") and str(text)[1:].isdigit() for text in texts)
        assert b"pseudo" not in path.read_bytes()


def test_two_processes_at_once_give_the_same(folder: Path, tmp_path: Path) -> None:
    import resultaat

    expected = resultaat.open(folder).bereken(cache=False).resultaten
    code = (
        "import sys, resultaat\n"
        "print(resultaat.open(sys.argv[1]).bereken().resultaten.hash_rows().sum())"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [each.communicate(timeout=120)[0].strip() for each in running]
    assert [each.returncode for each in running] == [0, 0]
    assert said[0] == said[1] == str(expected.hash_rows().sum())
    assert resultaat.open(folder).bereken().resultaten.equals(expected)
    assert resultaat.open(folder).opruimen() > 0


def test_a_disk_that_cannot_be_written_costs_no_figure(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cellen").write_text("a file where the folder should be")
    blocked = Store(tmp_path / "cellen", 10**9)
    assert Counted(folder, blocked).figures.equals(Counted(folder, None).figures)


def test_a_snapshot_is_known_by_its_bytes(tmp_path: Path) -> None:
    for name, content in (("a", b"1"), ("b", b"1"), ("c", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.parquet").write_bytes(content)
    same, equal, other = (digest_of(tmp_path / name) for name in "abc")
    assert same == equal != other
    (tmp_path / "a" / "y.parquet").write_bytes(b"3")
    assert digest_of(tmp_path / "a") != same
