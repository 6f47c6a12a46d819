"""Fuse: steps over the same source, date and window become one scan; equal parts one part.

before   Cells trajecten [count A]   Cells trajecten [count B]   Cells trajecten [count A]
after    Cells trajecten [count A, count B]
"""

from __future__ import annotations

from dataclasses import replace

from resultaat.compile.plan import Plan, Step, Where, column


def fuse(plan: Plan) -> Plan:
    """Return the plan with as few scans as its sources, dates and windows allow."""
    numbers: dict[object, int] = {}
    fused: list[Step] = []
    moved: dict[Where, Where] = {}
    for old, step in enumerate(plan.steps):
        number = numbers.setdefault((type(step), step.scans), len(fused))
        if number == len(fused):
            fused.append(replace(step, parts=()))
        parts = list(fused[number].parts)
        for index, part in enumerate(step.parts):
            if part not in parts:
                parts.append(part)
            moved[Where(old, column(index))] = Where(number, column(parts.index(part)))
        fused[number] = replace(fused[number], parts=tuple(parts))
    found = {role: moved[where] for role, where in plan.found.items()}
    return Plan(tuple(fused), found)
