"""What became of a code: chains of years, splits, merges and corrections of a boundary."""

from __future__ import annotations

from fractions import Fraction

from resultaat.gebied.herindeling import Herindeling


def changes(*rows: tuple[int, int, str, str, int]) -> Herindeling:
    steps: dict[tuple[int, int], dict[str, dict[str, Fraction]]] = {}
    for van, naar, old, new, many in rows:
        steps.setdefault((van, naar), {}).setdefault(old, {})[new] = Fraction(many)
    return Herindeling(steps)


DIJK_EN_WAARD = changes(
    (2021, 2022, "GM0398", "GM1980", 25826),
    (2021, 2022, "GM0416", "GM1980", 12294),
    (2021, 2022, "GM0416", "GM0441", 1),
)


def test_a_merger_is_exact_and_a_correction_is_none() -> None:
    done = DIJK_EN_WAARD.between(2021, 2022)
    assert done is not None
    assert done.shares("GM0398") == {"GM1980": 1}
    assert done.shares("GM0416") == {"GM1980": 1}
    assert done.shares("GM0363") == {"GM0363": 1}
    assert done.main("GM0416") == "GM1980"


def test_a_split_is_by_addresses() -> None:
    done = changes((2020, 2021, "a", "b", 30), (2020, 2021, "a", "c", 10)).between(2020, 2021)
    assert done is not None
    assert done.shares("a") == {"b": Fraction(3, 4), "c": Fraction(1, 4)}
    assert done.main("a") is None


def test_a_small_part_that_is_much_of_another_area_is_no_correction() -> None:
    known = ((2020, 2021, "a", "a", 9_995), (2020, 2021, "a", "klein", 5))
    done = changes(*known, (2020, 2021, "klein", "klein", 20)).between(2020, 2021)
    assert done is not None
    assert set(done.shares("a")) == {"a", "klein"}
    done = changes(*known).between(2020, 2021)  # perhaps it was there all along
    assert done is not None
    assert set(done.shares("a")) == {"a"}


def test_years_after_each_other() -> None:
    done = changes(
        (2018, 2019, "a", "b", 30),
        (2018, 2019, "a", "c", 10),
        (2020, 2021, "b", "d", 60),  # nothing changed in 2019-2020
        (2020, 2021, "e", "d", 40),
    ).between(2018, 2021)
    assert done is not None
    assert done.shares("a") == {"d": Fraction(3, 4), "c": Fraction(1, 4)}
    assert done.shares("e") == {"d": 1}


def test_a_pair_of_years_that_is_there_goes_before_a_chain() -> None:
    done = changes((2018, 2019, "a", "b", 1), (2019, 2020, "b", "c", 1), (2018, 2020, "a", "z", 1))
    assert done.between(2018, 2020).shares("a") == {"z": 1}  # type: ignore[union-attr]


def test_years_that_nobody_knows_of() -> None:
    assert DIJK_EN_WAARD.between(2019, 2022) is None
    assert DIJK_EN_WAARD.between(2021, 2023) is None
    assert DIJK_EN_WAARD.between(2022, 2021) is None
    assert Herindeling({}).between(2021, 2022) is None


def test_of_which_year_codes_are() -> None:
    assert DIJK_EN_WAARD.year_of(["GM0398", "GM0416"], 2022) == 2021
    assert DIJK_EN_WAARD.year_of(["GM0398", "GM9999"], 2022) is None


def test_of_which_year_codes_are_when_they_changed_more_than_once() -> None:
    """Two steps to the list, and a code that went in the first of them."""
    done = changes((2019, 2020, "a", "b", 1), (2020, 2021, "x", "y", 1))
    assert done.year_of(["a"], 2021) == 2019
    assert done.year_of(["x"], 2021) == 2020
    assert done.year_of(["a", "x"], 2021) == 2019
    assert done.year_of(["a", "z"], 2021) is None
    assert done.year_of([], 2021) is None
