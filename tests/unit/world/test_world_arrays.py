"""Date sums and random streams against what plain Python says."""

from datetime import date, timedelta

import numpy as np
import pytest

from resultaat.world.arrays import day, leeftijd_op, named, years
from resultaat.world.gebieden import divide_inwoners, make_gebieden
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
    few, many = (pseudonyms(1, "inwoner", np.arange(n)).to_list() for n in (5, 50))
    assert few == many[:5]
    assert not set(many) & set(pseudonyms(2, "inwoner", np.arange(50)))
    assert not set(many) & set(pseudonyms(1, "traject", np.arange(50)))


def test_pseudonyms_never_read_as_a_number() -> None:
    namen = pseudonyms(1, "inwoner", np.arange(200_000))
    assert namen.n_unique() == 200_000
    assert namen.str.contains(r"^[a-f][0-9a-f]{7}[a-f][0-9a-f]{7}$").all()


def test_nobody_has_no_pseudonym() -> None:
    assert pseudonyms(1, "inwoner", np.array([3, -1]))[1] is None


@pytest.mark.parametrize("aantal", [900, 1_387, 9_735])
def test_woningen_add_up(aantal: int) -> None:
    gebieden = make_gebieden(stream(1, "gebieden"), 0, 2 * aantal)
    woningen = gebieden.divide_woningen(aantal)
    assert woningen.sum() == aantal
    assert woningen[gebieden.kleine_buurt] == 13
    assert woningen.min() >= 10


@pytest.mark.parametrize("inwoners", [1_000, 60_000, 400_001, 18_000_000])
def test_parts_hold_everybody(inwoners: int) -> None:
    delen = divide_inwoners(inwoners)
    assert sum(delen) == inwoners
    assert max(delen) - min(delen) <= 1
    assert max(delen) < 300_000


def test_codes_and_names_are_unique_in_the_largest_gemeente() -> None:
    delen = [make_gebieden(stream(1, f"{nummer}"), nummer, 280_000) for nummer in range(64)]
    wijken = [code for deel in delen for code in deel.wijkcodes]
    buurten = [code for deel in delen for code in deel.buurtcodes]
    namen = [naam for deel in delen for naam in deel.wijknamen]
    assert len(set(wijken)) == len(wijken) == len(set(namen)) == 1_024
    assert len(set(buurten)) == len(buurten) == 8_192


def test_neighbours_share_a_border() -> None:
    gebieden = make_gebieden(stream(1, "gebieden"), 0, 60_000)
    # Five buurten in a wijk: three above, two below; the first touches the second and the fourth.
    naast = gebieden.neighbours(np.array([0])).tolist()
    assert 0 not in naast
    assert {1, 3} <= set(naast)
    assert 2 not in naast
