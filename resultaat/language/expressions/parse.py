"""From the text of an expression to a checked tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from resultaat.language.documents.bron import Kolom
from resultaat.language.expressions.errors import ExpressionError, syntax_error, too_big
from resultaat.language.expressions.rules import Checker
from resultaat.language.expressions.types import Type

MAX_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its tree, its type, and the columns that it reads."""

    tree: exp.Expr
    type: Type
    columns: frozenset[str]


def parse_expression(
    text: str, columns: Mapping[str, Kolom]
) -> tuple[Expression | None, list[ExpressionError]]:
    """Parse and check `text` against the columns of a source; return all that is wrong."""
    if len(text) > MAX_LENGTH:
        return None, [too_big()]
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError as wrong:
        return None, [syntax_error(text, wrong)]
    except RecursionError:
        return None, [too_big()]
    if isinstance(tree, exp.Alias):
        # Two words in a row read as a column with another name; nobody means that.
        return None, [syntax_error(text, SqlglotError())]
    checker = Checker(text, columns)
    kind = checker.type_of(tree, 0)
    if checker.errors:
        return None, checker.errors
    return Expression(tree, kind, frozenset(checker.used)), []
