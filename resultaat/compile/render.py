"""From plan nodes to SQL trees; `dialect.py` writes them out for the engine.

Tables: a view per source (`bron_<id>`), `gebieden` (the closure of the area list: gebied,
niveau_gebied, binnen, niveau), and `cells_<n>` per step. A frame has the columns niveau, gebied,
niveau_gebied, start, rijen and the parts. `niveau_gebied` is the level of the rows themselves where
they are published per level, and the level asked for otherwise. A frame at the areas of the rows
themselves has gebied, start, the dimensions (`d0`, `d1`, …), rijen and the parts.
"""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.dialect import Dialect, write
from resultaat.compile.followed import followed_query
from resultaat.compile.holistic import holistic_query
from resultaat.compile.join import key_of, named, rows_of, trees
from resultaat.compile.persons import person_cells, persons_query
from resultaat.compile.plan import Cells, Holistic, Persons, Step, column
from resultaat.compile.request import Timing
from resultaat.compile.roll import Roll, dimension, places_of
from resultaat.compile.rollup import OWN_LEVEL, to_every_level, to_levels_directly
from resultaat.compile.single import sample_query, several_query, told_apart
from resultaat.compile.spans import OWN
from resultaat.compile.timing import in_window, is_last, spanned, start_of, truncated
from resultaat.compile.trees import EXACT, cast, columns, named_as, select

#: The value by which the rows of a spread are counted.
SLEUTEL = "sleutel"


def tables_sql(step: Step, number: int, dialect: Dialect = Dialect.DUCKDB) -> list[str]:
    """Return the statements that make the tables of a step, its own the last; some have none."""
    made: dict[str, exp.Select] = {}
    if isinstance(step, Cells):
        made[table_of(number)] = _cells(step)
    elif isinstance(step, Persons):
        if told_apart(step):
            made[_several(number)] = several_query(step)
        made[table_of(number)] = person_cells(step, _several(number))
    return [write(_create(name, query), dialect) for name, query in made.items()]


def roll_sql(step: Step, number: int, roll: Roll, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query that gives one roll of a step."""
    if isinstance(step, Cells):
        query = _rolled(step, number, roll)
    elif isinstance(step, Persons):
        query = persons_query(step, table_of(number), _several(number))
    elif isinstance(step, Holistic):
        query = holistic_query(step)
    else:
        query = followed_query(step)
    return write(query, dialect)


def statements(step: Step, number: int, dialect: Dialect = Dialect.DUCKDB) -> list[str]:
    """Return every statement of a step, in the order in which they run."""
    rolled = [roll_sql(step, number, roll, dialect) for roll in step.rolls]
    return [*tables_sql(step, number, dialect), *rolled]


def sample_sql(step: Step) -> str | None:
    """Return the query that shows whether a step had better tell persons apart; None where not."""
    if not isinstance(step, Persons) or not told_apart(step):
        return None
    return write(sample_query(step))


def rows_sql(table: str) -> str:
    """Return the query that counts the rows of a table of the plan."""
    return write(select(exp.Count(this=exp.Star())).from_(exp.to_table(table)))


def table_of(number: int) -> str:
    """Return the name of the table of a step."""
    return f"cells_{number}"


def _several(number: int) -> str:
    return f"several_{number}"


def exact_columns(step: Step) -> list[str]:
    """Return the columns of a step that hold exact values rather than counts."""
    keyed = isinstance(step, Cells | Holistic) and step.key is not None
    keys = [SLEUTEL] if keyed else []
    return [*keys, *(column(i) for i, part in enumerate(step.parts) if part.exact)]


def cells_query(step: Cells, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query of the cells of a step, for who keeps them."""
    return write(_cells(step), dialect)


def _cells(step: Cells) -> exp.Select:
    moment = exp.column(step.moment.column)
    fine: exp.Expr = moment
    if step.moment.timing is Timing.GEBEURTENIS:
        fine = truncated(moment, step.fine.unit)
    key = key_of(step)
    keys = [] if key is None else [cast(key, EXACT)]
    dimensions = [named(each.tree) for each in step.dimensions]
    return (
        select(
            named_as(exp.column("__gebied"), "gebied"),
            named_as(fine, "moment"),
            *(named_as(key, SLEUTEL) for key in keys),
            *(named_as(tree, dimension(index)) for index, tree in enumerate(dimensions)),
            named_as(exp.Count(this=exp.Star()), "rijen"),
            *(named_as(tree, column(index)) for index, tree in enumerate(trees(step))),
        )
        .from_(rows_of(step), copy=False)
        .where(in_window(step), copy=False)
        .group_by(exp.column("__gebied"), fine, *keys, *dimensions, copy=False)
    )


def _rolled(step: Cells, number: int, roll: Roll) -> exp.Select:
    keys = [] if step.key is None else [SLEUTEL]
    if not roll.levels:
        return _at_own_area(step, number, roll, keys)
    published = step.moment.timing is Timing.GEPUBLICEERD
    bring = to_levels_directly if published else to_every_level
    query = bring(_at_own_area(step, number, roll, keys), keys, _sums(step, "pieces"))
    if not keys:
        return query
    # There may be as many of these as there are rows; the engine puts them in order fastest.
    order = columns("niveau", "gebied", OWN_LEVEL, "start", SLEUTEL)
    return query.order_by(*order, copy=False)


def _at_own_area(step: Cells, number: int, roll: Roll, keys: list[str]) -> exp.Select:
    """Bring cells to the periods asked for, at the area that they are of."""
    moment = exp.column("moment", "cells")
    start = start_of(roll, moment)
    places = [dimension(index) for index in places_of(step.dimensions, roll)]
    own = [exp.column(name, "cells") for name in ("gebied", *keys, *places)]
    cells = exp.alias_(exp.to_table(table_of(number)), "cells", table=True)
    if _as_they_are(step, roll):
        values = [exp.column(name, "cells") for name in ("rijen", *_names(step))]
        return select(*own, named_as(moment, "start"), *values).from_(cells, copy=False)
    query = select(*own, named_as(start, "start"), *_sums(step, "cells")).from_(cells, copy=False)
    query = spanned(query, step, roll, moment)
    if step.moment.timing is Timing.STAND:
        query = query.where(is_last(step, roll, exp.to_table(table_of(number)), moment), copy=False)
    return query.group_by(*own, start, copy=False)


def _as_they_are(step: Cells, roll: Roll) -> bool:
    """Whether the cells are by just what a roll asks, so that there is nothing to add up."""
    whole = step.moment.timing is Timing.GEBEURTENIS and not step.pieces
    same = whole and roll.grain is step.fine
    return same and roll.span == OWN and len(roll.dimensions) == len(step.dimensions)


def _names(step: Cells) -> list[str]:
    return [column(index) for index in range(len(step.parts))]


def _sums(step: Cells, source: str) -> list[exp.Expr]:
    rows = named_as(exp.Sum(this=exp.column("rijen", source)), "rijen")
    parts = [
        named_as(part.merged(exp.column(column(index), source)), column(index))
        for index, part in enumerate(step.parts)
    ]
    return [rows, *parts]


def _create(name: str, query: exp.Select) -> exp.Expr:
    return exp.Create(
        this=exp.to_table(name),
        kind="TABLE",
        expression=query,
        properties=exp.Properties(expressions=[exp.TemporaryProperty()]),
    )
