"""The figures of a rapportage, counted and judged: not for anyone's eyes before their release."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resultaat.analysis.oordeel import judge
from resultaat.compile.request import Window, formulas_of, requests_for
from resultaat.compile.versies import with_versies
from resultaat.engine.calculate import Calculated
from resultaat.engine.formula import with_formulas

if TYPE_CHECKING:
    from collections.abc import Callable

    from resultaat.engine.gegevens import Gegevens


def judged_figures(data: Gegevens, window: Window, progress: Callable[[str], None]) -> Calculated:
    """Return every indicator over the periods of a rapportage, with its target and oordeel."""
    catalog = data.catalog
    indicatoren = {each: catalog.indicator(each) for each in catalog.indicatoren}
    calculated = with_formulas(
        data.calculate(with_versies(catalog, requests_for(catalog, window)), progress),
        formulas_of(catalog),
        indicatoren,
        window,
    )
    return replace(calculated, figures=judge(calculated.figures, indicatoren))
