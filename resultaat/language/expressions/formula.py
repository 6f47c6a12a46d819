"""Formulas over indicators: names, numbers, + − × ÷ and brackets. Nothing else is on the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlglot import exp

from resultaat.language.expressions.errors import ExpressionError, extent, too_big
from resultaat.language.expressions.tree import parse_tree

MAX_LENGTH, MAX_DEPTH = 500, 20


@dataclass(frozen=True, slots=True)
class Named:
    """The figure of an indicator, and where its name stands in the text."""

    indicator: str
    start: int = 0
    width: int = 1


@dataclass(frozen=True, slots=True)
class Constant:
    """A number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Operation:
    """Two formulas and the sign between them."""

    sign: str
    left: Formula
    right: Formula


Formula = Named | Constant | Operation
_SIGNS: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}


def parse_formula(text: str) -> tuple[Formula | None, list[ExpressionError]]:
    """Parse a formula; return all that is wrong."""
    tree = parse_tree(text, MAX_LENGTH)
    if isinstance(tree, ExpressionError):
        return None, [tree]
    errors: list[ExpressionError] = []
    formula = _read(tree, text, errors, 0)
    return (None, errors) if errors else (formula, [])


def named(formula: Formula) -> Iterator[Named]:
    """Yield every indicator in a formula, in the order in which it is written."""
    if isinstance(formula, Named):
        yield formula
    elif isinstance(formula, Operation):
        yield from named(formula.left)
        yield from named(formula.right)


def indicators_in(text: str) -> set[str]:
    """Return the indicators that a formula names; none where it cannot be read."""
    formula, _ = parse_formula(text) if text else (None, [])
    return {each.indicator for each in named(formula)} if formula is not None else set()


def _read(node: exp.Expr, text: str, errors: list[ExpressionError], depth: int) -> Formula:
    start, width = extent(text, node)
    if depth > MAX_DEPTH:
        errors.append(too_big())
    elif isinstance(node, exp.Paren):
        return _read(node.this, text, errors, depth + 1)
    elif isinstance(node, exp.Column) and len(node.parts) == 1:
        return Named(node.name, start, width)
    elif isinstance(node, exp.Literal) and not node.is_string:
        return Constant(Decimal(node.name))
    elif type(node) in _SIGNS:
        left = _read(node.this, text, errors, depth + 1)
        right = _read(node.args["expression"], text, errors, depth + 1)
        return Operation(_SIGNS[type(node)], left, right)
    else:
        word = node.sql(dialect="duckdb")[:40]
        mend = "Gebruik namen van indicatoren, getallen, + - * / en haakjes."
        message = f"`{word}` kan niet in een formule."
        errors.append(ExpressionError("R1202", message, mend, start, width))
    return Constant(Decimal(0))
