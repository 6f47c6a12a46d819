"""Conditions beside the results that need them, in the figures of a run."""

from __future__ import annotations

import polars as pl

from resultaat.analysis.neveneffecten.kwadrant import distances, quadrants
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.release.released import Released


def conditions_of(released: Released, catalog: Catalog) -> pl.DataFrame:
    """Return where each result of the own area stands with its conditions, in order of time.

    Columns: indicator, naam, periode, kwadrant, and how far result and conditions stand from what
    was agreed (`resultaat` and `condities`: parts, null where that cannot be said).
    """
    links = pl.DataFrame(
        [
            (name, conditie)
            for name, each in sorted(catalog.indicatoren.items())
            if isinstance(each.doc, Resultaat)
            for conditie in each.doc.condities
        ],
        schema={"resultaat": pl.String, "conditie": pl.String},
        orient="row",
    )
    own = released.resultaten.filter(pl.col("gebied") == released.run.gebied)
    names = {name: each.doc.naam for name, each in catalog.indicatoren.items()}
    sides = {name: side_of(each.doc) for name, each in catalog.indicatoren.items()}
    starts = own.select("periode", "start").unique()
    kant = pl.col("indicator").replace_strict(sides, default=None, return_dtype=pl.Int64)
    keys = ["indicator", "niveau", "gebied", "periode"]
    return (
        quadrants(own, links)
        .join(distances(own.with_columns(kant=kant), links), on=keys, how="left")
        .join(starts, on="periode")
        .sort("indicator", "start")
        .select(
            "indicator",
            pl.col("indicator").replace_strict(names, return_dtype=pl.String).alias("naam"),
            "periode",
            "kwadrant",
            "resultaat",
            "condities",
        )
    )


def side_of(doc: AnyIndicator) -> int | None:
    """Return which way is better: 1 up, -1 down, None where neither is."""
    if isinstance(doc, Resultaat):
        return 1 if doc.richting == "hoger" else -1
    if not isinstance(doc, Procesconditie) or doc.norm is None:
        return None
    if doc.norm.minstens is not None and doc.norm.hoogstens is not None:
        return None
    return 1 if doc.norm.minstens is not None else -1
