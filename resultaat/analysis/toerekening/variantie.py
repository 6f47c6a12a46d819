"""How much of the differences lies between areas, between aanbieders, and within them.

    y = mean + sum over levels of (effect of the group that a row is in) + what is left

with effects of variance s2 per level (buurt, wijk, aanbieder: nested or crossed, of any sizes).
The variances are those of restricted maximum likelihood (REML; Patterson and Thompson, Biometrika
58, 1971), found from sufficient statistics alone: per cell the number of rows, their sum and that
of their squares. With n rows, cell means m and S the sum of squares within cells,

    -2 log L = log|V| + log|1'V^-1 1| + (m - mu)'V^-1 (m - mu) + (N - C) log s2 + S / s2

over C cells, V = sum of s2_k Z_k Z_k' + diag(s2 / n). Variances are searched as logarithms of their
ratio to s2, so none can be negative; one that goes to nothing is nothing. For balanced data this
equals the analysis of variance. Effects are shrunk towards the mean (BLUP; Henderson, 1975).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
#: A ratio of variances below this is nothing.
NOTHING = 1e-7


@dataclass(frozen=True)
class Statistics:
    """What is known of each cell, and in which group of each level it lies."""

    n: Floats
    total: Floats
    squares: Floats
    groups: Mapping[str, Ints]  # per level: the number of the group of each cell


@dataclass(frozen=True)
class Variances:
    """Variance per level, and within cells; effects of groups, shrunk towards the mean."""

    mean: float
    within: float
    between: Mapping[str, float]
    effects: Mapping[str, Floats]  # per level: per group

    @property
    def total(self) -> float:
        """The variance of a row that could be anybody's."""
        return self.within + sum(self.between.values())

    def share(self, level: str) -> float:
        """Return the share of the variance that lies between the groups of a level."""
        return self.between[level] / self.total if self.total else 0.0


def components(given: Statistics) -> Variances | None:
    """Return the variances; None where no group has a row more than there are groups.

    None as well where all rows are the same: then there is nothing to take apart.
    """
    from scipy.optimize import minimize

    cells = _filled(given)
    rows = float(cells.n.sum())
    means = cells.total / cells.n
    inside = float(np.maximum(cells.squares - cells.total * means, 0).sum())
    few = rows - len(cells.n) < 1 or len(cells.n) < 2
    if few or (inside <= 0 and float(np.ptp(means)) <= 0):
        return None
    designs = [_design(groups) for groups in cells.groups.values()]
    known = _Known(designs, cells.n, means, inside, rows)

    def loss(logs: Floats) -> float:
        return _profile(np.exp(logs), known)[0]

    starts = [np.full(len(designs), each) for each in (-4.0, -1.0, 1.0)]
    bounds = [(np.log(NOTHING) - 1, 12.0)] * len(designs)
    found = min(
        (minimize(loss, each, method="L-BFGS-B", bounds=bounds) for each in starts),
        key=lambda each: float(each.fun),
    )
    ratios = np.where(np.exp(found.x) < 10 * NOTHING, 0.0, np.exp(found.x))
    _, within, mean, weighed = _profile(ratios, known)
    effects = [ratio * (design.T @ weighed) for ratio, design in zip(ratios, designs, strict=True)]
    names = list(cells.groups)
    return Variances(
        mean,
        within,
        {name: float(ratio * within) for name, ratio in zip(names, ratios, strict=True)},
        dict(zip(names, effects, strict=True)),
    )


def _filled(given: Statistics) -> Statistics:
    filled = given.n > 0
    groups = {name: each[filled] for name, each in given.groups.items()}
    return Statistics(given.n[filled], given.total[filled], given.squares[filled], groups)


def _design(groups: Ints) -> Floats:
    return np.asarray(groups[:, None] == np.arange(groups.max() + 1)[None, :], dtype=np.float64)


@dataclass(frozen=True)
class _Known:
    """What stays the same while the ratios are searched."""

    designs: list[Floats]
    n: Floats
    means: Floats
    inside: float  # the sum of squares within cells
    rows: float


def _profile(ratios: Floats, known: _Known) -> tuple[float, float, float, Floats]:
    """Return the loss at these ratios with the best variance within, that variance, and the mean.

    The last is V^-1 (m - mu) in units of the variance within, from which effects follow.
    """
    size, solved = _covariance(ratios, known)
    ones, seen = solved(np.ones(len(known.n))), solved(known.means)
    information = float(ones.sum())
    mean = float(seen.sum()) / information
    weighed = seen - mean * ones
    freedom = known.rows - 1
    within = (float(weighed @ (known.means - mean)) + known.inside) / freedom
    loss = size + np.log(information) + freedom * np.log(within)
    return float(loss), within, mean, weighed


def _covariance(ratios: Floats, known: _Known) -> tuple[float, Callable[[Floats], Floats]]:
    """Return log|V|, and what solves V x = b, in units of the variance within.

    V is diagonal but for the levels of which a group holds several cells. With A = Z sqrt(ratio) of
    those, |V| = |D| |I + A'D^-1 A| and V^-1 = D^-1 - D^-1 A (I + A'D^-1 A)^-1 A'D^-1 (Woodbury;
    Harville, JASA 72, 1977): equations of as many groups, and not of as many cells.
    """
    alone, shared = 1 / known.n, list[Floats]()
    for ratio, design in zip(ratios, known.designs, strict=True):
        if design.shape[1] == len(known.n):
            alone = alone + ratio
        else:
            shared.append(np.sqrt(ratio) * design)
    size = float(np.log(alone).sum())
    if not shared:
        return size, lambda given: np.asarray(given / alone)
    across = np.hstack(shared)
    scaled = across / alone[:, None]
    half = np.linalg.cholesky(np.eye(across.shape[1]) + across.T @ scaled)
    back = np.linalg.solve(half, scaled.T)
    size += 2 * float(np.log(np.diag(half)).sum())
    return size, lambda given: np.asarray(given / alone - back.T @ (back @ given))
