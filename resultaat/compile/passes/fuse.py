"""Fuse: steps over the same source, date and window become one scan; equal parts one part.

before   Cells trajecten [count A]   Cells trajecten [count B]   Cells trajecten [count A]
after    Cells trajecten [count A, count B]
"""

from __future__ import annotations

from dataclasses import replace

from resultaat.compile.parts import Part
from resultaat.compile.plan import Plan, Step, Where, column


def fuse(plan: Plan) -> Plan:
    """Return the plan with as few scans as its sources, dates and windows allow."""
    numbers: dict[object, int] = {}
    fused: list[Step] = []
    moved: dict[tuple[int, str], tuple[int, str]] = {}
    for old, step in enumerate(plan.steps):
        number = numbers.setdefault((type(step), step.scans), len(fused))
        if number == len(fused):
            fused.append(replace(step, parts=()))
        parts = list(fused[number].parts)
        for index, part in enumerate(step.parts):
            if part not in parts:
                parts.append(part)
            moved[old, column(index)] = (number, column(parts.index(part)))
        fused[number] = _together(fused[number], step, tuple(parts))
    found = {
        role: Where(*moved[where.step, where.column], where.span)
        for role, where in plan.found.items()
    }
    return Plan(tuple(fused), found)


def _together(one: Step, other: Step, parts: tuple[Part, ...]) -> Step:
    """Return one scan that reads as far back as either, for the periods and spans of both."""
    first = min(one.window.first, other.window.first)
    return replace(
        one,
        parts=parts,
        window=replace(one.window, first=first),
        since=min(one.since, other.since),
        spans=tuple(dict.fromkeys((*one.spans, *other.spans))),
    )
