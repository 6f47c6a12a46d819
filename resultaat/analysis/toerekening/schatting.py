"""One effect with its chance, by the way that the number of treated areas allows."""

from __future__ import annotations

from resultaat.analysis.toerekening.effect import Choices, Panel
from resultaat.analysis.toerekening.strata import adjusted
from resultaat.analysis.toerekening.synthetisch import synthetic
from resultaat.analysis.toerekening.toeval import Chance, interval

#: With fewer treated areas, only a weighted comparison over years of history can say something.
COMPARED_FROM = 3


def chance_of(panel: Panel, choices: Choices, seed: int = 1) -> Chance | None:
    """Return the mean effect after the start with its interval; None where none can be made."""
    if panel.treated.sum() < COMPARED_FROM:
        return synthetic(adjusted(panel), choices)
    return interval(panel, choices, seed)
