"""The naive plan: every role of every request is a scan of its own, at every level from the rows.

    before   Request a {teller, personen}   Request b {teller}
    after    Holistic [a.teller]   Holistic [a.personen]   Holistic [b.teller]

Correct and slow; it is what the plan after all other passes must agree with.
"""

from __future__ import annotations

from collections.abc import Sequence

from resultaat.compile.parts import Aggregate, Part, count
from resultaat.compile.plan import Followed, Holistic, PerPerson, Plan, Step, Where, column
from resultaat.compile.request import Request
from resultaat.compile.roll import Roll

#: How many rows the source has in a period, whatever they are about: whether it delivered.
GELEVERD = "geleverd"


def naive(requests: Sequence[Request]) -> Plan:
    """Return a plan with one step per role."""
    steps: list[Step] = []
    found: dict[tuple[str, str], Where] = {}
    for request in requests:
        for role, part, roll in _wanted(request):
            found[request.label, role] = Where(len(steps), column(0), roll)
            steps.append(_step(request, part, roll))
    return Plan(tuple(steps), found)


def _wanted(request: Request) -> list[tuple[str, Part, Roll]]:
    wanted = [(role, part, request.roll_of(role)) for role, part in request.roles.items()]
    if request.name:  # an analysis has no use for it
        return wanted
    return [*wanted, (GELEVERD, count(), Roll(request.window.grain))]


def _step(request: Request, part: Part, roll: Roll) -> Step:
    # Of the request and not of the roll: whether a period was delivered is asked of all its span.
    since = min(request.span.since(request.window.first), request.window.first.start)
    asked = (request.bron, request.moment, request.window, (part,), since, (roll,))
    if request.follows is not None:
        return Followed(
            *asked,
            relations=request.relations,
            persoon=request.follows,
            present=request.roles["n"].where,
        )
    if part.aggregate is Aggregate.PRODUCT and part.value is not None:
        return PerPerson(*asked, relations=request.relations, persoon=part.value)
    return Holistic(*asked, key=part.key, relations=request.relations)
