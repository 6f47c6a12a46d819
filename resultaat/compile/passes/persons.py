"""Persons: different persons are counted from one table of persons and periods.

    before   Holistic [different wie where A, different wie where B]
    after    Persons wie [A, B]
               persons with one area in a period → added up to every level
               persons with several areas        → counted again from their rows

At each level a person counts once. Whoever has one area in a period lies in one wijk and one
gemeente too, so that these can be added up; the others cannot, and there are few of them.
"""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from resultaat.compile.parts import Aggregate, Part
from resultaat.compile.plan import Holistic, Persons, Plan, Step, Where, column
from resultaat.compile.request import Timing


def persons(plan: Plan) -> Plan:
    """Return the plan with a scan by person for every person that is counted at every level."""
    steps: list[Step] = []
    moved: dict[tuple[int, str], tuple[int, str]] = {}
    for old, step in enumerate(plan.steps):
        for new, places in _split(step):
            for place, index in enumerate(places):
                moved[old, column(index)] = (len(steps), column(place))
            steps.append(new)
    found = {
        role: Where(*moved[where.step, where.column], where.roll)
        for role, where in plan.found.items()
    }
    return Plan(tuple(steps), found)


def _split(step: Step) -> list[tuple[Step, list[int]]]:
    """Return the steps that take the place of one, each with which of its parts it has."""
    if not isinstance(step, Holistic) or not _by_level(step):
        return [(step, list(range(len(step.parts))))]
    groups: dict[exp.Expr | None, list[int]] = {}
    for index, part in enumerate(step.parts):
        groups.setdefault(_person(part), []).append(index)
    return [(_made(step, person, places), places) for person, places in groups.items()]


def _by_level(step: Holistic) -> bool:
    """Published rows of several levels stand beside each other; there nothing is added up."""
    return step.moment.timing is not Timing.GEPUBLICEERD and all(each.levels for each in step.rolls)


def _person(part: Part) -> exp.Expr | None:
    return part.value if part.aggregate is Aggregate.DISTINCT else None


def _made(step: Holistic, person: exp.Expr | None, places: list[int]) -> Step:
    parts = tuple(step.parts[place] for place in places)
    if person is None:
        return replace(step, parts=parts)
    asked = (step.bron, step.moment, step.window, parts, step.since, step.rolls)
    return Persons(*asked, relations=step.relations, persoon=person)
