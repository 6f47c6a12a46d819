"""Four ways of having no value, told apart from the file to the figure."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, GEMEENTE, HAVEN, KAREKIET, RIETVINK, indicator, werkmap
from data_examples import attempt, folder_with, loaded, parquet, refused

import resultaat
from resultaat.data.history import history

CONTRACT = """\
naam: Cijfers
herkomst: de test
bestand: data/cijfers.csv
gebied: {kolom: code}
periode: 2024
gepubliceerd: ja
leeg: ["."]
nog_niet_gepubliceerd: ["-99995"]
onderdrukt_bij_bron: ["-99997"]
kolommen:
  code: gebied
  bijstand: {type: aantal, mag_leeg: ja}
  jeugd: {type: aantal, mag_leeg: ja, nog_niet_gepubliceerd: [""]}
  jongeren: {type: aantal, mag_leeg: ja}
"""
ROWS = f"""\
code;bijstand;jeugd;jongeren
{GEMEENTE};100;;50
{BINNENSTAD};60;;-99995
{HAVEN};-99997;;20
{RIETVINK}; -99995 ;;10
{KAREKIET};       .;;.
"""


def states(folder: Path, measure: str) -> dict[str, tuple[str, float | None]]:
    files: dict[str, str | bytes] = {
        "indicators/bronnen/cijfers.yaml": CONTRACT,
        "data/cijfers.csv": ROWS,
        "indicators/proef/proef.yaml": indicator(f"{{bron: cijfers, {measure}}}"),
    }
    run = resultaat.open(werkmap(folder, files)).bereken()
    rows = run.resultaten.filter(pl.col("indicator") == "proef")
    return {gebied: (staat, waarde) for gebied, staat, waarde in _rows(rows)}


def _rows(rows: pl.DataFrame) -> list[tuple[str, str, float | None]]:
    return rows.select("gebied", "staat", "waarde").rows()


def test_each_reason_reaches_the_figure(tmp_path: Path) -> None:
    found = states(tmp_path, "som: bijstand")
    assert found[GEMEENTE] == ("definitief", 100)
    assert found[BINNENSTAD] == ("definitief", 60)
    assert found[HAVEN] == ("onderdrukt bij de bron", None)
    assert found[RIETVINK] == ("nog niet gepubliceerd", None)
    assert found[KAREKIET] == ("ontbreekt", None)
    # The wijken have no row of their own: one sum is not complete, of the other nothing is there.
    assert found["WK999901"] == ("ontbreekt", None)
    assert found["WK999902"] == ("nog niet gepubliceerd", None)


def test_a_blank_column_can_be_one_that_is_still_to_come(tmp_path: Path) -> None:
    assert set(states(tmp_path, "som: jeugd").values()) == {("nog niet gepubliceerd", None)}


def test_a_ratio_says_why_as_well(tmp_path: Path) -> None:
    found = states(tmp_path, "verhouding: {teller: bijstand, noemer: jongeren}")
    assert found[GEMEENTE] == ("definitief", 2)
    assert found[BINNENSTAD] == ("nog niet gepubliceerd", None)
    assert found[HAVEN] == ("onderdrukt bij de bron", None)
    assert found[KAREKIET] == ("ontbreekt", None)


KOLOMMEN = {"buurt": "gebied", "waarde": "{type: getal, mag_leeg: ja}"}
SENTINELS = 'nog_niet_gepubliceerd: ["-99995"]\nonderdrukt_bij_bron: ["-99997"]'


@pytest.mark.parametrize(
    "values",
    [
        [-99995, -99997, 3, None],
        [-99995.0, -99997.0, 3.0, float("nan")],
        ["-99995", " -99997", "3", " "],
        ["-99995.0", " -99997.00", "3", " "],
        ["-99995,0", " -99997,00", "3", " "],
    ],
)
def test_a_sentinel_is_never_a_number(tmp_path: Path, values: list[object]) -> None:
    """By hand: the mean of 3 and three values that are not there is 3, not -49,997."""
    content = parquet(waarde=values)
    frame = loaded(tmp_path, content, KOLOMMEN, bestand="data/x.parquet", more=SENTINELS)
    assert frame["waarde"].mean() == 3
    assert frame["waarde"].null_count() == 3
    assert frame["__reden_waarde"].to_list() == [
        None,
        "nog niet gepubliceerd",
        "onderdrukt bij de bron",
        None,
    ]


def test_a_reason_is_no_leave_to_be_empty(tmp_path: Path) -> None:
    kolommen = {"buurt": "gebied", "waarde": "getal"}
    (problem,) = refused(tmp_path, f"buurt;waarde\n{HAVEN};-99995\n", kolommen, more=SENTINELS)
    assert problem.code == "R3005"


@pytest.mark.parametrize(
    ("values", "kind", "codes"),
    [
        (["0,097", "0,12", "0,5", "1", "0,03"], "procent", ["R3053"]),
        (["0,097", "0,12", "0,5", "1,1", "0,03"], "procent", []),
        (["0,097", "0,12", "0,5", "0,03"], "procent", []),  # a few may all be small
        (["0", "0", "0", "0", "0"], "procent", []),
        (["0,097", "0,12", "0,5", "-1", "0,03"], "procent", []),
        (["0,097", "0,12", "0,5", "1", "0,03"], "procent, hoogstens: 1", []),
        (["0,097", "0,12", "0,5", "1", "0,03"], "getal", []),
    ],
)
def test_fractions_among_percentages_are_a_finding(
    tmp_path: Path, values: list[str], kind: str, codes: list[str]
) -> None:
    """A workbook shows 9.7% and keeps 0.097: a hundred times too small, without a word."""
    content = "buurt;waarde\n" + "".join(f"{HAVEN};{each}\n" for each in values)
    kolommen = {"buurt": "gebied", "waarde": f"{{type: {kind}}}"}
    snapshot, found = attempt(folder_with(tmp_path, content, kolommen))
    assert snapshot is not None
    assert [each.code for each in found] == codes
    assert found.errors == []
    # Who calculates tomorrow, with what was loaded today, hears it too.
    assert [each.code for each in attempt(tmp_path)[1]] == codes
    assert len(history(tmp_path, "levering")) == 1


ROUNDED = {"buurt": "gebied", "waarde": "{type: aantal, mag_leeg: ja, afronding: 10}"}


@pytest.mark.parametrize(
    ("value", "afronding", "fine"),
    [
        (20, "10", True),
        (25, "10", False),
        (25, "{buurt: 5}", True),
        (24, "{buurt: 5}", False),
        (24, "{wijk: 5}", True),
        ("", "5", True),
    ],
)
def test_rounding_is_verified(tmp_path: Path, value: object, afronding: str, fine: bool) -> None:
    kolommen = {**ROUNDED, "waarde": f"{{type: aantal, mag_leeg: ja, afronding: {afronding}}}"}
    content = f"buurt;waarde\n{HAVEN};{value}\n"
    snapshot, found = attempt(folder_with(tmp_path, content, kolommen))
    assert (snapshot is not None) == fine
    assert [each.code for each in found] == ([] if fine else ["R3016"])
