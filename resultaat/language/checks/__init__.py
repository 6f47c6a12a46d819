"""Checks across documents: what pydantic cannot see, because it takes more than one field."""

from __future__ import annotations

from resultaat.core.diagnostics import Diagnostics
from resultaat.language.catalog import Catalog
from resultaat.language.checks.bronnen import check_bron
from resultaat.language.checks.ideas import check_ideas
from resultaat.language.checks.references import check_references
from resultaat.language.checks.relaties import check_relaties
from resultaat.language.checks.telt import check_telt
from resultaat.language.checks.units import check_units


def check(catalog: Catalog) -> Diagnostics:
    """Return everything that is wrong in a working folder, reading errors included."""
    found = Diagnostics(list(catalog.found.items))
    for bron in catalog.bronnen.values():
        found.extend(check_bron(bron))
        found.extend(check_relaties(bron, catalog))
    for indicator in catalog.indicatoren.values():
        found.extend(check_telt(indicator, catalog))
        found.extend(check_references(indicator, catalog))
        found.extend(check_units(indicator, catalog))
        found.extend(check_ideas(indicator))
    return found
