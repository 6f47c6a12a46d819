"""A stand holds on its peildatum: the last one in a period counts, nothing is added over time."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from builders import BINNENSTAD, GEMEENTE, HAVEN, MELDINGEN, figure, figures

BRON = MELDINGEN.replace("sleutel: rij", "sleutel: [rij, op]").replace(
    "op: {type: datum, mag_leeg: ja}", "op: datum"
)
TELT = "{bron: meldingen, aantal: rijen, peildatum: op}"
SOM = "{bron: meldingen, som: kosten, peildatum: op}"
#: On 1 April three (two in Binnenstad), on 1 October two, both in Binnenstad.
ROWS = [
    {"wie": "p1", "buurt": BINNENSTAD, "op": "2024-04-01", "kosten": "10,00"},
    {"wie": "p2", "buurt": BINNENSTAD, "op": "2024-04-01", "kosten": "10,00"},
    {"wie": "p3", "buurt": HAVEN, "op": "2024-04-01", "kosten": "10,00"},
    {"wie": "p1", "buurt": BINNENSTAD, "op": "2024-10-01", "kosten": "7,00"},
    {"wie": "p2", "buurt": BINNENSTAD, "op": "2024-10-01", "kosten": "7,00"},
]


def stand(folder: Path, telt: str, rapportage: str = "over: 2024") -> pl.DataFrame:
    return figures(folder, ROWS, telt, rapportage=rapportage, bron=BRON)


def test_the_last_stand_of_the_year_is_the_stand_of_the_year(tmp_path: Path) -> None:
    frame = stand(tmp_path, TELT)
    assert figure(frame, GEMEENTE)["waarde"] == 2
    assert figure(frame, BINNENSTAD)["waarde"] == 2


def test_an_area_without_rows_on_the_last_day_is_empty_and_keeps_no_older_stand(
    tmp_path: Path,
) -> None:
    assert figure(stand(tmp_path, TELT), HAVEN)["waarde"] == 0


def test_sums_on_a_day_are_not_added_to_those_of_another(tmp_path: Path) -> None:
    assert figure(stand(tmp_path, SOM))["waarde"] == 14


def test_each_quarter_has_its_own_stand_or_none(tmp_path: Path) -> None:
    frame = stand(tmp_path, TELT, "over: 2024-K4, vanaf: 2024-K1")
    gemeente = frame.filter(pl.col("gebied") == GEMEENTE)
    assert gemeente["waarde"].to_list() == [None, 3, None, 2]
    assert gemeente["staat"].to_list() == ["ontbreekt", "definitief", "ontbreekt", "definitief"]


def test_a_stand_after_the_peildatum_was_not_known(tmp_path: Path) -> None:
    frame = stand(tmp_path, TELT, "over: 2024, peildatum: 2024-09-30")
    assert figure(frame, GEMEENTE)["waarde"] == 3


def test_persons_on_the_last_day_only(tmp_path: Path) -> None:
    telt = "{bron: meldingen, aantal: personen, peildatum: op}"
    found = figure(stand(tmp_path, telt))
    assert (found["waarde"], found["personen"]) == (2, 2)


def test_the_day_is_that_of_the_source_not_of_the_filter(tmp_path: Path) -> None:
    """Nobody of the kind on the last day is a count of nothing, not an older count."""
    rows = [{**row, "soort": "oud" if row["op"] < "2024-06" else "nieuw"} for row in ROWS]
    telt = "{bron: meldingen, aantal: rijen, waar: soort = 'oud', peildatum: op}"
    found = figure(figures(tmp_path, rows, telt, bron=BRON))
    assert (found["waarde"], found["staat"]) == (0, "definitief")
