"""The definition of an indicator as a reader sees it: who asks for it, what is counted, how."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from resultaat.core.dutch import counted
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import AnyIndicator, Inzet, Procesconditie, Resultaat
from resultaat.language.documents.onderdelen import Grens, Grondslag, Rollen
from resultaat.language.nodes import find
from resultaat.language.reading.around import around
from resultaat.language.reading.grenzen import grens_in_words
from resultaat.report.notation import period_words


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is to be said of it."""

    term: str
    words: str


def facts(name: str, catalog: Catalog) -> tuple[Fact, ...]:
    """Return what the definition says about itself, in a fixed order; nothing that is empty."""
    doc = catalog.indicator(name)
    bron = catalog.bronnen.get(doc.telt.bron)
    meetlast = doc.meetlast
    said = [
        Fact("Bron", bron.doc.naam if bron else doc.telt.bron),
        Fact("Herkomst", bron.doc.herkomst if bron else ""),
        Fact("Grondslag", grondslag(doc.grondslag)),
        *_of_kind(doc),
        Fact(
            "Meten kost",
            f"{counted(meetlast.uren_per_jaar, 'uur', 'uur')} per jaar, bij {meetlast.bij}"
            if meetlast
            else "",
        ),
        *(Fact(term, words) for term, words in around(catalog, name)),
        Fact("Naam in de definities", name),
    ]
    return tuple(each for each in said if each.words)


def _of_kind(doc: AnyIndicator) -> list[Fact]:
    if isinstance(doc, Resultaat):
        return [
            Fact("Goede kant", doc.richting),
            *_grenzen("Streefwaarde", doc.streefwaarden),
            *_grenzen("Minimumeis", doc.minimumeis),
            Fact("Oordeel vanaf", period_words(doc.horizon.label) if doc.horizon else ""),
            Fact("Wie doet wat", _rollen(doc.rollen)),
        ]
    if isinstance(doc, Procesconditie):
        return [Fact("Soort conditie", doc.conditie)]
    if isinstance(doc, Inzet):
        return [Fact("Taakveld", doc.taakveld or "")]
    return []


def _grenzen(word: str, grenzen: Sequence[Grens]) -> list[Fact]:
    ordered = sorted(grenzen, key=lambda each: (each.plek, each.vanaf.start))
    return [
        Fact(f"{word} vanaf {period_words(each.vanaf.label)}", grens_in_words(each))
        for each in ordered
    ]


def grondslag(asked: Grondslag | None) -> str:
    """Say who asks for a figure; empty where nobody is named."""
    if asked is None:
        return ""
    wet = f"{asked.wet}, artikel {asked.artikel}" if asked.artikel else asked.wet
    said = [wet, asked.bbv and f"BBV: {asked.bbv}", asked.eigen_keuze]
    return "; ".join(each for each in said if each)


def _rollen(rollen: Rollen | None) -> str:
    if rollen is None:
        return ""
    given = ((name, getattr(rollen, name)) for name in type(rollen).model_fields)
    return "; ".join(f"{name}: {who}" for name, who in given if who)


def voor_wie(doc: AnyIndicator) -> tuple[Fact, ...]:
    """Return per niveau for whom it is a result, and what is contributed there."""
    return tuple(
        Fact(
            niveau.capitalize(),
            f"{uitleg.voor_wie}; {uitleg.bijdrage}" if uitleg.bijdrage else uitleg.voor_wie,
        )
        for niveau, uitleg in (doc.niveaus or {}).items()
    )


def bevordert(doc: AnyIndicator) -> tuple[tuple[str, str], ...]:
    """Return (resultaat, what the evidence says) for what a conditie furthers."""
    if not isinstance(doc, Procesconditie):
        return ()
    words = {
        "bewezen": "Dat dit helpt, is bewezen",
        "aannemelijk": "Dat dit helpt, is aannemelijk",
        "onbekend": "Of dit helpt, is onbekend",
    }
    return tuple(
        (each.resultaat, f"{words[each.bewijs]}{f' (bron: {each.bron})' if each.bron else ''}.")
        for each in doc.bevordert
    )


def telt_as_written(name: str, catalog: Catalog) -> str:
    """Return the block `telt` just as it stands in the definition."""
    loaded = catalog.indicatoren[name]
    node, _ = find(loaded.root, ("telt",))
    span = node.span
    lines = loaded.source.text.splitlines()[span.line - 1 : span.end_line]
    if span.line == span.end_line:
        return lines[0][span.column - 1 : span.end_column - 1]
    # A block ends where the next key begins: the last line is not part of it.
    body = lines if span.end_column > 1 else lines[:-1]
    indent = lines[0][: span.column - 1]
    kept = [line for line in body if line.startswith(indent) or not line.strip()]
    return textwrap.dedent("\n".join(kept)).strip()
