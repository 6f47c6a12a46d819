"""Time in a query: which rows are read, and in which period each counts."""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.plan import Step
from resultaat.compile.roll import Roll
from resultaat.compile.rows import date_literal
from resultaat.compile.spans import OWN
from resultaat.core.periods import Period


def start_of(roll: Roll, moment: exp.Expr) -> exp.Expr:
    """Return the first day of the period in which a row counts; of a longer span several do."""
    if roll.span == OWN:
        return truncated(moment, roll.grain.unit)
    return exp.column("start", "vensters")


def spanned(query: exp.Select, step: Step, roll: Roll, moment: exp.Expr) -> exp.Select:
    """Let each row count in every period whose span holds it."""
    if roll.span == OWN:
        return query
    first = Period.holding(step.window.first.start, roll.grain)
    periods = first.until(Period.holding(step.window.last.end, roll.grain))
    days = [(each.start, roll.span.since(each), each.end) for each in periods]
    vensters = exp.values(
        [tuple(date_literal(day) for day in row) for row in days],
        alias="vensters",
        columns=["start", "van", "tot"],
    )
    inside = exp.Between(
        this=moment.copy(),
        low=exp.column("van", "vensters"),
        high=exp.column("tot", "vensters"),
    )
    return query.join(vensters, on=inside)


def is_last(step: Step, roll: Roll, table: exp.Expr, moment: exp.Column) -> exp.Expr:
    """Return the condition of the last peildatum of its period: a stand does not add up."""
    name = moment.name
    last = (
        exp.select(exp.alias_(exp.Max(this=exp.column(name)), "peildatum"))
        .from_(table)
        .where(in_window(step, name))
        .group_by(truncated(exp.column(name), roll.grain.unit))
    )
    return exp.In(this=moment.copy(), query=last.subquery())


def in_window(step: Step, moment: str | None = None, source: str = "") -> exp.Expr:
    """Return the condition that a row lies in the periods asked for, and was known by then."""
    return exp.Between(
        this=exp.column(moment or step.moment.column, source or None),
        low=date_literal(step.since),
        high=date_literal(step.until),
    )


def truncated(value: exp.Expr, unit: str) -> exp.Expr:
    """Return the first day of the period that holds a date."""
    # `date_trunc` gives a timestamp in DuckDB, also for a date.
    return exp.cast(exp.func("DATE_TRUNC", exp.Literal.string(unit), value.copy()), "DATE")
