"""The Dutch functions of an expression: their names, what they are given and what they give.

This is the whole list. In a tree a function stays what its writer wrote, so that it can be read
back in Dutch; `compile/functions.py` writes each out in plain SQL for the engine that is to run it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from resultaat.core.diagnostics import did_you_mean
from resultaat.language.expressions.errors import ExpressionError, extent
from resultaat.language.expressions.types import Type, mend_of

MAX_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Function:
    """A function: the type of each argument by its name, and the type of what it gives.

    None is the type of the first argument, whatever that is.
    """

    arguments: Mapping[str, Type | None]
    gives: Type | None
    example: str


_FROM_TO = {"van": Type.DATE, "tot": Type.DATE}
FUNCTIONS: dict[str, Function] = {
    "leeftijd_op": Function(
        {"geboortedatum": Type.DATE, "datum": Type.DATE},
        Type.NUMBER,
        "leeftijd_op(geboortedatum, startdatum)",
    ),
    "dagen_tussen": Function(_FROM_TO, Type.NUMBER, "dagen_tussen(startdatum, einddatum)"),
    "maanden_tussen": Function(_FROM_TO, Type.NUMBER, "maanden_tussen(startdatum, einddatum)"),
    "jaren_tussen": Function(_FROM_TO, Type.NUMBER, "jaren_tussen(startdatum, einddatum)"),
    "jaar_van": Function({"datum": Type.DATE}, Type.NUMBER, "jaar_van(startdatum)"),
    "maand_van": Function({"datum": Type.DATE}, Type.NUMBER, "maand_van(startdatum)"),
    "begint_met": Function(
        {"tekst": Type.TEXT, "begin": Type.TEXT}, Type.BOOLEAN, "begint_met(soort, 'jeugd')"
    ),
    "anders": Function({"waarde": None, "vervanging": None}, None, "anders(uren, 0)"),
    "afgerond": Function(
        {"getal": Type.NUMBER, "decimalen": Type.NUMBER}, Type.NUMBER, "afgerond(cijfer, 1)"
    ),
}
#: What people who know SQL write, and what it is called here.
INSTEAD: dict[type[exp.Expr], str] = {
    exp.Round: "afgerond",
    exp.Coalesce: "anders",
    exp.StartsWith: "begint_met",
    exp.DateDiff: "dagen_tussen",
    exp.Year: "jaar_van",
    exp.Month: "maand_van",
}


def check_call(
    text: str, node: exp.Anonymous, kinds: Sequence[Type]
) -> tuple[Type, list[ExpressionError]]:
    """Return the type that a call gives, and what is wrong with it."""
    function = FUNCTIONS.get(node.name)
    if function is None:
        return Type.NULL, [_unknown(node)]
    if len(kinds) != len(function.arguments):
        return function.gives or Type.NULL, [_miscounted(node, function, len(kinds))]
    wanted = [kind or kinds[0] for kind in function.arguments.values()]
    errors = [
        error
        for child, kind, right in zip(list(node.expressions), kinds, wanted, strict=True)
        if (error := _misfit(text, node, child, kind, right)) is not None
    ]
    if node.name == "afgerond" and not errors and not _is_decimals(node.expressions[1]):
        message = f"Het aantal decimalen is een heel getal van 0 tot en met {MAX_DECIMALS}."
        mend = f"Schrijf bijvoorbeeld `{function.example}`."
        errors = [ExpressionError("R1212", message, mend, *extent(text, node.expressions[1]))]
    return function.gives or kinds[0], errors


def date_text(node: exp.Expr) -> bool:
    """Whether the node is a text that is a date, as `'2024-01-31'`."""
    if not (isinstance(node, exp.Literal) and node.is_string):
        return False
    # Python reads more spellings of a date than any engine does.
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.name):
        return False
    try:
        date.fromisoformat(node.name)
    except ValueError:
        return False
    return True


def _unknown(node: exp.Anonymous) -> ExpressionError:
    mend = did_you_mean(node.name.lower(), FUNCTIONS)
    mend = mend or f"De functies zijn: {', '.join(sorted(FUNCTIONS))}."
    message = f"De functie `{node.name}` bestaat niet."
    return ExpressionError("R1210", message, mend, *_name_of_call(node))


def _miscounted(node: exp.Anonymous, function: Function, given: int) -> ExpressionError:
    names = ", ".join(function.arguments)
    amount = len(function.arguments)
    message = (
        f"`{node.name}` vraagt {amount} {'waarde' if amount == 1 else 'waarden'} ({names}); "
        f"hier {'staat' if given == 1 else 'staan'} er {given}."
    )
    mend = f"Schrijf bijvoorbeeld `{function.example}`."
    return ExpressionError("R1211", message, mend, *_name_of_call(node))


def _misfit(
    text: str, node: exp.Anonymous, child: exp.Expr, kind: Type, wanted: Type
) -> ExpressionError | None:
    if isinstance(child, exp.Null):
        message = f"`{node.name}` kan niet rekenen met leeg."
        mend = "Noem een kolom of een waarde."
        return ExpressionError("R1212", message, mend, *_name_of_call(node))
    if wanted is Type.DATE and kind is Type.TEXT and date_text(child):
        child.replace(exp.cast(child.copy(), "DATE"))
        return None
    if kind is wanted or Type.NULL in (kind, wanted):
        return None
    message = f"Hier staat een {kind.value}, maar hier hoort een {wanted.value}."
    return ExpressionError("R1204", message, mend_of(child, kind, wanted), *extent(text, child))


def _is_decimals(node: exp.Expr) -> bool:
    whole = isinstance(node, exp.Literal) and not node.is_string and node.name.isdecimal()
    return whole and int(node.name) <= MAX_DECIMALS


def _name_of_call(node: exp.Anonymous) -> tuple[int, int]:
    return int(node.meta.get("start", 0)), len(node.name)
