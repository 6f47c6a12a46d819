"""From requests to a plan that is ready to run."""

from __future__ import annotations

from collections.abc import Sequence

from resultaat.compile.passes.fuse import fuse
from resultaat.compile.passes.naive import naive
from resultaat.compile.plan import Plan
from resultaat.compile.request import Request


def compile_requests(requests: Sequence[Request]) -> Plan:
    """Return the plan for all requests together: one scan per source, date and window."""
    return fuse(naive(requests))
