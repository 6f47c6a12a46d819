"""Putting together what was counted by several definitions of one indicator (`telde`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from resultaat.compile.request import Request
from resultaat.engine.breuk import Breaks

#: Which periods of an indicator were counted by an earlier definition, until when that held, and
#: what changed then at the source, where the definition itself did not.
VERSIES = pl.Schema(
    {
        "indicator": pl.String(),
        "start": pl.Date(),
        "definitie_tot": pl.Date(),
        "breuk": pl.String(),
    }
)
_ON = ("niveau", "gebied", "start")


def own_periods(request: Request, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the periods for which the definition of a request held."""
    since, tot = request.since or date.min, request.tot or date.max
    return frame.filter((pl.col("start") >= since) & (pl.col("start") < tot))


def together(
    requests: Sequence[Request], figures: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """Return per indicator the figures of each period by the definition that held then."""
    found: dict[str, pl.DataFrame] = {}
    for request in requests:
        mine = own_periods(request, figures[request.label])
        before = found.get(request.indicator)
        found[request.indicator] = mine if before is None else pl.concat([before, mine])
        if request.tot is None and before is not None:
            order = figures[request.label].select(_ON).with_row_index("rij")
            whole = found[request.indicator].join(order, on=_ON, how="left", nulls_equal=True)
            # Rows without an area may be there by the one definition and not by the other.
            whole = whole.sort("rij", *_ON, nulls_last=True, maintain_order=True)
            found[request.indicator] = whole.drop("rij")
    return found


def versies_of(requests: Sequence[Request]) -> pl.DataFrame:
    """Return which periods were counted by an earlier definition (schema VERSIES)."""
    rows = [
        (request.indicator, period.start, request.tot, None)
        for request in requests
        for period in request.window.periods()
        if request.tot is not None and (request.since or date.min) <= period.start < request.tot
    ]
    return pl.DataFrame(rows, schema=VERSIES, orient="row")


def broken(requests: Sequence[Request], breaks: Breaks) -> pl.DataFrame:
    """Return which periods lie before a break of their source, and which break is the next one.

    Such a period was counted otherwise than those after it, as if by an earlier definition; one in
    which it breaks is of both kinds, and goes with those before.
    """
    rows = [
        (request.indicator, period.start, first, breaks[request.indicator][first] or None)
        for request in requests
        for period in request.window.periods()
        if (later := [each for each in breaks[request.indicator] if each > period.start])
        for first in (min(later),)
    ]
    return pl.DataFrame(rows, schema=VERSIES, orient="row").unique(maintain_order=True)
