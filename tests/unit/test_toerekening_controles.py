"""Every check of an effect, out of a working folder: what is planted is seen, and nothing else is.

Sixty buurten in twenty wijken of three, ten years, and an aanpak in twelve buurten from the seventh
year on. What is planted in a test is the only thing that is wrong there; without it the same check
says `goed`, and the claim is the highest.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from toerekening_builders import Row, buurt, interventie, met_aanpak, resultaat_doc

import resultaat
from resultaat.release.verdienste import Verdienste
from resultaat.report.toerekening import merit_lines

Floats = NDArray[np.float64]
AREAS, YEARS, START = 60, range(2014, 2024), 6
WIJKEN = {buurt(area): f"WK9999{area // 3 + 1:02d}" for area in range(AREAS)}
#: One buurt in each of twelve wijken; what lies beside is in the same wijk.
TREATED = np.arange(AREAS) % 5 == 0
BESIDE = np.isin(np.arange(AREAS) // 3, np.flatnonzero(TREATED) // 3) & ~TREATED
STARTS = {buurt(area): YEARS[START] for area in np.flatnonzero(TREATED).tolist()}
CONDITIE = (
    "soort: procesconditie\nconditie: methodiek\nnaam: Conditie\n"
    "waarom: We willen weten of dit klopt.\n"
    "telt: {bron: rijen, gemiddelde: noemer, datum: op}\nnorm: {minstens: 0}\n"
    "bevordert: [{resultaat: proef, bewijs: onbekend}]\n"
)
MEAN = "{bron: rijen, gemiddelde: teller, datum: op}"
Plant = Callable[[Floats], None]


def figures(effect: float, noise: float, seed: int = 1) -> Floats:
    """Return the figures of every buurt and year, with an effect from the start on."""
    rng = np.random.default_rng(seed)
    y = 0.6 + rng.normal(0, 0.05, (AREAS, 1)) + rng.normal(0, noise, (AREAS, len(YEARS)))
    y[np.ix_(TREATED, np.arange(START, len(YEARS)))] += effect
    return np.asarray(y)


def judged(
    folder: Path,
    y: Floats,
    many: Callable[[int, int], int] = lambda area, year: 1,
    more: dict[str, str | bytes] | None = None,
) -> tuple[Verdienste, str]:
    """Return what is said of the aanpak, and in which words."""
    rows: list[Row] = [
        (buurt(area), YEARS[year], float(y[area, year]), 1.0)
        for area in range(AREAS)
        for year in range(len(YEARS))
        for _ in range(many(area, year))
    ]
    files: dict[str, str | bytes] = {
        "indicators/proef/proef.yaml": resultaat_doc(MEAN, more="condities: [conditie]\n"),
        "indicators/proef/conditie.yaml": CONDITIE,
        **(more or {}),
    }
    werk = resultaat.open(met_aanpak(folder, rows, STARTS, MEAN, wijken=WIJKEN, more=files))
    found = werk.toerekening("proef", str(YEARS[START - 1]), str(YEARS[-1]))
    (merit,) = found.verdienste
    return merit, "\n".join(merit_lines(found))


def uitslag(merit: Verdienste, naam: str) -> str:
    return next(each.uitslag for each in merit.controles if each.naam == naam)


def test_with_nothing_wrong_all_is_well_and_it_is_shown(tmp_path: Path) -> None:
    merit, said = judged(tmp_path, figures(0.1, 0.01))
    assert {each.naam: each.uitslag for each in merit.controles} == dict.fromkeys(
        (
            "vooraf",
            "lijn",
            "dal",
            "grootste_afwijking",
            "nep_tijd",
            "nep_plaats",
            "buren",
            "wie",
            "anders",
        ),
        "goed",
    )
    assert merit.trede == "aangetoond"
    assert merit.redenen == ()
    assert merit.effect == pytest.approx(0.1, abs=0.015)
    assert "Aangetoond: deze aanpak hielp." in said


def test_a_drift_before_the_start_voids(tmp_path: Path) -> None:
    y = figures(0.1, 0.01)
    y[TREATED] += 0.02 * np.arange(len(YEARS))
    merit, said = judged(tmp_path, y)
    assert uitslag(merit, "vooraf") == "vernietigt"
    assert merit.trede == "niet te beoordelen"
    assert "De gebieden gingen al voor de start omhoog" in said
    # Of a comparison that does not hold no difference is told.
    assert "Het verschil met vergelijkbare gebieden" not in said


def test_a_drift_that_could_not_have_been_seen_lowers(tmp_path: Path) -> None:
    """A drift that after four years is as large as this effect is missed in one of five cases."""
    merit, _ = judged(tmp_path, figures(0.0, 0.03, seed=2))
    assert uitslag(merit, "vooraf") == "verlaagt"
    (words,) = (each.uitleg for each in merit.controles if each.naam == "vooraf")
    assert "Maar een verschil dat dit effect kan verklaren, was niet opgevallen." in words
    assert merit.trede == "niet aangetoond"


def test_a_line_that_explains_it_holds_the_claim(tmp_path: Path) -> None:
    """A drift of .008 a year and no effect: too small to be seen before, and enough after."""
    y = figures(0.0, 0.03, seed=9)
    y[TREATED] += 0.008 * np.arange(len(YEARS))
    merit, said = judged(tmp_path, y)
    assert merit.onder is not None
    assert merit.onder > 0
    assert uitslag(merit, "vooraf") == "goed"
    assert uitslag(merit, "lijn") == "houdt tegen"
    assert merit.trede == "niet aangetoond"
    assert "Wat al gaande was, kan dit verschil verklaren." in said
    assert "Met deze cijfers valt een effect pas goed op vanaf" in said


def test_recovery_from_one_bad_year_holds_the_claim(tmp_path: Path) -> None:
    """Where it began, the year before was .04 worse than any other; nothing else happened."""
    y = figures(0.0, 0.03, seed=10)
    y[TREATED, START - 1] -= 0.04
    merit, said = judged(tmp_path, y)
    assert merit.onder is not None
    assert merit.onder > 0
    assert uitslag(merit, "vooraf") == "goed"
    assert uitslag(merit, "dal") == "houdt tegen"
    assert merit.trede == "niet aangetoond"
    assert "Misschien ging het vlak voor de start slecht, en herstelde het vanzelf." in said


def test_a_deviation_as_large_as_the_effect_lowers(tmp_path: Path) -> None:
    """The first two years of the treated stood out by .07 and .12, together without a slope."""
    y = figures(0.1, 0.02)
    y[TREATED, 0] -= 0.072
    y[TREATED, 1] += 0.12
    merit, said = judged(tmp_path, y)
    assert {each.naam for each in merit.controles if each.uitslag != "goed"} == {
        "grootste_afwijking"
    }
    assert merit.trede == "aannemelijk"
    assert "weken de gebieden al eens zo ver af dat het effect daarmee wegvalt" in said


def test_an_effect_of_a_made_up_start_voids(tmp_path: Path) -> None:
    """They went up by a step in the fourth year, which is where the made-up start is."""
    y = figures(0.1, 0.01)
    y[TREATED, 3:] += 0.06
    merit, said = judged(tmp_path, y)
    assert uitslag(merit, "nep_tijd") == "vernietigt"
    assert merit.trede == "niet te beoordelen"
    assert "Met een verzonnen start, voor de echte, komt er ook een effect uit." in said


def test_chance_that_other_places_share_lowers(tmp_path: Path) -> None:
    """Untreated areas jump far more than the treated: any twelve of sixty could differ so."""
    y = figures(0.05, 0.005)
    rng = np.random.default_rng(4)
    y[~TREATED] += rng.normal(0, 0.14, (int((~TREATED).sum()), len(YEARS)))
    merit, said = judged(tmp_path, y)
    assert merit.onder is not None
    assert merit.onder > 0
    assert uitslag(merit, "nep_plaats") == "verlaagt"
    assert merit.trede == "aannemelijk"
    assert "Met gebieden die door het lot zijn gekozen, is het verschil in" in said


def test_an_effect_next_door_voids(tmp_path: Path) -> None:
    y = figures(0.1, 0.01)
    y[np.ix_(BESIDE, np.arange(START, len(YEARS)))] += 0.05
    merit, said = judged(tmp_path, y)
    assert uitslag(merit, "buren") == "vernietigt"
    assert merit.trede == "niet te beoordelen"
    assert "Ook in de gebieden ernaast veranderde het." in said


def test_half_an_effect_next_door_that_could_be_missed_lowers(tmp_path: Path) -> None:
    merit, said = judged(tmp_path, figures(0.1, 0.06, seed=1))
    assert {each.naam for each in merit.controles if each.uitslag != "goed"} == {"buren"}
    assert merit.trede == "aannemelijk"
    assert "maar een half effect was daar niet opgevallen." in said


def test_more_people_than_before_lowers(tmp_path: Path) -> None:
    """From the start on three are counted there, for every two elsewhere."""
    merit, said = judged(
        tmp_path,
        figures(0.1, 0.01),
        many=lambda area, year: 2 + (bool(TREATED[area]) and year >= START) + (area + year) % 2,
    )
    assert uitslag(merit, "wie") == "verlaagt"
    assert merit.trede == "aannemelijk"
    assert "tellen er in deze gebieden meer mensen mee dan elders" in said


def test_something_else_for_the_same_goal_lowers(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {
        "indicators/proef/ander.yaml": resultaat_doc(MEAN).replace("naam: Proef", "naam: Ander"),
        "indicators/interventies/ook.yaml": interventie(STARTS)
        .replace("naam: Aanpak", "naam: Ook")
        .replace("indicator: proef", "indicator: ander"),
    }
    merit, said = judged(tmp_path, figures(0.1, 0.01), more=more)
    assert merit.inspanning == "aanpak"
    assert uitslag(merit, "anders") == "verlaagt"
    assert merit.trede == "aannemelijk"
    assert "begon ook iets anders voor hetzelfde doel." in said
