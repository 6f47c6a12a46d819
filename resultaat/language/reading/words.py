"""Expressions in Dutch words: `wet = 'jeugdwet' and einddatum is not null`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlglot import exp

from resultaat.core.dutch import day, listing


def in_words(node: exp.Expr) -> str:
    """Return a checked expression as Dutch words."""
    return _WORDS[type(node)](node)


def name_of(column: str) -> str:
    """Return a column's name as words."""
    return column.replace("_", " ")


def _column(node: exp.Expr) -> str:
    # `inwoners.leeftijd`: a column of another source, through a relation.
    of = f" van {name_of(node.text('table'))}" if node.text("table") else ""
    return f"{name_of(node.name)}{of}"


def _condition(node: exp.Expr) -> str:
    """Say a boolean value as a condition; a bare column is one that is yes."""
    return f"{in_words(node)} is ja" if isinstance(node, exp.Column) else in_words(node)


def _not(node: exp.Expr) -> str:
    inner = node.this.unnest()
    if isinstance(inner, exp.Is) and isinstance(inner.expression, exp.Null):
        return f"{in_words(inner.this)} is ingevuld"
    if isinstance(inner, exp.Column):
        return f"{in_words(inner)} is nee"
    if isinstance(inner, exp.In):
        return _in(inner, "is niet")
    return f"niet ({_condition(inner)})"


def _is(node: exp.Expr) -> str:
    if isinstance(node.expression, exp.Null):
        return f"{in_words(node.this)} is leeg"
    return f"{in_words(node.this)} is {in_words(node.expression)}"


def _in(node: exp.Expr, verb: str = "is") -> str:
    choices = listing([in_words(each) for each in node.expressions], "of")
    return f"{in_words(node.this)} {verb} {choices}"


def _literal(node: exp.Expr) -> str:
    if not node.is_string:
        return node.name.replace(".", ",")
    try:
        return day(date.fromisoformat(node.name))
    except ValueError:
        return node.name


def _between(word: str) -> Callable[[exp.Expr], str]:
    return lambda node: f"{in_words(node.this)} {word} {in_words(node.args['expression'])}"


def _joined(word: str) -> Callable[[exp.Expr], str]:
    return lambda node: f"{_condition(node.this)} {word} {_condition(node.args['expression'])}"


def _call(node: exp.Expr) -> str:
    return _CALLS[node.name](*(in_words(each) for each in node.expressions))


def _rounded(value: str, decimals: str) -> str:
    if decimals == "0":
        return f"{value}, afgerond op een heel getal"
    return f"{value}, afgerond op {decimals} {'decimaal' if decimals == '1' else 'decimalen'}"


_CALLS: dict[str, Callable[..., str]] = {
    "leeftijd_op": lambda born, day: f"de leeftijd op {day} (volgens {born})",
    "dagen_tussen": lambda start, end: f"het aantal dagen van {start} tot {end}",
    "maanden_tussen": lambda start, end: f"het aantal hele maanden van {start} tot {end}",
    "jaren_tussen": lambda start, end: f"het aantal hele jaren van {start} tot {end}",
    "jaar_van": lambda day: f"het jaar van {day}",
    "maand_van": lambda day: f"de maand van {day}",
    "begint_met": lambda text, start: f"{text} begint met “{start}”",
    "anders": lambda value, other: f"{value} (en waar dat leeg is: {other})",
    "afgerond": _rounded,
}
_WORDS: dict[type[exp.Expr], Callable[[exp.Expr], str]] = {
    exp.Column: _column,
    exp.Literal: _literal,
    exp.Boolean: lambda node: "ja" if node.this else "nee",
    exp.Null: lambda _: "leeg",
    exp.Cast: lambda node: in_words(node.this),
    exp.Paren: lambda node: f"({_condition(node.this)})",
    exp.Neg: lambda node: f"−{in_words(node.this)}",
    exp.Not: _not,
    exp.Is: _is,
    exp.In: _in,
    exp.Between: lambda node: (
        f"{in_words(node.this)} ligt van {in_words(node.args['low'])} "
        f"tot en met {in_words(node.args['high'])}"
    ),
    exp.And: _joined("en"),
    exp.Or: _joined("of"),
    exp.EQ: _between("is"),
    exp.NEQ: _between("is niet"),
    exp.GT: _between("is meer dan"),
    exp.GTE: _between("is minstens"),
    exp.LT: _between("is minder dan"),
    exp.LTE: _between("is hoogstens"),
    exp.Add: _between("plus"),
    exp.Sub: _between("min"),
    exp.Mul: _between("keer"),
    exp.Div: _between("gedeeld door"),
    exp.Anonymous: _call,
}


def condition_in_words(node: exp.Expr) -> str:
    """Return an expression that is true or not, as a condition."""
    return _condition(node)
