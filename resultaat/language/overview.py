"""What the definitions as a whole amount to: coverage (D2), burden and restraint (D9)."""

from __future__ import annotations

from dataclasses import dataclass

from resultaat.language.catalog import Catalog
from resultaat.language.checks.restraint import unused
from resultaat.language.checks.uitzonderingen import Allowed, allowed
from resultaat.language.documents.indicator import Procesconditie, Resultaat


@dataclass(frozen=True, slots=True)
class Meetlast:
    """What it costs to measure for one goal; `doel` is None for what belongs to no goal."""

    doel: str | None
    indicatoren: int
    uren_per_jaar: int
    #: How many of the indicators say what measuring costs.
    bekend: int


@dataclass(frozen=True, slots=True)
class Overzicht:
    """The definitions of a working folder, counted."""

    indicatoren: int
    bronnen: int
    interventies: int
    samenwerkingen: int
    regelingen: int
    afspraken: int
    resultaten: int
    #: Results with at least one condition that is itself measured.
    resultaten_met_condities: int
    meetlast: tuple[Meetlast, ...]
    #: Indicators that no goal, law or other document asks for.
    ongebruikt: tuple[str, ...]
    uitzonderingen: tuple[Allowed, ...]


def overview(catalog: Catalog) -> Overzicht:
    """Count the definitions that were read."""
    docs = [each.doc for each in catalog.indicatoren.values()]
    resultaten = [doc for doc in docs if isinstance(doc, Resultaat)]
    return Overzicht(
        indicatoren=len(catalog.indicatoren),
        bronnen=len(catalog.bronnen),
        interventies=len(catalog.interventies),
        samenwerkingen=len(catalog.samenwerkingen),
        regelingen=len(catalog.regelingen),
        afspraken=len(catalog.escalatie.doc.afspraken) if catalog.escalatie else 0,
        resultaten=len(resultaten),
        resultaten_met_condities=sum(_covered(doc, catalog) for doc in resultaten),
        meetlast=_meetlast(catalog),
        ongebruikt=tuple(unused(catalog)),
        uitzonderingen=tuple(allowed(catalog)),
    )


def _covered(doc: Resultaat, catalog: Catalog) -> bool:
    named = (catalog.indicatoren.get(name) for name in doc.condities)
    return any(each is not None and isinstance(each.doc, Procesconditie) for each in named)


def _meetlast(catalog: Catalog) -> tuple[Meetlast, ...]:
    doelen: list[str | None] = [*(catalog.doelen.doc.all_doelen() if catalog.doelen else ()), None]
    counted = []
    for doel in doelen:
        docs = [it.doc for it in catalog.indicatoren.values() if it.doc.doel == doel]
        known = [doc.meetlast.uren_per_jaar for doc in docs if doc.meetlast]
        if docs:
            counted.append(Meetlast(doel, len(docs), sum(known), len(known)))
    return tuple(counted)
