"""From requests to figures: run the plan, finish each request, divide, add intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.compile.compiler import compile_requests
from resultaat.compile.request import Request, Timing
from resultaat.core.settings import Settings
from resultaat.engine.figures import AANSLUITING, FIGURES
from resultaat.engine.finish import finish
from resultaat.engine.interval import with_wilson
from resultaat.engine.per import per_other
from resultaat.engine.reconcile import reconcile
from resultaat.engine.run import Progress, roles_frame, run_plan
from resultaat.gebied.indeling import Indeling


@dataclass(frozen=True, slots=True)
class Calculated:
    """Figures before release: not for anyone's eyes yet."""

    figures: pl.DataFrame  # FIGURES
    aansluiting: pl.DataFrame  # AANSLUITING


def calculate(
    requests: Sequence[Request],
    views: Mapping[str, Path],
    indeling: Indeling,
    settings: Settings,
    progress: Progress,
) -> Calculated:
    """Return the figures of all requests. `views` holds the Parquet file of each source."""
    plan = compile_requests(requests)
    frames = run_plan(plan, views, settings, progress)
    parts = {each.indicator: roles_frame(each, plan, frames) for each in requests}
    figures = {
        each.indicator: _with_interval(each, finish(each, parts[each.indicator], indeling))
        for each in requests
    }
    divided = {
        each.indicator: per_other(figures, each.indicator, per)
        for each in requests
        if (per := each.telt.per) is not None
    }
    return Calculated(
        _stacked({**figures, **divided}.values(), FIGURES),
        _stacked(_reconciled(requests, parts), AANSLUITING),
    )


def _with_interval(request: Request, figures: pl.DataFrame) -> pl.DataFrame:
    return with_wilson(figures) if request.telt.measure in ("aandeel", "doorlooptijd") else figures


def _reconciled(
    requests: Sequence[Request], parts: Mapping[str, pl.DataFrame]
) -> list[pl.DataFrame]:
    return [
        reconcile(each.indicator, parts[each.indicator], each.window.grain)
        for each in requests
        if each.moment.timing is Timing.GEPUBLICEERD
        and each.telt.measure == "som"
        and each.telt.per is None
    ]


def _stacked(frames: Iterable[pl.DataFrame], schema: pl.Schema) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *frames])
