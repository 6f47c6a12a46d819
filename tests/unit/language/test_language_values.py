"""Values as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from resultaat.core.periods import Period
from resultaat.language.values import (
    Datum,
    Eenheid,
    Heel,
    Id,
    JaNee,
    Maat,
    Periode,
    is_id,
    to_decimal,
)


@pytest.mark.parametrize(
    ("text", "waarde", "eenheid", "written"),
    [
        ("70%", "0.7", Eenheid.PROCENT, "70%"),
        ("70 %", "0.7", Eenheid.PROCENT, "70%"),
        ("70 procent", "0.7", Eenheid.PROCENT, "70%"),
        ("12,5%", "0.125", Eenheid.PROCENT, "12,5%"),
        ("0%", "0", Eenheid.PROCENT, "0%"),
        ("2 procentpunt", "0.02", Eenheid.PROCENTPUNT, "2 procentpunt"),
        ("0,5 procentpunt", "0.005", Eenheid.PROCENTPUNT, "0,5 procentpunt"),
        ("42 dagen", "42", Eenheid.DAGEN, "42 dagen"),
        ("1500", "1500", Eenheid.GETAL, "1.500"),
        ("1.234,5", "1234.5", Eenheid.GETAL, "1.234,5"),
        ("1.500.000 euro", "1500000", Eenheid.EURO, "1.500.000 euro"),
        ("7.5", "7.5", Eenheid.GETAL, "7,5"),
        ("-3", "-3", Eenheid.GETAL, "−3"),
        ("0.500", "0.5", Eenheid.GETAL, "0,5"),
    ],
)
def test_maat(text: str, waarde: str, eenheid: Eenheid, written: str) -> None:
    maat = Maat.parse(text)
    assert (maat.waarde, maat.eenheid, str(maat)) == (Decimal(waarde), eenheid, written)


@pytest.mark.parametrize(
    "text",
    [
        *("", "veel", "70%%", "% 70", "70 % procent", "zeventig procent", "70 prcent", "€ 5"),
        *("1.2.3", "12.34,5", "1,2,3", "--1", "1e3", "inf", "nan", "0x10"),
        *(None, 5, [70], {"a": 1}),
    ],
)
def test_what_is_no_maat(text: object) -> None:
    with pytest.raises(ValueError, match="is geen getal"):
        Maat.parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.500", "`1.500` is op twee manieren te lezen; schrijf 1500 of 1,500"),
        ("-12.345", "`-12.345` is op twee manieren te lezen; schrijf -12345 of -12,345"),
    ],
)
def test_a_number_that_could_be_read_two_ways_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError) as wrong:
        to_decimal(text)
    assert str(wrong.value) == message


def test_equal_whatever_the_spelling() -> None:
    assert Maat.parse("70%") == Maat.parse("70,0 procent")
    assert hash(Maat.parse("70%")) == hash(Maat.parse("70,0 procent"))
    assert Maat.parse("70%") != Maat.parse("70 procentpunt")
    assert Maat.parse("42 dagen") != "42 dagen"


@given(
    st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from(["", "%", " procentpunt"])
)
def test_a_maat_can_be_read_back(units: int, decimals: int, eenheid: str) -> None:
    number = str(Decimal(units).scaleb(-decimals)).replace(".", ",")
    maat = Maat.parse(f"{number}{eenheid}")
    assert Maat.parse(str(maat).replace("−", "-").replace(".", "")) == maat


def read(kind: object, text: object) -> object:
    return TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Datum, "2023-11-09", date(2023, 11, 9)),
        (JaNee, "ja", True),
        (JaNee, "Nee", False),
        (JaNee, "true", True),
        (Heel, "12", 12),
        (Heel, "-3", -3),
        (Periode, "2025-K1", Period.parse("2025-K1")),
        (Id, "doel_1", "doel_1"),
    ],
)
def test_fields(kind: object, text: str, expected: object) -> None:
    assert read(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Datum, "9-11-2023"),
        (Datum, "2023-02-29"),
        (Datum, "gisteren"),
        (Datum, ["2023-11-09"]),
        (JaNee, "misschien"),
        (JaNee, "on"),
        (JaNee, "1"),
        (Heel, "12,0"),
        (Heel, "1.000"),
        (Heel, "twaalf"),
        (Periode, "2025-K5"),
        (Periode, ["2025"]),
        (Id, "Doel"),
        (Id, "1doel"),
        (Id, "d"),
        (Id, "een doel"),
        (Id, "x" * 61),
    ],
)
def test_what_is_no_value_of_the_field(kind: object, text: object) -> None:
    with pytest.raises(ValidationError) as wrong:
        read(kind, text)
    (error,) = wrong.value.errors()
    assert error["type"] == "value_error"


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("ab", True), ("a1_b", True), ("a", False), ("a-b", False), ("é_e", False)],
)
def test_names(text: str, is_name: bool) -> None:
    assert is_id(text) is is_name
