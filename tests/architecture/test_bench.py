"""The benchmarks run: on a few rows, for what they say and not for how fast."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from bench import edited, environments, merit, persons, rekening, scans, screening
from bench.library import measures


def test_the_scans_run_and_say_a_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "ROWS", 2_000)
    fused, naive = scans.run()
    assert float(fused.ratio) > 0
    assert float(naive.ratio) > 0


def test_persons_by_hand_are_ours_and_peers_may_be_absent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(persons, "ROWS", 20_000)
    monkeypatch.setattr(persons, "PERSONS", 900)
    monkeypatch.setattr(environments, "of", lambda _: None)
    everybody, areas, *peers = persons.run()
    for ours in (everybody, areas):
        assert float(ours.ratio) > 0  # a ratio and nothing more: all figures are the same
    assert [each.against for each in peers] == ["not installed"] * 3


def test_a_wrong_figure_is_seen(tmp_path: Path) -> None:
    persons.make(tmp_path, 5_000)
    found = persons.by_hand(tmp_path, measures(2, 1, 1), tuple(persons.KEYS))
    wrong = {
        level: frame.with_columns(count_0_m=frame["count_0_m"] + 1)
        for level, frame in found.items()
    }
    assert persons.equal(found, found) == ""
    assert "1 of 4 measures differ" in persons.equal(found, wrong)


def test_an_edit_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edited, "MILLION", 3_000)
    monkeypatch.setattr("gc.set_threshold", lambda *_: None)
    once, nothing, _ = edited.run()
    assert once.against.startswith("all counted anew")
    assert 0 <= float(once.ratio) < 100  # of so little it may be rounded to nothing
    assert nothing.measured.endswith("of processor time)")


def test_a_screen_is_set_beside_counting_its_cells(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    small = {"ROWS": 6_000, "INDICATORS": 4, "GROUPS": 2, "AREAS": 12, "BEGUN": 3, "COLUMNS": 2}
    for name, value in small.items():
        monkeypatch.setattr(screening, name, value)
    screening.make(tmp_path)
    found = screening.measure(tmp_path)
    # Three areas and all of them together, four indicators, two groups and the whole.
    assert found["series"] == 4 * 4 * 3
    assert found["counted"] > 0


def test_the_account_of_a_few_persons_is_made_and_finds_what_was_planted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rekening, "PERSONS", rekening.BUURTEN * 20 * 2)
    (row,) = rekening.run()
    assert float(row.ratio) > 0
    assert "(effect +0.098, planted +0.100)" in row.measured


def test_effects_are_set_beside_those_of_peers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Set beside a mean by hand; a peer that is not there is said to be so."""
    monkeypatch.setattr(merit, "PERSONS", 4_000)
    monkeypatch.setattr(environments, "of", lambda _: None)
    rows = list(merit.run())
    assert [each.against for each in rows] == [
        f"{peer} on persons: not installed" for peer in merit.PEERS
    ]
    merit.make(tmp_path, 4_000)
    found = merit.account(rekening.prepared(tmp_path))
    persons = pl.read_parquet(tmp_path / "personen.parquet")
    by = persons.group_by("begin", "jaar").agg(pl.col("getal").mean())
    means = {(row[0], row[1]): row[2] for row in by.iter_rows()}
    theirs = {
        f"{group} {year}": (means[group, year] - means[group, group - 1])
        - (means[0, year] - means[0, group - 1])
        for group in merit.STARTS
        for year in merit.YEARS
        if year >= group
    }
    assert merit.equal(found, theirs) == ""
    assert "differ by 1" in merit.equal(found, {**theirs, "2017 2018": theirs["2017 2018"] + 1})
    assert merit.equal(found, {}) == " (other groups and periods)"
