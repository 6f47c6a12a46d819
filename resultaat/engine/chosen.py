"""Which way a step over persons is counted: whatever is faster gives the same figures."""

from __future__ import annotations

from dataclasses import replace

from resultaat.compile.plan import Persons, Step
from resultaat.compile.render import sample_sql
from resultaat.compile.views import view_of
from resultaat.engine.duckdb import Session

#: Below so many rows either way is over at once.
MANY = 1_000_000
#: Of the rows of some persons: with more than this of who has several, it is not worth it.
MOST = 0.5


def chosen(session: Session, step: Step) -> Step:
    """Return the step as it is best counted on the rows that there are."""
    if not isinstance(step, Persons) or session.rows(view_of(step.bron)) < MANY:
        return step
    text = sample_sql(step)
    if text is None:
        return step
    rows, several = session.frame(text).row(0)
    worth = not rows or float(several or 0) <= MOST * float(rows)
    return step if worth else replace(step, apart=False)
