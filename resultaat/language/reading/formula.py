"""A formula in Dutch words."""

from __future__ import annotations

from resultaat.core.dutch import number
from resultaat.language.catalog import Catalog
from resultaat.language.expressions.formula import Constant, Formula, Named, parse_formula

_WORDS = {"+": "plus", "-": "min", "*": "keer", "/": "gedeeld door"}


def formula_in_words(text: str, catalog: Catalog) -> str:
    """Return what a checked formula does, in two sentences."""
    formula, _ = parse_formula(text)
    said = _said(formula, catalog, outer=True) if formula is not None else text
    return (
        f"Rekent uit: {said}. Ontbreekt een van deze cijfers, dan ontbreekt de uitkomst; "
        "delen door nul geeft geen uitkomst."
    )


def _said(formula: Formula, catalog: Catalog, *, outer: bool = False) -> str:
    if isinstance(formula, Named):
        return f"“{catalog.indicator(formula.indicator).naam}”"
    if isinstance(formula, Constant):
        decimals = max(0, -int(formula.value.as_tuple().exponent))
        return number(formula.value, decimals)
    left, right = _said(formula.left, catalog), _said(formula.right, catalog)
    said = f"{left} {_WORDS[formula.sign]} {right}"
    return said if outer else f"({said})"
