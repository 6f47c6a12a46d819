"""The definitions as a whole, in a few Dutch sentences."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.dutch import counted, listing, number
from resultaat.language.catalog import Catalog
from resultaat.language.overview import Meetlast, Overzicht


def sentences(overzicht: Overzicht, catalog: Catalog) -> list[str]:
    """Return what was read, and what it says about conditions, burden and exceptions."""
    return [_read(overzicht), *_coverage(overzicht), *_burden(overzicht, catalog)]


def _read(overzicht: Overzicht) -> str:
    kinds = (
        (overzicht.indicatoren, "indicator", "indicatoren"),
        (overzicht.bronnen, "bron", "bronnen"),
        (overzicht.interventies, "interventie", "interventies"),
        (overzicht.samenwerkingen, "samenwerking", "samenwerkingen"),
        (overzicht.regelingen, "regeling", "regelingen"),
        (overzicht.afspraken, "afspraak over escalatie", "afspraken over escalatie"),
    )
    # Indicators and sources are always told; the rest where there are any.
    said = [
        counted(amount, one, many)
        for place, (amount, one, many) in enumerate(kinds)
        if place < 2 or amount
    ]
    return f"{listing(said)} gelezen."


def _coverage(overzicht: Overzicht) -> Iterator[str]:
    if overzicht.resultaten:
        results = counted(overzicht.resultaten, "resultaat", "resultaten")
        is_are = "is er" if overzicht.resultaten_met_condities == 1 else "zijn er"
        yield f"Van {results} {is_are} {overzicht.resultaten_met_condities} met gemeten condities."
    if overzicht.uitzonderingen:
        amount = counted(len(overzicht.uitzonderingen), "uitzondering", "uitzonderingen")
        yield f"Toegestaan, met een reden: {amount}."


def _burden(overzicht: Overzicht, catalog: Catalog) -> Iterator[str]:
    if not any(each.bekend for each in overzicht.meetlast):
        return
    yield "Meten kost per jaar:"
    for each in overzicht.meetlast:
        yield f"  {_name(each, catalog)}: {_hours(each)}"


def _name(each: Meetlast, catalog: Catalog) -> str:
    doel = catalog.doel(each.doel)
    return doel.naam if doel else "Bij geen doel"


def _hours(each: Meetlast) -> str:
    of_how_many = counted(each.indicatoren, "indicator", "indicatoren")
    if not each.bekend:
        return f"onbekend ({of_how_many})"
    return f"{number(each.uren_per_jaar)} uur ({of_how_many}, van {each.bekend} bekend)"
