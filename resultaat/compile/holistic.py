"""Counting at every level from the rows themselves: right for every part, and slow."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from resultaat.compile.join import ROWS, key_of, named, rows_of, source_of, trees
from resultaat.compile.plan import Holistic, Persons, column
from resultaat.compile.request import Timing
from resultaat.compile.roll import Roll, dimension
from resultaat.compile.rollup import OWN_LEVEL
from resultaat.compile.timing import in_window, is_last, spanned, start_of


def holistic_query(step: Holistic) -> exp.Select:
    """Return the query that gives the one roll of a step."""
    query = grouped_rows(step, *step.rolls)
    key = key_of(step)
    if key is None:
        return query
    value = exp.cast(of_source(key), "DECIMAL(38, 8)")
    names = ("niveau", "gebied", OWN_LEVEL, "start", "sleutel")
    keyed = query.select(exp.alias_(value, "sleutel")).group_by(value.copy())
    return keyed.order_by(*names)


def grouped_rows(step: Holistic | Persons, roll: Roll) -> exp.Select:
    """Return the parts of a step by area and period, from its rows."""
    parts = [exp.alias_(of_source(tree), column(index)) for index, tree in enumerate(trees(step))]
    moment = exp.column(step.moment.column, ROWS)
    start = start_of(roll, moment)
    area = exp.column("__gebied", ROWS)
    keys: Mapping[str, exp.Expr]
    if roll.levels:
        own = "niveau_gebied" if step.moment.timing is Timing.GEPUBLICEERD else "niveau"
        names = {"niveau": "niveau", "gebied": "binnen", OWN_LEVEL: own}
        keys = {name: exp.column(column, "gebieden") for name, column in names.items()}
    else:
        trees_of = (of_source(named(each.tree)) for each in step.dimensions)
        keys = {"gebied": area, **{dimension(i): tree for i, tree in enumerate(trees_of)}}
    keys = {**keys, "start": start}
    query = exp.select(
        *(exp.alias_(tree.copy(), name) for name, tree in keys.items()),
        exp.alias_(exp.Count(this=exp.Star()), "rijen"),
        *parts,
    ).from_(rows_of(step))
    if roll.levels:
        same = exp.EQ(this=area.copy(), expression=exp.column("gebied", "gebieden"))
        query = query.join("gebieden", on=same)
    query = spanned(query, step, roll, moment).where(in_window(step, source=ROWS))
    if step.moment.timing is Timing.STAND:
        query = query.where(is_last(step, roll, source_of(step), moment))
    return query.group_by(*(tree.copy() for tree in keys.values()))


def of_source(tree: exp.Expr) -> exp.Expr:
    """Say of every column that it is the source's: the area list may have one of that name."""
    for each in tree.find_all(exp.Column):
        each.set("table", exp.to_identifier(ROWS))
    return tree
