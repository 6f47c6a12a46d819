"""Counts, sums, means and shares, worked out by hand at every level and length of period."""

from __future__ import annotations

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
    RIETLANDEN,
    RIETVINK,
    calculated,
    figure,
    figures,
    proef,
)

#: p1 has a row in two buurten; row 3 has no outcome, row 4 no costs, row 5 no area; the last two
#: lie just outside 2024.
ROWS = [
    {"wie": "p1", "buurt": BINNENSTAD, "op": "2024-01-15", "goed": "ja", "kosten": "100,00"},
    {"wie": "p2", "buurt": BINNENSTAD, "op": "2024-02-10", "goed": "nee", "kosten": "50,50"},
    {"wie": "p1", "buurt": HAVEN, "op": "2024-04-01", "kosten": "20,00"},
    {"wie": "p3", "buurt": RIETVINK, "op": "2024-05-31", "goed": "nee"},
    {"wie": "p4", "op": "2024-12-31", "goed": "ja", "kosten": "7,25"},
    {"wie": "p5", "buurt": HAVEN, "op": "2023-12-31", "goed": "ja", "kosten": "900,00"},
    {"wie": "p6", "buurt": HAVEN, "op": "2025-01-01", "goed": "ja", "kosten": "900,00"},
]
RIJEN = "{bron: meldingen, aantal: rijen, datum: op}"
PERSONEN = "{bron: meldingen, aantal: personen, datum: op}"
SOM = "{bron: meldingen, som: kosten, datum: op}"
GEMIDDELDE = "{bron: meldingen, gemiddelde: kosten, datum: op}"
AANDEEL = "{bron: meldingen, aandeel: goed, datum: op}"


def by_area(frame: pl.DataFrame, *, niveau: str | None = None) -> dict[str, object]:
    """Return `waarde` where there is one and `staat` where there is none."""
    chosen = frame if niveau is None else frame.filter(pl.col("niveau") == niveau)
    return {
        row["gebied"]: row["staat"] if row["waarde"] is None else row["waarde"]
        for row in chosen.iter_rows(named=True)
    }


@pytest.mark.parametrize(
    ("telt", "expected"),
    [
        (RIJEN, {GEMEENTE: 5, CENTRUM: 3, RIETLANDEN: 1, BINNENSTAD: 2, HAVEN: 1, RIETVINK: 1}),
        (PERSONEN, {GEMEENTE: 4, CENTRUM: 2, RIETLANDEN: 1, BINNENSTAD: 2, HAVEN: 1, RIETVINK: 1}),
        (SOM, {GEMEENTE: 177.75, CENTRUM: 170.5, BINNENSTAD: 150.5, HAVEN: 20, KAREKIET: 0}),
        (GEMIDDELDE, {GEMEENTE: 44.4375, CENTRUM: 170.5 / 3, BINNENSTAD: 75.25, HAVEN: 20}),
        (AANDEEL, {GEMEENTE: 0.5, CENTRUM: 0.5, RIETLANDEN: 0, BINNENSTAD: 0.5, RIETVINK: 0}),
    ],
    ids=["rijen", "personen", "som", "gemiddelde", "aandeel"],
)
def test_measure_at_every_level(tmp_path: Path, telt: str, expected: dict[str, float]) -> None:
    found = by_area(figures(tmp_path, ROWS, telt))
    assert {gebied: found[gebied] for gebied in expected} == pytest.approx(expected)


def test_rows_without_area_are_counted_apart_and_in_the_gemeente(tmp_path: Path) -> None:
    frame = figures(tmp_path, ROWS, RIJEN)
    for niveau in ("buurt", "wijk"):
        parts = by_area(frame, niveau=niveau)
        assert parts["onbekend"] == 1
        assert sum(parts.values()) == 5  # what lies in the gemeente lies somewhere in it
    assert "onbekend" not in by_area(frame, niveau="gemeente")


def test_no_line_for_unknown_area_where_every_row_has_one(tmp_path: Path) -> None:
    frame = figures(tmp_path, [row for row in ROWS if row.get("buurt")], RIJEN)
    assert "onbekend" not in by_area(frame)


def test_distinct_persons_are_not_the_sum_of_the_buurten(tmp_path: Path) -> None:
    frame = figures(tmp_path, ROWS, PERSONEN)
    assert figure(frame, CENTRUM)["waarde"] == 2
    assert figure(frame, BINNENSTAD)["waarde"] + figure(frame, HAVEN)["waarde"] == 3


def test_quarters_and_months(tmp_path: Path) -> None:
    quarters = figures(tmp_path / "k", ROWS, RIJEN, rapportage="over: 2024-K4, vanaf: 2024-K1")
    gemeente = quarters.filter(pl.col("gebied") == GEMEENTE)
    assert gemeente["periode"].to_list() == ["2024-K1", "2024-K2", "2024-K3", "2024-K4"]
    # In the third quarter the source holds no row at all: that is not a count of nothing.
    assert gemeente["waarde"].to_list() == [2, 2, None, 1]
    assert gemeente["staat"].to_list() == ["definitief", "definitief", "ontbreekt", "definitief"]
    months = figures(tmp_path / "m", ROWS, RIJEN, rapportage="over: 2024-05, vanaf: 2024-04")
    assert figure(months, GEMEENTE, "2024-04")["waarde"] == 1
    assert figure(months, RIETVINK, "2024-05")["waarde"] == 1
    assert figure(months, HAVEN, "2024-05")["waarde"] == 0


def test_zero_against_missing(tmp_path: Path) -> None:
    """ANCHORS: A reached, A not, B not, B not, C unknown, D reached."""
    outcomes = [
        (BINNENSTAD, "ja"),
        (BINNENSTAD, "nee"),
        (HAVEN, "nee"),
        (HAVEN, "nee"),
        (RIETVINK, ""),
        (KAREKIET, "ja"),
    ]
    rows = [{"buurt": buurt, "goed": goed} for buurt, goed in outcomes]
    frame = figures(tmp_path, rows, AANDEEL)
    found = by_area(frame)
    assert [found[each] for each in (BINNENSTAD, HAVEN, RIETVINK, KAREKIET)] == [
        0.5,
        0.0,
        "ontbreekt",
        1.0,
    ]
    assert found[GEMEENTE] == pytest.approx(0.4)  # two of five known, not a mean of shares
    assert not frame["waarde"].is_nan().any()


def test_three_kinds_of_nothing(tmp_path: Path) -> None:
    rows = [
        {"buurt": BINNENSTAD, "goed": "nee", "soort": "a"},
        {"buurt": HAVEN, "soort": "a"},
        {"buurt": RIETVINK, "goed": "ja", "soort": "b"},
    ]
    telt = "{bron: meldingen, aandeel: goed, waar: soort = 'a', datum: op}"
    found = by_area(figures(tmp_path, rows, telt))
    assert found[BINNENSTAD] == 0.0  # an empty numerator is 0
    assert found[HAVEN] == "ontbreekt"  # the outcome is not known
    assert found[RIETVINK] == "niet van toepassing"  # nothing to divide by
    assert found[KAREKIET] == "niet van toepassing"


def test_a_filter_that_nothing_passes_counts_to_zero(tmp_path: Path) -> None:
    telt = "{bron: meldingen, aantal: rijen, waar: soort = 'x', datum: op}"
    found = by_area(figures(tmp_path, ROWS, telt))
    assert set(found.values()) == {0.0}


def test_a_source_without_rows_in_the_period_is_missing_everywhere(tmp_path: Path) -> None:
    frame = figures(tmp_path, ROWS, RIJEN, rapportage="over: 2022")
    assert set(frame["staat"]) == {"ontbreekt"}
    assert frame["waarde"].null_count() == frame.height


def test_a_share_carries_what_it_is_made_of(tmp_path: Path) -> None:
    found = figure(figures(tmp_path, ROWS, AANDEEL))
    assert (found["teller"], found["noemer"], found["n"]) == (2, 4, 4)
    assert (found["onbekend"], found["personen"]) == (1, 4)
    assert (found["staat"], found["herkomst"]) == ("definitief", "geteld")


def test_money_is_added_without_rounding(tmp_path: Path) -> None:
    rows = [{"buurt": HAVEN, "kosten": "0,10"}] * 30
    found = figure(figures(tmp_path, rows, SOM))
    assert found["teller"] == Decimal(3)  # thirty times the double 0.1 is not 3


def test_a_running_period_is_provisional(tmp_path: Path) -> None:
    running = figures(tmp_path, ROWS, RIJEN, rapportage="over: 2024, peildatum: 2024-04-30")
    found = figure(running)
    assert found["staat"] == "voorlopig"
    assert found["waarde"] == 3  # what happened after the peildatum was not known then


def test_a_level_below_that_of_the_rows_has_no_figure(tmp_path: Path) -> None:
    bron = (
        "naam: Wijken\nherkomst: test\nbestand: data/wijken.csv\n"
        "gebied: {kolom: wijk, niveau: wijk}\nkolommen: {wijk: gebied, op: datum}\n"
    )
    files = {
        "indicators/bronnen/wijken.yaml": bron,
        "data/wijken.csv": f"wijk;op\n{CENTRUM};2024-02-01\n",
    }
    telt = {"proef": "{bron: wijken, aantal: rijen, datum: op}"}
    found = by_area(calculated(proef(tmp_path, [], telt, more=files)).figures)
    assert (found[CENTRUM], found[RIETLANDEN], found[GEMEENTE]) == (1, 0, 1)
    assert found[BINNENSTAD] == "niet van toepassing"
