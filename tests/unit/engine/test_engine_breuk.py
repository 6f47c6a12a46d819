"""No figure over a break, and every figure that does not reach over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BINNENSTAD, ZONDER_PERSONEN, calculated, figure, figures, proef

import resultaat

ROWS = [{"op": f"{year}-{month:02d}-10"} for year in (2021, 2022, 2023, 2024) for month in (2, 8)]
BREUK = "breuken: [{vanaf: 2023, omdat: het model is herzien}]\n"
OVER = "over: 2024, vanaf: 2021"


def states(folder: Path, reeks: str, breuk: str = BREUK, report: str = OVER) -> dict[str, str]:
    telt = f"{{bron: meldingen, aantal: rijen, datum: op, reeks: {reeks}}}"
    frame = figures(folder, ROWS, telt, rapportage=report, bron=ZONDER_PERSONEN + breuk)
    own = frame.filter(frame["niveau"] == "gemeente")
    for row in own.rows(named=True):
        assert (row["waarde"] is None) == (row["staat"] not in ("definitief", "voorlopig")), row
    return dict(own.select("periode", "staat").iter_rows())


NVT, GOED = "niet van toepassing", "definitief"


@pytest.mark.parametrize(
    ("reeks", "expected"),
    [
        ("verandering", {"2022": GOED, "2023": NVT, "2024": GOED}),
        ("{index: 2021}", {"2021": GOED, "2022": GOED, "2023": NVT, "2024": NVT}),
        ("{index: 2024}", {"2021": NVT, "2022": NVT, "2023": GOED, "2024": GOED}),
        ("{voortschrijdend: 2}", {"2022": GOED, "2023": NVT, "2024": GOED}),
        ("cumulatief", {"2022": GOED, "2023": NVT, "2024": NVT}),
        ("jaar_tot_nu", {"2022": GOED, "2023": GOED, "2024": GOED}),
    ],
)
def test_what_reaches_over_a_break(tmp_path: Path, reeks: str, expected: dict[str, str]) -> None:
    found = states(tmp_path, reeks)
    assert {period: found[period] for period in expected} == expected


def test_a_break_in_the_middle_of_a_year(tmp_path: Path) -> None:
    breuk = BREUK.replace("2023", "2023-07")
    assert states(tmp_path, "verandering", breuk)["2023"] == NVT
    assert states(tmp_path / "b", "jaar_tot_nu", breuk)["2023"] == NVT


def test_a_break_in_a_column_that_is_not_read(tmp_path: Path) -> None:
    breuk = BREUK.replace("}]", ", kolommen: [soort]}]")
    assert states(tmp_path, "verandering", breuk)["2023"] == GOED


def test_check_says_why(tmp_path: Path) -> None:
    telt = {"proef": "{bron: meldingen, aantal: rijen, datum: op, reeks: verandering}"}
    folder = proef(tmp_path, ROWS, telt, bron=ZONDER_PERSONEN + BREUK)
    (told,) = (each for each in resultaat.open(folder).check() if each.code == "R1326")
    assert told.severity.value == "opmerking"
    assert "de breuk van 2023 heen: het model is herzien" in told.message


def test_taakvelden_are_translated_at_the_door(tmp_path: Path) -> None:
    """Iv3 2024 -> 2025: 6.2 became 6.21, 6.22 and 6.23; together they are what 6.2 was."""
    bron = ZONDER_PERSONEN.replace(
        "soort: {type: tekst, mag_leeg: ja}",
        'soort: {keuze: ["6.2"], mag_leeg: ja, '
        'vertaal: {"6.21": "6.2", "6.22": "6.2", "6.23": "6.2"}}',
    )
    rows = [
        {"op": "2023-06-01", "soort": "6.2", "kosten": "60", "buurt": BINNENSTAD},
        *(
            {"op": "2024-06-01", "soort": soort, "kosten": "25", "buurt": BINNENSTAD}
            for soort in ("6.21", "6.22", "6.23")
        ),
    ]
    telt = {"proef": "{bron: meldingen, som: kosten, waar: \"soort = '6.2'\", datum: op}"}
    folder = proef(tmp_path, rows, telt, bron=bron, rapportage="over: 2024, vanaf: 2023")
    frame = calculated(folder).figures
    assert figure(frame, periode="2023")["waarde"] == 60
    assert figure(frame, periode="2024")["waarde"] == 75
