"""Rolling up: from cells by area to every level, each level from the one below it.

    cells ─ by area and period ─┬─ buurt ─┬─ wijk ─┬─ gemeente ─┬─ …
                                └─────────┴────────┴────────────┴─ all of them together

What a level cannot place goes on to the next as it is: rows that are known by wijk only, or a
gemeente without wijken. So each level adds up few rows, and no row is lost or counted twice.
Published figures stand apart by the level of their rows, and are brought to each level directly.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from resultaat.compile.trees import columns, is_null, named_as, negated, select
from resultaat.gebied.niveau import Niveau

#: The level of the rows themselves where they are published, and the level asked for otherwise.
OWN_LEVEL = "niveau_gebied"
_AREA = ("gebied", "start")


def to_every_level(rows: exp.Select, keys: Sequence[str], sums: Sequence[exp.Expr]) -> exp.Select:
    """Return the query that adds `rows` (gebied, start, keys, values) up to every level.

    `sums` makes each value of a whole from the values of its pieces, under its own name.
    """
    values = columns(*_AREA, *keys, *(each.alias for each in sums))
    query: exp.Select | None = None
    made: dict[str, exp.Select] = {}
    below: exp.Expr = rows.subquery("pieces", copy=False)
    for niveau in Niveau:
        made[f"tot_{niveau.value}"] = _level(niveau, below, keys, sums)
        below = exp.alias_(exp.to_table(f"tot_{niveau.value}"), "pieces", table=True)
    for name in made:
        level = _placed(name, values)
        query = level if query is None else query.union(level, distinct=False, copy=False)  # type: ignore[assignment]
    assert query is not None  # noqa: S101  there are levels
    for name, level in made.items():
        query = query.with_(name, as_=level, copy=False)
    return query


def _level(
    niveau: Niveau, below: exp.Expr, keys: Sequence[str], sums: Sequence[exp.Expr]
) -> exp.Select:
    placed, given = exp.column("binnen", "gebieden"), exp.column("gebied", "pieces")
    area = exp.Coalesce(this=placed, expressions=[given])
    own = columns("start", *keys, of="pieces")
    level = exp.column("niveau", "gebieden")
    same = exp.EQ(this=exp.column("gebied", "gebieden"), expression=given)
    this = exp.EQ(this=level, expression=exp.Literal.string(niveau.value))
    query = select(level, named_as(area, "gebied"), *own)
    on = exp.And(this=same, expression=this)
    query = query.from_(below, copy=False).join("gebieden", on=on, join_type="left", copy=False)
    if niveau is next(iter(Niveau)):
        # Nothing lies below the smallest level, so there is nothing to add up yet.
        return query.select(*columns(*(each.alias for each in sums), of="pieces"), copy=False)
    query = query.select(*sums, copy=False)
    return query.group_by(level, area, *own, copy=False)


def _placed(name: str, values: Sequence[exp.Expr]) -> exp.Select:
    niveau = exp.column("niveau")
    query = select(niveau, named_as(niveau, OWN_LEVEL), *values)
    query = query.from_(exp.to_table(name), copy=False)
    return query.where(negated(is_null(niveau)), copy=False)


def to_levels_directly(
    rows: exp.Select, keys: Sequence[str], sums: Sequence[exp.Expr]
) -> exp.Select:
    """Return the same, apart for every level that rows are of."""
    names = {
        "niveau": exp.column("niveau", "gebieden"),
        OWN_LEVEL: exp.column("niveau_gebied", "gebieden"),
        "gebied": exp.column("binnen", "gebieden"),
        **{name: exp.column(name, "pieces") for name in ("start", *keys)},
    }
    same = exp.EQ(this=exp.column("gebied", "gebieden"), expression=exp.column("gebied", "pieces"))
    query = select(*(named_as(tree, name) for name, tree in names.items()), *sums)
    rows_of = rows.subquery("pieces", copy=False)
    query = query.from_(rows_of, copy=False).join("gebieden", on=same, copy=False)
    return query.group_by(*names.values(), copy=False)
