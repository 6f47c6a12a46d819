"""Running a plan: cells first, then every level, then one frame with the roles of each request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from resultaat.compile.plan import Cells, Plan, Step
from resultaat.compile.render import cells_sql, exact_columns, holistic_sql, rollup_sql
from resultaat.compile.request import Request
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.core.settings import Settings
from resultaat.engine.duckdb import QueryFailed, Session
from resultaat.engine.figures import EXACT

Progress = Callable[[str], None]
_KEYS = ("niveau", "gebied", "niveau_gebied", "start")


def run_plan(
    plan: Plan, views: Mapping[str, Path], settings: Settings, progress: Progress
) -> list[pl.DataFrame]:
    """Return the rolled-up frame of every step: keys, `rijen`, and a column per part."""
    with Session(views, settings) as session:
        frames = []
        for number, step in enumerate(plan.steps):
            progress(f"{step.bron}: {len(step.parts)} tellingen")
            try:
                frames.append(_run_step(session, step, number))
            except QueryFailed as wrong:
                raise ResultaatError.of(_impossible(step, wrong)) from None
        return frames


def _run_step(session: Session, step: Step, number: int) -> pl.DataFrame:
    if isinstance(step, Cells):
        session.run(cells_sql(step, number))
        frame = session.frame(rollup_sql(step, number))
    else:
        frame = session.frame(holistic_sql(step))
    exact = set(exact_columns(step))
    values = [name for name in frame.columns if name not in _KEYS]
    return frame.select(
        *_KEYS, *(pl.col(name).cast(EXACT if name in exact else pl.Int64) for name in values)
    ).sort(_KEYS)


def _impossible(step: Step, wrong: QueryFailed) -> Diagnostic:
    return Diagnostic(
        "R4001",
        f"Met de bron `{step.bron}` is niet te rekenen ({wrong}).",
        "Kijk naar de vergelijkingen en getallen in `telt` van de indicatoren over deze bron.",
    )


def roles_frame(request: Request, plan: Plan, frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the rows of one request: keys, `rijen`, and a column per role."""
    by_step: dict[int, dict[str, str]] = {}
    for role, where in plan.roles(request.indicator).items():
        by_step.setdefault(where.step, {})[role] = where.column
    return _joined(
        frames[step].select(*_KEYS, "rijen", **{role: pl.col(name) for role, name in roles.items()})
        for step, roles in by_step.items()
    )


def _joined(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    first, *others = frames
    for other in others:
        first = first.join(other.drop("rijen"), on=_KEYS, how="left", nulls_equal=True)
    return first
