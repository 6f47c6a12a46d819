"""Whether the source delivered rows for all that a figure is about.

A figure over a longer span is whole only when each of its periods was delivered. Where one was not,
nobody can tell whether nothing happened or nothing was sent: the figure is provisional. Where none
was, it is missing.
"""

from __future__ import annotations

import polars as pl

from resultaat.compile.request import Request
from resultaat.compile.spans import BEGINNING
from resultaat.core.periods import Period

COVERAGE = pl.Schema({"start": pl.Date(), "geleverd": pl.Boolean(), "volledig": pl.Boolean()})


def coverage(request: Request, delivered: pl.DataFrame) -> pl.DataFrame:
    """Return per period whether any row was delivered, and whether each period of its span was."""
    have = set(delivered.filter(pl.col("rijen") > 0)["start"])
    rows = []
    for period in request.window.periods():
        since = request.span.since(period)
        first = min(have, default=period.start) if since == BEGINNING else since
        wanted = list(Period.holding(first, period.grain).until(period)) or [period]
        got = [each for each in wanted if each.start in have]
        rows.append((period.start, bool(got), len(got) == len(wanted)))
    return pl.DataFrame(rows, schema=COVERAGE, orient="row")
