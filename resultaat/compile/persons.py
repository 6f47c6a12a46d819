"""Different persons, from one table of persons and periods.

    rows ─ by person and period ─┬─ one area:       by area ─ to every level ─┬─ together
                                 └─ several areas:  their rows, at every level ┘

Whoever has rows in one area counts there and in all that it lies in. Whoever moved counts once in
the gemeente, though in two buurten: those persons are counted again from their rows. So the number
is exact at every level, and nobody has to know beforehand whether anybody moved.
"""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.holistic import grouped_rows, of_source
from resultaat.compile.join import ROWS, named, rows_of, source_of
from resultaat.compile.plan import Persons, column
from resultaat.compile.request import Timing
from resultaat.compile.rollup import OWN_LEVEL, to_every_level
from resultaat.compile.timing import in_window, is_last, spanned, start_of

_WHO, _ONE_AREA = "__persoon", "__een_gebied"


def person_cells(step: Persons) -> exp.Select:
    """Return the query: person, start, the lowest of its areas, whether it is the only one, and
    for every part whether the person counts."""
    (roll,) = step.rolls
    moment = exp.column(step.moment.column, ROWS)
    keys = {_WHO: _person(step), "start": start_of(roll, moment)}
    area = exp.column("__gebied", ROWS)
    lowest, highest = exp.Min(this=area), exp.Max(this=area.copy())
    query = exp.select(
        *(exp.alias_(tree.copy(), name) for name, tree in keys.items()),
        exp.alias_(lowest, "gebied"),
        exp.alias_(exp.EQ(this=lowest.copy(), expression=highest), _ONE_AREA),
        *(exp.alias_(tree, column(index)) for index, tree in enumerate(_flags(step))),
    ).from_(rows_of(step))
    known = exp.not_(exp.Is(this=_person(step), expression=exp.Null()))
    query = spanned(query, step, roll, moment).where(in_window(step, source=ROWS), known)
    if step.moment.timing is Timing.STAND:
        query = query.where(is_last(step, roll, source_of(step), moment))
    return query.group_by(*(tree.copy() for tree in keys.values()))


def persons_query(step: Persons, table: str) -> exp.Select:
    """Return the query that brings the person cells in `table` to every level."""
    names = [column(index) for index in range(len(step.parts))]
    sums = [exp.alias_(exp.Sum(this=exp.column(name, "pieces")), name) for name in names]
    one = exp.select("gebied", "start", *(_counted(name) for name in names)).from_(table)
    one = one.where(exp.column(_ONE_AREA)).group_by("gebied", "start")
    keys = ("niveau", "gebied", OWN_LEVEL, "start")
    moved = _moved(step, table).subquery("moved")
    both = exp.union(
        exp.select(*keys, *names).from_(to_every_level(one, (), sums).subquery("stayed")),
        exp.select(*keys, *names).from_(moved),
        distinct=False,
    )
    query = exp.select(*keys, *sums).from_(both.subquery("pieces"))
    return query.group_by(*keys)


def _moved(step: Persons, table: str) -> exp.Select:
    """Count who has several areas in a period, from their rows."""
    (roll,) = step.rolls
    movers = exp.alias_(exp.to_table(table), "movers", table=True)
    same = exp.EQ(this=exp.column(_WHO, "movers"), expression=_person(step))
    start = start_of(roll, exp.column(step.moment.column, ROWS))
    then = exp.EQ(this=exp.column("start", "movers"), expression=start)
    moved = exp.not_(exp.column(_ONE_AREA, "movers"))
    return grouped_rows(step, roll).join(movers, on=exp.and_(same, then, moved))


def _person(step: Persons) -> exp.Expr:
    return of_source(named(step.persoon))


def _flags(step: Persons) -> list[exp.Expr]:
    """Return for every part whether any row of the person passes its filter."""
    wheres = (exp.true() if part.where is None else named(part.where) for part in step.parts)
    return [exp.LogicalOr(this=of_source(where)) for where in wheres]


def _counted(name: str) -> exp.Expr:
    passes = exp.Filter(
        this=exp.Count(this=exp.Star()), expression=exp.Where(this=exp.column(name))
    )
    return exp.alias_(passes, name)
