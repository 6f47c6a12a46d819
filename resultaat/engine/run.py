"""Running a plan: cells first, then every level, then one frame with the roles of each request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from resultaat.compile.followed import GROEP, PERSONEN
from resultaat.compile.parts import Aggregate
from resultaat.compile.passes.naive import GELEVERD
from resultaat.compile.plan import Followed, Persons, Plan, Step, Where
from resultaat.compile.render import (
    SLEUTEL,
    exact_columns,
    roll_sql,
    tables_sql,
)
from resultaat.compile.request import Request
from resultaat.compile.roll import Roll, dimension, places_of
from resultaat.compile.views import view_of
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.core.settings import Settings
from resultaat.engine.cells import Kept, keeps
from resultaat.engine.chosen import chosen
from resultaat.engine.course import Course, Progress
from resultaat.engine.duckdb import MemoryFull, QueryFailed, Session
from resultaat.engine.figures import EXACT
from resultaat.engine.store import Store

#: The frame of every step and roll.
Frames = Mapping[tuple[int, Roll], pl.DataFrame]
_KEYS = ("niveau", "gebied", "niveau_gebied", "start")


def run_plan(
    plan: Plan,
    views: Mapping[str, Path],
    settings: Settings,
    progress: Progress,
    store: Store | None = None,
) -> Frames:
    """Return the frames: keys, `rijen`, and a column per part; what `store` has is not counted."""
    kept = Kept(store, views) if store is not None else None
    with Session({**views, **(kept.files() if kept else {})}, settings) as session:
        frames: dict[tuple[int, Roll], pl.DataFrame] = {}
        rows = {step.bron: session.rows(view_of(step.bron)) for step in plan.steps}
        course = Course(plan.steps, rows, progress)
        for number, step in enumerate(plan.steps):
            try:
                with course.step(number, session.percent):
                    frames |= {
                        (number, roll): each
                        for roll, each in _run_step(session, step, number, kept)
                    }
            except MemoryFull:
                raise ResultaatError.of(_too_large(step, settings)) from None
            except QueryFailed as wrong:
                raise ResultaatError.of(impossible(step, wrong)) from None
        return frames


def _run_step(
    session: Session, step: Step, number: int, kept: Kept | None
) -> Iterator[tuple[Roll, pl.DataFrame]]:
    if kept is not None and keeps(step):
        yield from (
            (roll, typed(frame, step, roll)) for roll, frame in kept.frames(session, step, number)
        )
        return
    step = chosen(session, step)
    for table in tables_sql(step, number):
        session.run(table)
    for roll in step.rolls:
        yield roll, typed(session.frame(roll_sql(step, number, roll)), step, roll)


def _keys(step: Step, roll: Roll) -> tuple[str, ...]:
    if roll.levels:
        return _KEYS
    groep = (GROEP,) if isinstance(step, Followed) else ()
    return ("gebied", "start", *groep, *(each.name for each in roll.dimensions))


def typed(frame: pl.DataFrame, step: Step, roll: Roll) -> pl.DataFrame:
    """Return what the engine gave for a roll under its own names, exact, and in order of keys."""
    exact, keys = set(exact_columns(step)), _keys(step, roll)
    places = zip(places_of(step.dimensions, roll), roll.dimensions, strict=True)
    frame = frame.rename({dimension(place): each.name for place, each in places})
    values = [name for name in frame.columns if name not in keys]
    made = frame.lazy().select(
        *keys, *(pl.col(name).cast(EXACT if name in exact else pl.Int64) for name in values)
    )
    # What is counted by value comes in order.
    return (made if SLEUTEL in values else made.sort(keys)).collect()


def impossible(step: Step, wrong: QueryFailed) -> Diagnostic:
    """Say that a step cannot be carried out on these data."""
    return Diagnostic(
        "R4001",
        f"Met de bron `{step.bron}` is niet te rekenen ({wrong}).",
        "Kijk naar de vergelijkingen en getallen in `telt` van de indicatoren over deze bron.",
    )


def _too_large(step: Step, settings: Settings) -> Diagnostic:
    return Diagnostic(
        "R4002",
        f"Voor de bron `{step.bron}` is {settings.memory} geheugen te weinig.",
        "Geef meer geheugen, bijvoorbeeld RESULTAAT_GEHEUGEN=8GB, of minder threads.",
    )


def roles_frame(request: Request, plan: Plan, frames: Frames) -> pl.DataFrame:
    """Return the rows of one request: keys, `rijen`, and a column per role."""
    roles = plan.roles(request.label)
    plain = {
        role: where
        for role, where in roles.items()
        if role in request.roles and request.roles[role].key is None
    }
    return _joined(request, plan, plain, frames, _KEYS)


def spread_frame(request: Request, plan: Plan, frames: Frames) -> pl.DataFrame:
    """Return the rows of one request per value: keys, `sleutel`, and a column per role."""
    roles = plan.roles(request.label)
    keyed = {
        role: where
        for role, where in roles.items()
        if role in request.roles and request.roles[role].key is not None
    }
    return _joined(request, plan, keyed, frames, (*_KEYS, SLEUTEL))


def delivered_frame(request: Request, plan: Plan, frames: Frames) -> pl.DataFrame:
    """Return how many rows the source has in each period, whatever they are about."""
    where = plan.found[request.label, GELEVERD]
    frame = frames[where.step, where.roll]
    return frame.group_by("start").agg(rijen=pl.col(where.column).sum()).sort("start")


def answer_frame(request: Request, plan: Plan, frames: Frames) -> pl.DataFrame:
    """Return the rows of what an analysis asks: its keys, `rijen`, and a column per role."""
    step = plan.steps[plan.found[request.label, "n"].step]
    keys = _keys(step, request.roll_of("n"))
    frame = _joined(request, plan, plan.roles(request.label), frames, keys)
    beside = [name for name in frame.columns if name not in (*keys, *request.roles)]
    return frame.select(*keys, *beside, *request.roles)


def _joined(
    request: Request,
    plan: Plan,
    roles: Mapping[str, Where],
    frames: Frames,
    keys: Sequence[str],
) -> pl.DataFrame:
    places: dict[tuple[int, Roll], dict[str, str]] = {}
    for role, where in roles.items():
        places.setdefault((where.step, where.roll), {})[role] = where.column
    # Persons who are followed are counted beside the parts, and are the part of no role.
    beside = ("rijen", PERSONEN) if request.follows is not None else ("rijen",)
    # Rows say which areas and periods there are; cells of persons do not count rows.
    ordered = sorted(places.items(), key=lambda each: isinstance(plan.steps[each[0][0]], Persons))
    first, *others = [
        frames[place]
        .filter(pl.col("start") >= request.window.first.start)
        .select(
            *keys,
            *(name for name in beside if not isinstance(plan.steps[place[0]], Persons)),
            **{role: pl.col(name) for role, name in named.items()},
        )
        for place, named in ordered
    ]
    for other in others:
        first = first.join(
            other.drop(beside, strict=False),
            on=keys,
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
    return first.with_columns(
        pl.col(role).fill_null(0) for role in roles if _of_persons(request, role)
    )


def _of_persons(request: Request, role: str) -> bool:
    """Whether a role is a number of persons: where there is nobody, there are none."""
    return request.roles[role].aggregate is Aggregate.DISTINCT
