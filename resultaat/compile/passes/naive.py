"""The naive plan: every role of every request is a scan of its own.

    before   Request a {teller, noemer}   Request b {teller}
    after    Cells [a.teller]  Cells [a.noemer]  Cells [b.teller]

Correct and slow; it is what the other passes must agree with.
"""

from __future__ import annotations

from collections.abc import Sequence

from resultaat.compile.parts import Part
from resultaat.compile.plan import Cells, Holistic, Plan, Step, Where, column
from resultaat.compile.request import Request


def naive(requests: Sequence[Request]) -> Plan:
    """Return a plan with one step per role, mergeable parts as cells and the others per level."""
    steps: list[Step] = []
    found: dict[tuple[str, str], Where] = {}
    for request in requests:
        for role, part in request.roles.items():
            found[request.indicator, role] = Where(len(steps), column(0))
            steps.append(_step(request, part))
    return Plan(tuple(steps), found)


def _step(request: Request, part: Part) -> Step:
    kind = Cells if part.mergeable else Holistic
    return kind(request.bron, request.moment, request.window, (part,), request.relations)
