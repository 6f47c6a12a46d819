"""Each pattern of side effects, against published figures, hand calculations and planted truth."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from scipy.stats import false_discovery_control

from resultaat.analysis.neveneffecten.aanwezig import present
from resultaat.analysis.neveneffecten.afroming import Instroom, skimming
from resultaat.analysis.neveneffecten.antwoord import Antwoord
from resultaat.analysis.neveneffecten.kwadrant import Kwadrant, distances, quadrants
from resultaat.analysis.neveneffecten.omkering import reversal
from resultaat.analysis.neveneffecten.plaatsen import Plaatsen, beginnings, set_apart
from resultaat.analysis.neveneffecten.reeksen import Reeksen
from resultaat.analysis.neveneffecten.scherm import screen
from resultaat.analysis.neveneffecten.verandering import changes
from resultaat.analysis.neveneffecten.verplaatsing import VoorNa, displacement
from resultaat.analysis.neveneffecten.waarborg import guarded
from resultaat.analysis.toetsen import Methode, adjusted
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau


def array(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(values, dtype=np.float64)


PUBLISHED = array(
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
    0.4262, 0.5719, 0.6528, 0.7590, 1.0,
)  # fmt: skip


def test_many_tests_as_benjamini_and_hochberg_published() -> None:
    """Benjamini and Hochberg 1995, table in section 3.3."""
    assert (adjusted(PUBLISHED) <= 0.05).sum() == 4
    assert (adjusted(PUBLISHED, Methode.BENJAMINI_YEKUTIELI) <= 0.05).sum() == 3
    assert (PUBLISHED * len(PUBLISHED) <= 0.05).sum() == 3
    assert adjusted(PUBLISHED)[3] == pytest.approx(0.035625)


@pytest.mark.parametrize("methode", list(Methode))
def test_many_tests_as_scipy_adjusts_them(methode: Methode) -> None:
    p = np.random.default_rng(1).random(200) ** 3
    assert adjusted(p, methode) == pytest.approx(false_discovery_control(p, method=methode.value))


def test_what_was_not_tested_counts_for_nothing() -> None:
    with_gaps = np.concatenate([PUBLISHED, array(np.nan, np.nan)])
    assert adjusted(with_gaps)[:15] == pytest.approx(adjusted(PUBLISHED))
    assert np.isnan(adjusted(with_gaps)[15:]).all()


def test_displacement_as_published() -> None:
    """Wheeler and Ratcliffe 2018: −118, variance 1568, z −2.98, interval (−196, −40)."""
    found = displacement(VoorNa(207, 110), VoorNa(308, 318), VoorNa(178, 157), VoorNa(150, 140))
    assert (found.netto, found.variantie) == (-118, 1568)
    assert found.z == pytest.approx(-2.98, abs=0.005)
    assert (found.onder, found.boven) == pytest.approx((-196, -40), abs=0.5)
    assert found.antwoord is Antwoord.NIET_GEVONDEN


def test_what_moved_next_door_is_found() -> None:
    found = displacement(VoorNa(300, 200), VoorNa(300, 300), VoorNa(200, 290), VoorNa(200, 200))
    assert found.antwoord is Antwoord.GEVONDEN
    assert found.verplaatst == 90
    few = displacement(VoorNa(3, 2), VoorNa(3, 3), VoorNa(2, 9), VoorNa(2, 2))
    assert few.antwoord is Antwoord.TE_WEINIG


def test_berkeley_turns_round_within_departments() -> None:
    """Bickel and others 1975: 1.841 crude against 0.9047 within departments."""
    men = np.array([[512, 825], [353, 560], [120, 325], [138, 417], [53, 191], [22, 373]])
    women = np.array([[89, 108], [17, 25], [202, 593], [131, 375], [94, 393], [24, 341]])
    found = reversal(women[:, 0], women[:, 1], men[:, 0], men[:, 1])
    assert np.exp(found.ruw) == pytest.approx(1.841, abs=5e-4)
    assert np.exp(found.binnen) == pytest.approx(0.9047, abs=5e-5)
    assert found.antwoord is Antwoord.GEVONDEN
    assert not found.zeker


def test_no_reversal_where_groups_go_with_the_whole() -> None:
    rng = np.random.default_rng(1)
    turned = 0
    for _ in range(300):
        noemer = rng.integers(50, 300, size=(2, 5)).astype(np.float64)
        teller = rng.binomial(noemer.astype(int), 0.4).astype(np.float64)
        found = reversal(teller[0], noemer[0], teller[1], noemer[1])
        turned += found.antwoord is Antwoord.GEVONDEN
    assert turned / 300 <= 0.05


def test_letting_easier_cases_in_is_found_beside_comparable_places() -> None:
    prognose = array(0.8, 0.4)
    even, easier = array(300, 300), array(420, 180)
    found = skimming(prognose, Instroom(even, easier), Instroom(even, even))
    # The mean prognosis goes from .6 to .68.
    assert found.verschil == pytest.approx(0.08)
    assert found.antwoord is Antwoord.GEVONDEN
    everywhere = skimming(prognose, Instroom(even, easier), Instroom(even, easier))
    assert everywhere.antwoord is Antwoord.NIET_GEVONDEN
    assert skimming(prognose, Instroom(array(9, 9), easier)).antwoord is Antwoord.TE_WEINIG


def test_a_guardrail_is_safe_only_when_that_is_shown() -> None:
    rows = pl.DataFrame(
        {
            "onder": [-0.01, -0.05, 0.03, -0.04, None],
            "boven": [0.01, 0.05, 0.09, 0.01, None],
            "slechter": ["hoger", "hoger", "hoger", "lager", "hoger"],
            "marge": [0.02] * 5,
        },
        schema_overrides={"onder": pl.Float64, "boven": pl.Float64},
    )
    states = guarded(rows)["waarborg"].to_list()
    weinig = "te weinig gegevens"
    assert states == ["veilig", weinig, "geschonden", weinig, weinig]


def test_conditions_and_results_stand_in_one_of_four_places() -> None:
    rows = [
        ("r1", "gehaald"), ("c1", "op orde"),
        ("r2", "gehaald"), ("c2", "niet op orde"),
        ("r3", "niet gehaald"), ("c3", "op orde"),
        ("r4", "niet gehaald"), ("c4", "niet op orde"),
        ("r5", "gehaald"), ("c5", "rond de norm"),
        ("r6", "gehaald"),
    ]  # fmt: skip
    frame = pl.DataFrame(
        [(name, "gemeente", "GM1", "2025", oordeel) for name, oordeel in rows],
        schema=["indicator", "niveau", "gebied", "periode", "oordeel"],
        orient="row",
    )
    links = pl.DataFrame(
        [(f"r{n}", f"c{n}") for n in range(1, 7)], schema=["resultaat", "conditie"], orient="row"
    )
    found = quadrants(frame, links).sort("indicator")["kwadrant"].to_list()
    assert found == [
        Kwadrant.ZOALS_BEDOELD.value,
        Kwadrant.ALLEEN_RESULTAAT.value,
        Kwadrant.ALLEEN_CONDITIES.value,
        Kwadrant.GEEN_VAN_BEIDE.value,
        Kwadrant.ONBEKEND.value,
        Kwadrant.ONBEKEND.value,
    ]


def test_results_and_conditions_stand_on_one_scale() -> None:
    """By hand: 60% against 50% is a fifth more; 30 days against 20 where less is better is half."""
    rows = [
        ("r1", 0.6, 0.5, 1), ("c1", 30.0, 20.0, -1), ("c2", 0.9, 0.8, 1),
        ("r2", 0.6, 0.5, 1), ("c3", None, 0.8, 1),
        ("r3", 0.1, 0.0, -1), ("c4", 0.9, 0.8, None),
    ]  # fmt: skip
    frame = pl.DataFrame(
        [(name, "gemeente", "GM1", "2025", *rest) for name, *rest in rows],
        schema=["indicator", "niveau", "gebied", "periode", "waarde", "streefwaarde", "kant"],
        orient="row",
    )
    links = pl.DataFrame(
        [("r1", "c1"), ("r1", "c2"), ("r2", "c2"), ("r2", "c3"), ("r3", "c4")],
        schema=["resultaat", "conditie"],
        orient="row",
    )
    found = {row["indicator"]: row for row in distances(frame, links).to_dicts()}
    assert found["r1"]["resultaat"] == pytest.approx(0.2)
    assert found["r1"]["condities"] == pytest.approx(-0.5)  # the one that is furthest behind
    assert found["r2"]["condities"] is None  # one of them is not known
    assert (found["r3"]["resultaat"], found["r3"]["condities"]) == (None, None)


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_noise_that_lasts_is_not_called_a_change(rho: float) -> None:
    rng = np.random.default_rng(9)
    noise = rng.normal(size=(2000, 60))
    for period in range(1, 60):
        noise[:, period] = rho * noise[:, period - 1] + noise[:, period] * (1 - rho**2) ** 0.5
    # Series of every size; what they share is how long their noise lasts.
    series = noise[:, 36:] * rng.gamma(3, 1, size=(2000, 1))
    found = changes(series, 12, np.repeat(np.arange(10), 200))
    assert (found.p(np.zeros(2000)) < 0.05).mean() == pytest.approx(0.05, abs=0.02)
    low, high = found.interval()
    assert ((low < 0) & (high > 0)).mean() == pytest.approx(0.95, abs=0.02)


def test_too_few_periods_on_a_side_are_no_change() -> None:
    series = np.random.default_rng(1).normal(size=(5, 10))
    assert np.isnan(changes(series, 8, np.zeros(5, dtype=int)).verschil).all()
    series[0, :5] = np.nan
    found = changes(series, 6, np.zeros(5, dtype=int)).verschil
    assert np.isnan(found[0])
    assert np.isfinite(found[1:]).all()


def test_one_incident_is_not_called_a_pattern() -> None:
    rng = np.random.default_rng(3)
    keys = pl.DataFrame({"gebied": [str(n) for n in range(60)]}).with_columns(
        indicator=pl.lit("meldingen"),
        groep=pl.lit("alle"),
        wet=pl.lit("jeugdwet"),
        slechter=pl.lit("hoger"),
        plek=pl.when(pl.int_range(60) < 20).then(pl.lit("geraakt")).otherwise(pl.lit("elders")),
        omvang=pl.lit(1.0),
        kleinste=pl.lit(100.0),
        begin=pl.lit(8),
    )
    values = rng.normal(size=(60, 16))
    values[0, 10] += 25
    values[1, 8:] += 4
    told = screen(Reeksen(keys, values), "jeugdwet")
    # Twenty areas, and all of them together.
    assert told.height == 21
    answers = dict(zip(told["gebied"], told["antwoord"], strict=True))
    assert answers["0"] in (Antwoord.INCIDENT.value, Antwoord.NIET_GEVONDEN.value)
    assert answers["1"] == Antwoord.GEVONDEN.value
    assert Antwoord.GEVONDEN.value not in [answers[str(n)] for n in range(2, 20)]
    # What was not found says how large it would have had to be.
    assert told.filter(pl.col("gebied") == "5")["te_vinden"][0] == pytest.approx(3.5, abs=2.0)


def test_areas_beside_it_compare_where_too_few_others_are_left() -> None:
    """Seven wijken in a row: beside the first two four others are left, beside the first five."""
    codes = [f"WK99990{number}" for number in range(7)]
    areas = [Gebied("GM9999", "Proefstad", Niveau.GEMEENTE)]
    areas += [Gebied(code, code, Niveau.WIJK, "GM9999") for code in codes]
    indeling = Indeling({each.code: each for each in areas}, "GM9999")
    buren = {
        code: frozenset(codes[max(at - 1, 0) : at] + codes[at + 1 : at + 2])
        for at, code in enumerate(codes)
    }
    since = date(2023, 1, 1)
    one, two = (Plaatsen(Niveau.WIJK, dict.fromkeys(codes[:many], since)) for many in (1, 2))
    assert set_apart(one, indeling, buren) is buren
    assert set_apart(two, indeling, buren) == {}
    roles = {each.roles[codes[2]] for each in beginnings(two, indeling, {})}
    assert roles == {"elders"}


def test_an_area_that_was_called_otherwise_is_not_a_change() -> None:
    rows = np.array(
        [
            [0, 0, 0, 0, 9, 8, 9, 10],  # four quarters without any at nine a quarter: e to the −36
            [9, 9, 9, 8, 10, 9, 0, 0],
            [0, 1, 0, 0, 1, 0, 0, 0],  # so few that none is nothing special
            [0, 0, 0, 0, 0, 0, 0, 0],
        ],
        dtype=np.float64,
    )
    assert present(rows).tolist() == [
        [False] * 4 + [True] * 4,
        [True] * 6 + [False] * 2,
        [True] * 8,
        [True] * 8,
    ]


@pytest.mark.parametrize("rho", [0.0, 0.4])
def test_a_line_and_the_seasons_are_no_jump(rho: float) -> None:
    """Along a line with seasons 5% of the series seem to jump; what is added at once is found."""
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(600, 84))
    for period in range(1, 84):
        noise[:, period] = rho * noise[:, period - 1] + noise[:, period] * (1 - rho**2) ** 0.5
    series = noise[:, 60:] + 0.3 * np.arange(24) + np.tile([0.0, 2.0, 1.0, -1.0], 6)
    kinds = (np.zeros(600, dtype=int), np.repeat(np.arange(60), 10))
    found = changes(series, 12, *kinds, lijn=True)
    assert (found.p(np.zeros(600)) < 0.05).mean() == pytest.approx(0.05, abs=0.03)
    jumped = series + 4.0 * (np.arange(24) >= 12)
    more = changes(jumped, 12, *kinds, lijn=True).verschil - found.verschil
    assert more == pytest.approx(4.0)
    short = changes(series[:, 9:], 3, *kinds, lijn=True)
    assert np.isnan(short.verschil).all()
