"""What came before the start: could it explain the effect without any merit?

- vooraf: did the areas move apart already? With its power: the drift that would have been missed in
  one of five cases (Roth, AER: Insights 4, 2022).
- lijn: what is left when the line of each area before the start is drawn on? That an effect must
  outlive a straight continuation of what could not be ruled out is the linear case of Rambachan and
  Roth (Review of Economic Studies 90, 2023).
- dal: areas are chosen because they just did badly, and rise again by themselves (Ashenfelter,
  Review of Economics and Statistics 60, 1978). What is left when that last period does not count?

Neither a line nor a dip can be told from an effect by its size alone. So where the effect does not
outlive them, there is no claim, however small the chance of luck.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from resultaat.analysis.toerekening.effect import (
    NEVER,
    Choices,
    Floats,
    Panel,
    group_time,
    simple,
)
from resultaat.analysis.toerekening.schatting import chance_of
from resultaat.analysis.toerekening.strata import adjusted
from resultaat.analysis.toerekening.toeval import ENOUGH_TREATED, LEVEL, Chance
from resultaat.analysis.toerekening.uitslag import Controle, Uitslag

#: Areas are often chosen because they just did badly, and rise again by themselves. With fewer
#: periods before the start that looks like an effect (in 43 of 100 worlds of the truth bench).
BEFORE = 4
#: Standard errors between no drift and a drift that is found in four of five cases.
POWER = 2.8
#: Of half a 95% interval, what is passed by chance in one of twenty-five cases on one side: where
#: intervals are a little narrow that is still less than one in twenty.
ONE_SIDED = 1.75 / 1.96
#: How many periods before a dip a claim is measured from, where there are that many.
BEFORE_DIP = 4


def before_checks(panel: Panel, choices: Choices, chance: Chance) -> list[Controle]:
    """Return the checks of what came before; some group of the panel has `BEFORE` periods."""
    known = _known(panel, choices)
    return [
        _moved(known, choices, chance),
        _line(known, choices, chance),
        _dip(known, choices, chance),
    ]


def _known(panel: Panel, choices: Choices) -> Panel:
    """Return the panel without the groups that began too early to see what came before."""
    enough = panel.start - choices.anticipation >= BEFORE
    return panel.only(~panel.treated | enough)


def _moved(panel: Panel, choices: Choices, chance: Chance) -> Controle:
    name = "vooraf"
    drift = drift_of(panel, choices)
    if drift.p < LEVEL:
        way = "omhoog" if drift.value > 0 else "omlaag"
        return Controle(
            name,
            Uitslag.VERNIETIGT,
            f"De gebieden gingen al voor de start {way}, vergeleken met de andere.",
        )
    if POWER * drift.se * _length(panel, choices) >= abs(chance.value):
        return Controle(
            name,
            Uitslag.VERLAAGT,
            "Voor de start liepen de gebieden gelijk op, voor zover te zien. Maar een verschil dat "
            "dit effect kan verklaren, was niet opgevallen.",
        )
    return Controle(name, Uitslag.GOED, "Voor de start liepen de gebieden gelijk op.")


@dataclass(frozen=True, slots=True)
class Drift:
    """By how much more the treated areas rose per period before the start than the others."""

    value: float
    se: float
    p: float


def drift_of(panel: Panel, choices: Choices) -> Drift:
    """Return the drift before the first start: the difference of the slopes of areas."""
    from scipy.stats import t as student

    plain = adjusted(panel)
    slope = _slopes(plain.y, _first(plain, choices))
    begun = np.where(plain.treated, 1, NEVER)
    moved = simple(
        group_time(
            replace(plain, y=np.column_stack([np.zeros_like(slope), slope]), start=begun),
            Choices(not_yet=False),
        )
    )
    treated, others = plain.treated, ~plain.treated
    few = int(min(treated.sum(), others.sum()))
    if few >= ENOUGH_TREATED:
        se, freedom = moved.se, few - 1
    else:  # so few say little of how much they vary; the others tell
        parts = [plain.weight[each] / plain.weight[each].sum() for each in (treated, others)]
        both = np.sqrt(sum(float((each**2).sum()) for each in parts))
        se, freedom = float(slope[others].std(ddof=1)) * both, int(others.sum()) - 1
    p = 2 * float(student.sf(abs(moved.value) / se, freedom)) if se else 1.0
    return Drift(moved.value, se, p)


def _first(panel: Panel, choices: Choices) -> int:
    """Return how many periods lie before every start, and before what may have been felt early."""
    return min(panel.groups) - choices.anticipation


def _slopes(y: Floats, first: int) -> Floats:
    """Return per area the slope of a straight line through its first periods."""
    time = np.arange(first) - (first - 1) / 2
    return np.asarray(y[:, :first] @ time / (time @ time))


def _length(panel: Panel, choices: Choices) -> float:
    """Return how many periods after its base an effect lies, on average."""
    effects = group_time(panel, choices)
    post = effects.post
    base = (choices.base - 1) / 2
    return float((effects.period[post] - effects.group[post] + 1).mean() + base)


def _line(panel: Panel, choices: Choices, chance: Chance) -> Controle:
    name = "lijn"
    slope = _slopes(panel.y, _first(panel, choices))
    straight = replace(panel, y=panel.y - slope[:, None] * np.arange(panel.y.shape[1]))
    if _outlives(chance_of(straight, choices), chance):
        return Controle(
            name, Uitslag.GOED, "Ook als de lijn van voor de start doorliep, blijft er effect over."
        )
    return Controle(
        name,
        Uitslag.HOUDT_TEGEN,
        "Trek de lijn van voor de start door, en er blijft te weinig over. Wat al gaande was, kan "
        "dit verschil verklaren.",
    )


def _dip(panel: Panel, choices: Choices, chance: Chance) -> Controle:
    name = "dal"
    left_out = choices.base if _first(panel, choices) - choices.base >= BEFORE - 1 else 1
    earlier = replace(
        choices, anticipation=choices.anticipation + left_out, base=max(BEFORE_DIP, choices.base)
    )
    if _outlives(chance_of(panel, earlier), chance):
        return Controle(
            name, Uitslag.GOED, "Ook vergeleken met wat er eerder was, is er een effect."
        )
    return Controle(
        name,
        Uitslag.HOUDT_TEGEN,
        "Vergeleken met wat er eerder was, is er te weinig verschil. Misschien ging het vlak voor "
        "de start slecht, en herstelde het vanzelf.",
    )


def _outlives(left: Chance | None, chance: Chance) -> bool:
    """Whether what is left points the same way, and by more than chance on that one side."""
    if left is None:
        return False
    return bool(left.value * np.sign(chance.value) > ONE_SIDED * left.half)
