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

from resultaat.gebied.niveau import Niveau

#: The level of the rows themselves where they are published, and the level asked for otherwise.
OWN_LEVEL = "niveau_gebied"
_AREA = ("gebied", "start")


def to_every_level(rows: exp.Select, keys: Sequence[str], sums: Sequence[exp.Expr]) -> exp.Select:
    """Return the query that adds `rows` (gebied, start, keys, values) up to every level.

    `sums` makes each value of a whole from the values of its pieces, under its own name.
    """
    columns = (*_AREA, *keys, *(each.alias for each in sums))
    query: exp.Select | None = None
    made: dict[str, exp.Select] = {}
    below: exp.Expr = rows.subquery("pieces", copy=False)
    for niveau in Niveau:
        made[f"tot_{niveau.value}"] = _level(niveau, below, keys, sums)
        below = exp.alias_(exp.to_table(f"tot_{niveau.value}"), "pieces", table=True)
    for name in made:
        level = _placed(name, columns)
        query = level if query is None else query.union(level, distinct=False, copy=False)  # type: ignore[assignment]
    assert query is not None  # noqa: S101  there are levels
    for name, level in made.items():
        query = query.with_(name, as_=level, copy=False)
    return query


def _level(
    niveau: Niveau, below: exp.Expr, keys: Sequence[str], sums: Sequence[exp.Expr]
) -> exp.Select:
    area = exp.func("COALESCE", exp.column("binnen", "gebieden"), exp.column("gebied", "pieces"))
    own = [exp.column(name, "pieces") for name in ("start", *keys)]
    level = exp.column("niveau", "gebieden")
    same = exp.EQ(this=exp.column("gebied", "gebieden"), expression=exp.column("gebied", "pieces"))
    this = exp.EQ(this=level.copy(), expression=exp.Literal.string(niveau.value))
    query = exp.select(level, exp.alias_(area, "gebied"), *own)
    on = exp.and_(same, this)
    query = query.from_(below, copy=False).join("gebieden", on=on, join_type="left", copy=False)
    if niveau is next(iter(Niveau)):
        # Nothing lies below the smallest level, so there is nothing to add up yet.
        return query.select(*(exp.column(each.alias, "pieces") for each in sums), copy=False)
    query = query.select(*(each.copy() for each in sums), copy=False)
    return query.group_by(level.copy(), area.copy(), *(each.copy() for each in own), copy=False)


def _placed(name: str, columns: Sequence[str]) -> exp.Select:
    placed = exp.not_(exp.Is(this=exp.column("niveau"), expression=exp.Null()))
    own = exp.alias_(exp.column("niveau"), OWN_LEVEL)
    return exp.select("niveau", own, *columns).from_(exp.to_table(name)).where(placed)


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
    query = exp.select(*(exp.alias_(tree, name) for name, tree in names.items()), *sums)
    rows_of = rows.subquery("pieces", copy=False)
    query = query.from_(rows_of, copy=False).join("gebieden", on=same, copy=False)
    return query.group_by(*(tree.copy() for tree in names.values()), copy=False)
