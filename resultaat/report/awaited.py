"""The figures that others deliver and did not yet: one table instead of a section each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from resultaat.language.catalog import Catalog
from resultaat.report.definition import grondslag
from resultaat.report.select import Subject


@dataclass(frozen=True, slots=True)
class Awaited:
    """One figure that is waited for: what it is, what it will hold, from whom, who asks for it."""

    id: str
    naam: str
    waarom: str
    eenheid: str
    uitleg: str
    bron: str
    grondslag: str


def awaited(subjects: Iterable[Subject], catalog: Catalog) -> tuple[Awaited, ...]:
    """Return a row for each subject of which nothing was delivered yet."""
    return tuple(_row(each, catalog) for each in subjects if each.awaited)


def _row(subject: Subject, catalog: Catalog) -> Awaited:
    telt = subject.doc.telt
    bron = catalog.bronnen[telt.bron].doc
    kolom = bron.kolommen.get(telt.gepubliceerd or "")
    return Awaited(
        id=subject.id,
        naam=subject.doc.naam,
        waarom=subject.doc.waarom,
        eenheid=subject.doc.eenheid or "",
        uitleg=(kolom.uitleg or "") if kolom else "",
        bron=bron.naam,
        grondslag=grondslag(subject.doc.grondslag),
    )
