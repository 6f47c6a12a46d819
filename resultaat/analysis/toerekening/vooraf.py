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
    Bools,
    Choices,
    Estimate,
    Floats,
    Panel,
    group_time,
    simple,
    slopes,
    standard_error,
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
#: How much further an effect must lie to pass such a bound in four of five cases.
BEYOND = 0.84 / 1.96
#: How many periods before a dip a claim is measured from, where there are that many.
BEFORE_DIP = 4


def before_checks(panel: Panel, choices: Choices, chance: Chance) -> list[Controle]:
    """Return the checks of what came before; some group has `BEFORE` periods, and one after."""
    known = _known(panel, choices)
    return [
        _moved(known, choices, chance),
        _line(known, choices, chance),
        _dip(known, choices, chance),
    ]


def _known(panel: Panel, choices: Choices) -> Panel:
    """Return the panel without groups that began too early to see what came before, or too late."""
    enough = panel.start - choices.anticipation >= BEFORE
    felt = panel.start + choices.delay < panel.y.shape[1]
    return panel.only(~panel.treated | (enough & felt))


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
    """Return the drift before the start: slopes of areas, each group against who never begins."""
    from scipy.stats import t as student

    plain = adjusted(panel)
    never = ~plain.treated
    smallest = min(int((plain.start == group).sum()) for group in plain.groups)
    few = min(smallest, int(never.sum()))
    size = float(plain.weight[plain.treated].sum())
    value, spread, shared = 0.0, 0.0, 0.0
    influence = np.zeros(len(plain.start))
    for group in plain.groups:
        slope = slopes(plain.y[:, : group - choices.anticipation])
        mine = plain.start == group
        share = float(plain.weight[mine].sum()) / size
        found = _difference(plain, mine, slope)
        value += share * found.value
        influence[mine | never] += share * found.influence * len(influence) / (mine | never).sum()
        noise = share * float(slope[never].std(ddof=1))
        spread += noise**2 * _concentration(plain.weight[mine])
        shared += noise
    if few >= ENOUGH_TREATED:
        se, freedom = float(standard_error(influence[:, None])[0]), few - 1
    else:  # so few say little of how much they vary; the others tell
        se = float(np.sqrt(spread + shared**2 * _concentration(plain.weight[never])))
        freedom = int(never.sum()) - 1
    p = 2 * float(student.sf(abs(value) / se, freedom)) if se else 1.0
    return Drift(value, se, p)


def _difference(panel: Panel, mine: Bools, values: Floats) -> Estimate:
    """Set the mean of some areas beside that of those that never begin."""
    y = np.column_stack([np.zeros_like(values), values])
    both = replace(panel, y=y, start=np.where(mine, 1, NEVER)).only(mine | ~panel.treated)
    return simple(group_time(both, Choices(not_yet=False)))


def _concentration(weight: Floats) -> float:
    """Return one over the number of areas that a weighted mean is worth."""
    return float((weight**2).sum() / weight.sum() ** 2)


def _length(panel: Panel, choices: Choices) -> float:
    """Return how many periods after its base an effect lies, on average over areas and periods."""
    last = panel.y.shape[1]
    since = [range(group + choices.delay, last) for group in panel.groups]
    lengths = [
        period - group + 1
        for group, periods in zip(panel.groups, since, strict=True)
        for period in periods
    ]
    return float(np.mean(lengths)) + (choices.base - 1) / 2


def _line(panel: Panel, choices: Choices, chance: Chance) -> Controle:
    # The further a line is drawn, the less it says: half as far as it is known, or a year.
    known = min(panel.groups) - choices.anticipation
    drawn = replace(choices, line=True, reach=max(known // 2, choices.base))
    return _outlives(
        "lijn",
        chance_of(panel, drawn),
        chance,
        "Ook als de lijn van voor de start doorliep, blijft er effect over.",
        "Trek de lijn van voor de start door, en er blijft te weinig over. Wat al gaande was, kan "
        "dit verschil verklaren.",
    )


def _dip(panel: Panel, choices: Choices, chance: Chance) -> Controle:
    first = min(panel.groups) - choices.anticipation
    left_out = choices.base if first - choices.base >= BEFORE - 1 else 1
    earlier = replace(
        choices, anticipation=choices.anticipation + left_out, base=max(BEFORE_DIP, choices.base)
    )
    return _outlives(
        "dal",
        chance_of(panel, earlier),
        chance,
        "Ook vergeleken met wat er eerder was, is er een effect.",
        "Vergeleken met wat er eerder was, is er te weinig verschil. Misschien ging het vlak voor "
        "de start slecht, en herstelde het vanzelf.",
    )


def _outlives(name: str, left: Chance | None, chance: Chance, good: str, wrong: str) -> Controle:
    """Whether what is left points the same way, and by more than chance on that one side."""
    if left is None:
        return Controle(name, Uitslag.HOUDT_TEGEN, wrong)
    stands = left.value * np.sign(chance.value) > ONE_SIDED * left.half
    seen = (ONE_SIDED + BEYOND) * left.half
    if stands:
        return Controle(name, Uitslag.GOED, good, seen)
    return Controle(name, Uitslag.HOUDT_TEGEN, wrong, seen)
