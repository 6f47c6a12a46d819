"""Date sums and random streams against what plain Python says."""

from datetime import date, timedelta

import numpy as np
import pytest

from resultaat.world.arrays import day, leeftijd_op, named, years
from resultaat.world.gebieden import KLEINE_BUURT, divide_woningen
from resultaat.world.streams import pseudonyms, stream


def test_leeftijd_is_exact_to_the_birthday() -> None:
    op = date(2024, 2, 29)
    geboren = [op - timedelta(days=n) for n in range(-3, 2_000)]
    verwacht = [op.year - g.year - ((op.month, op.day) < (g.month, g.day)) for g in geboren]
    gegeven = leeftijd_op(np.array(geboren, "datetime64[D]"), day(2024, 2, 29))
    assert gegeven.tolist() == verwacht


def test_years_before_1970() -> None:
    assert years(np.array([day(1931, 12, 31), day(1932)])).tolist() == [1931, 1932]


def test_named_gives_null_for_minus_one() -> None:
    assert named(np.array([1, -1, 0]), ("a", "b")).to_list() == ["b", None, "a"]


def test_streams_differ_by_seed_and_by_name() -> None:
    def first(zaad: int, onderdeel: str) -> float:
        return float(stream(zaad, onderdeel).random())

    assert first(1, "a") == first(1, "a")
    assert len({first(1, "a"), first(1, "b"), first(2, "a")}) == 3


def test_pseudonyms_stay_the_same_when_more_are_asked_for() -> None:
    assert pseudonyms(1, "inwoner", 5) == pseudonyms(1, "inwoner", 50)[:5]
    assert not set(pseudonyms(1, "inwoner", 50)) & set(pseudonyms(2, "inwoner", 50))


@pytest.mark.parametrize("aantal", [450, 1_387, 9_735])
def test_woningen_add_up(aantal: int) -> None:
    woningen = divide_woningen(aantal)
    assert woningen.sum() == aantal
    assert woningen[KLEINE_BUURT] == 13
    assert woningen.min() >= 10
