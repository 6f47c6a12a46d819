"""What `reeks` does to a figure, as a sentence."""

from __future__ import annotations

from resultaat.core.dutch import number
from resultaat.core.periods import Grain
from resultaat.language.documents.maten import Reeks
from resultaat.language.documents.telt import Telt


def in_reeks(telt: Telt) -> str:
    """Return the sentence; empty where the figure is about its own period alone."""
    return _said(telt.reeks) if telt.reeks is not None else ""


def _said(reeks: Reeks) -> str:
    if reeks.voortschrijdend is not None:
        many = number(reeks.voortschrijdend)
        return f"Het cijfer gaat over {many} periodes: de periode zelf en die ervoor."
    if reeks.eerder is not None:
        return f"Getoond wordt het cijfer van {reeks.eerder} eerder."
    if reeks.verandering_procent is not None:
        far = reeks.verandering_procent
        return f"Getoond als verschil met {far} eerder, als deel van het cijfer van toen."
    if reeks.index is not None:
        which = reeks.index.label
        if reeks.index.grain is Grain.JAAR:
            which = f"dezelfde periode in {which}"
        return f"Getoond als index: het cijfer van {which} is 100."
    return _SAID[reeks.kind]


_SAID = {
    "jaar_tot_nu": "Het cijfer gaat over het jaar tot en met de periode.",
    "cumulatief": "Het cijfer gaat over alles tot en met de periode, vanaf de eerste rij.",
    "verandering": "Getoond als verschil met de periode ervoor.",
    "verandering_jaar_eerder": "Getoond als verschil met dezelfde periode een jaar eerder.",
}
