"""From requests to figures: run the plan, finish each request, divide, compare, add intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import polars as pl

from resultaat.compile.compiler import compile_requests
from resultaat.compile.plan import Plan
from resultaat.compile.request import Request, Timing
from resultaat.core.settings import Settings
from resultaat.engine.breuk import Breaks, breaks_by_name, without_breaks
from resultaat.engine.course import Progress
from resultaat.engine.coverage import coverage
from resultaat.engine.figures import AANSLUITING, FIGURES
from resultaat.engine.finish import finish
from resultaat.engine.per import per_other
from resultaat.engine.quantile import quantiles
from resultaat.engine.reconcile import reconcile
from resultaat.engine.reeks import compared, with_own_period
from resultaat.engine.run import (
    Frames,
    delivered_frame,
    roles_frame,
    run_plan,
    spread_frame,
)
from resultaat.engine.standard import with_standard
from resultaat.engine.store import Store
from resultaat.engine.survival import median_days, share_within
from resultaat.engine.uncertainty import alone, with_interval
from resultaat.engine.versies import VERSIES, broken, own_periods, together, versies_of
from resultaat.gebied.indeling import Indeling

_KEYS = ("niveau", "gebied", "niveau_gebied", "start")


@dataclass(frozen=True, slots=True)
class Calculated:
    """Figures before release: not for anyone's eyes yet."""

    figures: pl.DataFrame  # FIGURES
    aansluiting: pl.DataFrame  # AANSLUITING
    versies: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=VERSIES))
    breaks: Breaks = field(default_factory=dict)


def calculate(  # noqa: PLR0913, PLR0917  each is a thing of its own
    requests: Sequence[Request],
    views: Mapping[str, Path],
    indeling: Indeling,
    settings: Settings,
    progress: Progress,
    store: Store | None = None,
) -> Calculated:
    """Return the figures of all requests. `views` holds the Parquet file of each source.

    What `store` keeps of earlier calculations is not counted again.
    """
    plan = compile_requests(requests)
    return finished(requests, plan, run_plan(plan, views, settings, progress, store), indeling)


def finished(
    requests: Sequence[Request], plan: Plan, frames: Frames, indeling: Indeling
) -> Calculated:
    """Return the figures of all requests from what their plan counted."""
    parts = {each.label: _parts(each, plan, frames) for each in requests}
    figures = together(
        requests,
        {
            each.label: _finished(each, parts[each.label], plan, frames, indeling)
            for each in requests
        },
    )
    versies, reconciled = versies_of(requests), _reconciled(requests, parts)
    requests = [each for each in requests if each.tot is None]
    figures |= {
        each.indicator: per_other(figures, each.indicator, per)
        for each in requests
        if (per := each.telt.per) is not None
    }
    figures |= {
        each.indicator: compared(each, figures[each.indicator])
        for each in requests
        if each.telt.compares
    }
    breaks = breaks_by_name(requests)
    figures |= {
        each.indicator: without_breaks(
            each.telt,
            each.window.periods(),
            each.span,
            breaks[each.indicator],
            figures[each.indicator],
        )
        for each in requests
        if breaks[each.indicator] and each.telt.reeks is not None
    }
    return Calculated(
        _stacked(
            (_shown(each, alone(each, figures[each.indicator])) for each in requests), FIGURES
        ),
        _stacked(reconciled, AANSLUITING),
        pl.concat([versies, broken(requests, breaks)]),
        breaks,
    )


def _parts(request: Request, plan: Plan, frames: Frames) -> pl.DataFrame:
    parts = with_own_period(roles_frame(request, plan, frames))
    telt = request.telt
    if telt.measure not in ("mediaan", "percentiel", "duur"):
        return parts
    spread = spread_frame(request, plan, frames)
    repeats = parts.select(*_KEYS, "nn") if "nn" in request.roles else None
    if telt.duur is None:
        deel = telt.percentiel.deel.waarde if telt.percentiel else Decimal("0.5")
        points = quantiles(spread, deel, repeats)
    elif telt.duur.binnen is None:
        points = median_days(spread, repeats)
    else:
        points = share_within(spread, int(telt.duur.binnen.waarde), repeats)
    return parts.join(points, on=_KEYS, how="left", nulls_equal=True)


def _finished(
    request: Request, parts: pl.DataFrame, plan: Plan, frames: Frames, indeling: Indeling
) -> pl.DataFrame:
    delivered = coverage(request, delivered_frame(request, plan, frames))
    figures = finish(request, with_standard(request, parts, indeling), delivered, indeling)
    return with_interval(request, figures, parts)


def _shown(request: Request, figures: pl.DataFrame) -> pl.DataFrame:
    """Leave out the periods that were only there to compare with."""
    if request.shown is None:
        return figures
    return figures.filter(pl.col("start") >= request.shown.start)


def _reconciled(
    requests: Sequence[Request], parts: Mapping[str, pl.DataFrame]
) -> list[pl.DataFrame]:
    return [
        reconcile(
            each.indicator,
            own_periods(each, _shown(each, parts[each.label])),
            each.window.grain,
        )
        for each in requests
        if each.moment.timing is Timing.GEPUBLICEERD
        and each.telt.measure == "som"
        and each.telt.per is None
    ]


def _stacked(frames: Iterable[pl.DataFrame], schema: pl.Schema) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *frames])
