"""Numbers of persons, and products, from one table of persons, areas and periods.

    rows ─┬─ of who has one in each period (`single.py`): by area ─ to every level ─┬─ together
          └─ others, by person, area, period ─┬─ one area: by area ─ to every level ┤
                                              └─ several: to every level by person ─┘

Whoever has rows in one area counts there and in all that it lies in. Whoever moved counts once in
the gemeente, though in two buurten: what such a person has in each area is first put together, at
every level. So the number is exact at every level, and nobody has to know beforehand whether
anybody moved. The rows themselves are read once.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from resultaat.compile.join import ROWS, named, of_source, rows_of, source_of
from resultaat.compile.plan import Persons
from resultaat.compile.products import (
    WHO,
    added,
    finished,
    names_of,
    over_persons,
    per_person,
    put_together,
)
from resultaat.compile.request import Timing
from resultaat.compile.rollup import OWN_LEVEL, to_every_level
from resultaat.compile.single import is_several, single_pieces, told_apart
from resultaat.compile.timing import in_window, is_last, spanned, start_of
from resultaat.compile.trees import columns, is_null, named_as, select

#: The table itself, and of it who has several areas in a period, under names of their own.
_ALL, _SEVERAL, _MOVER, _THEN = "personen", "verhuisd", "__verhuisde", "__toen"
_KEYS = ("niveau", "gebied", OWN_LEVEL, "start")


def person_cells(step: Persons, several: str) -> exp.Select:
    """Return the query: person, area, start, and the parts; not of whom `single.py` counts."""
    (roll,) = step.rolls
    moment = exp.column(step.moment.column, ROWS)
    keys = {
        WHO: of_source(named(step.persoon)),
        "gebied": exp.column("__gebied", ROWS),
        "start": start_of(roll, moment),
    }
    query = select(*(named_as(tree, name) for name, tree in keys.items()), *per_person(step))
    query = query.from_(rows_of(step), copy=False)
    query = spanned(query, step, roll, moment).where(in_window(step, source=ROWS), copy=False)
    if told_apart(step):
        query = query.where(is_several(step, several), copy=False)
    if step.moment.timing is Timing.STAND:
        query = query.where(is_last(step, roll, source_of(step), moment), copy=False)
    return query.group_by(*keys.values(), copy=False)


def persons_query(step: Persons, table: str, several: str) -> exp.Select:
    """Return the query that brings the person cells in `table` to every level."""
    names, sums = names_of(step.parts), added(step.parts, "pieces")
    over = over_persons(step.parts)
    own, keys = columns("gebied", "start"), columns(*_KEYS)
    one = select(*own, *over).from_(_cells(table), copy=False)
    one = _with_several(one, table, "left")
    one = one.where(is_null(exp.column(_THEN)), copy=False).group_by(*own, copy=False)
    if told_apart(step):
        one = _beside(one, single_pieces(step, several), (*own, *columns(*names)))
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


def _beside(one: exp.Select, other: exp.Select, values: Sequence[exp.Expr]) -> exp.Select:
    both = exp.union(one, other, distinct=False, copy=False)
    return select(*values).from_(both.subquery("samen", copy=False), copy=False)


def _moved(step: Persons, table: str) -> exp.Select:
    """Return who has several areas in a period, once per area at every level."""
    niveau = exp.column("niveau", "gebieden")
    keys = {
        "niveau": niveau,
        "gebied": exp.column("binnen", "gebieden"),
        OWN_LEVEL: niveau,
        **{name: exp.column(name, _ALL) for name in ("start", WHO)},
    }
    query = select(
        *(named_as(tree, name) for name, tree in keys.items()), *put_together(step.parts)
    )
    query = _with_several(query.from_(_cells(table), copy=False), table, "inner")
    here = exp.EQ(this=exp.column("gebied", "gebieden"), expression=exp.column("gebied", _ALL))
    return query.join("gebieden", on=here, copy=False).group_by(*keys.values(), copy=False)


def _with_several(query: exp.Select, table: str, kind: str) -> exp.Select:
    """Put beside each person and period whether there are several areas."""
    keys = {_MOVER: exp.column(WHO), _THEN: exp.column("start")}
    many = exp.GT(this=exp.Count(this=exp.Star()), expression=exp.Literal.number(1))
    several = select(*(named_as(tree, name) for name, tree in keys.items()))
    several = several.from_(exp.to_table(table), copy=False)
    several = several.group_by(*keys.values(), copy=False).having(many, copy=False)
    # Rows of nobody known are in several areas as well.
    same = exp.NullSafeEQ(this=exp.column(_MOVER, _SEVERAL), expression=exp.column(WHO, _ALL))
    then = exp.EQ(this=exp.column(_THEN, _SEVERAL), expression=exp.column("start", _ALL))
    beside = several.subquery(_SEVERAL, copy=False)
    on = exp.And(this=same, expression=then)
    return query.join(beside, on=on, join_type=kind, copy=False)


def _cells(table: str) -> exp.Expr:
    return exp.alias_(exp.to_table(table), _ALL, table=True)
