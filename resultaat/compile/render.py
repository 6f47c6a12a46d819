"""From plan nodes to SQL trees; `dialect.py` writes them out for the engine.

Tables: a view per source (`bron_<id>`), `gebieden` (the closure of the area list: gebied,
niveau_gebied, binnen, niveau), and `cells_<n>` per step. A frame has the columns niveau, gebied,
niveau_gebied, start, rijen and the parts. `niveau_gebied` is the level of the rows themselves where
they are published per level, and the level asked for otherwise. A frame at the areas of the rows
themselves has gebied, start, the dimensions (`d0`, `d1`, …), rijen and the parts.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from resultaat.compile.dialect import Dialect, write
from resultaat.compile.followed import followed_query
from resultaat.compile.join import ROWS, flattened, key_of, named, rows_of, source_of, trees
from resultaat.compile.observations import GREATEST, times
from resultaat.compile.parts import Aggregate, Part
from resultaat.compile.plan import Cells, Followed, Holistic, PerPerson, Step, column
from resultaat.compile.request import Timing
from resultaat.compile.roll import Roll
from resultaat.compile.timing import in_window, is_last, spanned, start_of, truncated

_OWN_LEVEL = "niveau_gebied"
#: The value by which the rows of a spread are counted.
SLEUTEL = "sleutel"


def cells_sql(step: Cells, number: int, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the statement that makes the cells of a step in one scan."""
    return write(_create(f"cells_{number}", _cells(step)), dialect)


def cells_query(step: Cells, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query of the cells of a step, for who keeps them."""
    return write(_cells(step), dialect)


def _cells(step: Cells) -> exp.Select:
    moment = exp.column(step.moment.column)
    fine = moment if step.moment.timing is not Timing.GEBEURTENIS else truncated(moment, "month")
    key = key_of(step)
    keys = [] if key is None else [exp.cast(key, "DECIMAL(38, 8)")]
    dimensions = [named(each.tree) for each in step.dimensions]
    parts = [exp.alias_(tree, column(index)) for index, tree in enumerate(trees(step))]
    return (
        exp.select(
            exp.alias_(exp.column("__gebied"), "gebied"),
            exp.alias_(fine, "moment"),
            *(exp.alias_(key.copy(), SLEUTEL) for key in keys),
            *(exp.alias_(tree, dimension(index)) for index, tree in enumerate(dimensions)),
            exp.alias_(exp.Count(this=exp.Star()), "rijen"),
            *parts,
        )
        .from_(rows_of(step))
        .where(in_window(step))
        .group_by(exp.column("__gebied"), fine.copy(), *keys, *(each.copy() for each in dimensions))
    )


def roll_sql(step: Cells, number: int, roll: Roll, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query that brings cells to the areas and the periods asked for."""
    merged = [
        exp.alias_(part.merged(exp.column(column(index), "cells")), column(index))
        for index, part in enumerate(step.parts)
    ]
    rows = exp.alias_(exp.Sum(this=exp.column("rijen", "cells")), "rijen")
    moment = exp.column("moment", "cells")
    keys = [] if step.key is None else [exp.column(SLEUTEL, "cells")]
    cells = exp.alias_(exp.to_table(f"cells_{number}"), "cells", table=True)
    start, values = start_of(roll, moment), [*keys, rows, *merged]
    if roll.levels:
        query = _by_area(step, start, values).from_(cells)
        query = query.join("gebieden", on=_same_area("cells", "gebied"))
    else:
        places = [exp.column(dimension(index), "cells") for index in places_of(step, roll)]
        query = _at_area(exp.column("gebied", "cells"), start, places, values).from_(cells)
    query = query.group_by(*(key.copy() for key in keys))
    if keys:
        # There may be as many of these as there are rows; the engine puts them in order fastest.
        names = ("niveau", "gebied", _OWN_LEVEL, "start", SLEUTEL)
        query = query.order_by(*(exp.column(name) for name in names))
    query = spanned(query, step, roll, moment)
    if step.moment.timing is Timing.STAND:
        query = query.where(is_last(step, roll, exp.to_table(f"cells_{number}"), moment))
    return write(query, dialect)


def holistic_sql(step: Holistic, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query that counts parts which do not merge, at every level from the rows."""
    if isinstance(step, PerPerson):
        return write(_per_person(step), dialect)
    parts = [exp.alias_(_of_source(tree), column(index)) for index, tree in enumerate(trees(step))]
    return write(_from_rows(step, parts), dialect)


def _from_rows(step: Holistic, parts: list[exp.Expr]) -> exp.Select:
    """Count the rows of a source at the areas and in the periods of a step's roll."""
    moment = exp.column(step.moment.column, ROWS)
    (roll,) = step.rolls
    start = start_of(roll, moment)
    values = [exp.alias_(exp.Count(this=exp.Star()), "rijen"), *parts]
    if roll.levels:
        query = _by_area(step, start, values).from_(rows_of(step))
        query = query.join("gebieden", on=_same_area(ROWS, "__gebied"))
    else:
        dimensions = [_of_source(named(each.tree)) for each in step.dimensions]
        area = exp.column("__gebied", ROWS)
        query = _at_area(area, start, dimensions, values).from_(rows_of(step))
    query = spanned(query, step, roll, moment).where(in_window(step, source=ROWS))
    if step.moment.timing is Timing.STAND:
        query = query.where(is_last(step, roll, source_of(step), moment))
    return query


def _per_person(step: PerPerson) -> exp.Select:
    """Add up per person first; then products of those sums over the persons of each area."""
    wanted = list(dict.fromkeys(each for part in step.parts for each in part.of))
    names = {part: f"s{index}" for index, part in enumerate(wanted)}
    sums = [exp.alias_(_of_source(flattened(part.tree())), names[part]) for part in wanted]
    inner = _from_rows(step, sums).group_by(_of_source(named(step.person)))
    keys = ["niveau", "gebied", _OWN_LEVEL, "start"]
    products = [
        exp.alias_(_product(part, names), column(index)) for index, part in enumerate(step.parts)
    ]
    rows = exp.alias_(exp.Sum(this=exp.column("rijen")), "rijen")
    query = exp.select(*keys, rows, *products).from_(inner.subquery("personen"))
    return query.group_by(*(exp.column(key) for key in keys))


def _product(part: Part, names: dict[Part, str]) -> exp.Expr:
    """The sum over persons of two of their sums, multiplied; null where one is beyond reckoning."""
    one, other = (exp.func("COALESCE", exp.column(names[each]), 0) for each in part.of)
    if all(each.aggregate is Aggregate.COUNT for each in part.of):
        return exp.Sum(this=exp.cast(exp.Mul(this=one, expression=other), "DECIMAL(38, 8)"))
    greatest = exp.func("GREATEST", exp.func("ABS", one.copy()), exp.func("ABS", other.copy()))
    inside = exp.LTE(this=greatest, expression=exp.Literal.number(GREATEST))
    values = exp.cast(exp.Case().when(inside, times(one, other)), "DECIMAL(38, 8)")
    # One person too many digits: none is better than the sum of the others.
    whole = exp.EQ(this=exp.Count(this=values.copy()), expression=exp.Count(this=exp.Star()))
    return exp.Case().when(whole, exp.Sum(this=values))


def followed_sql(step: Followed, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query that tells apart who stayed, came and left."""
    return write(followed_query(step), dialect)


def statements(step: Step, number: int, dialect: Dialect = Dialect.DUCKDB) -> list[str]:
    """Return every statement of a step, in the order in which they run."""
    if isinstance(step, Holistic):
        return [holistic_sql(step, dialect)]
    if isinstance(step, Followed):
        return [followed_sql(step, dialect)]
    rolled = (roll_sql(step, number, roll, dialect) for roll in step.rolls)
    return [cells_sql(step, number, dialect), *rolled]


def dimension(index: int) -> str:
    """Return the name of the column of a dimension."""
    return f"d{index}"


def places_of(step: Step, roll: Roll) -> list[int]:
    """Return which of the dimensions of a step a roll asks for."""
    return [step.dimensions.index(each) for each in roll.dimensions]


def exact_columns(step: Step) -> list[str]:
    """Return the columns of a step that hold exact values rather than counts."""
    keys = [SLEUTEL] if isinstance(step, Cells) and step.key is not None else []
    return [*keys, *(column(i) for i, part in enumerate(step.parts) if part.exact)]


def _of_source(tree: exp.Expr) -> exp.Expr:
    """Say of every column that it is the source's: the area list may have one of that name."""
    for each in tree.find_all(exp.Column):
        each.set("table", exp.to_identifier(ROWS))
    return tree


def _by_area(step: Step, start: exp.Expr, values: list[exp.Expr]) -> exp.Select:
    own = _OWN_LEVEL if step.moment.timing is Timing.GEPUBLICEERD else "niveau"
    keys = {
        "niveau": exp.column("niveau", "gebieden"),
        "gebied": exp.column("binnen", "gebieden"),
        _OWN_LEVEL: exp.column(own, "gebieden"),
        "start": start,
    }
    return _grouped(keys, values)


def _at_area(
    area: exp.Expr, start: exp.Expr, dimensions: Sequence[exp.Expr], values: list[exp.Expr]
) -> exp.Select:
    keys = {"gebied": area, "start": start}
    return _grouped(keys | {dimension(i): each for i, each in enumerate(dimensions)}, values)


def _grouped(keys: dict[str, exp.Expr], values: list[exp.Expr]) -> exp.Select:
    named = [exp.alias_(key.copy(), name) for name, key in keys.items()]
    return exp.select(*named, *values).group_by(*(key.copy() for key in keys.values()))


def _same_area(source: str, name: str) -> exp.Expr:
    return exp.EQ(this=exp.column(name, source), expression=exp.column("gebied", "gebieden"))


def _create(name: str, query: exp.Select) -> exp.Expr:
    return exp.Create(
        this=exp.to_table(name),
        kind="TABLE",
        expression=query,
        properties=exp.Properties(expressions=[exp.TemporaryProperty()]),
    )
