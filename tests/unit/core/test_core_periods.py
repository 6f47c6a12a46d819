"""Periods: as people write them, one after the other, and the one that holds a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resultaat.core.periods import Grain, Period

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
periods = st.builds(Period.holding, days, st.sampled_from(Grain))


@pytest.mark.parametrize(
    ("text", "start", "end", "grain"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), Grain.JAAR),
        ("2024-K1", date(2024, 1, 1), date(2024, 3, 31), Grain.KWARTAAL),
        ("2024-K4", date(2024, 10, 1), date(2024, 12, 31), Grain.KWARTAAL),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Grain.MAAND),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), Grain.MAAND),
        (" 2024-12 ", date(2024, 12, 1), date(2024, 12, 31), Grain.MAAND),
    ],
)
def test_parse(text: str, start: date, end: date, grain: Grain) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, period.grain) == (start, end, grain)
    assert period.label == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-K5",
        "2024-K0",
        "2024-13",
        "2024-00",
        "2024-1",
        "2024-k1",
        "2024-01-32",
        "2024-02-30",
        "20244",
    ],
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="is geen periode; schrijf 2025, 2025-K1 of 2025-03"):
        Period.parse(text)


@given(periods)
def test_a_label_gives_its_period_again(period: Period) -> None:
    assert Period.parse(period.label) == period


@given(periods)
def test_periods_follow_each_other_without_gap(period: Period) -> None:
    assert period.next().start == period.end + timedelta(days=1)
    assert period.next().grain is period.grain


@given(days, st.sampled_from(Grain))
def test_the_period_that_holds_a_day(day: date, grain: Grain) -> None:
    period = Period.holding(day, grain)
    assert period.start <= day <= period.end
    assert (period.end - period.start).days in range(grain.months * 28 - 1, grain.months * 31 + 1)


def test_until_is_up_to_and_including() -> None:
    labels = [each.label for each in Period.parse("2023-K3").until(Period.parse("2024-K2"))]
    assert labels == ["2023-K3", "2023-K4", "2024-K1", "2024-K2"]
    assert list(Period.parse("2024").until(Period.parse("2024"))) == [Period.parse("2024")]
    assert list(Period.parse("2025").until(Period.parse("2024"))) == []


def test_until_over_the_turn_of_the_year_in_months() -> None:
    labels = [each.label for each in Period.parse("2023-12").until(Period.parse("2024-01"))]
    assert labels == ["2023-12", "2024-01"]


def test_grains_know_their_months_and_their_word_in_sql() -> None:
    assert [(each.months, each.unit) for each in Grain] == [
        (12, "year"),
        (3, "quarter"),
        (1, "month"),
        (0, "day"),
    ]


@pytest.mark.parametrize("text", ["0000", "1499", "3000", "9999-K4"])
def test_a_year_far_from_now_is_no_year(text: str) -> None:
    with pytest.raises(ValueError, match="is geen periode"):
        Period.parse(text)


def test_the_last_period_there_is() -> None:
    assert Period.parse("2999-K4").end == date(2999, 12, 31)
