"""No targets per employee (D9): a figure judges how help is arranged, never one person's work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, Place, Severity
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.language.expressions import parse_expression

_PROFESSIONAL = (
    "medewerker|werknemer|professional|hulpverlener|zorgverlener|behandelaar|begeleider"
    "|casemanager|consulent|klantmanager|jobcoach|leerkracht|docent|fte"
)
_PER = re.compile(
    rf"\b(?:per|voor (?:elke|iedere)|van (?:elke|iedere)) (?:{_PROFESSIONAL})\b", re.IGNORECASE
)
_COLUMN = re.compile(rf"(?:{_PROFESSIONAL})(?:_?(?:id|code|nummer|naam))?")
_ANY = re.compile(_PROFESSIONAL)
_TEXTS = ("naam", "eenheid", "waarom", "bedoeling")


def check_persons(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield where a target or norm is set for single employees."""
    doc = loaded.doc
    judged = bool(isinstance(doc, Resultaat) and (doc.streefwaarden or doc.minimumeis))
    judged = judged or bool(isinstance(doc, Procesconditie) and doc.norm)
    if not judged:
        return
    mend = "Kijk per team of per wijk, of haal de streefwaarde of norm weg."
    for key in _TEXTS:
        scalar = loaded.scalar(key)
        if scalar is None or not (said := _PER.search(scalar.text)):
            continue
        place = Place(
            loaded.source.path, loaded.span_in(scalar, said[0], said.start()), loaded.source
        )
        message = f"`{said[0]}`: een streefwaarde of norm hoort niet bij één medewerker."
        yield Diagnostic("R1514", message, mend, place, Severity.WARNING)
    for column in _columns(doc, catalog):
        if _COLUMN.fullmatch(column):
            message = f"`{column}` zegt wie het werk deed; een streefwaarde hoort daar niet bij."
            yield finding(loaded, "R1514", message, mend, "telt", "waar")


def _columns(doc: AnyIndicator, catalog: Catalog) -> list[str]:
    """Return the columns by which rows are chosen."""
    bron = catalog.bronnen.get(doc.telt.bron)
    if bron is None or doc.telt.waar is None or not _ANY.search(doc.telt.waar):
        return []
    expression, _ = parse_expression(doc.telt.waar, bron.doc.kolommen)
    return sorted(expression.columns) if expression is not None else []
