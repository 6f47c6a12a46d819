"""Random data and random definitions: the engine, its plans and a slow reference agree."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from builders import CENTRUM, GEMEENTE, RIETLANDEN, calculated, proef
from hypothesis import given
from hypothesis import strategies as st
from property_definitions import (
    Definition,
    Filter,
    Row,
    definitions,
    filters,
    looking,
    rows,
    written,
)
from property_reference import Expected, figures

from resultaat.compile.passes.naive import naive

QUARTERS = "over: 2024-K4, vanaf: 2024-K1"
MONTHS = "over: 2024-12, vanaf: 2024-01"
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
    # A figure that is missing for one buurt has no teller there, but has one in the gemeente.
    frame = figures_of(temporary(tmp_path_factory), rows, asked)
    whole = parts(frame, "gemeente", "periode").select("indicator", "periode", "n", "onbekend")
    for niveau in ("wijk", "buurt"):
        assert parts(frame, niveau, "periode").select(whole.columns).equals(whole)
    counted = frame.filter(pl.col("indicator").is_in(plain(asked)))
    for niveau in ("wijk", "buurt"):
        assert parts(counted, niveau, "periode").equals(parts(counted, "gemeente", "periode"))


def plain(asked: Several) -> list[str]:
    """Return the indicators that are there wherever anything was delivered."""
    return [f"i{number}" for number, each in enumerate(asked) if each.maat == "rijen"]


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
    for niveau in ("buurt", "gemeente"):
        apart, together = parts(months, niveau, "kwartaal"), parts(quarters, niveau, "kwartaal")
        assert apart.select("kwartaal", *counts).equals(together.select("kwartaal", *counts))
        assert parts(months, niveau).select(counts).equals(parts(year, niveau).select(counts))


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


@looking
@given(rows=rows, one=definitions, true=filters)
def test_a_filter_that_is_true_of_every_row_changes_nothing(
    rows: Sequence[Row], one: Definition, true: Filter, tmp_path_factory: pytest.TempPathFactory
) -> None:
    always = f"({true}) or rij is not null"
    waar = Filter(f"({one.waar}) and ({always})" if one.waar else always, lambda _: None)
    asked = [one, Definition(one.maat, one.van, one.aandeel, waar, one.reeks, one.binnen)]
    found = figures_of(temporary(tmp_path_factory), rows, asked)
    alone, filtered = (
        found.filter(pl.col("indicator") == name).drop("indicator") for name in ("i0", "i1")
    )
    assert alone.equals(filtered)
