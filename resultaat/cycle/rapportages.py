"""A rapportage of `resultaat.yaml` as a window of periods."""

from __future__ import annotations

from resultaat.compile.request import Window
from resultaat.core.diagnostics import Diagnostic, ResultaatError, did_you_mean
from resultaat.core.periods import Period
from resultaat.language.catalog import Catalog
from resultaat.language.documents.werkmap import Rapportage


def choose(catalog: Catalog, name: str | None) -> tuple[str, Rapportage]:
    """Return the rapportage of this name; without a name the one about the latest period."""
    known = catalog.settings.rapportages
    if name is None:
        latest = max(known, key=lambda each: (known[each].over.end, each))
        return latest, known[latest]
    if name not in known:
        mend = did_you_mean(name, known) or f"Kies uit: {', '.join(known)}."
        message = f"Er is geen rapportage `{name}` in `resultaat.yaml`."
        raise ResultaatError.of(Diagnostic("R2010", message, mend))
    return name, known[name]


def window_of(rapportage: Rapportage) -> Window:
    """Return the periods of a rapportage, all of the grain of `over`."""
    over = rapportage.over
    first = rapportage.vanaf or over
    if first.grain is not over.grain:
        first = Period.holding(first.start, over.grain)
    peildatum = rapportage.peildatum or over.end
    return Window(first, over, peildatum)
