"""Minimum counts: nothing about few persons is shown, nor follows from what is shown."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import pytest
import release_examples as examples
from builders import BINNENSTAD, BUURTEN, CENTRUM, GEMEENTE, HAVEN, KAREKIET, RIETLANDEN, RIETVINK
from hypothesis import given, settings
from hypothesis import strategies as st

from resultaat.gebied.codes import ONBEKEND
from resultaat.release.suppress import suppress

MINIMUM = 10
VALUES = ("waarde", "teller", "noemer", "n", "onbekend", "onder", "boven")
FULL = {BINNENSTAD: 40, HAVEN: 30, RIETVINK: 25, KAREKIET: 50}


def released(
    buurten: Mapping[str, int],
    tellers: Mapping[str, int] | None = None,
    *,
    onbekend: Mapping[str, int] | None = None,
    about_persons: bool = True,
) -> pl.DataFrame:
    frame = examples.figures(
        examples.at_every_level(buurten),
        teller=examples.at_every_level(tellers) if tellers else None,
        onbekend=examples.at_every_level(onbekend) if onbekend else None,
        about_persons=about_persons,
    )
    shares = ["proef"] if tellers else []
    return suppress(frame, shares, examples.indeling(), MINIMUM)


def test_enough_persons_everywhere_hides_nothing() -> None:
    frame = released(FULL)
    assert examples.hidden(frame) == set()
    assert frame["teller"].to_list() == [40, 30, 25, 50, 70, 75, 145]


@pytest.mark.parametrize(("many", "is_hidden"), [(1, True), (9, True), (10, False), (0, False)])
def test_the_bound_is_the_minimum_and_nobody_is_no_group(many: int, is_hidden: bool) -> None:
    found = examples.hidden(released({**FULL, RIETVINK: many}))
    assert (("buurt", RIETVINK) in found) is is_hidden


def test_a_hidden_figure_has_no_value_left_at_all() -> None:
    frame = released({**FULL, RIETVINK: 3}, {**FULL, RIETVINK: 1})
    rows = frame.filter(pl.col("staat") == "onderdrukt")
    assert rows.height > 0
    assert all(rows[name].null_count() == rows.height for name in VALUES)


def test_the_smallest_sister_is_hidden_with_it_and_the_whole_stays() -> None:
    found = examples.hidden(released({**FULL, RIETVINK: 3}))
    assert found == {("buurt", RIETVINK), ("buurt", KAREKIET)}
    assert ("wijk", RIETLANDEN) not in found


def test_an_empty_sister_is_no_cover() -> None:
    """In the wijk only the small buurt has anyone, so the wijk goes too, and then its sister."""
    found = examples.hidden(released({BINNENSTAD: 40, HAVEN: 30, RIETVINK: 4, KAREKIET: 0}))
    assert {("buurt", RIETVINK), ("wijk", RIETLANDEN), ("wijk", CENTRUM)} <= found
    assert ("buurt", KAREKIET) not in found
    assert ("gemeente", GEMEENTE) not in found


def test_an_empty_wijk_is_no_cover_either() -> None:
    """Of 105 people 100 have no area; what is left are 5, all of them in one wijk."""
    buurten = {BINNENSTAD: 3, HAVEN: 2, RIETVINK: 0, KAREKIET: 0, ONBEKEND: 100}
    found = examples.hidden(released(buurten))
    assert found & {("gemeente", GEMEENTE), ("wijk", ONBEKEND)}


@pytest.mark.parametrize(
    ("teller", "is_hidden"),
    [(0, True), (9, True), (10, False), (15, False), (16, True), (25, True)],
)
def test_a_share_shows_no_small_group_on_either_side(teller: int, is_hidden: bool) -> None:
    tellers = {BINNENSTAD: 20, HAVEN: 15, RIETVINK: teller, KAREKIET: 20}
    found = examples.hidden(released(FULL, tellers))
    assert (("buurt", RIETVINK) in found) is is_hidden


def test_figures_that_are_not_about_persons_are_never_hidden() -> None:
    frame = released({BINNENSTAD: 1, HAVEN: 2, RIETVINK: 3, KAREKIET: 0}, about_persons=False)
    assert examples.hidden(frame) == set()


@pytest.mark.parametrize(("many", "shown"), [(0, 0), (1, None), (9, None), (10, 10)])
def test_few_unknown_are_not_told(many: int, shown: int | None) -> None:
    unknown = {BINNENSTAD: 12, HAVEN: 15, RIETVINK: many, KAREKIET: 20}
    frame = released(FULL, onbekend=unknown)
    found = frame.filter(pl.col("gebied") == RIETVINK)["onbekend"].item()
    assert found == shown


def test_few_unknown_do_not_follow_from_those_of_the_others() -> None:
    unknown = {BINNENSTAD: 12, HAVEN: 15, RIETVINK: 2, KAREKIET: 20}
    frame = released(FULL, onbekend=unknown)
    seen = dict(frame.select("gebied", "onbekend").iter_rows())
    assert None in (seen[RIETLANDEN], seen[KAREKIET])


def test_missing_figures_are_not_hidden_and_hide_nothing() -> None:
    gone = pl.when(pl.col("gebied") == RIETVINK).then(pl.lit("ontbreekt")).otherwise("staat")
    frame = examples.figures(examples.at_every_level(FULL)).with_columns(staat=gone)
    assert examples.hidden(suppress(frame, [], examples.indeling(), MINIMUM)) == set()


def test_periods_and_indicators_do_not_hide_each_other() -> None:
    few = examples.figures(examples.at_every_level({**FULL, RIETVINK: 3}))
    many = examples.figures(examples.at_every_level(FULL))
    later = many.with_columns(periode=pl.lit("2025"))
    other = many.with_columns(indicator=pl.lit("ander"))
    frame = suppress(pl.concat([few, later, other]), [], examples.indeling(), MINIMUM)
    hit = frame.filter(pl.col("staat") == "onderdrukt").select("indicator", "periode").unique()
    assert hit.rows() == [("proef", "2024")]


def test_the_attacker_of_these_tests_can_subtract() -> None:
    cells = examples.at_every_level({**FULL, ONBEKEND: 30})
    one, two = ("buurt", RIETVINK), ("buurt", KAREKIET)
    assert examples.recovered(cells, {one}) == {one}
    assert examples.recovered(cells, {one, two}) == set()
    assert examples.recovered(cells, {one, two, ("wijk", RIETLANDEN)}) == {("wijk", RIETLANDEN)}
    # Rows without an area are as many at each level, so hiding them at one level hides nothing.
    both = {("wijk", CENTRUM), ("wijk", ONBEKEND)}
    assert examples.recovered(cells, both) == both


persons = st.sampled_from([0, 1, 5, 9, 10, 11, 40, 200])
places = st.fixed_dictionaries(
    dict.fromkeys(BUURTEN, persons), optional={ONBEKEND: st.sampled_from([1, 9, 10, 60])}
)


@settings(max_examples=300, deadline=None)
@given(places)
def test_no_hidden_count_follows_from_the_visible_ones(buurten: dict[str, int]) -> None:
    cells = examples.at_every_level(buurten)
    unseen = examples.hidden(released(buurten))
    assert {cell for cell, many in cells.items() if 0 < many < MINIMUM} <= unseen
    # Who is in rows without an area is not known, so those may follow.
    about_a_place = {cell for cell in unseen if cell[1] != ONBEKEND}
    assert examples.recovered(cells, unseen) & about_a_place == set()


@settings(max_examples=200, deadline=None)
@given(places, st.integers(0, 200))
def test_no_hidden_share_follows_from_the_visible_ones(buurten: dict[str, int], part: int) -> None:
    tellers = {code: many * part // 200 for code, many in buurten.items()}
    cells = examples.at_every_level(buurten)
    unseen = examples.hidden(released(buurten, tellers))
    about_a_place = {cell for cell in unseen if cell[1] != ONBEKEND}
    assert examples.recovered(cells, unseen) & about_a_place == set()


@settings(max_examples=100, deadline=None)
@given(places)
def test_what_is_shown_is_shown_as_it_was(buurten: dict[str, int]) -> None:
    cells = examples.at_every_level(buurten)
    for row in released(buurten).filter(pl.col("staat") != "onderdrukt").iter_rows(named=True):
        assert row["teller"] == row["n"] == cells[row["niveau"], row["gebied"]]
