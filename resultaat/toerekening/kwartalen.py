"""A rate per quarter, of what is known once a year: incidents of a quarter, inwoners of its year.

The rate is that of a whole year at the pace of the quarter, so that it stands beside yearly ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from resultaat.compile.request import Request
from resultaat.core.periods import Grain, Period
from resultaat.engine.calculate import Calculated
from resultaat.engine.per import per_other
from resultaat.language.catalog import Catalog

_QUARTERS = 4


def without_rates(requests: Sequence[Request]) -> list[Request]:
    """Return the requests, with what is divided by another indicator counted by itself."""
    return [replace(each, telt=each.telt.model_copy(update={"per": None})) for each in requests]


def with_rates(counted: Calculated, yearly: pl.DataFrame, catalog: Catalog) -> Calculated:
    """Divide the counts of quarters by the yearly figures (FIGURES) of what they are divided by."""
    frames = []
    for (name,), mine in counted.figures.partition_by(
        "indicator", as_dict=True, maintain_order=True
    ).items():
        per = catalog.indicator(str(name)).telt.per
        if per is None:
            frames.append(mine)
            continue
        other = _in_quarters(yearly.filter(pl.col("indicator") == per.indicator))
        pace = per.model_copy(update={"keer": per.keer * _QUARTERS})
        frames.append(per_other({str(name): mine, per.indicator: other}, str(name), pace))
    return replace(counted, figures=pl.concat(frames)) if frames else counted


def _in_quarters(yearly: pl.DataFrame) -> pl.DataFrame:
    """Return the figure of each year four times: one for each of its quarters."""
    quarters = pl.DataFrame(
        [
            (year, each.label)
            for year in yearly["periode"].unique(maintain_order=True).to_list()
            for each in _quarters_of(Period.parse(year))
        ],
        schema={"periode": pl.String(), "kwartaal": pl.String()},
        orient="row",
    )
    return yearly.join(quarters, on="periode").with_columns(periode="kwartaal").drop("kwartaal")


def _quarters_of(year: Period) -> list[Period]:
    first = Period.holding(year.start, Grain.KWARTAAL)
    return list(first.until(Period.holding(year.end, Grain.KWARTAAL)))
