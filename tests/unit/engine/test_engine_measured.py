"""A plan measured: as many rows as the plan itself gives, step by step."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HAVEN, KAREKIET, MELDINGEN, prepared, proef

import resultaat
from resultaat.compile.compiler import compile_requests
from resultaat.core.diagnostics import ResultaatError
from resultaat.core.settings import Settings
from resultaat.engine.measured import measure
from resultaat.engine.run import run_plan

ROWS = [
    {"buurt": HAVEN, "wie": "a", "goed": "ja", "op": "2023-01-01"},
    {"buurt": HAVEN, "wie": "b", "goed": "ja"},
    {"buurt": KAREKIET, "wie": "b", "goed": "nee"},
]
DEEL = "{bron: meldingen, aandeel: goed, datum: op}"
YEARS = "over: 2024, vanaf: 2023"


def test_every_step_and_what_is_made_of_it(tmp_path: Path) -> None:
    made = proef(tmp_path, ROWS, {"proef": DEEL}, rapportage=YEARS, bron=MELDINGEN)
    _, requests, views, _ = prepared(made)
    plan = compile_requests(requests)
    found, rolled = measure(plan, views, Settings())
    assert [(each.diepte, each.rijen) for each in found] == [
        (0, 3),  # haven in 2023 and 2024, karekiet in 2024
        (1, 8),  # two buurten, their wijken and the gemeente in 2024; one of each in 2023
        (0, 2),  # b in 2024 in two areas, who still is one person; a has one row a year
        (1, 8),
    ]
    frames = run_plan(plan, views, Settings(), lambda _: None)
    assert [each.height for each in frames.values()] == [8, 8]
    assert [rolled[key].equals(frames[key]) for key in frames] == [True, True]
    assert all(each.seconden >= 0 for each in found)


def test_a_user_sees_the_measured_tree(tmp_path: Path) -> None:
    made = proef(tmp_path, ROWS, {"proef": DEEL}, rapportage=YEARS, bron=MELDINGEN)
    werk = resultaat.open(made)
    assert werk.uitleg("proef").metingen == ()
    told = [each.wat for each in werk.uitleg("proef", meet=True).metingen]
    assert told == [
        "stap 0: cellen uit `meldingen` (gebeurtenis op), per jaar",
        "naar elk niveau, per jaar",
        "stap 1: per persoon uit `meldingen` (gebeurtenis op)",
        "naar elk niveau, per jaar",
        "na alle stappen: delingen, staten en marges van elk cijfer",
    ]


def test_of_a_formula_the_plan_of_all_that_it_names(tmp_path: Path) -> None:
    """What is divided by counts too: no part of what makes the figure is left out."""
    telt = {
        "per_rij": "{bron: meldingen, som: kosten, datum: op, per: {indicator: rijen, keer: 100}}",
        "rijen": "{bron: meldingen, aantal: rijen, datum: op}",
        "later": "{bron: meldingen, aantal: rijen, datum: klaar}",
        "ander": "{bron: meldingen, gemiddelde: uren, datum: op}",
        "som": "{formule: per_rij + 2 * later}",
    }
    rows = [{**row, "kosten": "12,00", "klaar": "2024-03-01"} for row in ROWS]
    werk = resultaat.open(proef(tmp_path, rows, telt, bron=MELDINGEN))
    explained = werk.uitleg("som", meet=True)
    users = " ".join(line for line in explained.plan if "voor " in line)
    for name, wanted in (("per_rij", True), ("rijen", True), ("later", True), ("ander", False)):
        assert (f"{name}.teller" in users) is wanted
    assert explained.plan[-1] == "na alle stappen: per_rij + 2 * later"
    steps = [line for line in explained.plan if line.startswith("stap")]
    tops = [each for each in explained.metingen if each.diepte == 0]
    assert [each.wat for each in tops[: len(steps)]] == steps
    assert any("(gebeurtenis klaar)" in step for step in steps)
    # Seven areas in 2024, of three figures and then of the formula as well.
    assert [(each.wat[:24], each.rijen) for each in tops[len(steps) :]] == [
        ("na alle stappen: delinge", 21),
        ("na alle stappen: per_rij", 28),
    ]
    assert all("bron_meldingen" in text or "cells_" in text for text in explained.sql)
    assert "rijen.teller" in " ".join(werk.uitleg("per_rij").plan)


def test_what_cannot_be_calculated_is_said_as_in_a_calculation(tmp_path: Path) -> None:
    rows = [{"buurt": HAVEN, "kosten": "9" * 14}]
    telt = "{bron: meldingen, som: kosten * kosten * kosten, datum: op}"
    werk = resultaat.open(proef(tmp_path, rows, {"proef": telt}, bron=MELDINGEN))
    with pytest.raises(ResultaatError) as stopped:
        werk.uitleg("proef", meet=True)
    assert [each.code for each in stopped.value.diagnostics] == ["R4001"]
