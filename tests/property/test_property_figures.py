"""Random data and random definitions: the engine, its plans and a slow reference agree."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from builders import CENTRUM, GEMEENTE, RIETLANDEN, calculated, prepared, proef
from hypothesis import given
from hypothesis import strategies as st
from property_definitions import (
    Definition,
    Filter,
    Row,
    definitions,
    filters,
    looking,
    looking_briefly,
    rows,
    written,
)
from property_reference import Expected, figures

from resultaat.compile.passes.naive import naive
from resultaat.core.settings import Settings
from resultaat.engine.calculate import calculate
from resultaat.engine.store import Store

QUARTERS = "over: 2024-K4, vanaf: 2024-K1"
MONTHS = "over: 2024-12, vanaf: 2024-01"
#: Of every length, also with a peildatum within a month.
PERIODS = (
    QUARTERS,
    MONTHS,
    "over: 2024",
    "over: 2024-K2",
    "over: 2024, peildatum: 2024-08-17",
    "over: 2024-06, vanaf: 2024-05, peildatum: 2024-06-20",
    "over: 2024-03-09, vanaf: 2024-02-20",
)
Several = Sequence[Definition]
several = st.lists(definitions, min_size=1, max_size=4)
#: Measures whose teller is a sum over rows.
ADDITIVE = ("rijen", "som", "gemiddelde", "aandeel", "doorlooptijd", "verhouding")
additive = st.lists(
    definitions.filter(lambda one: one.maat in ADDITIVE and not one.reeks), min_size=1, max_size=3
)
ADDED = ("teller", "noemer", "n", "onbekend")


def figures_of(
    folder: Path, rows: Sequence[Row], asked: Several, rapportage: str = QUARTERS
) -> pl.DataFrame:
    telt = {f"i{number}": each.yaml() for number, each in enumerate(asked)}
    lines = [written(row) for row in rows]
    return calculated(proef(folder, lines, telt, rapportage=rapportage)).figures


def temporary(factory: pytest.TempPathFactory) -> Path:
    return factory.mktemp("eigenschap")


@looking
@given(rows=rows, asked=several)
def test_figures_are_those_of_the_reference_and_of_the_naive_plan(
    rows: Sequence[Row], asked: Several, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = temporary(tmp_path_factory)
    found = figures_of(folder, rows, asked)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("resultaat.engine.calculate.compile_requests", naive)
        assert calculated(folder).figures.equals(found)
    index = {
        (each["indicator"], each["niveau"], each["gebied"], each["periode"]): each
        for each in found.iter_rows(named=True)
    }
    for number, definition in enumerate(asked):
        for niveau, gebied, periode, expected in figures(definition, rows):
            agree(index[f"i{number}", niveau, gebied, periode], expected, gives=delivered(rows))


def delivered(rows: Sequence[Row]) -> set[str]:
    """Return the quarters in which the source has any row."""
    days = [row["op"] for row in rows if row["op"] is not None]
    return {f"{day.year}-K{(day.month - 1) // 3 + 1}" for day in days}


def agree(row: Mapping[str, object], expected: Expected, gives: set[str]) -> None:
    """A figure that is there is the expected one; one that is not there must not be."""
    said = f"{row} is not {expected}"
    assert row["n"] == expected.n, said
    assert row["personen"] == expected.personen, said
    if expected.onbekend is not None:
        assert row["onbekend"] == expected.onbekend, said
    if row["staat"] == "ontbreekt" and expected.waarde is not None:
        # Nothing at all was delivered over the span: that it holds no row says nothing.
        assert expected.n == 0 or not gives, said
        return
    if expected.waarde is None:
        assert row["waarde"] is None, said
        assert row["staat"] in ("ontbreekt", "niet van toepassing"), said
        return
    assert row["waarde"] == pytest.approx(float(expected.waarde), rel=1e-12, abs=1e-8), said
    if expected.noemer is not None:
        assert Fraction(row["noemer"]) == expected.noemer, said  # type: ignore[arg-type]
        assert Fraction(row["teller"]) == expected.teller, said  # type: ignore[arg-type]


def parts(frame: pl.DataFrame, niveau: str, *keys: str) -> pl.DataFrame:
    """Return the sums over all areas of a level; a figure that is not there adds nothing."""
    mine = frame.filter(pl.col("niveau") == niveau).group_by("indicator", *keys)
    return mine.agg(pl.col(ADDED).fill_null(0).sum()).sort("indicator", *keys)


@looking
@given(rows=rows, asked=additive)
def test_buurten_and_wijken_add_up_to_the_gemeente(
    rows: Sequence[Row], asked: Several, tmp_path_factory: pytest.TempPathFactory
) -> None:
    frame = figures_of(temporary(tmp_path_factory), rows, asked)
    whole = parts(frame, "gemeente", "periode").select("indicator", "periode", "n", "onbekend")
    counted = frame.filter(pl.col("indicator").is_in(added(asked)))
    for niveau in ("wijk", "buurt"):
        assert parts(frame, niveau, "periode").select(whole.columns).equals(whole)
        assert parts(counted, niveau, "periode").equals(parts(counted, "gemeente", "periode"))


def added(asked: Several) -> list[str]:
    """Return the indicators whose teller and noemer add up too.

    Not those of a ratio of sums: where what is divided by is zero there is no figure, and so no
    teller, while there may have been something to add up.
    """
    return [f"i{number}" for number, each in enumerate(asked) if each.maat != "verhouding"]


@looking
@given(rows=rows, waar=filters)
def test_persons_lie_between_the_largest_part_and_the_sum(
    rows: Sequence[Row], waar: Filter, tmp_path_factory: pytest.TempPathFactory
) -> None:
    asked = [Definition("personen", waar=waar)]
    frame = figures_of(temporary(tmp_path_factory), rows, asked, "over: 2024")
    found = {(r["niveau"], r["gebied"]): r["teller"] or 0 for r in frame.iter_rows(named=True)}
    wijken = [found.get(("wijk", code), 0) for code in (CENTRUM, RIETLANDEN, "onbekend")]
    assert max(wijken) <= found["gemeente", GEMEENTE] <= sum(wijken)


@looking
@given(rows=rows, asked=additive)
def test_months_give_the_quarters_and_the_year(
    rows: Sequence[Row], asked: Several, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = temporary(tmp_path_factory)
    months = figures_of(folder / "m", rows, asked, MONTHS).with_columns(
        kwartaal=pl.col("start").dt.truncate("1q")
    )
    quarters = figures_of(folder / "k", rows, asked).with_columns(kwartaal="start")
    year = figures_of(folder / "j", rows, asked, "over: 2024").with_columns(kwartaal="start")
    counts = ("indicator", "n", "onbekend")
    with_teller = pl.col("indicator").is_in(added(asked))
    for niveau in ("buurt", "gemeente"):
        apart, together = parts(months, niveau, "kwartaal"), parts(quarters, niveau, "kwartaal")
        assert apart.select("kwartaal", *counts).equals(together.select("kwartaal", *counts))
        assert apart.filter(with_teller).equals(together.filter(with_teller))
        all_months, all_year = parts(months, niveau), parts(year, niveau)
        assert all_months.select(counts).equals(all_year.select(counts))
        assert all_months.filter(with_teller).equals(all_year.filter(with_teller))


@looking
@given(rows=rows, asked=several, seed=st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(
    rows: Sequence[Row], asked: Several, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = temporary(tmp_path_factory)
    numbered = [{"rij": f"r{number}", **row} for number, row in enumerate(rows)]
    found = figures_of(folder / "a", numbered, asked)
    random.Random(seed).shuffle(numbered)  # noqa: S311  no secret depends on it
    assert figures_of(folder / "b", numbered, asked).equals(found)


@looking_briefly
@given(rows=rows, asked=several, parts=st.integers(2, 9), seed=st.integers(0, 99))
def test_how_rows_are_spread_over_files_does_not_matter(
    rows: Sequence[Row],
    asked: Several,
    parts: int,
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = temporary(tmp_path_factory)
    found = figures_of(folder, rows, asked)
    _, requests, views, indeling = prepared(folder)
    snapshot = pl.read_parquet(views["bron_meldingen"])
    chosen = random.Random(seed).choices(range(parts), k=snapshot.height)  # noqa: S311  no secret
    (folder / "delen").mkdir()
    for part in range(parts):
        mine = snapshot.filter(pl.Series(chosen) == part)
        mine.write_parquet(folder / "delen" / f"{part:02}.parquet")
    cut = {**views, "bron_meldingen": folder / "delen"}
    for store in (None, Store(folder / "cellen", 10**9)):
        again = calculate(requests, cut, indeling, Settings(), lambda _: None, store)
        assert again.figures.equals(found)


@looking_briefly
@given(
    rows=rows,
    before=several,
    asked=several,
    periods=st.lists(st.sampled_from(PERIODS), min_size=2, max_size=3),
)
def test_what_was_kept_before_changes_nothing(
    rows: Sequence[Row],
    before: Several,
    asked: Several,
    periods: Sequence[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Other definitions and other periods were counted first, over the same rows."""
    folder = temporary(tmp_path_factory)
    store = Store(folder / "cellen", 10**9)
    for number, (period, some) in enumerate(zip(periods, (before, asked, asked), strict=False)):
        made = folder / str(number)
        found = figures_of(made, rows, some, period)
        _, requests, views, indeling = prepared(made)
        kept = calculate(requests, views, indeling, Settings(), lambda _: None, store)
        assert kept.figures.equals(found)


@looking
@given(rows=rows, one=definitions, true=filters)
def test_a_filter_that_is_true_of_every_row_changes_nothing(
    rows: Sequence[Row], one: Definition, true: Filter, tmp_path_factory: pytest.TempPathFactory
) -> None:
    always = f"({true}) or rij is not null"
    waar = Filter(f"({one.waar}) and ({always})" if one.waar else always, lambda _: None)
    asked = [one, replace(one, waar=waar)]
    found = figures_of(temporary(tmp_path_factory), rows, asked)
    alone, filtered = (
        found.filter(pl.col("indicator") == name).drop("indicator") for name in ("i0", "i1")
    )
    assert alone.equals(filtered)
