"""What changed within, split: added value where it may be claimed, what happened elsewhere too.

    change within = sum reach * added value + omgeving + onverklaard

- reach is the weight of the cells where an effort began between the two periods;
- omgeving is the change within of the cells where no effort for this result is;
- onverklaard is the rest. An effect that may not be claimed is part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from resultaat.analysis.toerekening.cellen import REST
from resultaat.analysis.toerekening.decompositie import Term, account
from resultaat.analysis.toerekening.gedeeld import Effort
from resultaat.analysis.toerekening.verdienste import Merit
from resultaat.core.periods import Period
from resultaat.gebied.indeling import Indeling


@dataclass(frozen=True)
class Split:
    """One part of the change within: per cell by how much a unit of its weight changed by it."""

    post: str  # see rekening.Post
    interventie: str | None
    rate: list[float]
    low: list[float]
    high: list[float]


def splits_of(
    cells: pl.DataFrame,
    merits: Sequence[Merit],
    perioden: tuple[Period, Period],
    indeling: Indeling,
    scale: float,
) -> list[Split]:
    """Return the parts of the change within of every cell (schema CELLEN), in its order."""
    keys = list(cells.select("gebied", "samen").iter_rows())
    found = [_added(each, keys, perioden, indeling, scale) for each in merits if each.credited]
    around = _elsewhere(cells, keys, [each.effort for each in merits], indeling)
    if around is not None:
        same = [around] * len(keys)
        found.append(Split("omgeving", None, same, same, same))
    return found


def _added(
    merit: Merit,
    keys: Sequence[tuple[str, str]],
    perioden: tuple[Period, Period],
    indeling: Indeling,
    scale: float,
) -> Split:
    chance = merit.claim.chance
    assert chance is not None  # noqa: S101  nothing is credited without an effect
    reach = [_reach(merit.effort, code, perioden, indeling) for code, _ in keys]
    ends = [
        [each * value / scale for each in reach]
        for value in (chance.value, chance.low, chance.high)
    ]
    return Split("toegevoegde_waarde", merit.effort.key, *ends)


def _reach(effort: Effort, code: str, perioden: tuple[Period, Period], indeling: Indeling) -> float:
    """Return 1 where the effect is expected in the last period and was not in the first."""
    area = effort.holding(code, indeling)
    if area is None:
        return 0.0
    first, last = perioden
    seen = effort.expected_in(area, first.grain).start
    return float(seen <= last.start) - float(seen <= first.start)


def _elsewhere(
    cells: pl.DataFrame,
    keys: Sequence[tuple[str, str]],
    efforts: Sequence[Effort],
    indeling: Indeling,
) -> float | None:
    """Return the change within, per unit of weight, where no effort is; None without such cells."""
    if not efforts:
        return None
    # Of the rest of the whole it is not known where it lies.
    calm = [
        (code, samen) != (indeling.eigen, REST)
        and not any(each.holding(code, indeling) for each in efforts)
        for code, samen in keys
    ]
    whole = account(cells.with_columns(eigen=pl.lit(indeling.eigen)), "eigen").filter(
        pl.Series(calm)
    )
    weight = float(whole["gewicht"].sum())
    return float(whole[Term.BINNEN.value].sum()) / weight if weight > 0 else None
