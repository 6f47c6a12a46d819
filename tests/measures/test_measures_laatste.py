"""`laatste_per`: of each subject the last row in the period counts; every outcome by hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import (
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    MELDINGEN,
    RIETLANDEN,
    RIETVINK,
    ZONDER_PERSONEN,
    figure,
    figures,
    prepared,
    proef,
)

from resultaat.compile.ask import Ask, requests_asked
from resultaat.compile.compiler import PASSES, compile_requests
from resultaat.compile.passes.naive import naive
from resultaat.compile.request import Request
from resultaat.core.settings import Settings
from resultaat.engine.run import Frames, answer_frame, roles_frame, run_plan

SOM = "{bron: meldingen, som: kosten, peildatum: op, laatste_per: wie}"
ROWS = [
    # p1 moves from Binnenstad to Haven; its last row is of June.
    {"wie": "p1", "buurt": BINNENSTAD, "op": "2024-02-01", "kosten": "10,00", "soort": "a"},
    {"wie": "p1", "buurt": HAVEN, "op": "2024-06-01", "kosten": "30,00", "soort": "b"},
    # p2 has two rows on its last day: both count.
    {"wie": "p2", "buurt": BINNENSTAD, "op": "2024-01-15", "kosten": "5,00", "soort": "a"},
    {"wie": "p2", "buurt": BINNENSTAD, "op": "2024-03-15", "kosten": "7,00", "soort": "a"},
    {"wie": "p2", "buurt": BINNENSTAD, "op": "2024-03-15", "kosten": "8,00", "soort": "b"},
    # p3 has one row, in another wijk.
    {"wie": "p3", "buurt": RIETVINK, "op": "2024-11-01", "kosten": "100,00", "soort": "a"},
]


def last(folder: Path, telt: str = SOM, rapportage: str = "over: 2024") -> pl.DataFrame:
    return figures(folder, ROWS, telt, rapportage=rapportage)


def values(frame: pl.DataFrame, periode: str = "2024") -> dict[str, object]:
    areas = (GEMEENTE, CENTRUM, RIETLANDEN, BINNENSTAD, HAVEN, RIETVINK)
    return {area: figure(frame, area, periode)["waarde"] for area in areas}


def test_each_has_a_last_day_of_its_own_and_ties_are_added_up(tmp_path: Path) -> None:
    assert values(last(tmp_path)) == {
        GEMEENTE: 145,  # 30 of p1, 7 + 8 of p2, 100 of p3
        CENTRUM: 45,
        RIETLANDEN: 100,
        BINNENSTAD: 15,
        HAVEN: 30,  # where p1 was last, and nowhere else
        RIETVINK: 100,
    }


def test_one_day_for_all_is_something_else(tmp_path: Path) -> None:
    """Beside it: without `laatste_per`, only who has a row on the very last day counts."""
    bron = MELDINGEN.replace("sleutel: rij", "sleutel: [rij, op]").replace(
        "op: {type: datum, mag_leeg: ja}", "op: datum"
    )
    telt = "{bron: meldingen, som: kosten, peildatum: op}"
    assert figure(figures(tmp_path, ROWS, telt, bron=bron))["waarde"] == 100


def test_the_filter_comes_before_the_last_row(tmp_path: Path) -> None:
    """The last row of kind a; not: the last row, if it is of kind a."""
    telt = SOM.replace("{bron", "{waar: soort = 'a', bron")
    found = values(last(tmp_path, telt))
    assert found[GEMEENTE] == 117  # 10 of p1 in February, 7 of p2, 100 of p3
    assert (found[BINNENSTAD], found[HAVEN]) == (17, 0)


def test_each_quarter_has_its_own_last_rows(tmp_path: Path) -> None:
    frame = last(tmp_path, SOM, "over: 2024-K4, vanaf: 2024-K1")
    of = [figure(frame, GEMEENTE, f"2024-K{number}") for number in (1, 2, 3, 4)]
    # Nothing came in the third quarter: nobody is carried along.
    assert [each["waarde"] for each in of] == [25, 30, None, 100]
    assert [each["staat"] for each in of] == ["definitief", "definitief", "ontbreekt", "definitief"]
    binnenstad = [figure(frame, BINNENSTAD, f"2024-K{number}")["waarde"] for number in (1, 2)]
    assert binnenstad == [25, 0]


def test_what_came_after_the_peildatum_was_not_known(tmp_path: Path) -> None:
    """In May p1 still lived in Binnenstad, and the year still runs."""
    found = last(tmp_path, SOM, "over: 2024, peildatum: 2024-05-31")
    assert values(found)[BINNENSTAD] == 25
    assert figure(found)["waarde"] == 25
    assert figure(found)["staat"] == "voorlopig"


def test_rows_without_a_subject_are_set_aside(tmp_path: Path) -> None:
    leeg = MELDINGEN.replace("wie: pseudoniem", "wie: {type: pseudoniem, mag_leeg: ja}")
    nobody = {"wie": "", "buurt": HAVEN, "op": "2024-12-01", "kosten": "999,00"}
    found = figure(figures(tmp_path, [*ROWS, nobody, nobody], SOM, bron=leeg))
    assert (found["waarde"], found["n"], found["onbekend"]) == (145, 4, 2)


def test_nothing_but_rows_without_a_subject_is_missing_and_not_zero(tmp_path: Path) -> None:
    leeg = MELDINGEN.replace("wie: pseudoniem", "wie: {type: pseudoniem, mag_leeg: ja}")
    nobody = {"wie": "", "buurt": HAVEN, "kosten": "999,00"}
    found = figure(figures(tmp_path, [nobody], SOM, bron=leeg))
    assert (found["waarde"], found["staat"]) == (None, "ontbreekt")


def test_a_last_row_without_a_value_does_not_call_an_older_one_back(tmp_path: Path) -> None:
    rows = [
        {"wie": "p1", "buurt": HAVEN, "op": "2024-02-01", "kosten": "10,00"},
        {"wie": "p1", "buurt": HAVEN, "op": "2024-06-01", "kosten": ""},
        {"wie": "p2", "buurt": HAVEN, "op": "2024-06-01", "kosten": "4,00"},
    ]
    found = figure(figures(tmp_path, rows, SOM))
    assert (found["waarde"], found["n"], found["onbekend"]) == (4, 1, 1)


def test_one_row_is_the_last(tmp_path: Path) -> None:
    found = figure(figures(tmp_path, ROWS[-1:], SOM))
    assert (found["waarde"], found["n"], found["personen"]) == (100, 1, 1)


def test_two_columns_name_one_subject(tmp_path: Path) -> None:
    """Of p1 the last of a (10) and the last of b (30); of p2 7 and 8; of p3 100."""
    telt = SOM.replace("laatste_per: wie", "laatste_per: [wie, soort]")
    assert values(last(tmp_path, telt))[GEMEENTE] == 155


@pytest.mark.parametrize(
    ("maat", "waarde"),
    [
        ("aantal: rijen", 4),
        ("aantal: personen", 3),
        ("gemiddelde: kosten", 145 / 4),
        ("aandeel: soort = 'b'", 0.5),
        ("mediaan: kosten", 19),  # of 7, 8, 30, 100
        ("percentiel: {van: kosten, deel: 75%}", 47.5),
    ],
)
def test_every_measure_is_about_the_last_rows(tmp_path: Path, maat: str, waarde: float) -> None:
    found = figure(last(tmp_path, SOM.replace("som: kosten", maat)))
    assert found["waarde"] == pytest.approx(waarde)
    assert (found["n"], found["personen"]) == (4, 3)


def test_each_value_in_a_table_of_subjects_without_persons(tmp_path: Path) -> None:
    found = figures(tmp_path, ROWS, SOM, bron=ZONDER_PERSONEN)
    assert values(found)[GEMEENTE] == 145


MORE = {
    "som": SOM,
    "deel": SOM.replace("som: kosten", "aandeel: soort = 'b'"),
    "gekozen": SOM.replace("{bron", "{waar: soort = 'a', bron"),
    "mensen": SOM.replace("som: kosten", "aantal: personen"),
    "rijen": "{bron: meldingen, aantal: rijen, datum: op}",
}


@pytest.mark.parametrize("bron", [MELDINGEN, ZONDER_PERSONEN], ids=["personen", "zonder"])
def test_the_fused_plan_gives_what_the_naive_plan_gives(tmp_path: Path, bron: str) -> None:
    telt = {name: each for name, each in MORE.items() if bron == MELDINGEN or name != "mensen"}
    made = proef(tmp_path, ROWS, telt, rapportage="over: 2024-K4, vanaf: 2024-K1", bron=bron)
    _, requests, views, _ = prepared(made)
    plans = [naive(requests), compile_requests(requests)]
    one, other = (run_plan(plan, views, Settings(), lambda _: None) for plan in plans)
    assert len(plans[1].steps) < len(plans[0].steps)
    for request in requests:
        both = (roles_frame(request, plans[0], one), roles_frame(request, plans[1], other))
        # A plan may hold rows of which every part is zero, where another has no row.
        assert _filled(both[0]).equals(_filled(both[1])), request.indicator


def _filled(frame: pl.DataFrame) -> pl.DataFrame:
    ordered = frame.select(sorted(frame.columns))
    return ordered.filter(pl.col("rijen") > 0).sort("niveau", "gebied", "start")


def _answers(folder: Path, ask: Ask, passes: bool) -> pl.DataFrame:
    catalog, _, views, _ = prepared(folder)
    request: Request = requests_asked(catalog, [ask])[ask]
    plan = compile_requests([request]) if passes else naive([request])
    frames: Frames = run_plan(plan, views, Settings(), lambda _: None)
    return answer_frame(request, plan, frames)


def test_analyses_split_up_the_same_rows(tmp_path: Path) -> None:
    assert PASSES
    made = proef(tmp_path, ROWS, {"proef": SOM})
    _, requests, _, _ = prepared(made)
    ask = Ask("proef", requests[0].window, ("soort",))
    found = _answers(made, ask, passes=True)
    assert found["teller"].sum() == 145
    by = dict(found.group_by("soort").agg(pl.col("teller").sum()).iter_rows())
    assert by == {"a": 107, "b": 38}


def test_persons_are_followed_by_their_last_rows(tmp_path: Path) -> None:
    """p1 stays in the gemeente but comes to Haven; p2 leaves; p3 comes."""
    made = proef(tmp_path, ROWS, {"proef": SOM}, rapportage="over: 2024-K4, vanaf: 2024-K1")
    _, requests, _, _ = prepared(made)
    ask = Ask("proef", requests[0].window, followed=True)
    found = _answers(made, ask, passes=True)
    groups = {(row["gebied"], row["groep"]): row["teller"] for row in found.iter_rows(named=True)}
    assert groups == {(BINNENSTAD, "uitstromer"): 25, (RIETVINK, "instromer"): 100}
