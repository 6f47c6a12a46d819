"""Amounts with a word to them are read as people write them, and written back so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from resultaat.analysis.oordeel import Oordeel
from resultaat.language import amounts
from resultaat.language.amounts import (
    Bedrag,
    Bestuursperiode,
    Drempel,
    Duur,
    Jaar,
    Omvang,
    Taakveld,
    Tarief,
)
from resultaat.language.values import Eenheid


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [
        (Duur, "14 dagen", "14 dagen"),
        (Duur, "1 maanden", "1 maand"),
        (Duur, " 2 kwartaal", "2 kwartalen"),
        (Duur, "3 jaar", "3 jaar"),
        (Omvang, "3 tot 6 procentpunt", "3 tot 6 procentpunt"),
        (Omvang, "3% tot 6%", "3% tot 6%"),
        (Omvang, "2,5 tot 4 procentpunt", "2,5 tot 4 procentpunt"),
        (Omvang, "5 procentpunt", "5 procentpunt"),
        (Omvang, "10 tot 20", "10 tot 20"),
        (Tarief, "150 euro per maand", "€ 150 per maand"),
        (Tarief, "hoogstens 1.200 euro per jaar", "hoogstens € 1.200 per jaar"),
        (Tarief, "€ 25 per keer", "€ 25 per keer"),
        (Tarief, "12,5 euro per week", "€ 12,50 per week"),
        (Drempel, "niet gehaald", "niet gehaald"),
        (Drempel, "onder 50%", "onder 50%"),
        (Drempel, "boven 1500", "boven 1.500"),
    ],
)
def test_a_text_is_read_and_written_back(kind: Any, text: str, written: str) -> None:
    value = kind.parse(text)
    assert str(value) == written
    assert kind.parse(value) is value
    assert TypeAdapter(kind).dump_python(value, mode="json") == written


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Duur, "een tijdje"),
        (Duur, "zes maanden"),
        (Duur, "-1 dag"),
        (Duur, "1,5 jaar"),
        (Duur, ""),
        (Duur, ["6 maanden"]),
        (Omvang, "6 tot 3 procentpunt"),
        (Omvang, "-3 tot 6 procentpunt"),
        (Omvang, "3% tot 6 procentpunt"),
        (Omvang, " tot "),
        (Omvang, "veel"),
        (Tarief, "150 euro"),
        (Tarief, "veel per maand"),
        (Tarief, " per maand"),
        (Tarief, "1,2,3 euro per maand"),
        (Drempel, "slecht"),
        (Drempel, "onder"),
        (Drempel, "onder veel"),
        (Jaar, "25"),
        (Jaar, "2025-03"),
        (Taakveld, "zes"),
        (Taakveld, "6"),
        (Bedrag, "gratis"),
        (Bedrag, "-5"),
        (Bestuursperiode, "2022"),
        (Bestuursperiode, "2026-2022"),
        (Bestuursperiode, "2022-2062"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_mend(kind: Any, text: object) -> None:
    with pytest.raises(ValidationError) as wrong:
        TypeAdapter(kind).validate_python(text)
    (error,) = wrong.value.errors()
    said, _, mend = str(error["ctx"]["error"]).partition("; ")
    assert said
    assert mend or "getal" in said


@pytest.mark.parametrize(
    ("text", "value"),
    [("180.000", "180000"), ("180000", "180000"), ("€ 12,50", "12.5"), ("1.500 euro", "1500")],
)
def test_money_is_read_with_points_for_thousands(text: str, value: str) -> None:
    assert TypeAdapter(Bedrag).validate_python(text) == Decimal(value)


def test_both_ends_of_a_size_have_the_unit_behind_the_last() -> None:
    size = Omvang.parse("3 tot 6 procentpunt")
    assert (size.onder.waarde, size.boven.waarde) == (Decimal("0.03"), Decimal("0.06"))
    assert size.eenheid is Eenheid.PROCENTPUNT


def test_only_days_and_weeks_are_a_number_of_days() -> None:
    assert Duur.parse("2 weken").dagen == 14
    assert Duur.parse("14 dagen").dagen == 14
    assert Duur.parse("1 maand").dagen is None


def test_the_verdicts_are_those_that_figures_get() -> None:
    words = {each.value for each in Oordeel}
    assert {*amounts.OORDELEN_RESULTAAT, *amounts.OORDELEN_CONDITIE} <= words


@given(st.text() | st.integers() | st.none() | st.lists(st.text(), max_size=2))
def test_anything_is_read_or_refused(value: object) -> None:
    for kind in (Duur, Omvang, Tarief, Drempel):
        try:
            read = kind.parse(value)
        except ValueError:
            continue
        assert str(read)
