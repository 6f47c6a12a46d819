"""Days as periods, and a figure beside that of a month before: cases that are easily got wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import GEMEENTE, HAVEN, ZONDER_PERSONEN, calculated, figure, proef

import resultaat
from resultaat.core.periods import Grain, Period

#: Bookings by day.
BOOKINGS = {"2019-12-01": 1, "2019-12-18": 10, "2020-01-01": 5, "2020-02-01": 2}
ROWS = [{"op": day, "buurt": HAVEN} for day, many in BOOKINGS.items() for _ in range(many)]
TELT = {
    "boekingen": "{bron: meldingen, aantal: rijen, datum: op}",
    "maand_eerder": "{bron: meldingen, aantal: rijen, datum: op, reeks: {eerder: 1 maand}}",
    "verschil": (
        "{bron: meldingen, aantal: rijen, datum: op, reeks: {verandering_procent: 1 maand}}"
    ),
}


def test_a_month_before_at_the_grain_of_a_day(tmp_path: Path) -> None:
    rapportage = "over: 2020-02-01, vanaf: 2020-01-01"
    folder = proef(tmp_path, ROWS, TELT, rapportage=rapportage, bron=ZONDER_PERSONEN)
    found = calculated(folder).figures
    said = {
        day: tuple(figure(found, GEMEENTE, day, naam=name)["waarde"] for name in TELT)
        for day in ("2020-01-01", "2020-01-18", "2020-02-01")
    }
    assert said == {
        "2020-01-01": (5, 1, 4),
        "2020-01-18": (None, 10, None),
        "2020-02-01": (2, 5, -0.6),
    }
    assert figure(found, GEMEENTE, "2020-01-18", naam="verschil")["staat"] == "ontbreekt"
    # A relative change is a percentage, and so is its target.
    run = resultaat.open(folder).bereken()
    units = dict(run.resultaten.select("indicator", "eenheid").unique().iter_rows())
    assert units["verschil"] == "%"
    page = resultaat.open(folder).rapport().read_text(encoding="utf-8")
    assert "1 februari 2020" in page


def test_a_quarter_before_and_what_is_no_whole_number_of_periods(tmp_path: Path) -> None:
    rows = [{"op": f"2024-0{month}-01", "buurt": HAVEN} for month in (1, 1, 4, 4, 4)]
    telt = {
        "eerder": "{bron: meldingen, aantal: rijen, datum: op, reeks: {eerder: 3 maanden}}",
        "groei": (
            "{bron: meldingen, aantal: rijen, datum: op, reeks: {verandering_procent: 1 kwartaal}}"
        ),
        "dagen": "{bron: meldingen, aantal: rijen, datum: op, reeks: {eerder: 14 dagen}}",
    }
    folder = proef(tmp_path, rows, telt, rapportage="over: 2024-K2", bron=ZONDER_PERSONEN)
    found = calculated(folder).figures
    assert figure(found, periode="2024-K2", naam="eerder")["waarde"] == 2
    assert figure(found, periode="2024-K2", naam="groei")["waarde"] == 0.5
    lost = figure(found, periode="2024-K2", naam="dagen")
    assert (lost["waarde"], lost["staat"]) == (None, "niet van toepassing")


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        ("2024-03-31", 1, "2024-02-29"),
        ("2023-03-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2024-01-15", 1, "2023-12-15"),
    ],
)
def test_months_before_a_day(day: str, months: int, earlier: str) -> None:
    found = Period.parse(day).months_earlier(months)
    assert found is not None
    assert (found.label, found.grain) == (earlier, Grain.DAG)


def test_a_day_is_a_period() -> None:
    period = Period.parse("2024-02-28")
    assert [each.label for each in period.until(Period.parse("2024-03-01"))] == [
        "2024-02-28",
        "2024-02-29",
        "2024-03-01",
    ]
    assert period.end == date(2024, 2, 28)
    assert Period.holding(date(2024, 2, 28), Grain.DAG) == period
    for wrong in ("2024-02-30", "2024-13-01", "2024-2-1"):
        with pytest.raises(ValueError, match="geen periode"):
            Period.parse(wrong)
