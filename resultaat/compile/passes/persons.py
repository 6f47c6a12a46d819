"""Persons: numbers of persons come from tables of persons, not from a scan a level.

    before   Holistic [different wie where A]   Holistic [different wie where B]
    after    Persons wie [A]   Persons wie [B]
               persons with one area in a period → added up to every level
               persons with several areas        → put together first, at every level

At each level a person counts once. Whoever has one area in a period lies in one wijk and one
gemeente too, so that these can be added up; the others cannot, and there are few of them. The same
holds for products of what a person adds up to. `fuse` makes one table of these.
"""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from resultaat.compile.lift import holds_window
from resultaat.compile.parts import Aggregate
from resultaat.compile.plan import Holistic, PerPerson, Persons, Plan, Step
from resultaat.compile.request import Timing


def persons(plan: Plan) -> Plan:
    """Return the plan with a scan by person for all that is counted over persons."""
    return replace(plan, steps=tuple(_by_person(step) for step in plan.steps))


def _by_person(step: Step) -> Step:
    person = _person(step)
    # Published rows of several levels stand beside each other; there nothing is added up.
    if person is None or step.moment.timing is Timing.GEPUBLICEERD or not _by_level(step):
        return step
    asked = (step.bron, step.moment, step.window, step.parts, step.since, step.rolls)
    return Persons(*asked, relations=step.relations, persoon=person)


def _by_level(step: Step) -> bool:
    return all(each.levels for each in step.rolls)


def _person(step: Step) -> exp.Expr | None:
    """Return the one value of which a step counts the different ones."""
    if isinstance(step, PerPerson):
        return step.persoon
    # What depends on the other rows of a person is counted from the rows.
    distinct = all(
        part.aggregate is Aggregate.DISTINCT and not holds_window(part.where) for part in step.parts
    )
    persons = {part.value for part in step.parts}
    return persons.pop() if isinstance(step, Holistic) and distinct and len(persons) == 1 else None
