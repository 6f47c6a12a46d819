"""No figure over a break: what was counted before it and after it is not the same thing."""

from __future__ import annotations

import polars as pl

from resultaat.compile.request import Request, base_of
from resultaat.compile.spans import OWN
from resultaat.core.periods import Period
from resultaat.engine.figures import KNOWN, Staat

_VALUES = ("waarde", "teller", "noemer", "onder", "boven")


def without_breaks(request: Request, figures: pl.DataFrame) -> pl.DataFrame:
    """Return the figures; those that reach back over a break have no value (`n.v.t.`)."""
    across = [period.start for period in request.window.periods() if _across(request, period)]
    if not across:
        return figures
    over = pl.col("start").is_in(across) & pl.col("staat").is_in(KNOWN)
    nothing = [pl.when(~over).then(pl.col(name)).alias(name) for name in _VALUES]
    staat = pl.when(over).then(pl.lit(Staat.NIET_VAN_TOEPASSING.value)).otherwise(pl.col("staat"))
    return figures.with_columns(*nothing, staat=staat)


def _across(request: Request, period: Period) -> bool:
    """Whether the figure of a period is also about something on the other side of a break."""
    reaches = [period.start]
    if request.span != OWN:
        reaches.append(request.span.since(period))
    if request.telt.reeks is not None:
        base = base_of(request.telt.reeks, period)
        reaches += [base.start] if base is not None else []
    # A period in which it breaks is of two kinds; so is one set beside a later period.
    return any(min(reaches) < each <= max(*reaches, period.end) for each in request.breaks)
