"""The naive plan: every role of every request is a scan of its own.

    before   Request a {teller, noemer}   Request b {teller}
    after    Cells [a.teller]  Cells [a.noemer]  Cells [b.teller]

Correct and slow; it is what the other passes must agree with.
"""

from __future__ import annotations

from collections.abc import Sequence

from resultaat.compile.parts import Aggregate, Part
from resultaat.compile.plan import Cells, Holistic, PerPerson, Plan, Step, Where, column
from resultaat.compile.request import Request
from resultaat.compile.spans import OWN, Span


def naive(requests: Sequence[Request]) -> Plan:
    """Return a plan with one step per role, mergeable parts as cells and the others per level."""
    steps: list[Step] = []
    found: dict[tuple[str, str], Where] = {}
    for request in requests:
        for role, part in request.roles.items():
            span = request.span_of(role)
            found[request.indicator, role] = Where(len(steps), column(0), span)
            steps.append(_step(request, part, span))
    return Plan(tuple(steps), found)


def _step(request: Request, part: Part, span: Span) -> Step:
    since = min(span.since(request.window.first), request.window.first.start)
    asked = (request.bron, request.moment, request.window, (part,), since)
    if part.aggregate is Aggregate.PRODUCT and part.value is not None:
        return PerPerson(*asked, (span,), relations=request.relations, person=part.value)
    if not part.mergeable:
        return Holistic(*asked, spans=(span,), relations=request.relations)
    # Which periods were delivered is seen from the periods themselves.
    spans = tuple(dict.fromkeys((OWN, span)))
    return Cells(*asked, spans=spans, key=part.key, relations=request.relations)
