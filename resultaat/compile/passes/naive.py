"""The naive plan: every role of every request is a scan of its own.

    before   Request a {teller, noemer}   Request b {teller}
    after    Cells [a.teller]  Cells [a.noemer]  Cells [b.teller]

Correct and slow; it is what the other passes must agree with.
"""

from __future__ import annotations

from collections.abc import Sequence

from resultaat.compile.parts import Aggregate, Part
from resultaat.compile.plan import Cells, Followed, Holistic, PerPerson, Plan, Step, Where, column
from resultaat.compile.request import Request
from resultaat.compile.roll import Roll


def naive(requests: Sequence[Request]) -> Plan:
    """Return a plan with one step per role, mergeable parts as cells and the others per level."""
    steps: list[Step] = []
    found: dict[tuple[str, str], Where] = {}
    for request in requests:
        for role, part in request.roles.items():
            roll = request.roll_of(role)
            found[request.label, role] = Where(len(steps), column(0), roll)
            steps.append(_step(request, part, roll))
    return Plan(tuple(steps), found)


def _step(request: Request, part: Part, roll: Roll) -> Step:
    since = min(roll.span.since(request.window.first), request.window.first.start)
    asked = (request.bron, request.moment, request.window, (part,), since)
    if request.follows is not None:
        return Followed(
            *asked,
            rolls=(roll,),
            relations=request.relations,
            persoon=request.follows,
            present=request.roles["n"].where,
        )
    if part.aggregate is Aggregate.PRODUCT and part.value is not None:
        return PerPerson(*asked, rolls=(roll,), relations=request.relations, person=part.value)
    if not part.mergeable:
        return Holistic(*asked, rolls=(roll,), relations=request.relations)
    # Which periods were delivered is seen from the periods themselves.
    rolls = tuple(dict.fromkeys((Roll(roll.grain), roll))) if roll.levels else (roll,)
    return Cells(*asked, rolls=rolls, key=part.key, relations=request.relations)
