"""From the text of an expression or a formula to sqlglot's tree, bounded before it is read."""

from __future__ import annotations

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from resultaat.language.expressions.errors import ExpressionError, syntax_error, too_big


def parse_tree(text: str, longest: int) -> exp.Expr | ExpressionError:
    """Return the tree of `text`, or why it cannot be read; `longest` is in characters."""
    if len(text) > longest:
        return too_big()
    try:
        return sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError as wrong:
        return syntax_error(text, wrong)
    except RecursionError:
        return too_big()
    except (TypeError, ValueError, AttributeError, LookupError):
        # Of a few rows of signs, such as `->`, the parser itself makes nothing at all.
        return syntax_error(text, SqlglotError())
