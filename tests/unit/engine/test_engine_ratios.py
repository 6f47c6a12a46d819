"""Figures divided by others: `verhouding` within a source, `per` across sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import (
    BASE,
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    MELDINGEN,
    RIETVINK,
    calculated,
    figure,
    figures,
    proef,
)

VERHOUDING = "{bron: meldingen, verhouding: {teller: kosten, noemer: uren}, datum: op}"
ROWS = [
    {"buurt": BINNENSTAD, "kosten": "100,00", "uren": "4"},
    {"buurt": BINNENSTAD, "kosten": "20,00", "uren": "2"},
    {"buurt": BINNENSTAD, "kosten": "999,00"},  # no hours: nothing of it counts
    {"buurt": HAVEN, "kosten": "30,00", "uren": "0"},
    {"buurt": RIETVINK, "uren": "5"},
]


def test_both_sums_are_over_the_same_rows(tmp_path: Path) -> None:
    frame = figures(tmp_path, ROWS, VERHOUDING)
    found = figure(frame, BINNENSTAD)
    assert (found["waarde"], found["teller"], found["noemer"]) == (20, 120, 6)
    assert (found["n"], found["onbekend"]) == (2, 1)
    assert figure(frame, CENTRUM)["waarde"] == 25  # 150 / 6
    assert figure(frame, HAVEN)["staat"] == "niet van toepassing"  # nothing to divide by
    assert figure(frame, RIETVINK)["staat"] == "ontbreekt"  # nothing known


def per(folder: Path, kwb: str, keer: str = "") -> dict[str, dict[str, object]]:
    divided = f"per: {{indicator: inwoners{keer}}}"
    telt = {
        "proef": f"{{bron: meldingen, aantal: rijen, datum: op, {divided}}}",
        "inwoners": "{bron: kwb, som: inwoners}",
    }
    files = {
        "indicators/bronnen/kwb.yaml": (BASE / "indicators/bronnen/kwb.yaml").read_bytes(),
        "data/kwb.csv": f"code;jaar;inwoners;jongeren;jongeren_met_hulp;aandeel_hulp\n{kwb}",
    }
    frame = calculated(proef(folder, [*ROWS, {}], telt, more=files)).figures
    return {gebied: figure(frame, gebied) for gebied in (GEMEENTE, BINNENSTAD, HAVEN, RIETVINK)}


def test_per_thousand_of_another_source(tmp_path: Path) -> None:
    lines = f"{GEMEENTE};2024;4000;1;1;1\n{BINNENSTAD};2024;1500;1;1;1\n{HAVEN};2024;0;1;1;1\n"
    found = per(tmp_path, lines)
    assert found[GEMEENTE]["waarde"] == 1.5  # 6 rows, one of them without an area, on 4.000
    assert found[BINNENSTAD]["waarde"] == 2.0
    assert (found[BINNENSTAD]["teller"], found[BINNENSTAD]["noemer"]) == (3, 1500)
    assert found[HAVEN]["staat"] == "niet van toepassing"  # nobody lives there
    assert found[RIETVINK]["staat"] == "ontbreekt"  # how many live there is not known


def test_per_hundred(tmp_path: Path) -> None:
    found = per(tmp_path, f"{GEMEENTE};2024;4000;1;1;1\n", ", keer: 100")
    assert found[GEMEENTE]["waarde"] == pytest.approx(0.15)


def test_a_rate_is_as_open_as_the_weaker_of_its_two(tmp_path: Path) -> None:
    """A stand is what it is; the hours of a year that runs can still become more."""
    telt = {
        "proef": "{bron: meldingen, aantal: rijen, peildatum: op, per: {indicator: uren}}",
        "uren": "{bron: meldingen, som: uren, datum: op}",
    }
    rows = [{"buurt": HAVEN, "op": f"{year}-10-01", "uren": "4"} for year in (2023, 2024)]
    bron = MELDINGEN.replace("sleutel: rij", "sleutel: [rij, op]")
    period = "over: 2024, vanaf: 2023, peildatum: 2024-11-01"
    found = calculated(proef(tmp_path, rows, telt, rapportage=period, bron=bron)).figures
    said = [figure(found, HAVEN, year) for year in ("2023", "2024")]
    assert [(each["waarde"], each["staat"]) for each in said] == [
        (250, "definitief"),
        (250, "voorlopig"),
    ]


def test_a_mean_per_row_and_a_difference_of_dates(tmp_path: Path) -> None:
    telt = "{bron: meldingen, gemiddelde: klaar - op, datum: op}"
    rows = [
        {"buurt": HAVEN, "op": "2024-02-27", "klaar": "2024-03-01"},  # 3 days in a leap year
        {"buurt": HAVEN, "op": "2024-06-01", "klaar": "2024-06-08"},
        {"buurt": HAVEN, "op": "2024-06-01"},
    ]
    found = figure(figures(tmp_path, rows, telt), HAVEN)
    assert (found["waarde"], found["n"], found["onbekend"]) == (5, 2, 1)
