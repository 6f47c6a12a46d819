"""Conditions beside the results that need them, in the figures of a run."""

from __future__ import annotations

import polars as pl

from resultaat.analysis.neveneffecten.kwadrant import quadrants
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import Resultaat
from resultaat.release.released import Released


def conditions_of(released: Released, catalog: Catalog) -> pl.DataFrame:
    """Return indicator, naam, periode and kwadrant of the own area, in order of time."""
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
    starts = own.select("periode", "start").unique()
    return (
        quadrants(own, links)
        .join(starts, on="periode")
        .sort("indicator", "start")
        .select(
            "indicator",
            pl.col("indicator").replace_strict(names, return_dtype=pl.String).alias("naam"),
            "periode",
            "kwadrant",
        )
    )
