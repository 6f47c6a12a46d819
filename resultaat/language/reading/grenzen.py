"""Targets and floors in Dutch words, with when they were set."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.dutch import day
from resultaat.language.documents.indicator import AnyIndicator, Resultaat
from resultaat.language.documents.onderdelen import Grens, Minimumeis


def grens_in_words(grens: Grens) -> str:
    """Return `70% (wijk), vastgesteld op ...`; what was set afterwards is said to be so."""
    where = f" ({grens.plek})" if grens.plek else ""
    late = f", toen {grens.vanaf.label} al was begonnen" if grens.achteraf else ""
    whose = f"; gesteld door {grens.gesteld_door}" if isinstance(grens, Minimumeis) else ""
    return f"{grens.waarde}{where}, vastgesteld op {day(grens.vastgesteld)}{late}{whose}"


def grenzen_of(doc: AnyIndicator) -> Iterator[tuple[str, str]]:
    """Yield (term, words) for every target and floor of an indicator, in order of period."""
    if not isinstance(doc, Resultaat):
        return
    for word, grenzen in (("Streefwaarde", doc.streefwaarden), ("Minimumeis", doc.minimumeis)):
        for each in sorted(grenzen, key=lambda each: (each.plek, each.vanaf.start)):
            yield f"{word} vanaf {each.vanaf.label}", grens_in_words(each)
