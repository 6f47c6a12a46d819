"""The threshold in what an indicator counts: a term, or a number that a column is set beside."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from resultaat.language.documents.bron import Bron
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions import Type, parse_expression


@dataclass(frozen=True, slots=True)
class Drempel:
    """A threshold: the expression whose values lie around it, and from which side it is good.

    Values up to and including `grens` are good where `goed_is_onder`, values from it on otherwise.
    """

    waarde: str
    grens: int
    goed_is_onder: bool


def drempel_in(telt: Telt, bron: Bron) -> Drempel | None:
    """Return the threshold of a measure; None where it has none in whole numbers."""
    if telt.doorlooptijd is not None:
        term = telt.doorlooptijd
        days = f"dagen_tussen({term.van}, {term.tot})"
        return Drempel(days, int(term.binnen.waarde), goed_is_onder=True)
    if telt.aandeel is None:
        return None
    expression, _ = parse_expression(telt.aandeel, bron.columns)
    tree = expression.tree if expression else None
    return _compared(tree, bron) if isinstance(tree, _COMPARISONS) else None


_COMPARISONS = (exp.GTE, exp.GT, exp.LTE, exp.LT)


def _compared(tree: exp.Binary, bron: Bron) -> Drempel | None:
    """Read `kolom >= getal`; None where something else is compared."""
    column, number = tree.this, tree.expression
    if not (isinstance(column, exp.Column) and isinstance(number, exp.Literal)):
        return None
    name = column.sql()
    value, _ = parse_expression(name, bron.columns)
    if value is None or value.type is not Type.NUMBER or not str(number.this).isdigit():
        return None
    edge = int(str(number.this)) + isinstance(tree, exp.GT) - isinstance(tree, exp.LT)
    return Drempel(name, edge, goed_is_onder=isinstance(tree, exp.LTE | exp.LT))
