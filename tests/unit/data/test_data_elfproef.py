"""The elfproef, and telling BSNs from other numbers."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import polars as pl
import pytest

from resultaat.data.elfproef import CHANCE, as_bsn, counts, numbers_in, passes, suspicious, tail

#: Test numbers of the RvIG: 999900006 and 123456782 pass.
GOOD = ("999900006", "123456782", "111222333")


def by_hand(number: int) -> bool:
    digits = [int(each) for each in f"{number:09d}"]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(a * b for a, b in zip(digits, weights, strict=True)) % 11 == 0 and number > 0


def bsns(count: int, seed: int = 1) -> list[str]:
    chosen = random.Random(seed)  # noqa: S311  a seed, so that it is the same each time
    found: list[str] = []
    while len(found) < count:
        number = chosen.randrange(10_000_000, 1_000_000_000)
        if by_hand(number):
            found.append(f"{number:09d}")
    return found


def test_the_elfproef_is_that_of_the_hand() -> None:
    numbers = range(99_999_990, 100_003_000)
    frame = pl.DataFrame({"w": [f"{each:09d}" for each in numbers]})
    assert frame.select(passes(pl.col("w"))).to_series().to_list() == [
        by_hand(each) for each in numbers
    ]
    assert all(by_hand(int(each)) for each in GOOD)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("999900006", 999900006),
        ("10000008", 10000008),  # the first zero was lost
        ("999900007", None),
        ("000000000", None),
        ("9999000060", None),
        ("9999000", None),
        ("99990000a", None),
        ("+99990000", None),
        ("+10000008", None),
        ("-10000008", None),
    ],
)
def test_a_bsn_is_read_or_refused(written: str, read: int | None) -> None:
    frame = pl.DataFrame({"w": [written]})
    assert frame.select(as_bsn(pl.col("w"))).item() == read


def test_the_tail_is_that_of_the_binomial() -> None:
    for tried, passed in ((1, 1), (4, 4), (20, 6), (1000, 120), (1000, 60)):
        exact = math.fsum(
            math.comb(tried, k) * (1 / 11) ** k * (10 / 11) ** (tried - k)
            for k in range(passed, tried + 1)
        )
        if passed > tried / 11:
            assert tail(tried, passed) == pytest.approx(exact, rel=1e-9)
        else:
            assert tail(tried, passed) == 1.0
    assert tail(1_000_000, 1_000_000) == 0.0
    assert tail(1_000_000, 90_910) > CHANCE


@pytest.mark.parametrize(
    "values",
    [
        bsns(4),
        [f"mevrouw belde, bsn {each}, over het gebit" for each in bsns(6)],
        [f"{each[:4]}.{each[4:6]}.{each[6:]}" for each in bsns(6)],
        [f"{each[:3]} {each[3:6]} {each[6:]}" for each in bsns(6)],
        [str(int(each)) for each in bsns(200) if each.startswith("0")] + bsns(5),
        bsns(40) + [f"{each:09d}" for each in range(100_000_001, 100_000_101)],
    ],
    ids=["plain", "in a text", "with dots", "with spaces", "lost zeros", "among others"],
)
def test_bsns_are_seen(values: list[str]) -> None:
    assert suspicious(numbers_in(pl.Series(values)))


def test_whole_numbers_are_looked_at_too() -> None:
    assert suspicious(numbers_in(pl.Series([int(each) for each in bsns(10)])))


def test_one_person_many_times_is_one_number() -> None:
    assert counts(numbers_in(pl.Series([GOOD[0]] * 1000))) == (1, 1)


@pytest.mark.parametrize("seed", range(5))
def test_other_numbers_are_left_alone(seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311
    numbers = [f"{chosen.randrange(10**9):09d}" for _ in range(20_000)]
    assert not suspicious(numbers_in(pl.Series(numbers)))


def test_numbers_in_a_row_and_dates_are_left_alone() -> None:
    start = date(1930, 1, 1)
    dates = [(start + timedelta(days=n)).strftime("%Y%m%d") for n in range(36_000)]
    for count in (10, 100, 366, 3_650, 36_000):
        assert not suspicious(numbers_in(pl.Series(dates[-count:]))), count
        assert not suspicious(numbers_in(pl.Series(dates[:count]))), count
        rising = [str(300_000_000 + n) for n in range(count)]
        assert not suspicious(numbers_in(pl.Series(rising))), count
    assert not suspicious(
        numbers_in(pl.Series([f"06-{n:08d}" for n in range(10_000_000, 10_001_000)]))
    )
    assert not suspicious(numbers_in(pl.Series(["geen enkel nummer", None, "12", "2024-01-31"])))
