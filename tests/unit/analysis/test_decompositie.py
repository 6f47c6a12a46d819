"""The account adds up, whatever the cells, and says of each cell what it should."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resultaat.analysis.toerekening.decompositie import Term, account, common_odds_ratio

TERMS = [term.value for term in Term]
COUNTS = st.integers(min_value=0, max_value=200)


def cells(rows: list[tuple[int, ...]], groups: tuple[str, ...] = ()) -> pl.DataFrame:
    """Rows of (teller, noemer) for each of the two periods and each group."""
    names = [f"{what}_{when}" for when in (0, 1, *groups) for what in ("teller", "noemer")]
    frame = pl.DataFrame(rows, schema=names, orient="row").cast(pl.Float64)
    return frame.with_columns(gebied=pl.lit("a"), samen=pl.lit(""), over=pl.lit("alles"))


@st.composite
def _cell(draw: st.DrawFn) -> tuple[int, ...]:
    n0, n1 = draw(COUNTS), draw(COUNTS)
    within = [draw(st.integers(min_value=0, max_value=n)) for n in (n0, n1)]
    return within[0], n0, within[1], n1


@given(st.lists(_cell(), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_terms_sum_to_the_change(rows: list[tuple[int, ...]]) -> None:
    sums = [sum(row[k] for row in rows) for k in range(4)]
    if not (sums[1] and sums[3]):
        return
    found = account(cells(rows), "over").select(TERMS).sum().row(0)
    change = sums[2] / sums[3] - sums[0] / sums[1]
    assert sum(found) == pytest.approx(change, abs=1e-12)


@given(st.lists(_cell(), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_terms_of_a_sum_add_up_too(rows: list[tuple[int, ...]]) -> None:
    filled = [row for row in rows if (row[1] or not row[0]) and (row[3] or not row[2])]
    if not filled:
        return
    found = account(cells(filled), "over", ratio=False).select(TERMS).sum().row(0)
    assert sum(found) == pytest.approx(sum(row[2] - row[0] for row in filled), abs=1e-9)


def test_two_cells_by_hand() -> None:
    """Weights .5 .5 to .75 .25; rates .2 .6 to .3 .5."""
    exact = account(cells([(10, 50, 45, 150), (30, 50, 25, 50)]), "over").select(TERMS).sum()
    # (.25)(.25) - (.25)(.55) = -.075; .625 * .1 - .375 * .1 = .025; together .35 - .40.
    assert exact["samenstelling"].item() == pytest.approx(-0.075)
    assert exact["binnen"].item() == pytest.approx(0.025)


def test_who_stayed_came_and_went_by_hand() -> None:
    """100 persons to 100: 80 stay (.5 to .6), 20 leave (.9), 20 come (.1)."""
    groups = ("blijver_0", "blijver_1", "instromer_1", "uitstromer_0", "onbekend_0", "onbekend_1")
    row = (58, 100, 50, 100, 40, 80, 48, 80, 2, 20, 18, 20, 0, 0, 0, 0)
    found = account(cells([row], groups), "over").row(0, named=True)
    assert found["binnen"] == pytest.approx(0.1)
    assert found["instroom"] == pytest.approx(0.2 * (0.1 - 0.6))
    assert found["uitstroom"] == pytest.approx(-0.2 * (0.9 - 0.5))
    assert sum(found[term] for term in TERMS) == pytest.approx(0.50 - 0.58)


def test_nobody_stayed() -> None:
    groups = ("blijver_0", "blijver_1", "instromer_1", "uitstromer_0", "onbekend_0", "onbekend_1")
    row = (20, 100, 60, 100, 0, 0, 0, 0, 60, 100, 20, 100, 0, 0, 0, 0)
    found = account(cells([row], groups), "over").row(0, named=True)
    assert (found["instroom"], found["uitstroom"]) == (pytest.approx(0.2), pytest.approx(0.2))
    assert found["binnen"] == pytest.approx(0)


def test_a_cell_that_is_new_is_composition() -> None:
    found = account(cells([(50, 100, 50, 100), (0, 0, 90, 100)]), "over").select(TERMS).sum()
    assert found["samenstelling"].item() == pytest.approx(0.2)
    assert found["binnen"].item() == pytest.approx(0)


def test_no_odds_without_a_rest() -> None:
    assert common_odds_ratio(cells([(10, 10, 10, 10)])) is None
