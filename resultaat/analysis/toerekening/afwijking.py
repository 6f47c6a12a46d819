"""How far apart areas were before: the yardstick for what may go wrong after the start.

Each gap is measured against the same base as the effect (a universal base), so that a drift shows
in full.
"""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.analysis.toerekening.effect import Bools, Choices, Floats, Panel, level_at


def deviations(panel: Panel, choices: Choices) -> Iterator[float]:
    """Yield how far treated areas stood from the others before, against the last period before."""
    never = ~panel.treated
    if not never.any():
        return
    last = {group: group - 1 - choices.anticipation for group in panel.groups}
    for back in range(1, max(last.values(), default=0) + 1):
        found, size = 0.0, 0.0
        for group, base in last.items():
            if base - back < 0:
                continue
            change = panel.y[:, base - back] - level_at(panel.y, base, choices.base)
            mine = panel.start == group
            persons = float(panel.weight[mine].sum())
            gap = _mean(change, panel.weight, mine) - _mean(change, panel.weight, never)
            found, size = found + persons * gap, size + persons
        if size:
            yield found / size


def _mean(values: Floats, weight: Floats, inside: Bools) -> float:
    return float((values * weight)[inside].sum() / weight[inside].sum())
