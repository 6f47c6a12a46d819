"""Running a plan: cells first, then every level, then one frame with the roles of each request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from resultaat.compile.plan import Cells, Plan, Step, Where
from resultaat.compile.render import SLEUTEL, cells_sql, exact_columns, holistic_sql, rollup_sql
from resultaat.compile.request import Request
from resultaat.compile.spans import OWN, Span
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.core.settings import Settings
from resultaat.engine.duckdb import QueryFailed, Session
from resultaat.engine.figures import EXACT

Progress = Callable[[str], None]
#: The rolled-up frame of every step and span.
Frames = Mapping[tuple[int, Span], pl.DataFrame]
_KEYS = ("niveau", "gebied", "niveau_gebied", "start")


def run_plan(
    plan: Plan, views: Mapping[str, Path], settings: Settings, progress: Progress
) -> Frames:
    """Return the rolled-up frames: keys, `rijen`, and a column per part."""
    with Session(views, settings) as session:
        frames: dict[tuple[int, Span], pl.DataFrame] = {}
        for number, step in enumerate(plan.steps):
            progress(f"{step.bron}: {len(step.parts)} tellingen")
            try:
                frames |= {(number, span): each for span, each in _run_step(session, step, number)}
            except QueryFailed as wrong:
                raise ResultaatError.of(_impossible(step, wrong)) from None
        return frames


def _run_step(session: Session, step: Step, number: int) -> Iterator[tuple[Span, pl.DataFrame]]:
    if isinstance(step, Cells):
        session.run(cells_sql(step, number))
        for span in step.spans:
            yield span, _typed(session.frame(rollup_sql(step, number, span)), step)
    else:
        yield step.spans[0], _typed(session.frame(holistic_sql(step)), step)


def _typed(frame: pl.DataFrame, step: Step) -> pl.DataFrame:
    exact = set(exact_columns(step))
    values = [name for name in frame.columns if name not in _KEYS]
    frame = frame.select(
        *_KEYS, *(pl.col(name).cast(EXACT if name in exact else pl.Int64) for name in values)
    )
    # What is counted by value comes in order.
    return frame if SLEUTEL in values else frame.sort(_KEYS)


def _impossible(step: Step, wrong: QueryFailed) -> Diagnostic:
    return Diagnostic(
        "R4001",
        f"Met de bron `{step.bron}` is niet te rekenen ({wrong}).",
        "Kijk naar de vergelijkingen en getallen in `telt` van de indicatoren over deze bron.",
    )


def roles_frame(request: Request, plan: Plan, frames: Frames) -> pl.DataFrame:
    """Return the rows of one request: keys, `rijen`, and a column per role."""
    roles = plan.roles(request.indicator)
    plain = {role: where for role, where in roles.items() if request.roles[role].key is None}
    return _joined(request, plain, frames, _KEYS)


def spread_frame(request: Request, plan: Plan, frames: Frames) -> pl.DataFrame:
    """Return the rows of one request per value: keys, `sleutel`, and a column per role."""
    roles = plan.roles(request.indicator)
    keyed = {role: where for role, where in roles.items() if request.roles[role].key is not None}
    return _joined(request, keyed, frames, (*_KEYS, SLEUTEL))


def delivered_frame(request: Request, plan: Plan, frames: Frames) -> pl.DataFrame:
    """Return how many rows the source has in each period, whatever they are about."""
    step = plan.found[request.indicator, "n"].step
    return frames[step, OWN].group_by("start").agg(rijen=pl.col("rijen").sum()).sort("start")


def _joined(
    request: Request, roles: Mapping[str, Where], frames: Frames, keys: Sequence[str]
) -> pl.DataFrame:
    places: dict[tuple[int, Span], dict[str, str]] = {}
    for role, where in roles.items():
        places.setdefault((where.step, where.span), {})[role] = where.column
    first, *others = [
        frames[place]
        .filter(pl.col("start") >= request.window.first.start)
        .select(*keys, "rijen", **{role: pl.col(name) for role, name in named.items()})
        for place, named in places.items()
    ]
    for other in others:
        first = first.join(
            other.drop("rijen"), on=keys, how="left", nulls_equal=True, maintain_order="left"
        )
    return first
