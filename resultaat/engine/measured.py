"""A plan measured: how many rows and how much time each of its statements takes.

The statements are those of a calculation, one after the other in the same locked session.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from resultaat.compile.plan import Plan, Step, told
from resultaat.compile.render import roll_sql, rows_sql, table_of, tables_sql
from resultaat.compile.roll import Roll
from resultaat.compile.spans import OWN
from resultaat.core.diagnostics import ResultaatError
from resultaat.core.settings import Settings
from resultaat.engine.calculate import Calculated
from resultaat.engine.chosen import chosen
from resultaat.engine.duckdb import QueryFailed, Session
from resultaat.engine.run import Frames, impossible, typed


@dataclass(frozen=True, slots=True)
class Meting:
    """One node of the tree: a step (`diepte` 0), or what is made of it (1)."""

    wat: str
    diepte: int
    rijen: int
    seconden: float


def measure(
    plan: Plan, views: Mapping[str, Path], settings: Settings
) -> tuple[tuple[Meting, ...], Frames]:
    """Run a plan; return its tree and its frames. Raises ResultaatError as a calculation does."""
    found: list[Meting] = []
    frames: dict[tuple[int, Roll], pl.DataFrame] = {}
    with Session(views, settings) as session:
        for number, planned in enumerate(plan.steps):
            step = chosen(session, planned)
            try:
                table = _table(session, step, number)
                rolled = {roll: _roll(session, step, number, roll) for roll in step.rolls}
            except QueryFailed as wrong:
                raise ResultaatError.of(impossible(step, wrong)) from None
            frames |= {(number, roll): frame for roll, (_, frame) in rolled.items()}
            lines = [line for line, _ in rolled.values()]
            if table is None:  # the rows themselves are what comes out
                found.append(replace(lines[0], wat=_name(step, number), diepte=0))
            else:
                found += [table, *lines]
    return tuple(found), frames


def timed(what: str, job: Callable[[], Calculated]) -> tuple[Meting, Calculated]:
    """Do what comes after all steps; return how many figures there are then, and the figures."""
    begin = time.perf_counter()
    made = job()
    return Meting(what, 0, made.figures.height, time.perf_counter() - begin), made


def _table(session: Session, step: Step, number: int) -> Meting | None:
    """Make the tables of a step; None where it has none."""
    texts = tables_sql(step, number)
    if not texts:
        return None
    begin = time.perf_counter()
    for text in texts:
        session.run(text)
    took = time.perf_counter() - begin
    rows = session.frame(rows_sql(table_of(number))).item()
    return Meting(_name(step, number), 0, rows, took)


def _roll(session: Session, step: Step, number: int, roll: Roll) -> tuple[Meting, pl.DataFrame]:
    where = "elk niveau" if roll.levels else "de gebieden van de rijen"
    span = "" if roll.span == OWN else f", {roll.span.reach.value.replace('_', ' ')}"
    what = f"naar {where}, per {roll.grain.value}{span}"
    begin = time.perf_counter()
    frame = typed(session.frame(roll_sql(step, number, roll)), step, roll)
    return Meting(what, 1, frame.height, time.perf_counter() - begin), frame


def _name(step: Step, number: int) -> str:
    return f"stap {number}: {told(step)}"
