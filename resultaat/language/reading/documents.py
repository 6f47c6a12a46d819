"""What a document other than an indicator says, as terms and plain Dutch (D19)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from resultaat.core.dutch import day, euro, listing
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.documents.doelen import Doel
from resultaat.language.documents.escalatie import Escalatie
from resultaat.language.documents.interventie import Interventie, Verwachting, VoorWie
from resultaat.language.documents.regeling import Regeling
from resultaat.language.documents.samenwerking import Samenwerking

_Lines = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A document in words: what it is, its name, and its lines of (term, words)."""

    id: str
    soort: str
    naam: str
    regels: tuple[tuple[str, str], ...]


def readable(catalog: Catalog) -> list[str]:
    """Return the ids that `read_document` knows."""
    doelen = catalog.doelen.doc.all_doelen() if catalog.doelen else {}
    found = [*catalog.interventies, *catalog.samenwerkingen, *catalog.regelingen, *doelen]
    return sorted([*found, "escalatie"] if catalog.escalatie else found)


def read_document(catalog: Catalog, name: str) -> Gelezen | None:
    """Return the intervention, alliance, scheme, goal or list of agreements with this id.

    An indicator of the same name goes first, and is not for here.
    """
    if name in catalog.indicatoren:
        return None
    for soort, folder, read in (
        ("interventie", catalog.interventies, _interventie),
        ("samenwerking", catalog.samenwerkingen, _samenwerking),
        ("regeling", catalog.regelingen, _regeling),
    ):
        if name in folder:
            loaded: Loaded[Any] = folder[name]
            return _made(name, soort, loaded.doc.naam, read(loaded, catalog))
    if (doel := catalog.doel(name)) is not None:
        return _made(name, "doel", doel.naam, _doel(name, doel, catalog))
    if name == "escalatie" and catalog.escalatie is not None:
        lines = _escalatie(catalog.escalatie.doc, catalog)
        return _made(name, "afspraken", "Wie het hoort als het niet goed gaat", lines)
    return None


def _made(name: str, soort: str, naam: str, lines: _Lines) -> Gelezen:
    return Gelezen(name, soort, naam, tuple((term, words) for term, words in lines if words))


def _interventie(loaded: Loaded[Interventie], catalog: Catalog) -> _Lines:
    doc = loaded.doc
    yield "Voor wie", doc.doelgroep
    yield "Te vinden in", _rows(doc.voor_wie, catalog)
    for plek in doc.waar_en_wanneer:
        dosis = f", {plek.dosis}" if plek.dosis else ""
        yield "Waar", f"{plek.niveau.value} {plek.code}, vanaf {plek.vanaf.label}{dosis}"
    if doc.kosten is not None:
        yield "Kosten", f"{_per_year(doc.kosten.per_jaar)} (taakveld {doc.kosten.taakveld})"
    for each in doc.verwacht:
        yield "Verwacht", _expected(each, catalog)
    yield "Partners", listing(doc.partners)
    for allowed in doc.uitzondering:
        yield "Uitzondering", f"{allowed.code}: {allowed.omdat}"


def _expected(each: Verwachting, catalog: Catalog) -> str:
    name = _name(each.indicator, catalog)
    size = f", {each.omvang}" if each.omvang else ""
    evidence = f"; bewijs: {each.bewijs}" if each.bewijs else ""
    source = f" ({each.bron})" if each.bron else ""
    return f"{name}: {each.richting}{size}, na {each.na}{evidence}{source}"


def _samenwerking(loaded: Loaded[Samenwerking], catalog: Catalog) -> _Lines:
    doc = loaded.doc
    yield "Soort", doc.soort.replace("_", " ")
    yield "Ambitie", doc.ambitie
    for each in doc.partijen:
        said = f"belang: {each.belang}; brengt {each.brengt}; haalt {each.haalt}"
        yield "Partij", f"{each.naam} ({said})"
    if doc.rollen is not None:
        for role, who in doc.rollen.model_dump(exclude_none=True).items():
            yield role.capitalize(), who
    for risico in doc.risicos:
        yield "Risico", risico
    yield "Verwachte opbrengst", doc.verwachte_opbrengst
    if doc.gevolgd_met is not None:
        for part, names in doc.gevolgd_met.model_dump().items():
            yield f"Gevolgd: {part}", listing([_name(name, catalog) for name in names])
    for allowed in doc.uitzondering:
        yield "Uitzondering", f"{allowed.code}: {allowed.omdat}"


def _regeling(loaded: Loaded[Regeling], catalog: Catalog) -> _Lines:
    doc = loaded.doc
    yield "Wet", doc.wet
    yield "Voor wie", doc.doelgroep
    yield "Te vinden in", _rows(doc.voor_wie, catalog)
    yield "Wie haar gebruikt", _rows(doc.gebruik, catalog)
    yield "Bedrag", str(doc.bedrag) if doc.bedrag else ""
    yield "Loket", doc.loket
    # One of the two names the other; to a household it makes no difference which.
    naming = {key for key, it in catalog.regelingen.items() if loaded.id in it.doc.stapelt_met}
    others = sorted({*doc.stapelt_met, *naming})
    yield "Stapelt met", listing([catalog.regelingen[other].doc.naam for other in others])
    for each in sorted(doc.wijzigingen, key=lambda each: each.vanaf):
        yield "Gewijzigd", f"vanaf {day(each.vanaf)}: {each.wat_veranderde}"


def _doel(name: str, doc: Doel, catalog: Catalog) -> _Lines:
    yield "Wat willen we", doc.wat_willen_we
    yield "Wat doen we", doc.wat_doen_we or ""
    yield "Wat mag het kosten", _per_year(doc.wat_mag_het_kosten or {})
    yield "Taakvelden", listing(doc.taakvelden or [])
    yield "Bestuursperiode", catalog.doelen.doc.bestuursperiode if catalog.doelen else ""
    belonging = [it.doc.naam for it in catalog.indicatoren.values() if it.doc.doel == name]
    cap = f" (hoogstens {doc.hoogstens})" if doc.hoogstens else ""
    yield "Indicatoren", f"{listing(belonging)}{cap}" if belonging else ""
    for each in doc.bewust_niet_gemeten:
        yield "Bewust niet gemeten", f"{each.wat}. {each.omdat}"


def _escalatie(doc: Escalatie, catalog: Catalog) -> _Lines:
    for each in doc.afspraken:
        doel = catalog.doel(each.doel)
        about = f"Doel “{doel.naam}”" if doel else _name(str(each.indicator), catalog)
        yield about, f"{each.drempel.in_words}: {each.naar}, binnen {each.binnen}"


def _rows(voor_wie: VoorWie | None, catalog: Catalog) -> str:
    if voor_wie is None:
        return ""
    return f"{catalog.bronnen[voor_wie.bron].doc.naam}, waar {voor_wie.waar}"


def _per_year(amounts: Mapping[str, Decimal]) -> str:
    return listing([f"{jaar}: {euro(bedrag)}" for jaar, bedrag in sorted(amounts.items())])


def _name(indicator: str, catalog: Catalog) -> str:
    return f"“{catalog.indicator(indicator).naam}”"
