"""What may be claimed: chance, checks, rungs, the gate, and merit that is shared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from toerekening_builders import (
    DOELEN,
    MEAN,
    Row,
    buurt,
    interventie,
    met_aanpak,
    onderzoek,
    resultaat_doc,
)

import resultaat
from resultaat.analysis.toerekening.controles import Around, Uitslag, checks
from resultaat.analysis.toerekening.effect import Choices, Panel, group_time, simple
from resultaat.analysis.toerekening.ladder import Trede, judge_effect
from resultaat.analysis.toerekening.strata import adjusted
from resultaat.analysis.toerekening.synthetisch import effect_on, synthetic
from resultaat.analysis.toerekening.toeval import by_lot, clustered, lots
from resultaat.release.toegerekend import Toegerekend
from resultaat.report.toerekening import merit_lines


def panel(
    treated: int,
    effect: float = 0.0,
    *,
    seed: int = 1,
    areas: int = 60,
    periods: int = 10,
    start: int = 6,
    noise: float = 0.01,
    drift: float = 0.0,
) -> Panel:
    rng = np.random.default_rng(seed)
    begun = np.full(areas, -1)
    begun[:: areas // treated][:treated] = start
    begun[np.flatnonzero(begun > 0)[treated:]] = -1
    time = np.arange(periods)
    on = (begun[:, None] >= 0) & (time[None, :] >= begun[:, None])
    y = 0.6 + rng.normal(0, 0.05, (areas, 1)) + rng.normal(0, noise, (areas, periods))
    y = y + effect * on + drift * time[None, :] * (begun[:, None] >= 0)
    return Panel(y, np.full(areas, 100.0), begun)


RING = np.abs(np.subtract.outer(np.arange(60), np.arange(60))) == 1
AROUND = Around(noemer=np.full((60, 10), 100.0), neighbours=RING)


def trede(given: Panel, around: Around = AROUND, better: int = 1) -> Trede:
    return judge_effect(given, Choices(), around, better).trede


def test_a_large_effect_that_passes_every_check_is_shown() -> None:
    assert trede(panel(12, 0.1)) is Trede.AANGETOOND


def test_nothing_is_not_shown() -> None:
    assert trede(panel(12, 0.0)) is Trede.NIET_AANGETOOND


def test_the_wrong_way_is_never_merit() -> None:
    claim = judge_effect(panel(12, -0.1), Choices(), AROUND, 1)
    assert claim.trede is Trede.NIET_AANGETOOND
    assert claim.redenen == ("Het ging de andere kant op dan verwacht.",)
    assert trede(panel(12, -0.1), better=-1) is Trede.AANGETOOND


def test_treated_areas_that_rose_already_void_the_claim() -> None:
    claim = judge_effect(panel(12, 0.1, drift=0.02), Choices(), AROUND, 1)
    assert claim.trede is Trede.NIET_TE_BEOORDELEN
    assert "al voor de start omhoog" in claim.redenen[0]


def test_few_areas_make_it_plausible_at_most() -> None:
    assert trede(panel(3, 0.1)) is Trede.AANNEMELIJK


def test_unknown_neighbours_lower_the_claim() -> None:
    assert trede(panel(12, 0.1), Around(noemer=AROUND.noemer)) is Trede.AANNEMELIJK


def test_an_effect_next_door_voids_the_claim() -> None:
    given = panel(12, 0.1)
    beside = RING[:, given.treated].any(axis=1) & ~given.treated
    given.y[np.ix_(beside, np.arange(6, 10))] += 0.05
    found = {each.naam: each.uitslag for each in _checks(given)}
    assert found["buren"] is Uitslag.VERNIETIGT


def test_another_start_in_the_same_areas_lowers() -> None:
    given = panel(12, 0.1)
    around = Around(noemer=AROUND.noemer, neighbours=RING, other=given.treated)
    found = {each.naam: each.uitslag for each in _checks(given, around)}
    assert found["anders"] is Uitslag.VERLAAGT
    assert trede(given, around) is Trede.AANNEMELIJK


def test_who_is_counted_changed() -> None:
    given = panel(12, 0.1)
    assert AROUND.noemer is not None
    noemer = AROUND.noemer.copy()
    noemer[np.ix_(given.treated, np.arange(6, 10))] = 150
    noemer += np.random.default_rng(1).normal(0, 1, noemer.shape)
    found = {each.naam: each.uitslag for each in _checks(given, Around(noemer, RING))}
    assert found["wie"] is Uitslag.VERLAAGT


def _checks(given: Panel, around: Around = AROUND) -> list:  # type: ignore[type-arg]
    chance = clustered(simple(group_time(given)), given)
    return checks(given, Choices(), chance, around)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (panel(55, 0.1), "5 gebieden om mee te vergelijken"),
        (panel(12, 0.1, start=1), "te weinig perioden van voor de start"),
        (panel(2, 0.1), "minstens 8 perioden van voor de start"),
    ],
)
def test_refusals_say_why(given: Panel, words: str) -> None:
    claim = judge_effect(given, Choices(), Around(), 1)
    assert claim.trede is Trede.NIET_TE_BEOORDELEN
    assert words in claim.redenen[0]
    assert claim.chance is None


def test_too_early_to_judge() -> None:
    claim = judge_effect(panel(12, 0.1), Choices(delay=4), Around(), 1)
    assert "te vroeg" in claim.redenen[0]


def test_every_way_to_draw_one_area_of_sixty() -> None:
    ways = lots(panel(1).start, 1, 999)
    assert len(ways) == 60
    assert (ways[0] == panel(1).start).all()
    assert len({tuple(way) for way in ways.tolist()}) == 60


def test_lots_reject_exactly_what_lies_outside_the_interval() -> None:
    """Taking the end of the interval off the effect leaves a p-value of about 5%."""
    given = panel(4, 0.05, noise=0.02)
    found = by_lot(given, Choices(), seed=3)
    assert found is not None
    assert found.value == pytest.approx(simple(group_time(given)).value, abs=1e-12)
    on = (given.start[:, None] >= 0) & (np.arange(10)[None, :] >= given.start[:, None])
    for end, inside in ((found.low, -1), (found.high, 1)):
        for step, outside in ((1e-6, False), (-1e-6, True)):
            tried = Panel(given.y - (end + inside * -step) * on, given.weight, given.start)
            again = by_lot(tried, Choices(), seed=3)
            assert again is not None
            assert (again.p <= 0.05) is (not outside) or again.p == pytest.approx(0.05, abs=0.002)


def test_a_weighted_comparison_finds_the_effect_on_one_area() -> None:
    """The treated area moves as the mean of three others do, which no plain mean of all does."""
    rng = np.random.default_rng(2)
    time = np.arange(16)
    slopes = np.linspace(-0.03, 0.03, 40)
    others = 0.5 + slopes[:, None] * time + rng.normal(0, 0.005, (40, 16))
    mine = others[[30, 34, 38]].mean(axis=0) + 0.1 + 0.08 * (time >= 11)
    assert effect_on(mine, others, 11) == pytest.approx(0.08, abs=0.01)
    given = Panel(
        np.vstack([mine, others]), np.full(41, 100.0), np.array([11] + [-1] * 40, dtype=np.int64)
    )
    found = synthetic(given, Choices())
    assert found is not None
    assert found.low <= 0.08 <= found.high
    claim = judge_effect(given, Choices(), Around(), 1)
    assert claim.trede in (Trede.AANNEMELIJK, Trede.NIET_AANGETOOND, Trede.NIET_TE_BEOORDELEN)


# Through a working folder: the gate, merit that is shared, and what is credited in the account.

ON_ORDER = """\
soort: procesconditie
conditie: methodiek
naam: Conditie
waarom: We willen weten of dit klopt.
telt: {bron: rijen, gemiddelde: noemer, datum: op}
norm: {minstens: 0}
bevordert: [{resultaat: proef, bewijs: onbekend}]
"""


def rows_of(effect: float, treated: int = 12) -> list[Row]:
    given = panel(treated, effect, areas=60)
    return [
        (buurt(area), 2014 + year, float(given.y[area, year]), 1.0)
        for area in range(60)
        for year in range(10)
    ]


STARTS = {buurt(area): 2020 for area in np.flatnonzero(panel(12).treated).tolist()}


def open_gate(norm: str = "0") -> dict[str, str | bytes]:
    return {
        "indicators/proef/proef.yaml": resultaat_doc(MEAN, more="condities: [conditie]\n"),
        "indicators/proef/conditie.yaml": ON_ORDER.replace("minstens: 0", f"minstens: {norm}"),
    }


def found_for(folder: Path) -> Toegerekend:
    return resultaat.open(folder).toerekening("proef", "2019", "2023")


def test_what_is_credited_is_reach_times_effect(tmp_path: Path) -> None:
    folder = met_aanpak(tmp_path, rows_of(0.1), STARTS, more=open_gate())
    found = found_for(folder)
    (merit,) = found.verdienste
    assert merit.poort == ()
    assert merit.trede == "aannemelijk"  # all lie in one wijk, so neighbours are not known
    assert merit.effect is not None
    assert merit.effect == pytest.approx(0.1, abs=0.02)
    assert found.post("toegevoegde_waarde") == pytest.approx(12 / 60 * merit.effect)
    posts = ("samenstelling", "toegevoegde_waarde", "omgeving", "onverklaard")
    total = sum(found.post(post) or 0.0 for post in posts)
    assert total == pytest.approx((found.post("eind") or 0) - (found.post("begin") or 0), abs=1e-12)
    one = next(iter(STARTS))
    assert found.post("toegevoegde_waarde", one) == pytest.approx(merit.effect)
    assert found.post("toegevoegde_waarde", buurt(1)) == 0


def test_a_shut_gate_credits_nothing(tmp_path: Path) -> None:
    folder = met_aanpak(tmp_path, rows_of(0.1), STARTS, more=open_gate("5"))
    found = found_for(folder)
    assert found.verdienste[0].poort == ("‘Conditie’ is niet op orde",)
    assert found.post("toegevoegde_waarde") is None


def test_without_condities_the_gate_is_shut(tmp_path: Path) -> None:
    found = found_for(met_aanpak(tmp_path, rows_of(0.1), STARTS))
    assert found.verdienste[0].poort == ("er zijn nog geen condities benoemd",)


def test_a_result_before_its_horizon(tmp_path: Path) -> None:
    doc = resultaat_doc(MEAN, more="condities: [conditie]\nhorizon: 2030\n")
    more = {**open_gate(), "indicators/proef/proef.yaml": doc}
    found = found_for(met_aanpak(tmp_path, rows_of(0.1), STARTS, more=more))
    assert found.verdienste[0].poort == ("een oordeel past pas vanaf 2030",)


def test_no_influence_no_claim(tmp_path: Path) -> None:
    doc = resultaat_doc(MEAN).replace("invloed: groot", "invloed: geen")
    more = {"indicators/proef/proef.yaml": doc}
    found = found_for(met_aanpak(tmp_path, rows_of(0.1), STARTS, more=more))
    assert found.verdienste == ()


def test_merit_in_the_same_areas_is_one_and_shared(tmp_path: Path) -> None:
    other = interventie(STARTS).replace("naam: Aanpak", "naam: Hulp\npartners: [school]")
    more = {**open_gate(), "indicators/interventies/hulp.yaml": other}
    found = found_for(met_aanpak(tmp_path, rows_of(0.1), STARTS, more=more))
    (merit,) = found.verdienste
    assert merit.inspanning == "aanpak+hulp"
    assert merit.partners == ("school",)
    # Credited once, not once for each of the two.
    assert merit.effect is not None
    assert found.post("toegevoegde_waarde") == pytest.approx(12 / 60 * merit.effect)


def test_everywhere_at_once_is_not_to_be_judged(tmp_path: Path) -> None:
    everywhere = interventie({}).replace(
        "waar_en_wanneer:\n", "waar_en_wanneer:\n  - {gemeente: GM9999, vanaf: 2020}\n"
    )
    more = {"indicators/interventies/aanpak.yaml": everywhere}
    found = found_for(met_aanpak(tmp_path, rows_of(0.1), STARTS, more=more))
    (merit,) = found.verdienste
    assert merit.trede == "niet te beoordelen"
    assert "overal tegelijk" in merit.redenen[0]


def test_a_delay_leaves_the_first_periods_out(tmp_path: Path) -> None:
    found = found_for(met_aanpak(tmp_path, rows_of(0.1), STARTS, na="18 maanden"))
    (merit,) = found.verdienste
    later = [each.effect for each in merit.groepseffecten if int(each.periode) >= 2022]
    assert merit.effect == pytest.approx(float(np.mean(later)))


def test_a_folder_without_interventies_has_no_merit(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "indicators/doelen.yaml": DOELEN,
        "indicators/proef/proef.yaml": resultaat_doc(MEAN),
    }
    assert found_for(onderzoek(tmp_path, rows_of(0.1), more=files)).verdienste == ()


# Dosis, and areas that differ beforehand.


def test_each_dose_has_its_own_effect(tmp_path: Path) -> None:
    """Half of the areas got much and half got little: .2 and .1, against areas without."""
    doses = {code: "veel" if number % 2 else "weinig" for number, code in enumerate(STARTS)}
    rows = [
        (code, year, value + 0.1 * (doses.get(code) == "veel" and year >= 2020), weight)
        for code, year, value, weight in rows_of(0.1)
        if isinstance(year, int)
    ]
    more = {**open_gate(), "indicators/interventies/aanpak.yaml": interventie(STARTS, dosis=doses)}
    found = found_for(met_aanpak(tmp_path, rows, STARTS, more=more))
    (merit,) = found.verdienste
    seen = {each.dosis: each for each in merit.doses}
    assert set(seen) == {"veel", "weinig"}
    for dosis, effect in (("veel", 0.2), ("weinig", 0.1)):
        one = seen[dosis]
        assert one.gebieden == 6
        assert one.effect == pytest.approx(effect, abs=0.02)
        assert one.onder is not None
        assert one.boven is not None
        assert one.onder < effect < one.boven
    said = "\n".join(merit_lines(found))
    assert "wie welke dosis kreeg, is niet geloot" in said
    assert "veel (6 gebieden): +0,2" in said


def test_a_dose_of_too_few_areas_is_told_apart_but_not_estimated(tmp_path: Path) -> None:
    doses = {code: "veel" if number < 2 else "weinig" for number, code in enumerate(STARTS)}
    more = {**open_gate(), "indicators/interventies/aanpak.yaml": interventie(STARTS, dosis=doses)}
    found = found_for(met_aanpak(tmp_path, rows_of(0.1), STARTS, more=more))
    few, many = found.verdienste[0].doses
    assert (few.dosis, few.gebieden, few.effect) == ("veel", 2, None)
    assert many.effect == pytest.approx(0.1, abs=0.02)
    assert "veel (2 gebieden): te weinig om te zien." in "\n".join(merit_lines(found))


def test_one_dose_for_all_says_nothing_more(tmp_path: Path) -> None:
    more = {**open_gate()}
    assert (
        found_for(met_aanpak(tmp_path, rows_of(0.1), STARTS, more=more)).verdienste[0].doses == ()
    )


def drifting(treated: int) -> tuple[Panel, Panel]:
    """Areas drift by what they were; the treated were high. Without and with that as covariate."""
    rng = np.random.default_rng(11)
    given = panel(treated, 0.1)
    level = rng.normal(0, 1, 60) + 1.5 * given.treated
    y = given.y + 0.02 * level[:, None] * np.arange(10)
    plain = Panel(y, given.weight, given.start)
    return plain, Panel(y, given.weight, given.start, covariates=level[:, None])


@pytest.mark.parametrize("treated", [6, 12])
def test_a_stratum_takes_away_what_areas_differ_in_beforehand(treated: int) -> None:
    """With many treated areas by regression, with few by taking it off before the lots."""
    bent, straight = drifting(treated)
    claims = [judge_effect(each, Choices(), AROUND, 1) for each in (bent, straight)]
    assert claims[0].chance is not None
    assert claims[1].chance is not None
    assert claims[0].chance.value > 0.14
    assert claims[1].chance.value == pytest.approx(0.1, abs=0.01)
    assert claims[1].chance.low < 0.1 < claims[1].chance.high


def test_without_lots_the_regression_gives_the_same_estimate() -> None:
    _, given = drifting(12)
    never = Choices(not_yet=False)
    by_regression = simple(group_time(given, never)).value
    assert simple(group_time(adjusted(given), never)).value == pytest.approx(by_regression)


def test_every_stratum_asks_for_more_areas_to_compare_with() -> None:
    given = panel(12, 0.1, areas=24)
    more = Panel(given.y, given.weight, given.start, covariates=np.ones((24, 1)))
    assert judge_effect(given, Choices(), Around(), 1).trede is not Trede.NIET_TE_BEOORDELEN
    claim = judge_effect(more, Choices(), Around(), 1)
    assert claim.redenen == ("Er zijn 12 gebieden om mee te vergelijken; minstens 15 zijn nodig.",)


def test_of_quarters_a_whole_year_is_the_base() -> None:
    """By hand: from the mean of four before, 1 2 3 6, to what came after, against areas of zero."""
    y = np.zeros((4, 6))
    y[0] = (1, 2, 3, 6, 10, 12)
    given = Panel(y, np.ones(4), np.array([4, -1, -1, -1]))
    four, one = (group_time(given, Choices(base=length)) for length in (4, 1))
    assert four.att[four.post].tolist() == pytest.approx([10 - 3, 12 - 3])
    assert one.att[one.post].tolist() == pytest.approx([10 - 6, 12 - 6])
    # What came before is still set beside the period before it.
    assert four.att[four.pre].tolist() == pytest.approx(one.att[one.pre].tolist())
    lots_of = by_lot(panel(3, 0.1), Choices(base=4))
    assert lots_of is not None
    assert lots_of.value == pytest.approx(simple(group_time(panel(3, 0.1), Choices(base=4))).value)
