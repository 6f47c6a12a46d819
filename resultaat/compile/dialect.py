"""The one place where a query becomes text, in the dialect of the engine that is to run it."""

from __future__ import annotations

from enum import Enum

from sqlglot import exp

from resultaat.compile.functions import expand


class Dialect(Enum):
    """An engine's SQL; the value is its name for people and for sqlglot."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def write(tree: exp.Expr, dialect: Dialect = Dialect.DUCKDB) -> str:
    """Return a query as text. Spark knows no temporary tables: sqlglot makes them views there."""
    # `expand` gives a copy, which nobody else has.
    return expand(tree).sql(dialect=dialect.value, pretty=True, copy=False)
