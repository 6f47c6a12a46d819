"""What reports do today: set after beside before, and believe whatever falls under p = .05.

They stand here to be beaten. None of them is offered by the product.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from bench.waarheid.estimates import AANGETOOND, NIET_AANGETOOND, Answer
from bench.waarheid.panel import NEVER, Floats, Panel
from bench.waarheid.screen import Screen
from bench.waarheid.screens import Finding


def before_after(panel: Panel) -> Answer:
    """Take the mean change of the treated areas for the effect, with a t interval over areas."""
    return _judge(_changes(panel))


def beside_untreated(panel: Panel) -> Answer:
    """Subtract the change of areas that never begin, over the same periods; errors by area.

    The interval is that of the normal distribution, as clustered errors are mostly used. It is
    here as the first honest step, and to show what it still gets wrong with few areas.
    """
    never = panel.waarde[panel.start == NEVER]
    changes, errors = [], []
    for start in np.unique(panel.start[panel.start != NEVER]):
        own = panel.waarde[panel.start == start]
        other = _change(never, start)
        changes.append(_change(own, start) - other.mean())
        errors.append(len(own) * other)
    own_changes = np.concatenate(changes)
    count = len(own_changes)
    # An untreated area stands beside every cohort, so what it does counts once, not per cohort.
    shared = np.sum(errors, axis=0) / count
    variance = own_changes.var() / count + shared.var() / len(shared)
    estimate = float(own_changes.mean())
    half = 1.96 * float(np.sqrt(variance))
    return _answer(estimate, half)


def _changes(panel: Panel) -> Floats:
    treated = np.flatnonzero(panel.start != NEVER)
    return np.array([_change(panel.waarde[[area]], int(panel.start[area]))[0] for area in treated])


def _change(values: Floats, start: int) -> Floats:
    return np.asarray(values[:, start:].mean(axis=1) - values[:, :start].mean(axis=1))


def _judge(changes: Floats) -> Answer:
    count = len(changes)
    error = float(changes.std(ddof=1)) / np.sqrt(count)
    return _answer(float(changes.mean()), float(stats.t.ppf(0.975, count - 1) * error))


def _answer(estimate: float, half: float) -> Answer:
    low, high = estimate - half, estimate + half
    rung = AANGETOOND if low > 0 or high < 0 else NIET_AANGETOOND
    return Answer(rung, estimate, low, high)


def p_below_05(screen: Screen) -> list[Finding]:
    """Report every cell that changed with p < .05, as if it were looked at alone."""
    return _findings(screen, _p_values(screen) < 0.05)


def benjamini_hochberg(screen: Screen) -> list[Finding]:
    """Hold the false discovery rate over all cells, on the plain change of before and after."""
    p_values = _p_values(screen)
    adjusted = stats.false_discovery_control(p_values.ravel()).reshape(p_values.shape)
    return _findings(screen, adjusted < 0.05)


def _p_values(screen: Screen) -> Floats:
    before, after = screen.waarde[..., : screen.start], screen.waarde[..., screen.start :]
    error = np.sqrt(1 / before.shape[-1] + 1 / after.shape[-1])
    change = (after.mean(axis=-1) - before.mean(axis=-1)) / error
    return np.asarray(2 * stats.norm.sf(np.abs(change)))


def _findings(screen: Screen, found: np.ndarray) -> list[Finding]:
    # A screen knows which cell moved, and its law; what sort of side effect it is, it cannot tell.
    return [Finding(int(i), int(g), int(a), wet=screen.wetten[i]) for i, g, a in np.argwhere(found)]
