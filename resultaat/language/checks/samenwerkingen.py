"""Alliances (D12): somebody looks at what they yield, and the roles are kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.checks.ideas import two_hats
from resultaat.language.checks.references import check_indicator
from resultaat.language.documents.indicator import Soort
from resultaat.language.documents.samenwerking import Samenwerking

_PARTS = ("opbrengst", "relatie", "soepelheid")


def check_samenwerking(loaded: Loaded[Samenwerking], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what is wrong with one alliance, and what it leaves open."""
    followed = loaded.doc.gevolgd_met
    if followed is None or not followed.opbrengst:
        message = "Niemand volgt wat deze samenwerking oplevert."
        mend = "Noem bij `gevolgd_met:` onder `opbrengst:` een procesconditie."
        yield finding(loaded, "R1513", message, mend, "verwachte_opbrengst")
    yield from two_hats(loaded, loaded.doc.rollen)
    for part in _PARTS if followed else ():
        for index, name in enumerate(getattr(followed, part)):
            path = ("gevolgd_met", part, index)
            yield from check_indicator(loaded, catalog, path, name, (Soort.PROCESCONDITIE,))
