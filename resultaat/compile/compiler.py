"""From requests to a plan that is ready to run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from resultaat.compile.passes.fuse import fuse
from resultaat.compile.passes.naive import naive
from resultaat.compile.passes.order import order
from resultaat.compile.passes.persons import persons
from resultaat.compile.passes.share import share
from resultaat.compile.passes.split import split
from resultaat.compile.plan import Plan
from resultaat.compile.request import Request

Pass = Callable[[Plan], Plan]
#: In this order; each gives the same figures as the plan before it.
PASSES: tuple[Pass, ...] = (split, share, persons, fuse, order)


def compile_requests(requests: Sequence[Request]) -> Plan:
    """Return the plan for all requests together: one scan per source, date and dimensions."""
    plan = naive(requests)
    for each in PASSES:
        plan = each(plan)
    return plan
