"""From plan nodes to SQL trees; `dialect.py` writes them out for the engine.

Tables: a view per source (`bron_<id>`), `gebieden` (the closure of the area list: gebied,
niveau_gebied, binnen, niveau), and `cells_<n>` per step. Every rolled-up frame has the columns
niveau, gebied, niveau_gebied, start, rijen and the parts. `niveau_gebied` is the level of the
rows themselves where they are published per level, and the level asked for otherwise.
"""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.dialect import Dialect, write
from resultaat.compile.join import ROWS, rows_of, source_of, trees
from resultaat.compile.parts import Aggregate
from resultaat.compile.plan import Cells, Holistic, Step, column
from resultaat.compile.request import Timing

_OWN_LEVEL = "niveau_gebied"


def cells_sql(step: Cells, number: int, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the statement that makes the cells of a step in one scan."""
    moment = exp.column(step.moment.column)
    fine = moment if step.moment.timing is not Timing.GEBEURTENIS else _truncated(moment, "month")
    parts = [exp.alias_(tree, column(index)) for index, tree in enumerate(trees(step))]
    query = (
        exp.select(
            exp.alias_(exp.column("__gebied"), "gebied"),
            exp.alias_(fine, "moment"),
            exp.alias_(exp.Count(this=exp.Star()), "rijen"),
            *parts,
        )
        .from_(rows_of(step))
        .where(_in_window(step))
        .group_by(exp.column("__gebied"), fine.copy())
    )
    return write(_create(f"cells_{number}", query), dialect)


def rollup_sql(step: Cells, number: int, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query that brings cells to every level and to the periods asked for."""
    sums = [
        exp.alias_(exp.Sum(this=exp.column(column(index), "cells")), column(index))
        for index in range(len(step.parts))
    ]
    rows = exp.alias_(exp.Sum(this=exp.column("rijen", "cells")), "rijen")
    start = _truncated(exp.column("moment", "cells"), step.window.grain.unit)
    query = _by_area(step, start, [rows, *sums]).from_(
        exp.alias_(exp.to_table(f"cells_{number}"), "cells", table=True)
    )
    query = query.join("gebieden", on=_same_area("cells", "gebied"))
    if step.moment.timing is Timing.STAND:
        query = _only_last(query, step, exp.to_table(f"cells_{number}"), "moment", "cells")
    return write(query, dialect)


def holistic_sql(step: Holistic, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return the query that counts parts which do not merge, at every level from the rows."""
    parts = [exp.alias_(_of_source(tree), column(index)) for index, tree in enumerate(trees(step))]
    rows = exp.alias_(exp.Count(this=exp.Star()), "rijen")
    start = _truncated(exp.column(step.moment.column, ROWS), step.window.grain.unit)
    query = _by_area(step, start, [rows, *parts]).from_(rows_of(step))
    query = query.join("gebieden", on=_same_area(ROWS, "__gebied")).where(
        _in_window(step, source=ROWS)
    )
    if step.moment.timing is Timing.STAND:
        query = _only_last(query, step, source_of(step), step.moment.column, ROWS)
    return write(query, dialect)


def _of_source(tree: exp.Expr) -> exp.Expr:
    """Say of every column that it is the source's: the area list may have one of that name."""
    for each in tree.find_all(exp.Column):
        each.set("table", exp.to_identifier(ROWS))
    return tree


def exact_columns(step: Step) -> list[str]:
    """Return the columns of a step that are exact sums rather than counts."""
    return [column(i) for i, part in enumerate(step.parts) if part.aggregate is Aggregate.SUM]


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
        low=exp.cast(exp.Literal.string(step.window.first.start.isoformat()), "DATE"),
        high=exp.cast(exp.Literal.string(last.isoformat()), "DATE"),
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
