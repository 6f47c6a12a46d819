"""One or two treated areas with years of history: synthetic difference-in-differences.

Arkhangelsky, Athey, Hirshberg, Imbens and Wager (American Economic Review 111, 2021). The untreated
areas are weighed so that together they moved as the treated one did before its start, the periods
before it so that they resemble those after it; then the change is compared:

    effect = (y after - sum lambda y before) - sum omega (y after - sum lambda y before)

Chance is read from the untreated areas: each in turn is treated as if it had begun.
"""

from __future__ import annotations

from math import floor, inf

import numpy as np

from resultaat.analysis.toerekening.effect import NEVER, Choices, Floats, Panel, slopes
from resultaat.analysis.toerekening.toeval import LEVEL, Chance

#: Periods before the start without which the weights say nothing.
ENOUGH_HISTORY = 8
#: With this many untreated areas, an effect beyond that of every one of them has a p-value of .05.
FEWEST_PLACEBOS = 19


def synthetic(panel: Panel, choices: Choices) -> Chance | None:
    """Return the mean effect on the treated areas; None with too few areas to read chance from."""
    quiet = np.flatnonzero(panel.start == NEVER)
    if len(quiet) < FEWEST_PLACEBOS:
        return None
    treated = np.flatnonzero(panel.treated)
    share = panel.weight[treated] / panel.weight[treated].sum()
    value, placebo = 0.0, np.zeros(len(quiet))
    for turn, (area, part) in enumerate(zip(treated, share, strict=True)):
        start = int(panel.start[area])
        before = start - choices.anticipation
        after = start + choices.delay
        if after >= panel.y.shape[1]:
            return None
        whole = panel.y[:, : after + choices.reach] if choices.reach else panel.y
        if choices.line:
            whole = whole - slopes(whole[:, :before])[:, None] * np.arange(whole.shape[1])
        y = np.delete(whole, np.s_[before:after], axis=1)
        value += part * effect_on(y[area], y[quiet], before)
        each = [
            effect_on(y[one], np.delete(y[quiet], k, axis=0), before) for k, one in enumerate(quiet)
        ]
        # Pair the placebos of one treated area with others of the next, not each with itself.
        placebo = placebo + part * np.roll(np.array(each), 7 * turn)
    return _interval(value, placebo)


def _interval(value: float, placebo: Floats) -> Chance:
    size = np.sort(np.append(np.abs(placebo), inf))
    reach = float(size[::-1][floor(LEVEL * len(size))])
    p = float((np.abs(placebo) >= abs(value)).sum() + 1) / (len(placebo) + 1)
    return Chance(value, value - reach, value + reach, p, "gewogen")


def effect_on(mine: Floats, others: Floats, before: int) -> float:
    """Return the effect on one area (periods) against others (areas x periods)."""
    spread = np.diff(others[:, :before], axis=1).std(ddof=1)
    after = others.shape[1] - before
    zeta = after**0.25 * spread
    omega = _simplex(others[:, :before].T, mine[:before], zeta**2 * before)
    small = (1e-6 * spread) ** 2 * len(others)
    level = _simplex(others[:, :before], others[:, before:].mean(axis=1), small)
    gap = mine - omega @ others
    return float(gap[before:].mean() - level @ gap[:before])


def _simplex(x: Floats, y: Floats, ridge: float) -> Floats:
    """Return weights of at least 0 that sum to 1 and bring x, but for a constant, close to y."""
    from scipy.optimize import nnls

    centred, target = x - x.mean(axis=0), y - y.mean()
    scale = max(float(np.abs(centred).max()), 1e-12)
    size = x.shape[1]
    rows = [centred / scale, np.sqrt(ridge) / scale * np.eye(size), 1e4 * np.ones((1, size))]
    sides = [target / scale, np.zeros(size), np.array([1e4])]
    weights, _ = nnls(np.vstack(rows), np.concatenate(sides), maxiter=50 * size)
    return np.asarray(weights / weights.sum())
