"""How values and periods are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from report_subjects import plain

from resultaat.report.bins import bins_of
from resultaat.report.notation import Notation, exact, period_words


@pytest.mark.parametrize(
    ("eenheid", "values", "full"),
    [
        ("%", [0.7236], "72,4%"),
        ("euro", [1234567.89], "€ 1.234.568"),
        ("inwoners", [48210.0, 12.0], "48.210 inwoners"),
        ("per 1.000 inwoners", [62.44, 3.0], "62,4 per 1.000 inwoners"),
        ("", [0.3456], "0,35"),
        ("euro per inwoner", [1234.56], "1.235 euro per inwoner"),
        ("dagen", [-3.25], "−3,3 dagen"),
        ("", [0.0], "0"),
    ],
)
def test_values(eenheid: str, values: list[float], full: str) -> None:
    assert plain(Notation.fitting(eenheid, values).full(values[0])) == full


@pytest.mark.parametrize(
    ("eenheid", "value", "written"),
    [
        ("%", 0.7, "70%"),
        ("%", 0.025, "2,5%"),
        ("%", 0.285, "28,5%"),
        ("%", 0.29, "29%"),
        ("dagen", 42.0, "42 dagen"),
        ("euro", 1500.0, "€ 1.500"),
    ],
)
def test_what_people_chose_keeps_its_own_decimals(eenheid: str, value: float, written: str) -> None:
    assert plain(Notation(eenheid, 1).round(value)) == written


def test_exact_sums() -> None:
    given = ["1200", "12.5", "12.3456"]
    assert [exact(Decimal(each)) for each in given] == ["1.200", "12,5", "12,35"]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2025", "2025"),
        ("2025-K3", "het derde kwartaal van 2025"),
        ("2025-11", "november 2025"),
        ("onbekend", "onbekend"),
    ],
)
def test_periods(label: str, words: str) -> None:
    assert period_words(label) == words


@pytest.mark.parametrize(
    "values",
    [[0.1, 0.15, 0.2, 0.31], [5.0, 5.0], [0.0, 0.0], [-3.0, 4.0], [1e-6, 2e-6], [3e5, 9e6]],
)
def test_bins_hold_every_value_once(values: list[float]) -> None:
    bins = bins_of(values)
    assert sum(amount for *_, amount in bins) == len(values)
    assert len(bins) <= 20
    assert bins[0][0] <= min(values) + 1e-12
    assert bins[-1][1] >= max(values)
    assert bins[0][2] > 0
    assert bins[-1][2] > 0
