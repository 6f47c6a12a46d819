"""The effect per dose: of the areas that got the same, against those that got nothing (yet).

Callaway, Goodman-Bacon and Sant'Anna (NBER working paper 32117, 2024). That areas would have moved
alike without it gives the effect of each dose on those that got it. It does not say what another
dose would have done there: who got more may be another sort of area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from resultaat.analysis.toerekening.effect import Bools, Choices, Panel
from resultaat.analysis.toerekening.toeval import Chance, interval

#: With fewer areas of one dose nothing is said of it.
FEWEST = 3


@dataclass(frozen=True)
class Dose:
    """What is seen of one dose; `chance` is None with too few areas."""

    dosis: str
    inside: Bools  # which areas of the panel got it
    chance: Chance | None


def by_dose(panel: Panel, choices: Choices, doses: Mapping[str, str]) -> list[Dose]:
    """Return the effect of each dose, in order of name; empty where all got the same."""
    given = np.array([doses.get(code, "") for code in panel.names])
    found = sorted({each for each in given[panel.treated].tolist() if each})
    if len(found) < 2:
        return []
    return [_one(panel, choices, each, panel.treated & (given == each)) for each in found]


def _one(panel: Panel, choices: Choices, dosis: str, inside: Bools) -> Dose:
    only = panel.only(inside | ~panel.treated)
    felt = any(group + choices.delay < panel.y.shape[1] for group in only.groups)
    if inside.sum() < FEWEST or not felt:
        return Dose(dosis, inside, None)
    return Dose(dosis, inside, interval(only, choices))
