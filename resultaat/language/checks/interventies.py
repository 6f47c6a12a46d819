"""Interventions (D11): what is expected of them, how sure that is, and where they are."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cached_property

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.checks.references import check_indicator
from resultaat.language.checks.units import check_unit, margin_of
from resultaat.language.documents.indicator import Soort
from resultaat.language.documents.interventie import Interventie, Verwachting

_MOVABLE = (Soort.RESULTAAT, Soort.PROCESCONDITIE)


class Areas:
    """The codes in the area list of a working folder; None where the list is not there to read."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def codes(self) -> frozenset[str] | None:
        """Read the list once, and only when a document names an area."""
        if self.catalog.werkmap is None:
            return None
        path = self.catalog.root / self.catalog.werkmap.doc.gebieden
        if not path.is_file():
            return None
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file, delimiter=";"))
        except (OSError, UnicodeDecodeError, csv.Error):
            return None
        return frozenset(row.get("code") or "" for row in rows) - {""} or None


def check_interventie(
    loaded: Loaded[Interventie], catalog: Catalog, areas: Areas
) -> Iterator[Diagnostic]:
    """Yield what is wrong with one intervention, and what it leaves open."""
    doc = loaded.doc
    if not doc.verwacht:
        message = "Er staat niet wat deze interventie naar verwachting verandert."
        mend = "Voeg `verwacht:` toe met een indicator, een richting en na hoeveel tijd."
        yield finding(loaded, "R1510", message, mend, "naam")
    for index, each in enumerate(doc.verwacht):
        yield from _expectation(loaded, catalog, index, each)
    yield from _places(loaded, areas)


def _expectation(
    loaded: Loaded[Interventie], catalog: Catalog, index: int, each: Verwachting
) -> Iterator[Diagnostic]:
    path = ("verwacht", index)
    yield from check_indicator(loaded, catalog, (*path, "indicator"), each.indicator, _MOVABLE)
    if each.bewijs is None:
        message = f"Er staat niet hoe zeker het is dat `{each.indicator}` hierdoor beweegt."
        mend = "Voeg `bewijs: onbekend` toe, of `aannemelijk` of `bewezen` met een bron."
        yield finding(loaded, "R1511", message, mend, *path)
    if each.bewijs == "bewezen" and not each.bron:
        message = "Hier staat `bewezen`, maar niet waar dat staat."
        mend = "Voeg `bron:` toe met het onderzoek, of kies `aannemelijk` of `onbekend`."
        yield finding(loaded, "R1508", message, mend, *path, "bewijs")
    other = catalog.indicatoren.get(each.indicator)
    if each.omvang is not None and other is not None:
        margin = margin_of(other.doc)
        yield from check_unit(loaded, (*path, "omvang"), each.omvang.boven, margin)


def _places(loaded: Loaded[Interventie], areas: Areas) -> Iterator[Diagnostic]:
    if areas.codes is None:
        return
    for index, plek in enumerate(loaded.doc.waar_en_wanneer):
        if plek.code not in areas.codes:
            yield finding(
                loaded,
                "R1512",
                f"De {plek.niveau.value} `{plek.code}` staat niet in de gebiedenlijst.",
                did_you_mean(plek.code, areas.codes) or "Verbeter de code, of vul de lijst aan.",
                "waar_en_wanneer",
                index,
                plek.niveau.value,
            )
