"""A unit is only a word: `per 1.000 inwoners` makes no figure a thousand times larger.

Without that the figure is read a thousand times too small, or shown as 0,0. A column that is
published so is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic
from resultaat.core.dutch import number
from resultaat.language.catalog import Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions.formula import (
    Constant,
    Formula,
    Operation,
    named,
    parse_formula,
)

_PER = re.compile(r"\bper (\d[\d.]*)\b")


def check_schaal(loaded: Loaded[AnyIndicator]) -> Iterator[Diagnostic]:
    """Yield where a unit names another scale than the one in which a figure is counted (R1357)."""
    said = _PER.search(loaded.doc.eenheid or "")
    keer = int(said[1].replace(".", "")) if said else 1
    if keer > 1 and (mend := _mend(loaded.doc.telt, keer)):
        message = f"Bij `eenheid` staat `per {number(keer)}`, maar zo wordt het niet uitgerekend."
        yield finding(loaded, "R1357", message, mend, "eenheid")


def _mend(telt: Telt, keer: int) -> str:
    """Say how the figure becomes one per so many; empty where it is, or may be published so."""
    scaled = telt.per or telt.gestandaardiseerd
    if scaled is not None:
        where = "per" if telt.per is not None else "gestandaardiseerd"
        return "" if scaled.keer == keer else f"Zet `keer: {keer}` bij `{where}`."
    if telt.is_share:
        return "Laat `eenheid` weg: dan staat er een percentage."
    if telt.verhouding is not None:
        teller = telt.verhouding.teller
        written = re.findall(r"\d+", f"{teller} {telt.verhouding.noemer}")
        return "" if str(keer) in written else f"Schrijf `teller: ({teller}) * {keer}`."
    if telt.formule is not None:
        formula, _ = parse_formula(telt.formule)
        unscaled = formula is not None and _divides(formula) and keer not in _numbers(formula)
        return f"Schrijf `formule: ({telt.formule}) * {keer}`." if unscaled else ""
    if telt.aantal is not None:
        return f"Zet bij `telt`: `per: {{indicator: inwoners, keer: {keer}}}`."
    return ""


def _divides(formula: Formula) -> bool:
    """Whether one figure is divided by another."""
    if not isinstance(formula, Operation):
        return False
    here = formula.sign == "/" and any(True for _ in named(formula.right))
    return here or _divides(formula.left) or _divides(formula.right)


def _numbers(formula: Formula) -> set[int | float]:
    if isinstance(formula, Constant):
        return {float(formula.value)}
    if isinstance(formula, Operation):
        return _numbers(formula.left) | _numbers(formula.right)
    return set()
