"""What the definitions read: which columns, and so which sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from resultaat.language.catalog import Catalog
from resultaat.language.checks.telt import expressions_of
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions import parse_expression
from resultaat.language.versies import telts_of


def columns_of(telt: Telt, bron: Bron) -> frozenset[str]:
    """Return every column that the expressions of a block read."""
    read: frozenset[str] = frozenset()
    for _, text, _ in expressions_of(telt):
        expression, _ = parse_expression(text, bron.columns)
        read |= expression.columns if expression else frozenset()
    return read


def reached_by(expression: str, bron: Bron) -> set[str]:
    """Return the other sources that an expression over this one reads."""
    parsed, _ = parse_expression(expression, bron.columns)
    return {each.split(".")[0] for each in parsed.columns if "." in each} if parsed else set()


def sources_asked(
    catalog: Catalog, dimensions: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """Return the sources that the indicators read, those reached by a relation included.

    `dimensions` holds the expressions by which an analysis asks for some of them.
    """
    asked: set[str] = set()
    for name, loaded in catalog.indicatoren.items():
        for telt in telts_of(loaded.doc):
            if telt.bron:  # a formula reads figures, not a source
                asked |= _asked(telt, catalog, (dimensions or {}).get(name, ()))
    return sorted(asked)


def _asked(telt: Telt, catalog: Catalog, dimensions: Sequence[str]) -> set[str]:
    bron = catalog.bronnen[telt.bron].doc
    read = columns_of(telt, bron)
    for text in dimensions:
        expression, _ = parse_expression(text, bron.columns)
        read |= expression.columns if expression else frozenset()
    return {telt.bron, *(each.split(".")[0] for each in read if "." in each)}
