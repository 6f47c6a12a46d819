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
    assert said.plan[-1] == "na alle stappen: (kosten_totaal - 2 * uren_totaal) / 10"
    assert any("kosten_totaal.teller" in line for line in said.plan)
    werk.bereken()
    assert "per_uur" in werk.rapport().read_text(encoding="utf-8")


BY_YEAR = [
    {"buurt": HAVEN, "op": "2022-05-01", "kosten": "10,00", "uren": "5"},
    {"buurt": HAVEN, "op": "2023-05-01", "kosten": "12,00", "uren": "4"},
    {"buurt": BINNENSTAD, "op": "2023-06-01", "kosten": "8,00", "uren": "1"},
    {"buurt": HAVEN, "op": "2024-05-01", "kosten": "30,00", "uren": "5"},
]


def test_beside_the_period_before(tmp_path: Path) -> None:
    blocks = {
        **BLOCKS,
        "verschil": "{formule: kosten_totaal / uren_totaal, reeks: verandering}",
        "index": "{formule: kosten_totaal / uren_totaal, reeks: {index: 2022}}",
    }
    found = released(tmp_path, BY_YEAR, blocks, rapportage="over: 2024, vanaf: 2023")
    # 10/5 = 2 in 2022, 20/5 = 4 in 2023 and 30/5 = 6 in 2024.
    said = {
        (naam, jaar): figure(found, periode=jaar, naam=naam)["waarde"]
        for naam in ("per_uur", "verschil", "index")
        for jaar in ("2023", "2024")
    }
    assert list(said.values()) == [4, 6, 2, 2, 200, 300]
    # The year that is only there to compare with is not shown, of none of the indicators.
    assert found["periode"].unique().sort().to_list() == ["2023", "2024"]
    # Nothing was counted here before: 8 in 2023 beside nothing to divide by in 2022.
    assert figure(found, BINNENSTAD, "2023", naam="verschil")["staat"] == "niet van toepassing"


def test_over_a_longer_time_by_way_of_its_indicators(tmp_path: Path) -> None:
    blocks = {
        "kosten_totaal": "{bron: meldingen, som: kosten, datum: op, reeks: cumulatief}",
        "uren_totaal": "{bron: meldingen, som: uren, datum: op, reeks: cumulatief}",
        "per_uur": "{formule: kosten_totaal / uren_totaal, reeks: verandering}",
    }
    found = released(tmp_path, BY_YEAR, blocks, rapportage="over: 2024, vanaf: 2023")
    # 30/10 up to 2023 and 60/15 up to 2024.
    assert figure(found, periode="2024", naam="per_uur")["waarde"] == 1


def test_two_runs_with_a_formula_are_compared(tmp_path: Path) -> None:
    werk = resultaat.open(proef(tmp_path, ROWS, BLOCKS, bron=ZONDER_PERSONEN))
    first = werk.bereken().info.id
    path = tmp_path / "data" / "meldingen.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("30,00", "50,00"), encoding="utf-8")
    second = werk.bereken().info.id
    figures = werk.vergelijk(f"run:{first}", f"run:{second}").cijfers
    assert figures is not None
    changed = {each.indicator: each.door for each in figures}
    assert changed["per_uur"] == ("gegevens",)
