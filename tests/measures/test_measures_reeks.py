"""Figures over a longer time and beside an earlier one. The cases are those others get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from builders import (
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    MELDINGEN,
    RIETVINK,
    ZONDER_PERSONEN,
    calculated,
    figure,
    prepared,
    proef,
)

import resultaat
from resultaat.compile.compiler import compile_requests
from resultaat.compile.passes.naive import naive

#: (month, group, value, person); the groups are the soort of a melding.
GAPS = [
    {"op": "2024-01-10", "soort": "a", "kosten": "10,00", "wie": "1", "buurt": HAVEN},
    {"op": "2024-02-10", "soort": "a", "kosten": "20,00", "wie": "1", "buurt": BINNENSTAD},
    {"op": "2024-05-10", "soort": "a", "kosten": "50,00", "wie": "2", "buurt": HAVEN},
    {"op": "2024-01-10", "soort": "b", "kosten": "1,00", "wie": "3", "buurt": RIETVINK},
    {"op": "2024-06-10", "soort": "b", "kosten": "6,00", "wie": "3", "buurt": RIETVINK},
]
HALF_YEAR = "over: 2024-06, vanaf: 2024-01"
MONTHS = [f"2024-{month:02}" for month in range(1, 8)]


def telt(measure: str, reeks: str, waar: str = "") -> str:
    return f"{{bron: meldingen, {measure}, {waar}datum: op, reeks: {reeks}}}"


def counted(
    folder: Path,
    blocks: Mapping[str, str],
    rows: list[dict[str, str]] | None = None,
    *,
    rapportage: str = HALF_YEAR,
    bron: str = ZONDER_PERSONEN,
) -> pl.DataFrame:
    made = proef(folder, rows or GAPS, blocks, rapportage=rapportage, bron=bron)
    return calculated(made).figures


def series(
    frame: pl.DataFrame, naam: str, gebied: str = GEMEENTE, months: list[str] | None = None
) -> list[object]:
    periods = months or MONTHS[:6]
    return [figure(frame, gebied, each, naam=naam)["waarde"] for each in periods]


@pytest.mark.parametrize("reeks", ["cumulatief", "jaar_tot_nu", "{voortschrijdend: 6}"])
def test_cumulative_with_gaps(tmp_path: Path, reeks: str) -> None:
    blocks = {
        f"groep_{group}": telt("som: kosten", reeks, f"waar: soort = '{group}', ")
        for group in ("a", "b")
    }
    found = counted(tmp_path, blocks)
    assert series(found, "groep_a") == [10, 30, 30, 30, 80, 80]
    assert series(found, "groep_b") == [1, 1, 1, 1, 1, 7]
    # In March and April the source delivered nothing: nobody knows whether that is all.
    states = [figure(found, periode=each, naam="groep_a")["staat"] for each in MONTHS[:6]]
    whole = "voorlopig" if reeks.startswith("{") else "definitief"
    assert states == [whole, whole, *["voorlopig"] * 4]


def test_month_on_month(tmp_path: Path) -> None:
    found = counted(tmp_path, {"stap": telt("som: kosten", "verandering")})
    assert series(found, "stap") == [None, 9, None, None, None, -44]
    states = [figure(found, periode=each, naam="stap")["staat"] for each in MONTHS[:6]]
    assert states == ["ontbreekt", "definitief", *["ontbreekt"] * 3, "definitief"]


def test_trailing_distinct_persons(tmp_path: Path) -> None:
    blocks = {"wie": telt("aantal: personen", "{voortschrijdend: 2}")}
    rapportage = "over: 2024-07, vanaf: 2024-01"
    found = counted(tmp_path, blocks, rapportage=rapportage, bron=MELDINGEN)
    assert series(found, "wie", months=MONTHS) == [2, 2, 1, None, 1, 2, 1]
    assert figure(found, periode="2024-04", naam="wie")["staat"] == "ontbreekt"
    # Per place: the person of January in Haven was in Binnenstad in February.
    assert series(found, "wie", HAVEN, MONTHS[:2]) == [1, 1]
    assert series(found, "wie", BINNENSTAD, MONTHS[:3]) == [0, 1, 1]
    assert series(found, "wie", CENTRUM, MONTHS[:3]) == [1, 1, 1]


def test_offset(tmp_path: Path) -> None:
    """Bookings beside those of a month before. At the grain of months: 5, then 2, change −3."""
    rows = [
        *({"op": "2020-01-01", "buurt": HAVEN} for _ in range(5)),
        *({"op": "2020-02-01", "buurt": HAVEN} for _ in range(2)),
        {"op": "2019-12-01", "buurt": HAVEN},
        *({"op": "2019-12-18", "buurt": HAVEN} for _ in range(10)),
    ]
    blocks = {
        "stap": telt("aantal: rijen", "verandering"),
        "index": telt("aantal: rijen", "{index: 2019-12}"),
        "jaar": telt("aantal: rijen", "verandering_jaar_eerder"),
    }
    found = counted(tmp_path, blocks, rows, rapportage="over: 2020-02, vanaf: 2020-01")
    months = ["2020-01", "2020-02"]
    assert series(found, "stap", months=months) == [5 - 11, 2 - 5]
    assert series(found, "index", months=months) == [100 * 5 / 11, 100 * 2 / 11]
    # A year earlier nothing was delivered.
    assert series(found, "jaar", months=months) == [None, None]
    # Only the periods asked for are shown.
    assert found["periode"].unique().sort().to_list() == months


def test_a_share_is_divided_after_adding(tmp_path: Path) -> None:
    """1 of 1, then 1 of 3: together 2 of 4, and not the mean of 100% and 33%."""
    rows = [
        {"op": "2024-01-01", "goed": "ja", "buurt": HAVEN},
        *({"op": "2024-02-01", "goed": each, "buurt": HAVEN} for each in ("ja", "nee", "nee")),
    ]
    blocks = {
        "deel": telt("aandeel: goed", "{voortschrijdend: 2}"),
        "punten": telt("aandeel: goed", "verandering"),
        "midden": telt("mediaan: kosten", "cumulatief"),
        "hoog": telt("maximum: kosten", "cumulatief"),
    }
    rows = [{**row, "kosten": f"{9 - n},00"} for n, row in enumerate(rows)]
    found = counted(tmp_path, blocks, rows, rapportage="over: 2024-02, vanaf: 2024-01")
    both = figure(found, periode="2024-02", naam="deel")
    assert (both["waarde"], both["teller"], both["noemer"]) == (0.5, 2, 4)
    # In whole percentage points.
    change = figure(found, periode="2024-02", naam="punten")["waarde"]
    assert change == pytest.approx(100 / 3 - 100)
    assert series(found, "midden", months=MONTHS[:2]) == [9, 7.5]
    assert series(found, "hoog", months=MONTHS[:2]) == [9, 9]


def test_an_index_with_nothing_in_its_base(tmp_path: Path) -> None:
    blocks = {
        "nul": telt("som: kosten", "{index: 2024-05}", "waar: soort = 'b', "),
        "jaar": telt("som: kosten", "{index: 2024}"),
        "kwartaal": telt("som: kosten", "{index: 2024-K1}"),
    }
    found = counted(tmp_path, blocks)
    for naam in ("nul", "kwartaal"):
        row = figure(found, periode="2024-06", naam=naam)
        assert (row["waarde"], row["staat"]) == (None, "niet van toepassing")
    # With a year as its base a month is set beside the same month of that year.
    assert figure(found, periode="2024-06", naam="jaar")["waarde"] == 100


def test_the_year_begins_anew(tmp_path: Path) -> None:
    rows = [
        {"op": day, "kosten": "1,00", "buurt": HAVEN}
        for day in (
            "2023-02-01",
            "2023-05-01",
            "2023-08-01",
            "2023-11-01",
            "2024-01-01",
            "2024-04-01",
        )
    ]
    blocks = {
        "jaar": telt("som: kosten", "jaar_tot_nu"),
        "vier": telt("som: kosten", "{voortschrijdend: 4}"),
        "alles": telt("som: kosten", "cumulatief"),
    }
    found = counted(tmp_path, blocks, rows, rapportage="over: 2024-K2, vanaf: 2023-K3")
    quarters = ["2023-K3", "2023-K4", "2024-K1", "2024-K2"]
    assert series(found, "jaar", months=quarters) == [3, 4, 1, 2]
    assert series(found, "vier", months=quarters) == [3, 4, 4, 4]
    assert series(found, "alles", months=quarters) == [3, 4, 5, 6]
    # Before 2023 there is nothing, so that four quarters were not there yet.
    assert figure(found, periode="2023-K3", naam="vier")["staat"] == "voorlopig"
    assert figure(found, periode="2024-K2", naam="vier")["staat"] == "definitief"


def test_divided_by_another_and_then_compared(tmp_path: Path) -> None:
    """10 per 2 in January, 20 per 1 in February; the base lies before the periods shown."""
    rows = [
        {"op": "2024-01-01", "kosten": "4,00", "uren": "1", "buurt": HAVEN},
        {"op": "2024-01-02", "kosten": "6,00", "uren": "1", "buurt": HAVEN},
        {"op": "2024-02-01", "kosten": "20,00", "uren": "1", "buurt": HAVEN},
    ]
    blocks = {
        "rijen": "{bron: meldingen, aantal: rijen, datum: op}",
        "per_rij": telt("som: kosten, per: {indicator: rijen, keer: 1}", "verandering"),
    }
    found = counted(tmp_path, blocks, rows, rapportage="over: 2024-02")
    assert figure(found, periode="2024-02", naam="per_rij")["waarde"] == 20 - 5


ALL = {
    "aa": telt("som: kosten", "cumulatief"),
    "bb": telt("aantal: personen", "{voortschrijdend: 3}"),
    "cc": telt("mediaan: kosten", "jaar_tot_nu"),
    "dd": telt("aandeel: kosten > 5", "verandering"),
    "ee": telt("aantal: rijen", "{index: 2024-01}"),
    "ff": "{bron: meldingen, som: kosten, datum: op}",
}


def test_the_naive_plan_agrees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = proef(tmp_path, GAPS, ALL, rapportage=HALF_YEAR, bron=MELDINGEN)
    fused = calculated(folder).figures
    monkeypatch.setattr("resultaat.engine.calculate.compile_requests", naive)
    assert calculated(folder).figures.equals(fused)


def test_one_scan_whatever_the_reach(tmp_path: Path) -> None:
    blocks = {
        name: telt("som: kosten", reeks)
        for name, reeks in (
            ("a1", "cumulatief"),
            ("b1", "jaar_tot_nu"),
            ("c1", "verandering"),
            ("d1", "{voortschrijdend: 4}"),
        )
    }
    blocks["e1"] = "{bron: meldingen, som: kosten, datum: op}"
    _, requests, _, _ = prepared(
        proef(tmp_path, GAPS, blocks, rapportage=HALF_YEAR, bron=ZONDER_PERSONEN)
    )
    assert len(compile_requests(requests).steps) == 1


def test_a_small_step_is_not_shown_by_two_large_figures(tmp_path: Path) -> None:
    """Until February 30 persons, until March 33: the difference is three persons."""
    rows = [{"op": f"2024-0{1 + n // 15}-01", "buurt": HAVEN} for n in range(30)]
    rows += [{"op": "2024-03-01", "buurt": HAVEN} for _ in range(3)]
    rows += [{"op": "2024-04-01", "buurt": HAVEN} for _ in range(20)]
    blocks = {
        "tot_nu": telt("aantal: personen", "jaar_tot_nu"),
        "stap": telt("aantal: personen", "verandering"),
    }
    folder = proef(tmp_path, rows, blocks, rapportage="over: 2024-04, vanaf: 2024-01")
    found = resultaat.open(folder).bereken().resultaten
    states = [figure(found, periode=each, naam="tot_nu")["staat"] for each in MONTHS[:4]]
    assert states == ["definitief", "definitief", "onderdrukt", "definitief"]
    steps = [figure(found, periode=each, naam="stap")["staat"] for each in MONTHS[:4]]
    # A change from or to three persons tells how many they were.
    assert steps == ["ontbreekt", "definitief", "onderdrukt", "onderdrukt"]


def test_targets_of_a_change_are_in_percentage_points(tmp_path: Path) -> None:
    rows = [
        *({"op": "2023-01-01", "goed": "ja" if n < 10 else "nee"} for n in range(40)),
        *({"op": "2024-01-01", "goed": "ja" if n < 20 else "nee"} for n in range(40)),
    ]
    block = (
        "soort: procesconditie\nconditie: kwaliteit\nnaam: Proef\n"
        "waarom: We willen weten of dit klopt.\nnorm: {minstens: 3 procentpunt}\n"
        f"telt: {telt('aandeel: goed', 'verandering_jaar_eerder')}\n"
    )
    folder = proef(
        tmp_path,
        rows,
        {"x1": ALL["ff"]},
        bron=MELDINGEN,
        more={"indicators/proef/stap.yaml": block},
    )
    row = figure(resultaat.open(folder).bereken().resultaten, naam="stap")
    assert (row["waarde"], row["eenheid"], row["oordeel"]) == (25.0, "procentpunt", "op orde")
    assert row["streefwaarde"] == 3
    # Newcombe (1998), method 10, from both Wilson intervals: 14.19–40.19% and 35.20–64.80%.
    down, up = (14.80**2 + 15.19**2) ** 0.5, (14.80**2 + 10.81**2) ** 0.5
    assert (row["onder"], row["boven"]) == pytest.approx((25 - down, 25 + up), abs=0.01)


STANDEN = ZONDER_PERSONEN.replace("sleutel: rij", "sleutel: [rij, op]")
PUBLISHED = """\
naam: Cijfers
herkomst: de test
bestand: data/cijfers.csv
sleutel: [code, jaar]
gebied: {kolom: code}
periode: jaar
gepubliceerd: ja
kolommen: {code: gebied, jaar: tekst, inwoners: aantal, deel: procent}
"""


def test_a_stand_is_compared_and_not_added_up(tmp_path: Path) -> None:
    """Three on 1 January 2023; two on 1 January and four on 1 July 2024: the last ones count."""
    rows = [
        *({"op": "2023-01-01", "buurt": HAVEN} for _ in range(3)),
        *({"op": "2024-01-01", "buurt": HAVEN} for _ in range(2)),
        *({"op": "2024-07-01", "buurt": HAVEN} for _ in range(4)),
    ]
    blocks = {"stand": "{bron: meldingen, aantal: rijen, peildatum: op, reeks: verandering}"}
    found = counted(tmp_path, blocks, rows, rapportage="over: 2024", bron=STANDEN)
    assert figure(found, HAVEN, naam="stand")["waarde"] == 1
    blocks = {"stand": blocks["stand"].replace("verandering", "jaar_tot_nu")}
    folder = proef(tmp_path / "b", rows, blocks, bron=STANDEN)
    assert [each.code for each in resultaat.open(folder).check()] == ["R1322"]


def test_published_figures_are_compared_at_their_own_level(tmp_path: Path) -> None:
    lines = ["code;jaar;inwoners;deel", f"{GEMEENTE};2023;80;9,5", f"{GEMEENTE};2024;100;10,0"]
    more = {
        "indicators/bronnen/cijfers.yaml": PUBLISHED,
        "data/cijfers.csv": "\n".join(lines),
        "indicators/proef/deel.yaml": (
            "soort: context\nnaam: Deel\nwaarom: We willen weten of dit klopt.\neenheid: '%'\n"
            "telt: {bron: cijfers, gepubliceerd: deel, reeks: verandering}\n"
        ),
    }
    blocks = {"groei": "{bron: cijfers, som: inwoners, reeks: {index: 2023}}"}
    folder = proef(tmp_path, GAPS, blocks, more=more)
    found = resultaat.open(folder).bereken().resultaten
    assert figure(found, naam="groei")["waarde"] == 125
    assert figure(found, naam="groei")["eenheid"] == "index (2023 = 100)"
    deel = figure(found, naam="deel")
    assert (deel["waarde"], deel["eenheid"]) == (pytest.approx(0.5), "procentpunt")
    # No row of its own: nothing to compare, and nothing made up.
    assert figure(found, HAVEN, naam="deel")["staat"] == "ontbreekt"


def test_rows_without_a_place_stay_in_the_whole(tmp_path: Path) -> None:
    rows = [{"op": "2024-01-01", "kosten": "4,00"}, {"op": "2024-02-01", "kosten": "6,00"}]
    blocks = {
        "som": telt("som: kosten", "jaar_tot_nu"),
        "midden": telt("mediaan: kosten", "jaar_tot_nu"),
    }
    found = counted(tmp_path, blocks, rows, rapportage="over: 2024-02, vanaf: 2024-01")
    assert series(found, "som", months=MONTHS[:2]) == [4, 10]
    assert series(found, "midden", months=MONTHS[:2]) == [4, 5]
    nowhere = figure(found, "onbekend", "2024-02", naam="som", niveau="buurt")
    assert nowhere["waarde"] == 10
