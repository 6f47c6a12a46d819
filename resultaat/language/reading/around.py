"""What stands around an indicator: its purpose, its history, and who acts on it."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.dutch import day, listing
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.documents.onderdelen import Versie, VersieVanResultaat
from resultaat.language.lineage import columns_of
from resultaat.language.reading.sentence import sentence_of_telt

_Lines = Iterator[tuple[str, str]]


def around(catalog: Catalog, indicator: str) -> tuple[tuple[str, str], ...]:
    """Return lines of (term, words) about one indicator; nothing that is empty."""
    doc = catalog.indicator(indicator)
    lines = (
        *_own(doc, catalog),
        *_acted_on(catalog, indicator),
        *_told(catalog, indicator, doc.doel),
    )
    return tuple((term, words) for term, words in lines if words)


def _own(doc: AnyIndicator, catalog: Catalog) -> _Lines:
    yield "Bedoeling", doc.bedoeling or ""
    yield "Afronding", _rounded(doc, catalog)
    for version in sorted(doc.geschiedenis, key=lambda each: each.vanaf):
        yield f"Gewijzigd vanaf {day(version.vanaf)}", _changed(version, catalog)
    for allowed in doc.uitzondering:
        yield "Uitzondering", f"{allowed.code}: {allowed.omdat}"


def _rounded(doc: AnyIndicator, catalog: Catalog) -> str:
    """Say to what the source rounds what is counted; its parts do not add up to the whole then."""
    if doc.telt.bron not in catalog.bronnen:  # a formula reads figures, not a source
        return ""
    bron = catalog.bronnen[doc.telt.bron].doc
    units = {name: bron.columns[name].afronding for name in sorted(columns_of(doc.telt, bron))}
    said = [f"`{name}` {_unit_words(unit)}" for name, unit in units.items() if unit is not None]
    return f"de bron rondt {listing(said)} af; delen tellen dan niet precies op" if said else ""


def _unit_words(unit: int | dict[Niveau, int]) -> str:
    if isinstance(unit, int):
        return f"op {unit}"
    return listing([f"per {niveau.value} op {each}" for niveau, each in unit.items()])


def _changed(version: Versie, catalog: Catalog) -> str:
    said = version.wat_veranderde
    if version.vastgesteld is not None:
        late = ", toen het al was ingegaan" if version.vastgesteld > version.vanaf else ""
        said = f"{said.rstrip('.')} (vastgesteld op {day(version.vastgesteld)}{late})."
    if isinstance(version, VersieVanResultaat) and version.streefwaarden:
        then = [
            f"{each.waarde} vanaf {each.vanaf.label}{f' ({each.plek})' if each.plek else ''}"
            for each in version.streefwaarden
        ]
        said = f"{said.rstrip('.')}. Streefwaarde daarvoor: {listing(then)}."
    if version.telde is not None:
        counted = sentence_of_telt(catalog, version.telde)
        said = (
            f"{said.rstrip('.')}. Periodes die voor die dag begonnen, tellen zoals toen: {counted}"
        )
    return said


def _acted_on(catalog: Catalog, indicator: str) -> _Lines:
    for loaded in catalog.interventies.values():
        for each in loaded.doc.verwacht:
            if each.indicator == indicator:
                size = f" met {each.omvang}" if each.omvang else ""
                evidence = f"; bewijs: {each.bewijs}" if each.bewijs else ""
                said = f"{loaded.doc.naam} (verwacht: {each.richting}{size} na {each.na}{evidence})"
                yield "Interventie", said
    for samenwerking in catalog.samenwerkingen.values():
        followed = samenwerking.doc.gevolgd_met
        parts = followed.model_dump().items() if followed else ()
        for part, names in parts:
            if indicator in names:
                yield "Samenwerking", f"{samenwerking.doc.naam} (volgt hiermee: {part})"


def _told(catalog: Catalog, indicator: str, doel: str | None) -> _Lines:
    agreed = catalog.escalatie.doc.afspraken if catalog.escalatie else []
    for each in agreed:
        if each.indicator == indicator or (each.doel is not None and each.doel == doel):
            when = each.drempel.in_words
            yield when[:1].upper() + when[1:], f"{each.naar} hoort het binnen {each.binnen}"
