"""Order: what is rolled up from what.

    before   Cells by month:    Roll to years   Roll to quarters
    after    Cells by quarter:  Roll to quarters   Roll to years

Cells are no finer than the finest period that is asked of them, so that there are few of them to
bring to every level. A stand keeps its peildata: only the last one in a period counts.
"""

from __future__ import annotations

from dataclasses import replace

from resultaat.compile.plan import Cells, Plan, Step


def order(plan: Plan) -> Plan:
    """Return the plan with cells by the longest periods that still hold every answer."""
    return replace(plan, steps=tuple(_ordered(step) for step in plan.steps))


def _ordered(step: Step) -> Step:
    if not isinstance(step, Cells):
        return step
    rolls = tuple(sorted(step.rolls, key=lambda roll: roll.grain.months))
    return replace(step, rolls=rolls, fine=rolls[0].grain)
