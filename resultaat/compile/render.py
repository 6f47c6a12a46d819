"""From plan nodes to SQL trees; `dialect.py` writes them out for the engine.

Tables: a view per source (`bron_<id>`), `gebieden` (the closure of the area list: gebied,
niveau_gebied, binnen, niveau), and `cells_<n>` per step. Every rolled-up frame has the columns
niveau, gebied, niveau_gebied, start, rijen and the parts. `niveau_gebied` is the level of the
rows themselves where they are published per level, and the level asked for otherwise.
"""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.dialect import Dialect, write
from resultaat.compile.join import ROWS, flattened, key_of, rows_of, source_of, trees
from resultaat.compile.observations import GREATEST, times
from resultaat.compile.parts import Aggregate, Part
from resultaat.compile.plan import Cells, Holistic, PerPerson, Step, column
from resultaat.compile.request import Timing
from resultaat.compile.rows import date_literal
from resultaat.compile.spans import OWN, Span

_OWN_LEVEL = "niveau_gebied"
#: The value by which the rows of a spread are counted.
SLEUTEL = "sleutel"


def cells_sql(step: Cells, number: int, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the statement that makes the cells of a step in one scan."""
    moment = exp.column(step.moment.column)
    fine = moment if step.moment.timing is not Timing.GEBEURTENIS else _truncated(moment, "month")
    key = key_of(step)
    keys = [] if key is None else [exp.cast(key, "DECIMAL(38, 8)")]
    parts = [exp.alias_(tree, column(index)) for index, tree in enumerate(trees(step))]
    query = (
        exp.select(
            exp.alias_(exp.column("__gebied"), "gebied"),
            exp.alias_(fine, "moment"),
            *(exp.alias_(key.copy(), SLEUTEL) for key in keys),
            exp.alias_(exp.Count(this=exp.Star()), "rijen"),
            *parts,
        )
        .from_(rows_of(step))
        .where(_in_window(step))
        .group_by(exp.column("__gebied"), fine.copy(), *keys)
    )
    return write(_create(f"cells_{number}", query), dialect)


def rollup_sql(
    step: Cells, number: int, span: Span = OWN, dialect: Dialect = Dialect.DUCKDB
) -> str:
    """Return the query that brings cells to every level and to the periods asked for."""
    merged = [
        exp.alias_(part.merged(exp.column(column(index), "cells")), column(index))
        for index, part in enumerate(step.parts)
    ]
    rows = exp.alias_(exp.Sum(this=exp.column("rijen", "cells")), "rijen")
    moment = exp.column("moment", "cells")
    keys = [] if step.key is None else [exp.column(SLEUTEL, "cells")]
    query = _by_area(step, _start(step, span, moment), [*keys, rows, *merged]).from_(
        exp.alias_(exp.to_table(f"cells_{number}"), "cells", table=True)
    )
    query = query.group_by(*(key.copy() for key in keys))
    if keys:
        # There may be as many of these as there are rows; the engine puts them in order fastest.
        names = ("niveau", "gebied", _OWN_LEVEL, "start", SLEUTEL)
        query = query.order_by(*(exp.column(name) for name in names))
    query = _spanned(query.join("gebieden", on=_same_area("cells", "gebied")), step, span, moment)
    if step.moment.timing is Timing.STAND:
        query = _only_last(query, step, exp.to_table(f"cells_{number}"), "moment", "cells")
    return write(query, dialect)


def holistic_sql(step: Holistic, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query that counts parts which do not merge, at every level from the rows."""
    if isinstance(step, PerPerson):
        return write(_per_person(step), dialect)
    parts = [exp.alias_(_of_source(tree), column(index)) for index, tree in enumerate(trees(step))]
    return write(_at_every_level(step, parts), dialect)


def _at_every_level(step: Holistic, values: list[exp.Expr]) -> exp.Select:
    """Count the rows of a source at every level and in every period of the step's span."""
    rows = exp.alias_(exp.Count(this=exp.Star()), "rijen")
    moment = exp.column(step.moment.column, ROWS)
    (span,) = step.spans
    query = _by_area(step, _start(step, span, moment), [rows, *values]).from_(rows_of(step))
    query = _spanned(query.join("gebieden", on=_same_area(ROWS, "__gebied")), step, span, moment)
    query = query.where(_in_window(step, source=ROWS))
    if step.moment.timing is Timing.STAND:
        query = _only_last(query, step, source_of(step), step.moment.column, ROWS)
    return query


def _per_person(step: PerPerson) -> exp.Select:
    """Add up per person first; then products of those sums over the persons of each area."""
    wanted = list(dict.fromkeys(each for part in step.parts for each in part.of))
    names = {part: f"s{index}" for index, part in enumerate(wanted)}
    sums = [exp.alias_(_of_source(flattened(part.tree())), names[part]) for part in wanted]
    person = _of_source(flattened(step.person.copy()))
    inner = _at_every_level(step, sums).group_by(person)
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


def statements(step: Step, number: int, dialect: Dialect = Dialect.DUCKDB) -> list[str]:
    """Return every statement of a step, in the order in which they run."""
    if isinstance(step, Holistic):
        return [holistic_sql(step, dialect)]
    rolled = (rollup_sql(step, number, span, dialect) for span in step.spans)
    return [cells_sql(step, number, dialect), *rolled]


def _start(step: Step, span: Span, moment: exp.Expr) -> exp.Expr:
    """The first day of the period in which a row counts; of a longer span there are several."""
    if span == OWN:
        return _truncated(moment, step.window.grain.unit)
    return exp.column("start", "vensters")


def _spanned(query: exp.Select, step: Step, span: Span, moment: exp.Expr) -> exp.Select:
    """Let each row count in every period whose span holds it."""
    if span == OWN:
        return query
    periods = step.window.periods()
    days = [(each.start, span.since(each), each.end) for each in periods]
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


def _of_source(tree: exp.Expr) -> exp.Expr:
    """Say of every column that it is the source's: the area list may have one of that name."""
    for each in tree.find_all(exp.Column):
        each.set("table", exp.to_identifier(ROWS))
    return tree


def exact_columns(step: Step) -> list[str]:
    """Return the columns of a step that hold exact values rather than counts."""
    keys = [SLEUTEL] if isinstance(step, Cells) and step.key is not None else []
    return [*keys, *(column(i) for i, part in enumerate(step.parts) if part.exact)]


def _by_area(step: Step, start: exp.Expr, values: list[exp.Expr]) -> exp.Select:
    own = _OWN_LEVEL if step.moment.timing is Timing.GEPUBLICEERD else "niveau"
    keys = [
        exp.column("niveau", "gebieden"),
        exp.column("binnen", "gebieden"),
        exp.column(own, "gebieden"),
        start,
    ]
    names = ["niveau", "gebied", _OWN_LEVEL, "start"]
    named = [exp.alias_(key.copy(), name) for key, name in zip(keys, names, strict=True)]
    return exp.select(*named, *values).group_by(*(key.copy() for key in keys))


def _only_last(
    query: exp.Select, step: Step, table: exp.Expr, moment: str, source: str
) -> exp.Select:
    """Keep the last peildatum of each period: a stand is not added up over time."""
    period = _truncated(exp.column(moment), step.window.grain.unit)
    last = (
        exp.select(exp.alias_(exp.Max(this=exp.column(moment)), "peildatum"))
        .from_(table)
        .where(_in_window(step, moment))
        .group_by(period)
    )
    return query.where(exp.In(this=exp.column(moment, source), query=last.subquery()))


def _in_window(step: Step, moment: str | None = None, source: str = "") -> exp.Expr:
    """The periods asked for, no further than what was known by the window's peildatum."""
    day = exp.column(moment or step.moment.column, source or None)
    last = min(step.window.last.end, step.window.peildatum)
    return exp.Between(
        this=day,
        low=date_literal(step.since),
        high=date_literal(last),
    )


def _truncated(value: exp.Expr, unit: str) -> exp.Expr:
    # `date_trunc` gives a timestamp in DuckDB, also for a date.
    return exp.cast(exp.func("DATE_TRUNC", exp.Literal.string(unit), value.copy()), "DATE")


def _same_area(source: str, name: str) -> exp.Expr:
    return exp.EQ(this=exp.column(name, source), expression=exp.column("gebied", "gebieden"))


def _create(name: str, query: exp.Select) -> exp.Expr:
    return exp.Create(
        this=exp.to_table(name),
        kind="TABLE",
        expression=query,
        properties=exp.Properties(expressions=[exp.TemporaryProperty()]),
    )
