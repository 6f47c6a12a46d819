"""The score of an analysis that estimates an effect and says how sure it is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from bench.waarheid.panel import Panel, World

AANGETOOND, AANNEMELIJK = "aangetoond", "aannemelijk"
NIET_AANGETOOND, NIET_TE_BEOORDELEN = "niet aangetoond", "niet te beoordelen"
RUNGS = (AANGETOOND, AANNEMELIJK, NIET_AANGETOOND, NIET_TE_BEOORDELEN)
#: Rungs on which somebody takes credit.
CLAIMS = (AANGETOOND, AANNEMELIJK)


@dataclass(frozen=True)
class Answer:
    """What an analysis says of one world: a rung, and where it has one an estimate."""

    rung: str
    estimate: float | None = None
    low: float | None = None
    high: float | None = None


Analysis = Callable[[Panel], Answer]


@dataclass(frozen=True)
class Score:
    """How an analysis did over many worlds; `nan` where it never answered."""

    worlds: int
    bias: float
    """Mean of estimate minus truth."""
    rmse: float
    coverage: float
    """Share of the intervals that hold the truth."""
    rungs: Counter[str]
    false_claims: float
    """Share of worlds in which credit is taken for nothing, or for the opposite."""
    wrong_claims: float
    """Share of worlds in which credit is taken with an interval that misses the truth."""

    @property
    def refusals(self) -> float:
        """Share of worlds that the analysis will not judge."""
        return self.rungs[NIET_TE_BEOORDELEN] / self.worlds

    @property
    def claims(self) -> float:
        """Share of worlds in which credit is taken at all."""
        return sum(self.rungs[rung] for rung in CLAIMS) / self.worlds


def score(
    analysis: Analysis,
    worlds: Iterable[World],
    target: Callable[[World], float] = lambda world: world.att,
) -> Score:
    """Run an analysis on every world and compare it with the planted `target`."""
    errors, covered = [], []
    rungs: Counter[str] = Counter()
    false = wrong = count = 0
    for world in worlds:
        answer, truth = analysis(world.panel), target(world)
        count += 1
        if answer.rung not in RUNGS:
            raise ValueError(f"unknown rung {answer.rung!r}; choose from {RUNGS}")
        rungs[answer.rung] += 1
        if answer.estimate is not None:
            errors.append(answer.estimate - truth)
        held = _holds(answer, truth)
        if held is not None:
            covered.append(held)
        if answer.rung in CLAIMS:
            # Fewer than a millionth is nothing: effects are written with two decimals.
            false += abs(truth) < 1e-6 or (answer.estimate or 0.0) * truth < 0
            wrong += held is False
    return Score(
        worlds=count,
        bias=float(np.mean(errors)) if errors else math.nan,
        rmse=float(np.sqrt(np.mean(np.square(errors)))) if errors else math.nan,
        coverage=float(np.mean(covered)) if covered else math.nan,
        rungs=rungs,
        false_claims=false / count,
        wrong_claims=wrong / count,
    )


def _holds(answer: Answer, truth: float) -> bool | None:
    if answer.low is None or answer.high is None:
        return None
    return answer.low <= truth <= answer.high
