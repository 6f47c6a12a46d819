"""From the text of an expression to a checked tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.errors import SqlglotError

from resultaat.language.documents.bron import Kolom
from resultaat.language.expressions.errors import ExpressionError, syntax_error
from resultaat.language.expressions.rules import Checker
from resultaat.language.expressions.tree import parse_tree
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
    tree = parse_tree(text, MAX_LENGTH)
    if isinstance(tree, ExpressionError):
        return None, [tree]
    if isinstance(tree, exp.Alias):
        # Two words in a row read as a column with another name; nobody means that.
        return None, [syntax_error(text, SqlglotError())]
    checker = Checker(text, columns)
    kind = checker.type_of(tree, 0)
    if checker.errors:
        return None, checker.errors
    return Expression(tree, kind, frozenset(checker.used)), []
