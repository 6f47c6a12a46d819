"""Restraint (D9): a cap on indicators per goal, and a proposal of what to drop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from resultaat.core.diagnostics import Diagnostic, Severity
from resultaat.core.dutch import counted
from resultaat.language.catalog import Catalog
from resultaat.language.checks.findings import finding
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.language.expressions.formula import indicators_in


def check_restraint(catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield the goals with too many indicators, and the measuring that nobody seems to use."""
    yield from _caps(catalog)
    for name in unused(catalog):
        loaded = catalog.indicatoren[name]
        meetlast = loaded.doc.meetlast
        if meetlast is None:
            continue
        message = (
            f"Het meten kost {meetlast.uren_per_jaar} uur per jaar, maar geen doel en geen "
            "andere definitie gebruikt deze indicator."
        )
        mend = "Noem het doel waar hij bij hoort, of overweeg hem te schrappen."
        note = finding(loaded, "R1516", message, mend, "naam")
        yield replace(note, severity=Severity.NOTE)


def unused(catalog: Catalog) -> list[str]:
    """Return the indicators without a goal that no law asks for and no document refers to."""
    used = _used(catalog)
    return [
        name
        for name, loaded in catalog.indicatoren.items()
        if name not in used and not _asked_for(loaded.doc)
    ]


def _caps(catalog: Catalog) -> Iterator[Diagnostic]:
    if catalog.doelen is None:
        return
    for key, programma in catalog.doelen.doc.programmas.items():
        for name, doel in programma.doelen.items():
            there = sum(each.doc.doel == name for each in catalog.indicatoren.values())
            if doel.hoogstens is not None and there > doel.hoogstens:
                yield finding(
                    catalog.doelen,
                    "R1515",
                    f"Bij dit doel horen {counted(there, 'indicator', 'indicatoren')}; "
                    f"afgesproken is hoogstens {doel.hoogstens}.",
                    "Schrap een indicator, of zet hem bij `bewust_niet_gemeten` met de reden.",
                    *("programmas", key, "doelen", name, "hoogstens"),
                )


def _asked_for(doc: AnyIndicator) -> bool:
    legal = doc.grondslag is not None and bool(doc.grondslag.wet or doc.grondslag.bbv)
    furthers = isinstance(doc, Procesconditie) and bool(doc.bevordert)
    return doc.doel is not None or legal or furthers


def _used(catalog: Catalog) -> set[str]:
    """Return the indicators to which another document refers."""
    used: set[str] = set()
    for loaded in catalog.indicatoren.values():
        doc = loaded.doc
        if doc.telt.per is not None:
            used.add(doc.telt.per.indicator)
        used |= indicators_in(doc.telt.formule or "")
        if isinstance(doc, Resultaat):
            used |= {*doc.condities, *doc.buiten_onze_invloed}
            used |= {each.indicator for each in doc.let_op}
    for interventie in catalog.interventies.values():
        used |= {each.indicator for each in interventie.doc.verwacht}
    for samenwerking in catalog.samenwerkingen.values():
        if (followed := samenwerking.doc.gevolgd_met) is not None:
            used |= {*followed.opbrengst, *followed.relatie, *followed.soepelheid}
    if catalog.escalatie is not None:
        named = (each.indicator for each in catalog.escalatie.doc.afspraken)
        used |= {name for name in named if name}
    return used
