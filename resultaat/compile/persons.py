"""Numbers of persons, and products, from one table of persons and periods.

    rows ─ by person and period ─┬─ one area:       by area ─ to every level ─┬─ together
                                 └─ several areas:  their rows, at every level ┘

Whoever has rows in one area counts there and in all that it lies in. Whoever moved counts once in
the gemeente, though in two buurten: those persons are counted again from their rows. So the number
is exact at every level, and nobody has to know beforehand whether anybody moved.
"""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.holistic import grouped_rows
from resultaat.compile.join import ROWS, named, of_source, rows_of, source_of
from resultaat.compile.plan import Persons
from resultaat.compile.products import WHO, added, finished, names_of, over_persons, per_person
from resultaat.compile.request import Timing
from resultaat.compile.rollup import OWN_LEVEL, to_every_level
from resultaat.compile.timing import in_window, is_last, spanned, start_of
from resultaat.compile.trees import columns, named_as, negated, select

_ONE_AREA = "__een_gebied"
_KEYS = ("niveau", "gebied", OWN_LEVEL, "start")


def person_cells(step: Persons) -> exp.Select:
    """Return the query: person, start, an area, whether it is the only one, and the parts."""
    (roll,) = step.rolls
    moment = exp.column(step.moment.column, ROWS)
    keys = {WHO: _person(step), "start": start_of(roll, moment)}
    area = exp.column("__gebied", ROWS)
    lowest, highest = exp.Min(this=area), exp.Max(this=area)
    query = select(
        *(named_as(tree, name) for name, tree in keys.items()),
        named_as(lowest, "gebied"),
        named_as(exp.EQ(this=lowest, expression=highest), _ONE_AREA),
        *per_person(step),
    ).from_(rows_of(step), copy=False)
    query = spanned(query, step, roll, moment).where(in_window(step, source=ROWS), copy=False)
    if step.moment.timing is Timing.STAND:
        query = query.where(is_last(step, roll, source_of(step), moment), copy=False)
    return query.group_by(*keys.values(), copy=False)


def persons_query(step: Persons, table: str) -> exp.Select:
    """Return the query that brings the person cells in `table` to every level."""
    names, sums = names_of(step.parts), added(step.parts, "pieces")
    over = over_persons(step.parts)
    own, keys = columns("gebied", "start"), columns(*_KEYS)
    one = select(*own, *over).from_(exp.to_table(table), copy=False)
    one = one.where(exp.column(_ONE_AREA), copy=False).group_by(*own, copy=False)
    stayed = to_every_level(one, (), sums).subquery("stayed", copy=False)
    both = exp.union(
        select(*keys, *columns(*names)).from_(stayed, copy=False),
        select(*keys, *over)
        .from_(_moved(step, table).subquery("moved", copy=False), copy=False)
        .group_by(*keys, copy=False),
        distinct=False,
        copy=False,
    )
    together = select(*keys, *sums)
    together = together.from_(both.subquery("pieces", copy=False), copy=False)
    together = together.group_by(*keys, copy=False)
    return select(*keys, *finished(step.parts)).from_(
        together.subquery("together", copy=False), copy=False
    )


def _moved(step: Persons, table: str) -> exp.Select:
    """Return who has several areas in a period, per area at every level, from their rows."""
    (roll,) = step.rolls
    movers = exp.alias_(exp.to_table(table), "movers", table=True)
    same = exp.NullSafeEQ(this=exp.column(WHO, "movers"), expression=_person(step))
    start = start_of(roll, exp.column(step.moment.column, ROWS))
    then = exp.EQ(this=exp.column("start", "movers"), expression=start)
    several = negated(exp.column(_ONE_AREA, "movers"))
    rows = grouped_rows(step, per_person(step)).group_by(_person(step), copy=False)
    rows = rows.select(named_as(_person(step), WHO), copy=False)
    return rows.join(movers, on=exp.and_(same, then, several, copy=False), copy=False)


def _person(step: Persons) -> exp.Expr:
    return of_source(named(step.persoon))
