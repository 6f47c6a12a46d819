"""How far an effect could lie from its estimate by chance alone.

With ten treated areas or more, from the influence functions of the areas, with a t quantile for as
many degrees of freedom as the smaller side has areas, less one. With fewer, that interval is too
narrow (2 of 60: it holds the truth in 68 of 100 cases); then by randomisation (Fisher, 1935): had
other areas begun, with the same starts, how large would the estimate have been? Which effects are
rejected that way gives the interval (Rosenbaum, Statistical Science 17, 2002). That asks only that
areas could have changed places.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations
from math import comb, floor, inf, lgamma, log

import numpy as np

from resultaat.analysis.toerekening.effect import (
    NEVER,
    Bools,
    Choices,
    Estimate,
    Floats,
    Ints,
    Panel,
    expected,
    group_time,
    simple,
)
from resultaat.analysis.toerekening.strata import adjusted

LEVEL = 0.05
#: From how many treated areas on errors follow from the spread between those areas.
ENOUGH_TREATED = 10
DRAWS = 499
#: Below so many ways to hand out the starts, no 95% interval can be made of them.
FEWEST_WAYS = 40


@dataclass(frozen=True, slots=True)
class Chance:
    """An estimate with its 95% interval and its p-value against no effect at all."""

    value: float
    low: float
    high: float
    p: float
    method: str  # `gebieden` or `loting`

    @property
    def half(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


def clustered(estimate: Estimate, panel: Panel) -> Chance:
    """Return the interval that follows from the spread between areas."""
    from scipy.special import stdtr, stdtrit

    treated = int(panel.treated.sum())
    freedom = min(treated, len(panel.start) - treated) - 1
    reach = float(stdtrit(freedom, 1 - LEVEL / 2)) * estimate.se
    p = 2 * float(stdtr(freedom, -abs(estimate.value) / estimate.se)) if estimate.se else 1.0
    return Chance(estimate.value, estimate.value - reach, estimate.value + reach, p, "gebieden")


def by_lot(panel: Panel, choices: Choices, seed: int = 1, draws: int = DRAWS) -> Chance | None:
    """Return the interval by randomisation; None where there are too few ways to draw lots."""
    ways = lots(panel.start, seed, draws)
    if len(ways) < FEWEST_WAYS:
        return None
    exposed = _exposed(panel, choices)
    periods = panel.y.shape[1]
    both = statistics(ways, np.hstack([panel.y, exposed]), panel.weight, choices, periods)
    seen, felt = both[:, 0], both[:, 1]
    value = float(seen[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack([(value - seen) / (1 - felt), (value + seen) / (1 + felt)])
    ends = np.where(np.isfinite(ends), ends, np.array([[inf], [-inf]]))
    # The lot that was drawn can never be rejected.
    low, high = ends.min(axis=0), ends.max(axis=0)
    low[0], high[0] = -inf, inf
    place = floor(LEVEL * len(ways))
    p = float(np.mean(np.abs(seen) >= abs(value) - 1e-12))
    return Chance(value, float(np.sort(low)[place]), float(np.sort(high)[::-1][place]), p, "loting")


def _exposed(panel: Panel, choices: Choices) -> Floats:
    """Return 1 in the cells where an effect is expected, 0 elsewhere."""
    period = np.arange(panel.y.shape[1])[None, :]
    start = panel.start[:, None]
    return np.asarray((start != NEVER) & (period >= start + choices.delay), dtype=np.float64)


def lots(start: Ints, seed: int, draws: int) -> Ints:
    """Return ways to hand out the same starts over the areas, the real one first (ways x areas).

    All of them where they are few enough, otherwise `draws` at random.
    """
    size, treated = len(start), start[start != NEVER]
    log_ways = lgamma(size + 1) - lgamma(size - len(treated) + 1)
    if log_ways <= log(4 * draws) and len(treated) <= 2:
        return _every(start, treated)
    rng = np.random.default_rng(seed)
    others = rng.permuted(np.tile(start, (draws, 1)), axis=1)
    return np.vstack([start[None, :], others])


def _every(start: Ints, treated: Ints) -> Ints:
    same = len(set(treated.tolist())) == 1
    ways = (combinations if same else permutations)(range(len(start)), len(treated))
    count = comb(len(start), len(treated)) if same else len(start) * (len(start) - 1)
    found = np.full((count, len(start)), NEVER, dtype=np.int64)
    for row, chosen in enumerate(ways):
        found[row, list(chosen)] = treated
    real = int(np.flatnonzero((found == start).all(axis=1))[0])
    found[[0, real]] = found[[real, 0]]
    return found


def statistics(ways: Ints, y: Floats, weight: Floats, choices: Choices, periods: int) -> Floats:
    """Return the simple average effect under every way (ways x outcomes).

    `y` holds the outcomes side by side, each with `periods` columns.
    """
    groups = sorted({int(each) for each in ways[0] if each != NEVER})
    outcomes = y.shape[1] // periods
    total = np.zeros((len(ways), outcomes))
    size = np.zeros(len(ways))
    kept: dict[int, Floats] = {}
    for group in groups:
        mine, persons = _means(ways == group, y, weight)
        base = group - 1 - choices.anticipation
        first = group + choices.delay
        for period in range(first, min(periods, first + (choices.reach or periods))):
            # Who has not begun is the same as long as no group begins.
            begun = sum(each <= period + choices.anticipation for each in groups)
            if begun not in kept:
                kept[begun] = _means(_later(ways, period, choices), y, weight)[0]
            theirs = kept[begun]
            if base < 0 or np.isnan(theirs[0, 0]):
                continue
            for outcome in range(outcomes):
                inside = slice(outcome * periods, (outcome + 1) * periods)
                gap = mine[:, inside] - theirs[:, inside]
                moved = gap[:, period] - expected(gap, base, period, choices)
                total[:, outcome] += persons * moved
            size += persons
    return np.asarray(total / size[:, None])


def _later(ways: Ints, period: int, choices: Choices) -> Bools:
    never = ways == NEVER
    later = ways > period + choices.anticipation
    return np.asarray(never | later if choices.not_yet else never)


def _means(inside: Bools, y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    shares = inside * weight
    persons = shares.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return shares @ y / persons[:, None], persons


def interval(panel: Panel, choices: Choices, seed: int = 1) -> Chance | None:
    """Return the mean effect with the interval that the number of treated areas allows.

    None where there are too few ways to draw lots.
    """
    if min(panel.treated.sum(), (~panel.treated).sum()) >= ENOUGH_TREATED:
        return clustered(simple(group_time(panel, choices)), panel)
    return by_lot(adjusted(panel), choices, seed)
