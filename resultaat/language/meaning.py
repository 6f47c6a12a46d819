"""Expressions by what they mean: the order of terms and needless brackets make no difference."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from resultaat.language.documents.bron import Kolom
from resultaat.language.expressions import Type, parse_expression
from resultaat.language.reading.words import condition_in_words, in_words

_TURNED: dict[type[exp.Expr], str] = {exp.GT: "LT", exp.GTE: "LTE"}
_EITHER_WAY = (exp.EQ, exp.NEQ, exp.Add, exp.Mul)


def meaning_of(text: str, columns: Mapping[str, Kolom]) -> str:
    """Return a text that is equal for expressions that surely mean the same."""
    expression, _ = parse_expression(text, columns)
    return _canonical(expression.tree) if expression else " ".join(text.split())


def words_of(text: str, columns: Mapping[str, Kolom]) -> str:
    """Return an expression in Dutch words; as it is written where it cannot be read."""
    expression, _ = parse_expression(text, columns)
    if expression is None:
        return text
    say = condition_in_words if expression.type is Type.BOOLEAN else in_words
    return say(expression.tree)


def _canonical(node: exp.Expr) -> str:
    node = node.unnest()
    kind = type(node).__name__.upper()
    if isinstance(node, exp.And | exp.Or):
        return f"{kind}({', '.join(sorted({_canonical(term) for term in _terms(node)}))})"
    if isinstance(node, exp.In):
        choices = sorted(_canonical(each) for each in node.expressions)
        return f"IN({_canonical(node.this)}: {', '.join(choices)})"
    inner = [
        _canonical(each)
        for each in node.iter_expressions()
        if not isinstance(each, exp.DataType | exp.Identifier)
    ]
    if not inner:
        return node.sql(dialect="duckdb")
    if isinstance(node, exp.Anonymous):
        return f"{node.name}({', '.join(inner)})"
    if type(node) in _TURNED:
        return f"{_TURNED[type(node)]}({', '.join(reversed(inner))})"
    return f"{kind}({', '.join(sorted(inner) if isinstance(node, _EITHER_WAY) else inner)})"


def _terms(node: exp.Expr) -> list[exp.Expr]:
    """Return the terms of a chain of the same word, brackets or not."""
    found: list[exp.Expr] = []
    for side in (node.this.unnest(), node.args["expression"].unnest()):
        found += _terms(side) if type(side) is type(node) else [side]
    return found
