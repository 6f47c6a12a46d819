"""Small pieces of a query, and the rule that makes them cheap.

Trees are shared: one node may stand in many queries, and nobody changes one that he did not make
himself. Whoever replaces something copies first (`bare`, `join.named`, `join.of_source`,
`lift.lift`, `functions.expand`). The builders of sqlglot copy all that they are given, at every
call, which took nine tenths of the time of compiling.
"""

from __future__ import annotations

from functools import cache

from sqlglot import exp

#: Room for every sum: no order of adding changes a bit.
EXACT = "DECIMAL(38, 8)"
#: Where the words of an expression stood in its text: only for messages, and slow to copy.
_POSITION = ("line", "col", "start", "end", "name_start", "name_end")


def bare(tree: exp.Expr) -> exp.Expr:
    """Return a copy that no longer knows where its words stood."""
    copied: exp.Expr = tree.copy()
    for node in copied.walk():
        if node.meta_get("start") is not None:
            for key in _POSITION:
                node.meta.pop(key, None)
    return copied


def named_as(tree: exp.Expr, name: str) -> exp.Alias:
    """Return a column of a query, under a name."""
    return exp.Alias(this=tree, alias=exp.to_identifier(name))


def cast(tree: exp.Expr, to: str) -> exp.Cast:
    """Return a value as another type."""
    return exp.Cast(this=tree, to=_type(to))


def paren(tree: exp.Expr) -> exp.Paren:
    """Return a tree that holds together whatever stands around it."""
    return exp.Paren(this=tree)


def negated(tree: exp.Expr) -> exp.Not:
    """Return the opposite of a condition; of one that is not known nothing is known either."""
    return exp.Not(this=tree if not isinstance(tree, exp.Connector) else paren(tree))


def is_null(tree: exp.Expr) -> exp.Is:
    """Return the condition that a value is not there."""
    return exp.Is(this=tree, expression=exp.Null())


def case(condition: exp.Expr, value: exp.Expr, other: exp.Expr | None = None) -> exp.Case:
    """Return a value where a condition holds, and `other`, or nothing, elsewhere."""
    return exp.Case(ifs=[exp.If(this=condition, true=value)], default=other)


def select(*values: exp.Expr) -> exp.Select:
    """Return a query of these values."""
    return exp.Select(expressions=list(values))


def columns(*names: str, of: str | None = None) -> list[exp.Expr]:
    """Return columns by name."""
    return [exp.column(name, of) for name in names]


@cache
def _type(name: str) -> exp.DataType:
    return exp.DataType.build(name, dialect="duckdb")
