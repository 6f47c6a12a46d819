"""Share: steps that are the same become one step.

before   Cells [count A] for a.noemer   Cells [count A] for a.n   Cells [count A] for b.noemer
after    Cells [count A] for a.noemer, a.n, b.noemer
"""

from __future__ import annotations

from dataclasses import replace

from resultaat.compile.plan import Plan, Step


def share(plan: Plan) -> Plan:
    """Return the plan without any step that says what another one says already."""
    places: dict[object, int] = {}
    steps: list[Step] = []
    moved: list[int] = []
    for step in plan.steps:
        place = places.setdefault((type(step), step.scans, step.parts, step.rolls), len(steps))
        if place == len(steps):
            steps.append(step)
        else:
            # The same but for how far back it reads.
            first = min(steps[place].window.first, step.window.first, key=lambda one: one.start)
            window = replace(steps[place].window, first=first)
            since = min(steps[place].since, step.since)
            steps[place] = replace(steps[place], window=window, since=since)
        moved.append(place)
    found = {role: replace(where, step=moved[where.step]) for role, where in plan.found.items()}
    return Plan(tuple(steps), found)
