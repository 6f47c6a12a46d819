"""Fuse: steps over the same source, date and window become one scan; equal parts one part.

before   Cells trajecten [count A]   Cells trajecten [count B]   Cells trajecten by wet [count A]
after    Cells trajecten by wet [count A, count B]

Cells by fewer dimensions are made of those by more, never of cells finer than anybody asked for:
cells by wet and cells by aanbieder stay two scans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from resultaat.compile.parts import Part
from resultaat.compile.plan import Cells, Plan, Step, Where, column
from resultaat.compile.roll import Dimension

_Dimensions = frozenset[Dimension]


def fuse(plan: Plan) -> Plan:
    """Return the plan with as few scans as its sources, dates and dimensions allow."""
    widest = _widest(plan.steps)
    numbers: dict[object, int] = {}
    fused: list[Step] = []
    parts: list[dict[Part, int]] = []
    moved: dict[tuple[int, str], tuple[int, str]] = {}
    for old, step in enumerate(plan.steps):
        home = _home(step, widest.get(step.scans, ()))
        number = numbers.setdefault((type(step), step.scans, home), len(fused))
        if number == len(fused):
            fused.append(step)
            parts.append({})
        for index, part in enumerate(step.parts):
            place = parts[number].setdefault(part, len(parts[number]))
            moved[old, column(index)] = (number, column(place))
        fused[number] = _together(fused[number], step)
    found = {
        role: Where(*moved[where.step, where.column], where.roll)
        for role, where in plan.found.items()
    }
    steps = (replace(step, parts=tuple(own)) for step, own in zip(fused, parts, strict=True))
    return Plan(tuple(steps), found)


def _widest(steps: Iterable[Step]) -> dict[object, list[_Dimensions]]:
    """Return per scan the sets of dimensions that lie within no other."""
    found: dict[object, list[_Dimensions]] = {}
    for step in steps:
        own, others = frozenset(step.dimensions), found.setdefault(step.scans, [])
        if not any(own <= other for other in others):
            others[:] = [other for other in others if not other <= own] + [own]
    return found


def _home(step: Step, widest: Iterable[_Dimensions]) -> _Dimensions:
    """Return the set of dimensions by which the parts of a step are counted."""
    own = frozenset(step.dimensions)
    return next((each for each in widest if own <= each), own) if isinstance(step, Cells) else own


def _together(one: Step, other: Step) -> Step:
    """Return one scan that reads as far back as either, for the periods and rolls of both."""
    first = min(one.window.first, other.window.first, key=lambda period: period.start)
    return replace(
        one,
        window=replace(one.window, first=first),
        since=min(one.since, other.since),
        rolls=tuple(dict.fromkeys((*one.rolls, *other.rolls))),
    )
