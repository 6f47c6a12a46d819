"""Numbers, percentages, dates and lists as Dutch readers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resultaat.core.dutch import counted, day, euro, listing, number, percentage


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (12345.6, 1, "12.345,6"),
        (1234567, 2, "1.234.567,00"),
        (0.5, 0, "1"),  # halves away from zero, and not to even
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (0.285, 2, "0,29"),  # the double beneath is just below
        (1.005, 2, "1,01"),
        (Decimal("2.675"), 2, "2,68"),
        (-0.5, 0, "−1"),
        (-2.5, 0, "−3"),
        (-1234.5, 1, "−1.234,5"),
        (-0.4, 0, "0"),  # no minus before a nought
        (-0.0, 1, "0,0"),
        (1e-9, 2, "0,00"),
        (1e15, 0, "1.000.000.000.000.000"),
    ],
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("fraction", "decimals", "text"),
    [
        (0.397, 1, "39,7%"),
        (0.0005, 1, "0,1%"),
        (0.285, 0, "29%"),
        (1, 0, "100%"),
        (0.9996, 1, "100,0%"),
        (-0.015, 1, "−1,5%"),
        (12.5, 0, "1.250%"),
        (Decimal("0.145"), 0, "15%"),
    ],
)
def test_percentage(fraction: float, decimals: int, text: str) -> None:
    assert percentage(fraction, decimals) == text


@given(st.integers(-(10**20), 10**20), st.integers(0, 8))
def test_a_number_can_be_read_back(units: int, decimals: int) -> None:
    value = Decimal(units).scaleb(-decimals)
    text = number(value, decimals)
    assert Decimal(text.replace(".", "").replace(",", ".").replace("−", "-")) == value


def test_money() -> None:
    assert euro(1234567.5) == "€ 1.234.568"
    assert euro(-3) == "€ −3"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2025, 5, 1), "1 mei 2025"),
        (date(2024, 2, 29), "29 februari 2024"),
        (date(1999, 12, 31), "31 december 1999"),
    ],
)
def test_day(value: date, text: str) -> None:
    assert day(value) == text


@pytest.mark.parametrize(
    ("words", "last", "text"),
    [
        ([], "en", ""),
        (["a"], "en", "a"),
        (["a", "b"], "en", "a en b"),
        (["a", "b", "c"], "of", "a, b of c"),
    ],
)
def test_listing(words: list[str], last: str, text: str) -> None:
    assert listing(words, last) == text


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0 rijen"), (1, "1 rij"), (2, "2 rijen"), (1200, "1.200 rijen")]
)
def test_counted(amount: int, text: str) -> None:
    assert counted(amount, "rij", "rijen") == text
