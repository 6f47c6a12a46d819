"""Results beside their conditions over time: was it the work, or was it luck (N14, R7)."""

from __future__ import annotations

import polars as pl

from resultaat.analysis.neveneffecten.kwadrant import Kwadrant
from resultaat.cycle.conditions import conditions_of
from resultaat.language.catalog import Catalog
from resultaat.release.released import Released
from resultaat.report.condities import SAID
from resultaat.report.tables import Body, Column, Row, Table


def quadrant_table(released: Released, catalog: Catalog) -> Table | None:
    """Return the results by where they stood last; None where none has conditions to stand beside.

    A row per result, a column per period. What can be said of no period is left out.
    """
    rows = conditions_of(released, catalog)
    unknown = pl.col("kwadrant") == Kwadrant.ONBEKEND.value
    rows = rows.filter(~unknown.all().over("indicator"))
    if rows.is_empty():
        return None
    periods = rows["periode"].unique(maintain_order=True).sort().to_list()
    bodies: dict[Kwadrant, list[Row]] = {each: [] for each in Kwadrant}
    for _, frame in rows.group_by("indicator", maintain_order=True):
        known = dict(frame.select("periode", "kwadrant").iter_rows())
        last = Kwadrant(frame["kwadrant"][-1])
        cells = tuple(known.get(each, "") for each in periods)
        bodies[last].append(Row(str(frame["naam"][0]), cells))
    return Table(
        "Resultaten en hun condities",
        "resultaat",
        tuple(Column(each, words=True) for each in periods),
        tuple(
            Body(f"{SAID[each][:1].upper()}{SAID[each][1:]}", tuple(found))
            for each, found in bodies.items()
            if found
        ),
    )
