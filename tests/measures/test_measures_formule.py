"""Formulas over other indicators: by hand, with every state, through a working folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
from builders import (
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    MELDINGEN,
    RIETVINK,
    ZONDER_PERSONEN,
    figure,
    proef,
)

import resultaat

BLOCKS = {
    "kosten_totaal": "{bron: meldingen, som: kosten, datum: op}",
    "uren_totaal": "{bron: meldingen, som: uren, datum: op}",
    "per_uur": "{formule: kosten_totaal / uren_totaal}",
    "over": "{formule: (kosten_totaal - 2 * uren_totaal) / 10}",
}
ROWS = [
    {"buurt": HAVEN, "kosten": "30,00", "uren": "4"},
    {"buurt": BINNENSTAD, "kosten": "10,00", "uren": "0"},
    {"buurt": RIETVINK, "kosten": "", "uren": "1"},
]


def released(
    folder: Path,
    rows: list[dict[str, str]],
    blocks: Mapping[str, str] = BLOCKS,
    *,
    rapportage: str = "over: 2024",
    bron: str = ZONDER_PERSONEN,
) -> pl.DataFrame:
    made = proef(folder, rows, blocks, rapportage=rapportage, bron=bron)
    return resultaat.open(made).bereken().resultaten


def test_at_every_level(tmp_path: Path) -> None:
    found = released(tmp_path, ROWS)
    assert figure(found, HAVEN, naam="per_uur")["waarde"] == 7.5
    # A quotient of sums, not a mean of quotients.
    assert figure(found, CENTRUM, naam="per_uur")["waarde"] == 10
    assert figure(found, GEMEENTE, naam="per_uur")["waarde"] == 8
    assert figure(found, HAVEN, naam="over")["waarde"] == 2.2
    assert figure(found, CENTRUM, naam="over")["waarde"] == 3.2


def test_states_are_the_weakest(tmp_path: Path) -> None:
    found = released(tmp_path, ROWS, rapportage="over: 2024, vanaf: 2023, peildatum: 2024-11-01")

    def state(gebied: str, naam: str = "per_uur", periode: str = "2024") -> tuple[object, object]:
        row = figure(found, gebied, periode, naam=naam)
        return row["waarde"], row["staat"]

    assert state(BINNENSTAD) == (None, "niet van toepassing")  # 10 / 0
    assert state(BINNENSTAD, "over") == (1.0, "voorlopig")
    assert state(RIETVINK) == (None, "ontbreekt")  # no amount is known
    assert state(GEMEENTE) == (8.0, "voorlopig")  # the year is not over
    assert state(GEMEENTE, periode="2023") == (None, "ontbreekt")  # nothing was delivered


def test_over_quarters(tmp_path: Path) -> None:
    rows = [{**row, "op": f"2024-0{1 + 3 * n}-01"} for n, row in enumerate(ROWS[:2])]
    found = released(tmp_path, rows, rapportage="over: 2024-K2, vanaf: 2024-K1")
    assert figure(found, periode="2024-K1", naam="per_uur")["waarde"] == 7.5
    assert figure(found, periode="2024-K2", naam="per_uur")["staat"] == "niet van toepassing"


def test_a_group_that_is_hidden_stays_hidden(tmp_path: Path) -> None:
    """What is made of a figure about three persons would show that figure."""
    blocks = {
        "goede": "{bron: meldingen, aantal: personen, waar: goed, datum: op}",
        "alle": "{bron: meldingen, aantal: personen, datum: op}",
        "deel": "{formule: goede / alle}",
    }
    rows = [{"buurt": HAVEN, "goed": "ja" if n < 3 else "nee"} for n in range(30)]
    rows += [{"buurt": RIETVINK, "goed": "ja"} for _ in range(30)]
    found = released(tmp_path, rows, blocks, bron=MELDINGEN)
    assert figure(found, HAVEN, naam="deel")["staat"] == "onderdrukt"
    assert figure(found, HAVEN, naam="alle")["staat"] == "definitief"
    assert figure(found, GEMEENTE, naam="deel")["waarde"] == 33 / 60


def test_it_is_explained_and_reported(tmp_path: Path) -> None:
    werk = resultaat.open(proef(tmp_path, ROWS, BLOCKS, bron=ZONDER_PERSONEN))
    said = werk.uitleg("over")
    assert said.zin.startswith("Rekent uit: (“Proef” min (2 keer “Proef”)) gedeeld door 10.")
    assert said.plan == ("na alle stappen: (kosten_totaal - 2 * uren_totaal) / 10",)
    werk.bereken()
    assert "per_uur" in werk.rapport().read_text(encoding="utf-8")
