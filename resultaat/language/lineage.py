"""What the definitions read: which columns, and so which sources."""

from __future__ import annotations

from resultaat.language.catalog import Catalog
from resultaat.language.checks.telt import expressions_of
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions import parse_expression


def columns_of(telt: Telt, bron: Bron) -> frozenset[str]:
    """Return every column that the expressions of a block read."""
    read: frozenset[str] = frozenset()
    for _, text, _ in expressions_of(telt):
        expression, _ = parse_expression(text, bron.columns)
        read |= expression.columns if expression else frozenset()
    return read


def sources_asked(catalog: Catalog) -> list[str]:
    """Return the sources that the indicators read, those reached by a relation included."""
    asked = set()
    for loaded in catalog.indicatoren.values():
        telt = loaded.doc.telt
        if not telt.bron:  # a formula reads figures, not a source
            continue
        read = columns_of(telt, catalog.bronnen[telt.bron].doc)
        asked |= {telt.bron, *(name.split(".")[0] for name in read if "." in name)}
    return sorted(asked)
