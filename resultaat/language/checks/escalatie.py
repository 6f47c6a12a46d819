"""Escalation (D14): agreements about things that are there, at thresholds that can be passed."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.core.dutch import listing
from resultaat.language.amounts import (
    OORDEEL_MINIMUM,
    OORDELEN_CONDITIE,
    OORDELEN_RESULTAAT,
)
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.checks.references import check_indicator
from resultaat.language.checks.units import check_unit, unit_of
from resultaat.language.documents.escalatie import Afspraak, Escalatie
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat, Soort


def check_escalatie(loaded: Loaded[Escalatie], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what is wrong with the agreements on who is told."""
    for index, each in enumerate(loaded.doc.afspraken):
        if each.indicator is not None:
            yield from _about_indicator(loaded, catalog, index, each, each.indicator)
        elif each.doel is not None:
            yield from _about_doel(loaded, catalog, index, each, each.doel)


def _about_indicator(
    loaded: Loaded[Escalatie], catalog: Catalog, index: int, each: Afspraak, name: str
) -> Iterator[Diagnostic]:
    path = ("afspraken", index)
    yield from check_indicator(loaded, catalog, (*path, "indicator"), name, tuple(Soort))
    other = catalog.indicatoren.get(name)
    if other is None:
        return
    if each.drempel.maat is not None:
        where = (*path, "drempel")
        yield from check_unit(loaded, where, each.drempel.maat, unit_of(other.doc))
    elif each.drempel.oordeel not in oordelen_of(other.doc):
        yield _never(loaded, index, f"`{name}` krijgt nooit het oordeel `{each.drempel}`.")


def _about_doel(
    loaded: Loaded[Escalatie], catalog: Catalog, index: int, each: Afspraak, name: str
) -> Iterator[Diagnostic]:
    if "doelen" in catalog.broken:
        return
    if catalog.doel(name) is None:
        known = catalog.doelen.doc.all_doelen() if catalog.doelen else {}
        mend = did_you_mean(name, known) or "Zet het doel in `indicators/doelen.yaml`."
        place = loaded.place("afspraken", index, "doel")
        yield Diagnostic("R1402", f"Er is geen doel `{name}`.", mend, place)
        return
    belonging = [it.doc for it in catalog.indicatoren.values() if it.doc.doel == name]
    if not any(each.drempel.oordeel in oordelen_of(doc) for doc in belonging):
        message = f"Geen indicator van `{name}` krijgt ooit het oordeel `{each.drempel}`."
        yield _never(loaded, index, message)


def oordelen_of(doc: AnyIndicator) -> tuple[str, ...]:
    """Return the verdicts that the figures of an indicator can get."""
    if isinstance(doc, Resultaat):
        floor = (OORDEEL_MINIMUM,) if doc.minimumeis else ()
        return (*floor, *(OORDELEN_RESULTAAT if doc.streefwaarden else ()))
    if isinstance(doc, Procesconditie) and doc.norm is not None:
        return OORDELEN_CONDITIE
    return ()


def _never(loaded: Loaded[Escalatie], index: int, message: str) -> Diagnostic:
    words = listing([f"`{word}`" for word in (OORDELEN_RESULTAAT[-1], OORDELEN_CONDITIE[-1])], "of")
    mend = f"Kies {words}, geef een streefwaarde of norm, of schrijf een waarde als `onder 50%`."
    return finding(loaded, "R1519", message, mend, "afspraken", index, "drempel")
