"""How many rows of people something holds, so that no single one follows from it.

A count is a multiple of the minimum of `bescherming`: rows that were used rounded down, rows that
were not rounded up. So quality never looks better than it is, nothing stays nothing, and two counts
(of two loads, or of a file and a part of it) never differ by one person.
"""

from __future__ import annotations

import polars as pl

from resultaat.language.catalog import Catalog


def unit_of(catalog: Catalog, bron: str) -> int | None:
    """Return of what counts of rows of a source are multiples; None where they may be exact."""
    loaded = catalog.bronnen.get(bron)
    # Of a source that is not there any more nobody knows whether it was about people.
    if loaded is not None and not loaded.doc.about_people:
        return None
    minimum = catalog.settings.bescherming.minimum
    return minimum if minimum > 1 else None


def whole(count: pl.Expr, unit: pl.Expr, down: pl.Expr) -> pl.Expr:
    """Return counts as multiples of a unit, rounded down or up; as they are where it is null."""
    below = count // unit * unit
    above = (count + unit - 1) // unit * unit
    return pl.when(unit.is_null()).then(count).when(down).then(below).otherwise(above)
