"""What may be said of each intervention of the fictional municipality, beside what was planted.

Nobody who reads figures knows the truth; this test does. A claim is deserved, or it is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import resultaat
from bench.waarheid.interventies import deserved
from bench.waarheid.interventies import true_effect as planted_effect
from resultaat.pipeline import Run
from resultaat.release.toerekeningen import accounts_in
from resultaat.release.verdienste import Verdienste

CLAIMED = ("aangetoond", "aannemelijk")


@pytest.fixture(scope="module")
def geplant(waarheid: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return {each["naam"]: each for each in waarheid["ingrepen"]}


@pytest.fixture(scope="module")
def verdienste(run: Run) -> Mapping[str, Verdienste]:
    """What is said of each effort for the result that it should move."""
    found = accounts_in(run.released.bijlagen)
    return {
        name: merit
        for each in found.values()
        for merit in each.verdienste
        for name in merit.inspanning.split("+")
    }


def true_effect(each: Mapping[str, Any]) -> float:
    return float(each["effect"]["gemiddeld"])


@pytest.mark.parametrize(
    "name",
    [
        "gezinscoach",
        "samen_een_plan",
        "schoolcontract",
        "schuldhulp_vroeg",
        "werkgesprek_aan_huis",
        "jongerenwerk_op_straat",
    ],
)
def test_every_intervention_gets_the_rung_that_it_deserves(
    werkmap: Path,
    geplant: Mapping[str, dict[str, Any]],
    verdienste: Mapping[str, Verdienste],
    name: str,
) -> None:
    """What cannot be seen is not to be judged, and what has a power under .8 is not shown.

    The truth says how large the effect is, and the merit from which size one would be claimed in
    four of five cases. A claim of something smaller is luck, and its margin must hold the truth.
    """
    columns = ["peildatum", "buurt"]
    persons = pl.read_parquet(werkmap / "data" / "inwoners.parquet", columns=columns)
    each, merit = geplant[name], verdienste[name]
    true = planted_effect(each, persons)
    rung = deserved(each, merit, true)
    lucky = rung == "niet aangetoond" and merit.trede == "aannemelijk" and true != 0
    assert merit.trede == rung or lucky or (merit.trede, rung) == ("aangetoond", "aannemelijk")
    if merit.onder is not None and merit.boven is not None:
        assert merit.onder <= true <= merit.boven
    # What is said is no more than what is deserved, and the test says which of them can be seen.
    assert (rung == "niet te beoordelen") is (name in {"schoolcontract", "schuldhulp_vroeg"})


def test_every_sort_of_truth_is_there(geplant: Mapping[str, Mapping[str, Any]]) -> None:
    assert {each["soort"] for each in geplant.values()} == {
        "werkt",
        "werkt_onder_voorwaarden",
        "niets_door_selectie",
        "vertraagd",
        "gemiddelde_met_verliezers",
        "twee_wijken",
    }


def test_what_works_is_judged_and_its_margin_holds_what_was_planted(
    verdienste: Mapping[str, Verdienste], geplant: Mapping[str, Mapping[str, Any]]
) -> None:
    """Of sixty thousand inwoners there are few enough that chance may still hide it."""
    merit = verdienste["gezinscoach"]
    assert merit.trede != "niet te beoordelen"
    assert merit.onder is not None
    assert merit.boven is not None
    assert merit.onder < true_effect(geplant["gezinscoach"]) < merit.boven
    assert (merit.trede in CLAIMED) == (merit.onder > 0)


def test_what_does_nothing_is_never_claimed(verdienste: Mapping[str, Verdienste]) -> None:
    """Its wijken had a bad year, and did better by themselves."""
    assert verdienste["schoolcontract"].trede not in CLAIMED


def test_what_works_later_is_not_claimed_on_years_without_a_before(
    verdienste: Mapping[str, Verdienste],
) -> None:
    """Debts are counted once a year, and the effort began in the first year of the figures."""
    merit = verdienste["schuldhulp_vroeg"]
    assert merit.trede == "niet te beoordelen"
    # Something else for the same result began in yet another wijk, so few are left to compare with.
    reasons = ("te weinig perioden van voor de start", "gebieden om mee te vergelijken")
    assert any(reason in merit.redenen[0] for reason in reasons)


def test_what_helps_the_mean_and_harms_a_group_is_not_called_shown(
    verdienste: Mapping[str, Verdienste], geplant: Mapping[str, Mapping[str, Any]]
) -> None:
    merit = verdienste["werkgesprek_aan_huis"]
    assert merit.trede != "aangetoond"
    if merit.onder is not None and merit.boven is not None:
        assert merit.onder < true_effect(geplant["werkgesprek_aan_huis"]) < merit.boven


def test_two_wijken_are_too_few_to_say_anything(werkmap: Path) -> None:
    found = resultaat.open(werkmap).toerekening("wachttijd_jeugdhulp", "2024", "2025")
    (merit,) = found.verdienste
    assert merit.inspanning == "praktijkondersteuner_jeugd"
    assert merit.trede == "niet te beoordelen"
    assert merit.effect is None


def test_what_works_under_conditions_is_behind_the_gate_while_they_are_not_met(
    verdienste: Mapping[str, Verdienste],
) -> None:
    """In half of the wijken there is a plan and somebody who is trained; the whole is not ready."""
    assert verdienste["samen_een_plan"].poort != ()


def test_behind_the_gate_nothing_is_credited(
    run: Run, verdienste: Mapping[str, Verdienste]
) -> None:
    lines = run.released.bijlagen["rekeningen"]
    credited = set(lines.filter(pl.col("post") == "toegevoegde_waarde")["interventie"])
    earned = {
        each.inspanning for each in verdienste.values() if not each.poort and each.trede in CLAIMED
    }
    assert credited == earned


def test_every_account_of_a_run_closes(run: Run) -> None:
    lines = run.released.bijlagen["rekeningen"]
    ends = pl.col("post").is_in(["begin", "eind"])
    value = pl.col("waarde")
    closed = lines.group_by("indicator", "gebied").agg(
        over=value.filter(~ends).sum()
        - value.filter(pl.col("post") == "eind").sum()
        + value.filter(pl.col("post") == "begin").sum(),
        size=value.abs().max(),
    )
    assert closed.height > 200
    assert (closed["over"].abs() <= 1e-9 * closed["size"].clip(1e-3)).all()
