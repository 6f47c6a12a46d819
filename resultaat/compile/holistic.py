"""Counting at every level from the rows themselves: right for every part, and slow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from resultaat.compile.join import ROWS, key_of, named, of_source, rows_of, source_of, trees
from resultaat.compile.plan import Holistic, PerPerson, Persons, column
from resultaat.compile.products import WHO, finished, over_persons, per_person
from resultaat.compile.request import Timing
from resultaat.compile.roll import Roll, dimension
from resultaat.compile.rollup import OWN_LEVEL
from resultaat.compile.timing import in_window, is_last, spanned, start_of
from resultaat.compile.trees import EXACT, cast, columns, named_as, select


def holistic_query(step: Holistic) -> exp.Select:
    """Return the query that gives the one roll of a step."""
    if isinstance(step, PerPerson):
        return _persons_first(step)
    rows = named_as(exp.Count(this=exp.Star()), "rijen")
    parts = [named_as(of_source(tree), column(index)) for index, tree in enumerate(trees(step))]
    query = grouped_rows(step, [rows, *parts])
    key = key_of(step)
    if key is None:
        return query
    value = cast(of_source(key), EXACT)
    names = columns("niveau", "gebied", OWN_LEVEL, "start", "sleutel")
    keyed = query.select(named_as(value, "sleutel"), copy=False).group_by(value, copy=False)
    return keyed.order_by(*names, copy=False)


def grouped_rows(step: Holistic | Persons, values: Sequence[exp.Expr]) -> exp.Select:
    """Return values by area and period, from the rows of a step with one roll."""
    (roll,) = step.rolls
    moment = exp.column(step.moment.column, ROWS)
    keys = {**_places(step, roll), "start": start_of(roll, moment)}
    query = select(*(named_as(tree, name) for name, tree in keys.items()), *values)
    query = query.from_(rows_of(step), copy=False)
    if roll.levels:
        area = exp.column("__gebied", ROWS)
        same = exp.EQ(this=area, expression=exp.column("gebied", "gebieden"))
        query = query.join("gebieden", on=same, copy=False)
    query = spanned(query, step, roll, moment).where(in_window(step, source=ROWS), copy=False)
    if step.moment.timing is Timing.STAND:
        query = query.where(is_last(step, roll, source_of(step), moment), copy=False)
    return query.group_by(*keys.values(), copy=False)


def _places(step: Holistic | Persons, roll: Roll) -> Mapping[str, exp.Expr]:
    if roll.levels:
        own = "niveau_gebied" if step.moment.timing is Timing.GEPUBLICEERD else "niveau"
        names = {"niveau": "niveau", "gebied": "binnen", OWN_LEVEL: own}
        return {name: exp.column(place, "gebieden") for name, place in names.items()}
    values = (of_source(named(each.tree)) for each in step.dimensions)
    by = {dimension(index): tree for index, tree in enumerate(values)}
    return {"gebied": exp.column("__gebied", ROWS), **by}


def _persons_first(step: PerPerson) -> exp.Select:
    person = of_source(named(step.persoon))
    rows = named_as(exp.Count(this=exp.Star()), "rijen")
    inner = grouped_rows(step, [rows, *per_person(step)])
    inner = inner.select(named_as(person, WHO), copy=False).group_by(person, copy=False)
    keys = columns("niveau", "gebied", OWN_LEVEL, "start")
    rows = named_as(exp.Sum(this=exp.column("rijen")), "rijen")
    per = inner.subquery("personen", copy=False)
    query = select(*keys, rows, *over_persons(step.parts)).from_(per, copy=False)
    counted = query.group_by(*keys, copy=False).subquery("geteld", copy=False)
    made = select(*keys, exp.column("rijen"), *finished(step.parts))
    return made.from_(counted, copy=False)
