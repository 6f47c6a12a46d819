"""Charts, rules, funnels and seasons, against published figures and simulated noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom, poisson
from scipy.stats import f as f_distribution

from resultaat.analysis.signalen.haalbaar import Haalbaar, assurance
from resultaat.analysis.signalen.kaart import Kaart, Matrix
from resultaat.analysis.signalen.keuze import Reeks, Soort, choose
from resultaat.analysis.signalen.laatste import last_count, last_point, last_time
from resultaat.analysis.signalen.laney import p_accent, u_accent
from resultaat.analysis.signalen.regels import NELSON, NHS, WESTERN_ELECTRIC, Regel, signals
from resultaat.analysis.signalen.seizoen import deseasonalised
from resultaat.analysis.signalen.trechter import (
    Spreiding,
    Trechter,
    Vector,
    binomial_funnel,
    poisson_funnel,
)
from resultaat.analysis.signalen.xmr import xmr
from resultaat.analysis.signalen.zeldzaam import between, times

Funnel = Callable[[Vector, Vector, Spreiding], Trechter]
SERIES = 4000
PERIODS = 24


def row(*values: float) -> Matrix:
    return np.array([values], dtype=np.float64)


def flat(*values: float) -> Kaart:
    """A chart around 0 with a sigma of 1, to try rules on."""
    punten = row(*values)
    return Kaart(punten, np.zeros_like(punten), np.full_like(punten, 3.0))


@pytest.mark.parametrize(
    ("screened", "limits"), [(True, (4.60, 1.94, -0.72)), (False, (6.95, 1.94, -3.06))]
)
def test_limits_of_a_chart_with_one_incident(
    screened: bool, limits: tuple[float, float, float]
) -> None:
    chart = xmr(row(*[1, 2, 1, 2, 10], *[1, 2] * 6, 1), screened=screened)
    found = (chart.boven[0, 0], chart.midden[0, 0], chart.onder[0, 0])
    assert found == pytest.approx(limits, abs=0.005)


def test_a_gap_is_no_range_and_breaks_a_run() -> None:
    gap = float("nan")
    chart = xmr(row(1, 2, gap, 9, 8))
    # Two ranges of 1; the step over the gap is none.
    assert chart.boven[0, 0] == pytest.approx(5 + 2.66)
    run = flat(1, 1, 1, gap, 1, 1, 1, 1)
    assert not signals(run)[Regel.REEKS].any()


def test_each_rule_sees_its_own_pattern_and_the_side_of_it() -> None:
    assert signals(flat(0, 0, 3.1))[Regel.BUITEN].tolist() == [[0, 0, 1]]
    assert signals(flat(0, 0, -3.1))[Regel.BUITEN].tolist() == [[0, 0, -1]]
    assert signals(flat(2.1, 0, 2.1))[Regel.NABIJ].tolist() == [[0, 0, 1]]
    assert signals(flat(2.1, 0, -2.1))[Regel.NABIJ].tolist() == [[0, 0, 0]]
    seven = [0.5] * 7
    assert signals(flat(*seven))[Regel.REEKS][0].tolist() == [0] * 6 + [1]
    assert not signals(flat(*seven), WESTERN_ELECTRIC)[Regel.REEKS].any()
    assert not signals(flat(*seven, 0.5), NELSON)[Regel.REEKS].any()
    up = np.linspace(-1, 1, 7)
    assert signals(flat(*up))[Regel.LOOP][0].tolist() == [0] * 6 + [1]
    assert signals(flat(*-up))[Regel.LOOP][0, -1] == -1
    assert Regel.LOOP not in signals(flat(*up), WESTERN_ELECTRIC)


def test_a_tie_breaks_a_trend() -> None:
    assert not signals(flat(1, 2, 3, 4, 4, 5, 6))[Regel.LOOP].any()


@pytest.mark.parametrize(
    ("noise", "anywhere", "last"),
    [("normal", 0.19, 0.015), ("poisson 3", 0.27, 0.024), ("poisson 0.5", 0.61, 0.098)],
)
def test_false_alarms_are_as_published(noise: str, anywhere: float, last: float) -> None:
    rng = np.random.default_rng(5)
    shape = (SERIES, PERIODS)
    kinds = {
        "normal": rng.normal(size=shape),
        "poisson 3": rng.poisson(3, shape).astype(np.float64),
        "poisson 0.5": rng.poisson(0.5, shape).astype(np.float64),
    }
    alarms = np.any([each != 0 for each in signals(xmr(kinds[noise]), NHS).values()], axis=0)
    assert alarms.any(axis=1).mean() == pytest.approx(anywhere, abs=0.05)
    assert alarms[:, -1].mean() == pytest.approx(last, abs=0.02)


def test_laney_widens_limits_only_as_far_as_the_data_ask() -> None:
    rng = np.random.default_rng(3)
    noemer = rng.integers(5000, 50_000, size=(500, PERIODS)).astype(np.float64)
    calm = rng.binomial(noemer.astype(int), 0.3).astype(np.float64)
    restless = rng.binomial(
        noemer.astype(int), np.clip(rng.normal(0.3, 0.02, noemer.shape), 0, 1)
    ).astype(np.float64)
    outside = [
        (signals(p_accent(each, noemer))[Regel.BUITEN] != 0).mean() for each in (calm, restless)
    ]
    assert outside[0] == pytest.approx(0.0027, abs=0.004)
    assert outside[1] < 0.015
    # With the binomial spread alone, most points of the second would be signals.
    own = 3 * np.sqrt(0.3 * 0.7 / noemer)
    assert (np.abs(restless / noemer - 0.3) > own).mean() > 0.5


def test_laney_by_hand() -> None:
    """Four shares of .5, .7, .5, .7 of 100: z is ∓2.04, so the mean range is 4.08."""
    chart = p_accent(row(50, 70, 50, 70), row(100, 100, 100, 100), screened=False)
    sigma = (0.6 * 0.4 / 100) ** 0.5
    assert chart.midden[0, 0] == pytest.approx(0.6)
    assert chart.breedte[0, 0] == pytest.approx(3 * sigma * (0.2 / sigma) / 1.128)
    rates = u_accent(row(4, 8, 4, 8), row(2, 2, 2, 2), screened=False)
    assert rates.midden[0, 0] == pytest.approx(3.0)
    assert rates.breedte[0, 0] == pytest.approx(3 * 2.0 / 1.128)


def test_a_denominator_of_zero_is_no_point() -> None:
    chart = p_accent(row(0, 5, 6), row(0, 10, 10))
    assert np.isnan(chart.punten[0, 0])
    assert chart.midden[0, 0] == pytest.approx(11 / 20)


def test_rare_events_are_charted_by_the_time_between_them() -> None:
    days, waiting = times(np.array([2.0, 0, 1]), np.array([30.0, 30, 30]))
    # At day 7.5, 22.5 and 75.
    assert (days.tolist(), waiting) == ([15, 52.5], 15)
    rng = np.random.default_rng(2)
    outside = (signals(between(rng.exponential(30, size=(3000, 30))))[Regel.BUITEN] != 0).mean()
    assert outside == pytest.approx(0.0027, abs=0.004)


@pytest.mark.parametrize(("mean", "soort"), [(0.5, Soort.T), (3.0, Soort.U), (60.0, Soort.XMR)])
def test_pure_noise_seldom_alarms_on_the_chart_that_fits(mean: float, soort: Soort) -> None:
    """An XmR chart would call the last point out in 9.8% at .5 a period and 2.4% at 3."""
    rng = np.random.default_rng(5)
    days = [30.0] * 36
    made = [
        choose(Reeks(rng.poisson(mean, 36).astype(np.float64).tolist(), dagen=days), NHS)
        for _ in range(600)
    ]
    charted = [each for each in made if each.kaart is not None]
    assert sum(each.soort is soort for each in charted) >= 0.98 * len(charted)
    broken = [
        any(sign[0, -1] for sign in signals(each.kaart).values())
        for each in charted
        if each.kaart is not None
    ]
    assert np.mean(broken) <= (0.06 if soort is Soort.T else 0.03)
    # And the chance that goes into the family of charts is no smaller than it should be.
    assert np.mean([each.p < 0.01 for each in charted]) <= 0.02


def test_the_chance_of_a_last_count_is_that_of_the_binomial() -> None:
    """Given 50 in ten equal periods, a last one of 12: P(X > 12) and half of P(X = 12), twice."""
    counts = np.array([4.0, 5, 4, 4, 5, 4, 4, 4, 4, 12])
    upper = binom.sf(12, 50, 0.1) + binom.pmf(12, 50, 0.1) / 2
    assert last_count(counts, np.full(10, 30.0), 1.0) == pytest.approx(2 * upper)


def test_the_chance_of_a_last_time_is_that_of_f() -> None:
    days = np.array([20.0] * 12 + [200])
    assert last_time(days) == pytest.approx(2 * f_distribution.sf(10, 2, 24))


@pytest.mark.parametrize("funnel", [poisson_funnel, binomial_funnel])
def test_a_funnel_has_exact_limits_and_calls_chance_chance(funnel: Funnel) -> None:
    rng = np.random.default_rng(7)
    noemer = rng.integers(100, 2000, 4000).astype(np.float64)
    draw = (
        rng.poisson(0.05 * noemer)
        if funnel is poisson_funnel
        else rng.binomial(noemer.astype(int), 0.05)
    )
    teller = draw.astype(np.float64)
    found = funnel(teller, noemer, Spreiding.GEEN)
    rate = teller / noemer
    assert ((rate < found.onder_95) | (rate > found.boven_95)).mean() == pytest.approx(
        0.05, abs=0.01
    )
    assert ((rate < found.onder_998) | (rate > found.boven_998)).mean() <= 0.004


def test_a_limit_lies_between_the_two_counts_that_bound_its_chance() -> None:
    """Expected 10: P(X <= 4) = .0293 and P(X <= 3) = .0103, so 2,5% lies between 3 and 4."""
    teller, noemer = np.full(10, 10.0), np.full(10, 100.0)
    low = poisson_funnel(teller, noemer, Spreiding.GEEN).onder_95[0] * 100
    assert low == pytest.approx(4 - (poisson.cdf(4, 10) - 0.025) / poisson.pmf(4, 10))
    assert 3 < low < 4


@pytest.mark.parametrize("spreiding", [Spreiding.GEWINSORISEERD, Spreiding.AFGEKAPT])
def test_areas_that_differ_by_habit_widen_the_funnel(spreiding: Spreiding) -> None:
    rng = np.random.default_rng(8)
    noemer = np.full(200, 1000.0)
    teller = rng.poisson(50 * rng.gamma(20, 1 / 20, 200)).astype(np.float64)
    teller[0] = 200
    plain, wide = (poisson_funnel(teller, noemer, each) for each in (Spreiding.GEEN, spreiding))
    # The tails that are pulled in take .32 of the variance with them; left out is made up for.
    part = 0.68 if spreiding is Spreiding.GEWINSORISEERD else 1.0
    assert wide.phi == pytest.approx(part * np.var(plain.z[1:]), rel=0.25)
    assert (np.abs(plain.z) > 3).sum() > 5 * (np.abs(wide.z) > 3).sum()
    assert wide.p[0] < 1e-4


@pytest.mark.parametrize(
    ("streefwaarde", "kant", "word"),
    [
        (0.65, 1, Haalbaar.STEEDS),
        (0.70, 1, Haalbaar.STEEDS),
        (0.80, 1, Haalbaar.SOMS),
        (0.95, 1, Haalbaar.NOOIT),
        (0.95, -1, Haalbaar.STEEDS),
        (0.80, -1, Haalbaar.SOMS),
        (0.65, -1, Haalbaar.NOOIT),
    ],
)
def test_a_target_beside_limits_of_70_and_90(streefwaarde: float, kant: int, word: object) -> None:
    """Making data count: a target within the limits is hit or miss, beyond them always or never."""
    assert assurance(0.70, 0.90, streefwaarde, kant) is word


def test_a_season_goes_and_noise_stays() -> None:
    rng = np.random.default_rng(4)
    noise = rng.normal(size=(800, 60))
    wave = 3 * np.sin(np.arange(60) * 2 * np.pi / 12)
    adjusted, shown = deseasonalised(noise + wave, 12)
    assert shown.all()
    assert np.abs(np.corrcoef(adjusted.mean(axis=0), wave)[0, 1]) < 0.3
    kept, none = deseasonalised(noise, 12)
    assert none.mean() < 0.05
    assert np.array_equal(kept[~none], noise[~none])


def test_two_years_are_needed_for_a_season() -> None:
    short = np.tile(np.arange(12.0), 2)[None, :]
    assert np.array_equal(deseasonalised(short, 12)[0], short)


def test_the_last_point_is_judged_by_what_came_before() -> None:
    rng = np.random.default_rng(6)
    noise = rng.normal(size=(SERIES, PERIODS))
    verdict = last_point(noise)
    assert (verdict.p < 0.05).mean() == pytest.approx(0.05, abs=0.012)
    assert (verdict.q < 0.05).sum() <= 2
    noise[:20, -1] += 8
    found = last_point(noise).q < 0.05
    assert found[:20].mean() > 0.8
    assert found[20:].sum() <= 3


def test_too_few_points_are_not_judged() -> None:
    assert np.isnan(last_point(np.ones((1, 8))).p).all()
    assert not xmr(np.ones((1, 12))).genoeg.any()
    assert xmr(np.ones((1, 13))).genoeg.all()


def test_a_series_that_never_varies_has_no_limits_but_something_else_stands_out() -> None:
    chart = xmr(row(*[5] * 20))
    assert not any(each.any() for each in signals(chart).values())
    assert not np.isfinite(last_point(row(*[5] * 20, 9)).p).any()
