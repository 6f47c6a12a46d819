"""Checks across documents: what pydantic cannot see, because it takes more than one field."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, Diagnostics
from resultaat.language.catalog import Catalog
from resultaat.language.checks.bronnen import check_bron, check_year
from resultaat.language.checks.construction import check_construction
from resultaat.language.checks.escalatie import check_escalatie
from resultaat.language.checks.grenzen import check_grenzen
from resultaat.language.checks.ideas import check_ideas
from resultaat.language.checks.interventies import Areas, check_interventie
from resultaat.language.checks.jargon import check_jargon
from resultaat.language.checks.leveringen import check_breaks, check_levering, check_period
from resultaat.language.checks.persons import check_persons
from resultaat.language.checks.rangorde import check_expected_rank, check_rangorde
from resultaat.language.checks.references import check_references
from resultaat.language.checks.regelingen import check_regeling, check_voor_wie
from resultaat.language.checks.relaties import check_relaties
from resultaat.language.checks.restraint import check_restraint
from resultaat.language.checks.samenwerkingen import check_samenwerking
from resultaat.language.checks.schaal import check_schaal
from resultaat.language.checks.telt import check_telt
from resultaat.language.checks.uitzonderingen import apply_exceptions
from resultaat.language.checks.units import check_units
from resultaat.language.checks.versies import check_versies


def check(catalog: Catalog) -> Diagnostics:
    """Return everything that is wrong in a working folder, reading errors included."""
    found = Diagnostics(list(catalog.found.items))
    found.extend(apply_exceptions(_checked(catalog), catalog))
    return found


def _checked(catalog: Catalog) -> Iterator[Diagnostic]:
    for bron in catalog.bronnen.values():
        yield from check_bron(bron)
        yield from check_relaties(bron, catalog)
        yield from check_levering(bron)
        if catalog.werkmap is not None:
            yield from check_year(bron, catalog.werkmap.doc)
    areas = Areas(catalog)
    for indicator in catalog.indicatoren.values():
        yield from check_telt(indicator, catalog)
        yield from check_versies(indicator, catalog)
        yield from check_references(indicator, catalog)
        yield from check_breaks(indicator, catalog)
        yield from check_period(indicator, catalog)
        yield from check_units(indicator, catalog)
        yield from check_schaal(indicator)
        yield from check_ideas(indicator)
        yield from check_jargon(indicator)
        yield from check_persons(indicator, catalog)
        yield from check_construction(indicator, catalog)
        yield from check_grenzen(indicator, areas)
        yield from check_rangorde(indicator, catalog)
    for half in catalog.half:
        yield from check_telt(half, catalog)
        yield from check_units(half, catalog)
    yield from check_restraint(catalog)
    yield from _other_documents(catalog, areas)


def _other_documents(catalog: Catalog, areas: Areas) -> Iterator[Diagnostic]:
    for interventie in catalog.interventies.values():
        yield from check_interventie(interventie, catalog, areas)
        yield from check_voor_wie(interventie, catalog)
        yield from check_expected_rank(interventie, catalog)
    for samenwerking in catalog.samenwerkingen.values():
        yield from check_samenwerking(samenwerking, catalog)
    for regeling in catalog.regelingen.values():
        yield from check_regeling(regeling, catalog)
        yield from check_voor_wie(regeling, catalog)
    if catalog.escalatie is not None:
        yield from check_escalatie(catalog.escalatie, catalog)
