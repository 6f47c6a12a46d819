"""What changed within, split: added value where it may be claimed, what happened elsewhere too.

    change within = sum reach * added value + omgeving + onverklaard

- reach is the weight of the cells where an effort began between the two periods, or the part of
  the last period from which on its effect is expected there;
- omgeving is the change within of the cells where no effort for this result is;
- onverklaard is the rest. An effect that may not be claimed is part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from resultaat.analysis.toerekening.decompositie import Term, account
from resultaat.analysis.toerekening.gedeeld import Effort, touched_by
from resultaat.analysis.toerekening.verdienste import Merit
from resultaat.core.periods import Grain, Period
from resultaat.gebied.indeling import Indeling


@dataclass(frozen=True)
class Split:
    """One part of the change within: per cell by how much a unit of its weight changed by it."""

    post: str  # see rekening.Post
    interventie: str | None
    rate: list[float]
    low: list[float]
    high: list[float]


def splits_of(  # noqa: PLR0913, PLR0917  what a change is split by
    cells: pl.DataFrame,
    merits: Sequence[Merit],
    perioden: tuple[Period, Period],
    indeling: Indeling,
    scale: float,
    around: float | None,
) -> list[Split]:
    """Return the parts of the change within of every cell (schema CELLEN), in its order.

    `around` is what happened where no effort is; see `elsewhere`.
    """
    places: list[str | None] = cells["plek"].to_list()
    found = [_added(each, places, perioden, indeling, scale) for each in merits if each.credited]
    if around is not None:
        same = [around] * len(places)
        found.append(Split("omgeving", None, same, same, same))
    return found


def _added(
    merit: Merit,
    places: Sequence[str | None],
    perioden: tuple[Period, Period],
    indeling: Indeling,
    scale: float,
) -> Split:
    chance = merit.claim.chance
    assert chance is not None  # noqa: S101  nothing is credited without an effect
    # What lies in several areas is not known to be reached.
    reach = [0.0 if code is None else _reach(merit, code, perioden, indeling) for code in places]
    ends = [
        [each * value / scale for each in reach]
        for value in (chance.value, chance.low, chance.high)
    ]
    return Split("toegevoegde_waarde", merit.effort.key, *ends)


def _reach(merit: Merit, code: str, perioden: tuple[Period, Period], indeling: Indeling) -> float:
    """Return by how much of a period longer the effect is expected in the last than in the first.

    An effect that was judged over quarters may be there in only some quarters of a year.
    """
    area = merit.effort.holding(code, indeling)
    if area is None:
        return 0.0
    seen = merit.effort.expected_in(area, merit.grain).start
    first, last = (_part_after(period, seen, merit.grain) for period in perioden)
    return last - first


def _part_after(period: Period, day: date, grain: Grain) -> float:
    pieces = list(Period.holding(period.start, grain).until(Period.holding(period.end, grain)))
    return sum(each.start >= day for each in pieces) / len(pieces)


def elsewhere(cells: pl.DataFrame, efforts: Sequence[Effort], indeling: Indeling) -> float | None:
    """Return the change within, per unit of weight, where no effort is; None without such cells."""
    if not efforts:
        return None
    touched = touched_by(efforts, indeling)
    calm = [
        code is not None
        and code not in touched
        and not any(each.holding(code, indeling) for each in efforts)
        for code in cells["plek"].to_list()
    ]
    whole = account(cells.with_columns(eigen=pl.lit(indeling.eigen)), "eigen").filter(
        pl.Series(calm)
    )
    weight = float(whole["gewicht"].sum())
    return float(whole[Term.BINNEN.value].sum()) / weight if weight > 0 else None
