"""Split: parts that merge are counted once, at the finest area, and rolled up from there.

before   Holistic [count A]                      Holistic [different persons]
after    Cells [count A] → Roll to every level   Holistic [different persons]
"""

from __future__ import annotations

from dataclasses import replace

from resultaat.compile.plan import Cells, Holistic, Plan, Step


def split(plan: Plan) -> Plan:
    """Return the plan with cells for every part of which the whole follows from its pieces."""
    return replace(plan, steps=tuple(_split(step) for step in plan.steps))


def _split(step: Step) -> Step:
    if not isinstance(step, Holistic) or not all(part.mergeable for part in step.parts):
        return step
    asked = (step.bron, step.moment, step.window, step.parts, step.since, step.rolls)
    return Cells(*asked, key=step.key, relations=step.relations)
