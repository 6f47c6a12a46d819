"""No figure over a break: what was counted before it and after it is not the same thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import polars as pl

from resultaat.compile.request import Request, base_of
from resultaat.compile.spans import OWN, Span
from resultaat.core.periods import Period
from resultaat.engine.figures import KNOWN, Staat
from resultaat.language.documents.telt import Telt

_VALUES = ("waarde", "teller", "noemer", "onder", "boven")
#: The first days from which an indicator is about something else, by its name, and what changed at
#: the source; empty where the definition did.
Breaks = Mapping[str, Mapping[date, str]]


def breaks_by_name(requests: Iterable[Request]) -> Breaks:
    """Return the breaks of every indicator, also those of what it is divided by."""
    own = {each.indicator: dict(each.breaks) for each in requests}
    found = {}
    for each in requests:
        per = each.telt.per
        beside = own.get(per.indicator, {}) if per is not None else {}
        found[each.indicator] = own[each.indicator] | beside
    return found


def without_breaks(
    telt: Telt,
    periods: Iterable[Period],
    span: Span,
    breaks: Collection[date],
    figures: pl.DataFrame,
) -> pl.DataFrame:
    """Return the figures; those that reach back over a break have no value (`n.v.t.`)."""
    across = [period.start for period in periods if _across(telt, span, breaks, period)]
    if not across:
        return figures
    over = pl.col("start").is_in(across) & pl.col("staat").is_in(KNOWN)
    nothing = [pl.when(~over).then(pl.col(name)).alias(name) for name in _VALUES]
    staat = pl.when(over).then(pl.lit(Staat.NIET_VAN_TOEPASSING.value)).otherwise(pl.col("staat"))
    return figures.with_columns(*nothing, staat=staat)


def _across(telt: Telt, span: Span, breaks: Collection[date], period: Period) -> bool:
    """Whether the figure of a period is also about something on the other side of a break."""
    reaches = [period.start]
    if span != OWN:
        reaches.append(span.since(period))
    if telt.reeks is not None:
        base = base_of(telt.reeks, period)
        reaches += [base.start] if base is not None else []
    # A period in which it breaks is of two kinds; so is one set beside a later period.
    return any(min(reaches) < each <= max(*reaches, period.end) for each in breaks)
