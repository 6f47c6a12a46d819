"""Scores on a ladder (an ordinal scale): never added up, and never the merit of the gemeente.

The steps of such a ladder differ in size, so a mean of them has no meaning (Stevens 1946). And what
a resident scores is the resident's: a score that rose says nothing of what made it rise.
"""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.checks.telt import expressions_of
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.indicator import AnyIndicator, Resultaat
from resultaat.language.documents.interventie import Interventie
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions import parse_expression

_ADDED = ("som", "gemiddelde", "teller", "noemer")


def ranks_in(telt: Telt, bron: Bron) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (path, column) for every score on a ladder that a block reads."""
    for path, text, _ in expressions_of(telt):
        expression, _ = parse_expression(text, bron.columns)
        for name in sorted(expression.columns) if expression is not None else ():
            if name in bron.columns and bron.columns[name].rangorde:
                yield path, name


def is_rank(doc: AnyIndicator, catalog: Catalog) -> bool:
    """Whether an indicator is about a score on a ladder."""
    bron = catalog.bronnen.get(doc.telt.bron)
    return bron is not None and any(True for _ in ranks_in(doc.telt, bron.doc))


def check_rangorde(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield where a score is added up, or counted as something the gemeente made."""
    doc = loaded.doc
    bron = catalog.bronnen.get(doc.telt.bron)
    ranks = list(ranks_in(doc.telt, bron.doc)) if bron is not None else []
    for path, name in ranks:
        if path[-1] in _ADDED:
            yield Diagnostic(
                "R1325",
                f"`{name}` is een rangorde; die is niet op te tellen of te middelen.",
                f"Tel hoe vaak een grens is gehaald, bijvoorbeeld `aandeel: {name} >= 4`.",
                loaded.place(*path),
            )
    if ranks and isinstance(doc, Resultaat):
        yield from _merit(loaded, doc, ranks[0][1])


def _merit(loaded: Loaded[AnyIndicator], doc: Resultaat, name: str) -> Iterator[Diagnostic]:
    for key, claimed, modest in (
        ("invloed", doc.invloed == "groot", "beperkt"),
        ("van_wie", doc.van_wie == "gemeente", "inwoner"),
    ):
        if claimed:
            message = f"`{name}` is een score van een inwoner, en geen verdienste van de gemeente."
            yield finding(loaded, "R1525", message, f"Zet `{key}` op {modest}.", key)


def check_expected_rank(loaded: Loaded[Interventie], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield where an intervention expects to move a score on a ladder."""
    for index, each in enumerate(loaded.doc.verwacht):
        other = catalog.indicatoren.get(each.indicator)
        if other is not None and is_rank(other.doc, catalog):
            message = (
                f"`{each.indicator}` is een score van inwoners, en geen effect van de gemeente."
            )
            mend = "Kies een resultaat dat is gehaald of niet, zoals een doel dat is bereikt."
            yield finding(loaded, "R1525", message, mend, "verwacht", index, "indicator")
