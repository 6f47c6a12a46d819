"""Each pattern as a question looks for it: hand calculations, and noise that it must not name."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.belasting import burden
from resultaat.analysis.neveneffecten.contrast import Mask, Tellingen, Vector, contrast
from resultaat.analysis.neveneffecten.drempel import bunched, bunching, per_value
from resultaat.analysis.neveneffecten.patronen import (
    between_parties,
    patterns_of_share,
    skimmed_by_party,
)
from resultaat.analysis.neveneffecten.patroon import (
    Gezien,
    Maateenheid,
    Patroonrij,
    answered,
    party_of,
    surest_of,
)
from resultaat.analysis.neveneffecten.stapeling import many_at_once, stacking
from resultaat.analysis.neveneffecten.telling import Staat, Telling, counted
from resultaat.analysis.neveneffecten.terugkeer import by_party, quick_exits
from resultaat.analysis.neveneffecten.uitstel import put_off
from resultaat.analysis.neveneffecten.verliezers import losers, stayers
from resultaat.analysis.neveneffecten.verplaatsing import next_door
from resultaat.analysis.neveneffecten.wetten import other_law

HERE = np.array([True] * 10 + [False] * 10)


def array(*values: float) -> Vector:
    return np.array(values, dtype=np.float64)


def pair(here: float, elsewhere: float) -> Vector:
    return np.repeat([float(here), float(elsewhere)], 10)


def even(value: float, places: int = 20) -> Vector:
    return np.full(places, float(value))


def telling(groepen: dict[str, Vector], hier: Mask = HERE, naast: Mask | None = None) -> Telling:
    beside = np.zeros(len(hier), dtype=np.bool_) if naast is None else naast
    return Telling(hier, beside, ~hier & ~beside, groepen)


def halves(teller: tuple[Vector, Vector], noemer: tuple[Vector, Vector]) -> Vector:
    """Counts before and after, the latter in two halves alike."""
    made = [[each[0], each[1] / 2, each[1] / 2] for each in (teller, noemer)]
    return np.array(made, dtype=np.float64)


def test_a_contrast_of_shares_by_hand() -> None:
    """From .4 to .6 here and .5 to .5 elsewhere: .2, with the variances of four shares of 1000."""
    tellingen = Tellingen(pair(40, 50), pair(60, 50), even(100), even(100))
    found = contrast(tellingen, HERE, ~HERE)
    assert found.verschil == pytest.approx(0.2)
    assert found.vrijheid == 18
    spread = [
        (each + 0.5) / 1001 * (1 - (each + 0.5) / 1001) / 1000 for each in (400, 600, 500, 500)
    ]
    assert found.fout == pytest.approx(sum(spread) ** 0.5)


def test_a_contrast_of_counts_by_hand() -> None:
    tellingen = Tellingen(even(100), pair(150, 100))
    found = contrast(tellingen, HERE, ~HERE)
    assert np.exp(found.verschil) == pytest.approx(1.5)
    assert found.fout == pytest.approx((1 / 1000 + 1 / 1500 + 2 / 1000) ** 0.5)


def test_places_that_differ_much_make_the_error_larger() -> None:
    calm = Tellingen(even(100), pair(150, 100))
    restless = Tellingen(even(100), np.tile(array(50, 150, 250, 150), 5))
    errors = [contrast(each, HERE, ~HERE).fout for each in (calm, restless)]
    assert errors[1] > 3 * errors[0]


def test_a_contrast_needs_more_places_than_sides() -> None:
    two = np.array([True, False])
    assert np.isnan(contrast(Tellingen(even(9, 2), even(9, 2)), two, ~two).fout)


def test_easier_cases_are_no_reversal_and_a_reversal_is_no_selection() -> None:
    """The prognosis goes from .6 to .68, within groups nothing changes."""
    licht = halves((even(80), pair(112, 80)), (even(100), pair(140, 100)))
    zwaar = halves((even(40), pair(24, 40)), (even(100), pair(60, 100)))
    turned, let_in = patterns_of_share(
        telling({"licht": licht, "zwaar": zwaar}), hoger_is_beter=True
    )
    assert let_in.verschil == pytest.approx(0.08)
    assert let_in.p < 0.01
    assert turned.verschil == pytest.approx(1.0)
    assert turned.p > 0.5
    assert list(patterns_of_share(telling({"licht": licht}), hoger_is_beter=True)) == []


def test_what_fell_here_rose_next_door() -> None:
    hier, naast = np.repeat([True, False, False], 6), np.repeat([False, True, False], 6)
    after = np.repeat([70.0, 120.0, 100.0], 6)
    counts = halves((even(100, 18), after), (even(100, 18), after))
    found = next_door(telling({"alle": counts}, hier, naast))
    assert found is not None
    assert found.verschil == pytest.approx(-180 + 120)
    assert found.p < 0.05
    assert next_door(telling({"alle": counts}, hier)) is None


def test_what_fell_under_one_law_rose_under_another() -> None:
    wetten = {
        "jeugdwet": Tellingen(even(200), pair(140, 200)),
        "wmo": Tellingen(even(100), pair(150, 100)),
        "werk": Tellingen(even(100), even(100)),
    }
    found = other_law(wetten, HERE, ~HERE)
    assert (found.bij, found.verschil) == ("van jeugdwet naar wmo", pytest.approx(0.5))
    assert found.p < 0.025
    assert other_law(wetten, HERE, ~HERE, van="werk").p == 1.0
    assert np.isnan(other_law({"jeugdwet": wetten["jeugdwet"]}, HERE, ~HERE).p)


def test_what_was_put_off_comes_back() -> None:
    later = pair(140, 100)
    first = pair(60, 100)
    found = put_off(even(100), first, later, HERE, ~HERE)
    assert found.verschil == pytest.approx(0.4)
    assert found.p < 0.01
    # Only less, or only more, is something else.
    assert put_off(even(100), first, even(100), HERE, ~HERE).p > 0.2
    assert put_off(even(100), even(100), later, HERE, ~HERE).p > 0.2


def lognormal_days(bunch: float, seed: int = 1) -> Vector:
    rng = np.random.default_rng(seed)
    days = np.clip(np.rint(rng.lognormal(np.log(40), 0.6, 4000)), 0, 200).astype(int)
    late = (days > 42) & (days <= 56) & (rng.random(len(days)) < bunch)
    days[late] = 42 - rng.integers(0, 3, late.sum())
    return np.bincount(days, minlength=201).astype(np.float64)


def test_heaping_just_within_a_term_shows_in_every_window() -> None:
    found = bunched(lognormal_days(0.5), 42)
    assert found.p < 1e-6
    assert [part.split(" breed")[0] for part in found.bij.split("; ")] == ["3", "5", "7"]
    counted_there = lognormal_days(0.5)[36:43].sum()
    assert f"7 breed: {counted_there:.0f} geteld" in found.bij


def test_the_verdict_on_heaping_depends_on_the_window_and_so_takes_all() -> None:
    counts = lognormal_days(0.0)
    counts[40:43] += 25
    windows = bunching(counts, 42)
    assert windows[0].z > windows[-1].z
    assert bunched(counts, 42).p == pytest.approx(
        float(1 - np.vectorize(_normal)(min(each.z for each in windows))), abs=1e-9
    )


def _normal(z: float) -> float:
    from statistics import NormalDist

    return NormalDist().cdf(z)


def test_days_that_run_smoothly_are_no_heap() -> None:
    alarms = [bunched(lognormal_days(0.0, seed), 42).p < 0.01 for seed in range(2, 60)]
    assert np.mean(alarms) <= 0.06


def test_a_threshold_without_room_says_nothing() -> None:
    assert np.isnan(bunched(array(*range(100, 130)), 4).p)


def test_values_of_an_answer_are_counted() -> None:
    frame = pl.DataFrame({"dagen": ["0", "2", "2", "onbekend", "-1"], "noemer": [1, 2, 3, 9, 9]})
    assert per_value(frame, "dagen").tolist() == [1, 0, 5]


def stayed(old: float) -> dict[str, Tellingen]:
    return {
        "leeftijd: jong": Tellingen(even(20), even(24), even(40), even(40)),
        "leeftijd: oud": Tellingen(even(20), pair(old, 20), even(40), even(40)),
    }


def test_a_group_that_loses_while_all_gain_is_named() -> None:
    jong = halves((even(100), pair(160, 100)), (even(200), even(200)))
    oud = halves((even(50), pair(25, 50)), (even(100), even(100)))
    both = telling({"leeftijd: jong": jong, "leeftijd: oud": oud})
    found = losers(both, stayed(10), hoger_is_beter=True)
    assert found.bij == "leeftijd: oud"
    assert found.verschil == pytest.approx(-0.25)
    assert found.p < 0.001
    # Those very persons did not fall: then the group is made of others.
    assert losers(both, stayed(20), hoger_is_beter=True).p == 1.0
    # Where lower is better, nobody gained.
    assert losers(both, stayed(10), hoger_is_beter=False).p == 1.0


def test_who_stayed_is_counted_per_group_and_place() -> None:
    rows = [
        ("A", date(2022, 1, 1), "blijver", "jong", 3, 10),
        ("A", date(2024, 1, 1), "blijver", "jong", 5, 10),
        ("A", date(2024, 1, 1), "instromer", "jong", 9, 9),
        ("B", date(2024, 1, 1), "blijver", "jong", 1, 4),
    ]
    names = ["gebied", "start", "groep", "leeftijd", "teller", "noemer"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    staat = {code: Staat("geraakt", date(2023, 1, 1)) for code in ("A", "B")}
    (found,) = stayers(frame, "leeftijd", staat).values()
    assert (found.voor.tolist(), found.na.tolist()) == ([3, 0], [5, 1])


def test_more_households_with_many_schemes_at_once() -> None:
    few = Tellingen(even(180), pair(160, 180))
    many = Tellingen(even(20), pair(40, 20))
    found = stacking({1: few, 4: many}, HERE, ~HERE, veel=4)
    assert (found.verschil, found.bij) == (pytest.approx(0.1), "4 of meer tegelijk")
    assert found.p < 0.01
    assert stacking({1: few, 4: many}, HERE, ~HERE, veel=1).p > 0.3


def test_schemes_at_once_follow_from_the_register_or_a_column() -> None:
    register = pl.DataFrame(
        {"a": ["ja", "ja", "nee"], "b > 1": ["ja", "nee", "onbekend"], "teller": [1, 2, 3]}
    )
    assert many_at_once(register, ("a", "b > 1"))["aantal"].to_list() == ["2", "1", "0"]
    column = pl.DataFrame({"regelingen": ["4", "onbekend"], "noemer": [5, 6]})
    assert many_at_once(column, ("regelingen",)).select("aantal", "teller").rows() == [("4", 5)]


def test_quick_exits_count_only_with_returns() -> None:
    more = Tellingen(even(30), pair(60, 30), even(100), even(100))
    same = Tellingen(even(30), even(30), even(100), even(100))
    assert quick_exits(more, more, HERE, ~HERE).p < 0.001
    assert quick_exits(more, same, HERE, ~HERE).p > 0.2
    assert quick_exits(same, more, HERE, ~HERE).p > 0.2


def test_the_party_of_quick_exits_is_named() -> None:
    rise = halves((even(30), even(60)), (even(100), even(100)))
    flat = halves((even(30), even(30)), (even(100), even(100)))
    both = telling({"aanbieder: A": rise, "aanbieder: B": flat}, np.ones(20, dtype=np.bool_))
    found = {each.bij: each.p for each in by_party(both, both)}
    assert found["aanbieder: A"] < 0.001
    assert found["aanbieder: B"] > 0.5


def test_burden_rises_as_a_share_or_as_a_number() -> None:
    share = Tellingen(even(20), pair(40, 20), even(100), even(100))
    found = burden(share, HERE, ~HERE)
    assert (found.verschil, found.eenheid) == (pytest.approx(0.2), Maateenheid.PUNTEN)
    number = burden(Tellingen(share.voor * 9, share.na * 9), HERE, ~HERE)
    assert (number.verschil, number.eenheid) == (pytest.approx(1.0), Maateenheid.DEEL)
    assert max(found.p, number.p) < 0.01
    assert np.isnan(burden(Tellingen(even(2), even(4)), HERE, ~HERE).p)


def test_equally_long_before_and_after_in_two_halves() -> None:
    starts = [date(2022 + quarter // 4, 1 + 3 * (quarter % 4), 1) for quarter in range(12)]
    cells = pl.DataFrame(
        {
            "groep": ["alle"] * 12,
            "gebied": ["A"] * 12,
            "start": starts,
            "teller": [float(each) for each in range(12)],
            "noemer": [10.0] * 12,
        }
    )
    found = counted(cells, {"A": Staat("geraakt", starts[5])}, starts)
    # Five before and seven after: four of each, in two halves of two.
    assert [each.tolist() for each in found.halves("alle")] == [[(1 + 2 + 3 + 4) / 2], [11], [15]]


def test_each_pattern_of_a_question_is_a_family() -> None:
    def row(patroon: Patroon, p: float) -> Patroonrij:
        return Patroonrij("x", "", Gezien(patroon, 0, 0, 0, Maateenheid.AANTAL, p, 99))

    rows = [
        row(Patroon.UITSTEL, 0.02),
        row(Patroon.DREMPEL, 0.02),
        row(Patroon.STAPELING, 0.004),
        *(row(Patroon.BELASTING, 0.004 + each) for each in (0, 0.5, 0.6)),
        row(Patroon.TERUGKEER, np.nan),
    ]
    answers = [each.gezien.antwoord for each in answered(rows)]
    found, not_found = Antwoord.GEVONDEN, Antwoord.NIET_GEVONDEN
    assert answers[:3] == [found, not_found, found]
    # One of three is three times as often noise.
    assert answers[3:6] == [not_found] * 3
    assert answers[6] is Antwoord.TE_WEINIG
    assert answered([]) == []


def test_parties_that_turn_round_within_groups() -> None:
    """Bickel and others 1975, as women beside men: 0.9047 within departments (Berkeley)."""
    men = [(512, 825), (353, 560), (120, 325), (138, 417), (53, 191), (22, 373)]
    women = [(89, 108), (17, 25), (202, 593), (131, 375), (94, 393), (24, 341)]
    rows = [
        {"wie": who, "afdeling": letter, "teller": teller, "noemer": noemer}
        for who, table in (("man", men), ("vrouw", women))
        for letter, (teller, noemer) in zip("ABCDEF", table, strict=True)
    ]
    (found,) = between_parties(pl.DataFrame(rows), "wie", "afdeling")
    assert 1 / found.verschil == pytest.approx(0.9047, abs=5e-5)
    assert found.p < 0.001
    assert found.bij == "vrouw naast man"


def test_a_party_that_let_in_easier_cases_is_found_beside_the_others() -> None:
    """By hand: half of the cases moved from .3 to .6; the others took none of them over."""
    columns = ("wie", "zwaarte", "teller", "noemer")
    before = [("a", "licht", 60, 100), ("a", "zwaar", 30, 100)]
    before += [("b", "licht", 120, 200), ("b", "zwaar", 60, 200), ("c", "licht", 1, 3)]
    after = [("a", "licht", 90, 150), ("a", "zwaar", 15, 50)]
    after += [("b", "licht", 120, 200), ("b", "zwaar", 60, 200), ("c", "zwaar", 1, 3)]
    frames = [pl.DataFrame(rows, schema=columns, orient="row") for rows in (before, after)]
    found = list(skimmed_by_party(*frames, "wie", "zwaarte", hoger_is_beter=True))
    assert [each.bij for each in found] == ["a", "b"]  # of c there are too few
    easy, hard = 181 / 303, 90 / 300
    others = (easy - hard) * (200 / 403 - 203 / 403)
    mine = (easy - hard) * (150 / 200 - 100 / 200)
    assert found[0].verschil == pytest.approx(mine - others)
    assert found[0].p < 0.001
    assert found[1].p == 1.0
    assert found[0].kleinste == 200
    worse = list(skimmed_by_party(*frames, "wie", "zwaarte", hoger_is_beter=False))
    assert worse[0].verschil == pytest.approx(-found[0].verschil)


def test_of_one_party_there_is_none_to_set_beside() -> None:
    frame = pl.DataFrame({"wie": ["a"] * 2, "k": ["x", "y"], "teller": [9, 9], "noemer": [90, 90]})
    assert list(skimmed_by_party(frame, frame, "wie", "k", hoger_is_beter=True)) == []


def test_a_party_is_told_once_with_the_moment_that_shows_most() -> None:
    def at(bij: str, p: float) -> Gezien:
        return Gezien(Patroon.AFROMING, 0, 0, 0, Maateenheid.PUNTEN, p, 99, bij)

    looked = [at("a, vanaf 2024-K1", 0.01), at("b, vanaf 2024-K1", np.nan)]
    looked += [at("a, vanaf 2025-K1", 0.2), at("b, vanaf 2025-K1", np.nan)]
    one, other = surest_of(looked)
    assert (one.bij, one.p) == ("a, vanaf 2024-K1", 0.02)
    assert np.isnan(other.p)
    assert party_of(one.bij) == "a"
