"""Names of other documents: they exist, are of the right kind, and point back where they should."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from resultaat.core.diagnostics import Diagnostic, Severity, did_you_mean
from resultaat.core.dutch import listing
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.documents.indicator import (
    AnyIndicator,
    Procesconditie,
    Resultaat,
    Soort,
)

_Path = tuple[str | int, ...]


def check_references(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield the references of one indicator that lead nowhere or only one way."""
    doc = loaded.doc
    if doc.doel is not None and catalog.doel(doc.doel) is None and "doelen" not in catalog.broken:
        known = catalog.doelen.doc.all_doelen() if catalog.doelen else {}
        mend = did_you_mean(doc.doel, known) or "Zet het doel in `indicators/doelen.yaml`."
        yield Diagnostic("R1402", f"Er is geen doel `{doc.doel}`.", mend, loaded.place("doel"))
    for path, name, kinds in _named(doc):
        yield from check_indicator(loaded, catalog, path, name, kinds)
    if isinstance(doc, Resultaat):
        yield from _loose_condities(loaded, doc, catalog)
    if isinstance(doc, Procesconditie):
        yield from _loose_resultaten(loaded, doc, catalog)


def _named(doc: AnyIndicator) -> Iterator[tuple[_Path, str, Collection[Soort]]]:
    if isinstance(doc, Resultaat):
        for index, name in enumerate(doc.condities):
            yield ("condities", index), name, (Soort.PROCESCONDITIE,)
        for index, name in enumerate(doc.buiten_onze_invloed):
            yield ("buiten_onze_invloed", index), name, (Soort.CONTEXT,)
        for index, each in enumerate(doc.let_op):
            yield ("let_op", index, "indicator"), each.indicator, tuple(Soort)
    if isinstance(doc, Procesconditie):
        for index, furthered in enumerate(doc.bevordert):
            yield ("bevordert", index, "resultaat"), furthered.resultaat, (Soort.RESULTAAT,)


def check_indicator(
    loaded: Loaded[Any], catalog: Catalog, path: _Path, name: str, kinds: Collection[Soort]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the name of an indicator in a document of any kind."""
    if name in catalog.broken:
        return
    other = catalog.indicatoren.get(name)
    if other is None:
        fitting = [each for each, it in catalog.indicatoren.items() if it.doc.kind in kinds]
        mend = did_you_mean(name, fitting) or "Maak de indicator, of haal de naam weg."
        yield Diagnostic("R1401", f"Er is geen indicator `{name}`.", mend, loaded.place(*path))
    elif other.doc.kind not in kinds:
        wanted = listing([f"een {kind.value}" for kind in kinds], "of")
        message = f"`{name}` is van soort {other.doc.kind.value}; hier hoort {wanted}."
        mend = "Verbeter de naam, of de `soort` van die indicator."
        yield Diagnostic("R1403", message, mend, loaded.place(*path))


def _loose_condities(
    loaded: Loaded[AnyIndicator], doc: Resultaat, catalog: Catalog
) -> Iterator[Diagnostic]:
    for index, name in enumerate(doc.condities):
        other = catalog.indicatoren.get(name)
        if other is not None and isinstance(other.doc, Procesconditie):
            furthered = [each.resultaat for each in other.doc.bevordert]
            if loaded.id not in furthered:
                yield Diagnostic(
                    "R1404",
                    f"`{name}` noemt dit resultaat niet bij `bevordert`.",
                    f"Voeg bij `{name}` onder `bevordert` toe: `- {{resultaat: {loaded.id}, "
                    "bewijs: onbekend}`.",
                    loaded.place("condities", index),
                    Severity.WARNING,
                )


def _loose_resultaten(
    loaded: Loaded[AnyIndicator], doc: Procesconditie, catalog: Catalog
) -> Iterator[Diagnostic]:
    for index, each in enumerate(doc.bevordert):
        other = catalog.indicatoren.get(each.resultaat)
        named = (
            isinstance(other.doc, Resultaat) and loaded.id in other.doc.condities if other else True
        )
        if not named:
            yield Diagnostic(
                "R1405",
                f"`{each.resultaat}` noemt deze conditie niet bij `condities`.",
                f"Zet `{loaded.id}` bij `{each.resultaat}` in de lijst `condities`.",
                loaded.place("bevordert", index, "resultaat"),
                Severity.WARNING,
            )
