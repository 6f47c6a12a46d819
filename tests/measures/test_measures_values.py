"""Lowest, highest, median and percentile: by hand, at every level and period."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from builders import (
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    KAREKIET,
    MELDINGEN,
    RIETLANDEN,
    RIETVINK,
    ZONDER_PERSONEN,
    calculated,
    figure,
    figures,
    proef,
)

from resultaat.compile.passes.naive import naive

#: January: 1 and 3 in Binnenstad, 10 in Haven; February: 4 in Binnenstad, 7 in Rietvink.
ROWS = [
    {"buurt": BINNENSTAD, "op": "2024-01-05", "kosten": "1,00"},
    {"buurt": BINNENSTAD, "op": "2024-01-06", "kosten": "3,00"},
    {"buurt": HAVEN, "op": "2024-01-07", "kosten": "10,00"},
    {"buurt": BINNENSTAD, "op": "2024-02-01", "kosten": "4,00"},
    {"buurt": RIETVINK, "op": "2024-02-02", "kosten": "7,00"},
    {"buurt": KAREKIET, "op": "2024-02-03"},
]
ALL = {
    "laagste": "{bron: meldingen, minimum: kosten, datum: op}",
    "hoogste": "{bron: meldingen, maximum: kosten, datum: op}",
    "midden": "{bron: meldingen, mediaan: kosten, datum: op}",
    "hoog": "{bron: meldingen, percentiel: {van: kosten, deel: 90%}, datum: op}",
}
LEVELS = [
    (GEMEENTE, "1.0 10.0 4.0 8.8"),
    (CENTRUM, "1.0 10.0 3.5 8.2"),
    (RIETLANDEN, "7.0 7.0 7.0 7.0"),
    (BINNENSTAD, "1.0 4.0 3.0 3.8"),
    (HAVEN, "10.0 10.0 10.0 10.0"),
    (RIETVINK, "7.0 7.0 7.0 7.0"),
]


@pytest.mark.parametrize("rapportage", ["over: 2024", "over: 2024-K1"])
def test_at_every_level(tmp_path: Path, rapportage: str) -> None:
    found = calculated(
        proef(tmp_path, ROWS, ALL, rapportage=rapportage, bron=ZONDER_PERSONEN)
    ).figures
    periode = rapportage.removeprefix("over: ")
    for gebied, expected in LEVELS:
        values = [figure(found, gebied, periode, naam=name)["waarde"] for name in ALL]
        assert " ".join(str(value) for value in values) == expected, gebied


def test_at_every_month(tmp_path: Path) -> None:
    rapportage = "over: 2024-02, vanaf: 2024-01"
    found = calculated(
        proef(tmp_path, ROWS, ALL, rapportage=rapportage, bron=ZONDER_PERSONEN)
    ).figures
    for periode, expected in (("2024-01", [1, 10, 3, 8.6]), ("2024-02", [4, 7, 5.5, 6.7])):
        assert [figure(found, periode=periode, naam=name)["waarde"] for name in ALL] == expected


@pytest.mark.parametrize("name", ALL)
def test_nothing_unknown_and_missing(tmp_path: Path, name: str) -> None:
    rapportage = "over: 2024-03, vanaf: 2024-01"
    found = calculated(
        proef(tmp_path, ROWS, {name: ALL[name]}, rapportage=rapportage, bron=ZONDER_PERSONEN)
    ).figures
    # Delivered, but no row here: there is no lowest of nothing, and it is not zero.
    empty = figure(found, RIETVINK, "2024-01", naam=name)
    assert (empty["waarde"], empty["teller"], empty["staat"]) == (None, None, "niet van toepassing")
    # One row without a value.
    unknown = figure(found, KAREKIET, "2024-02", naam=name)
    assert (unknown["waarde"], unknown["staat"], unknown["onbekend"]) == (None, "ontbreekt", 1)
    # Nothing was delivered in March.
    assert figure(found, periode="2024-03", naam=name)["staat"] == "ontbreekt"
    one = figure(found, HAVEN, "2024-01", naam=name)
    assert (one["waarde"], one["teller"], one["staat"]) == (10.0, Decimal(10), "definitief")


def test_a_lowest_value_of_negative_values(tmp_path: Path) -> None:
    rows = [{"kosten": "-5,00", "buurt": HAVEN}, {"kosten": "0,00", "buurt": RIETVINK}]
    telt = "{bron: meldingen, maximum: kosten, datum: op}"
    found = figures(tmp_path, rows, telt, bron=ZONDER_PERSONEN)
    assert [figure(found, each)["waarde"] for each in (GEMEENTE, CENTRUM, HAVEN)] == [0, -5, -5]


def test_percentiles_are_those_of_duckdb(tmp_path: Path) -> None:
    import duckdb

    chance = random.Random(3)  # noqa: S311
    values = [chance.randrange(0, 400) for _ in range(257)]
    rows = [{"kosten": f"{value // 4},{value % 4 * 25:02}", "buurt": HAVEN} for value in values]
    telt = {
        f"p{deel}": f"{{bron: meldingen, percentiel: {{van: kosten, deel: '{deel}%'}}, datum: op}}"
        for deel in (10, 25, 50, 75, 95)
    }
    found = calculated(proef(tmp_path, rows, telt, bron=ZONDER_PERSONEN)).figures
    listed = ", ".join(f"({value / 4})" for value in values)
    for deel in (10, 25, 50, 75, 95):
        query = f"SELECT quantile_cont(v::DECIMAL(38, 8), {deel / 100}) FROM (VALUES {listed}) t(v)"  # noqa: S608
        expected = duckdb.sql(query).fetchall()[0]
        assert figure(found, naam=f"p{deel}")["waarde"] == pytest.approx(
            # DuckDB cuts the last decimal off; here it is exact.
            float(expected[0]),
            abs=2e-8,
        )


def test_the_interval_is_of_order_statistics(tmp_path: Path) -> None:
    """n = 10, median: the 2nd and the 9th value cover 97.9% (David and Nagaraja, table 7.1)."""
    rows = [{"kosten": f"{value},00", "buurt": HAVEN} for value in range(1, 11)]
    few = [{"kosten": f"{value},00", "buurt": RIETVINK} for value in range(1, 6)]
    found = figures(tmp_path, rows + few, ALL["midden"], bron=ZONDER_PERSONEN)
    ten = figure(found, HAVEN)
    assert (ten["waarde"], ten["onder"], ten["boven"]) == (5.5, 2, 9)
    # With five values no pair reaches 95%: 1 − 2 × 0.5⁵ = 93.75%.
    five = figure(found, RIETVINK)
    assert (five["waarde"], five["onder"], five["boven"]) == (3, None, None)


def test_the_naive_plan_agrees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = proef(tmp_path, ROWS, ALL, bron=ZONDER_PERSONEN)
    fused = calculated(folder).figures
    monkeypatch.setattr("resultaat.engine.calculate.compile_requests", naive)
    assert calculated(folder).figures.equals(fused)


def test_lowest_and_highest_share_the_scan_of_sums(tmp_path: Path) -> None:
    from builders import prepared

    from resultaat.compile.compiler import compile_requests

    telt = {name: ALL[name] for name in ("laagste", "hoogste")}
    telt["som"] = "{bron: meldingen, som: kosten, datum: op}"
    _, requests, _, _ = prepared(proef(tmp_path, ROWS, telt, bron=ZONDER_PERSONEN))
    assert len(compile_requests(requests).steps) == 1
    telt |= {name: ALL[name] for name in ("midden", "hoog")}
    _, requests, _, _ = prepared(proef(tmp_path / "b", ROWS, telt, bron=ZONDER_PERSONEN))
    # One scan more, by value; the median and the percentile share it.
    assert len(compile_requests(requests).steps) == 2


def released(folder: Path) -> pl.DataFrame:
    import resultaat

    return resultaat.open(folder).bereken().resultaten


def test_few_persons_are_hidden(tmp_path: Path) -> None:
    """A percentile needs five persons on its shorter side; a median therefore ten in all."""
    many = {HAVEN: 60, BINNENSTAD: 20, RIETVINK: 9, KAREKIET: 60}
    rows = [
        {"kosten": f"{n},00", "buurt": buurt}
        for buurt, last in many.items()
        for n in range(1, last + 1)
    ]
    telt = {name: ALL[name] for name in ("midden", "hoog")}
    found = released(proef(tmp_path, rows, telt, bron=MELDINGEN))

    def hidden(naam: str, gebied: str) -> bool:
        return figure(found, gebied, naam=naam)["staat"] == "onderdrukt"

    assert hidden("midden", RIETVINK)  # nine persons
    assert hidden("hoog", BINNENSTAD)  # 20 × 10% is fewer than five
    assert not hidden("midden", BINNENSTAD)
    for gebied in (GEMEENTE, CENTRUM, RIETLANDEN):
        assert not hidden("midden", gebied)
        assert not hidden("hoog", gebied)
    # The ends of an interval have fewer persons beyond them than the figure itself.
    assert figure(found, CENTRUM, naam="hoog")["onder"] is None
    assert figure(found, CENTRUM, naam="midden")["onder"] is not None
