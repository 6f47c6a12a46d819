"""A plan measured: how many rows and how much time each of its statements takes.

The statements are those of a calculation, one after the other in the same locked session.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from resultaat.compile.plan import Plan, Step, told
from resultaat.compile.render import roll_sql, rows_sql, table_of, table_sql
from resultaat.compile.roll import Roll
from resultaat.compile.spans import OWN
from resultaat.core.diagnostics import ResultaatError
from resultaat.core.settings import Settings
from resultaat.engine.duckdb import QueryFailed, Session
from resultaat.engine.run import impossible


@dataclass(frozen=True, slots=True)
class Meting:
    """One node of the tree: a step (`diepte` 0), or what is made of it (1)."""

    wat: str
    diepte: int
    rijen: int
    seconden: float


def measure(plan: Plan, views: Mapping[str, Path], settings: Settings) -> tuple[Meting, ...]:
    """Run a plan and return its tree; raises ResultaatError (R4001) as a calculation does."""
    found: list[Meting] = []
    with Session(views, settings) as session:
        for number, step in enumerate(plan.steps):
            try:
                found += _step(session, step, number)
            except QueryFailed as wrong:
                raise ResultaatError.of(impossible(step, wrong)) from None
    return tuple(found)


def _step(session: Session, step: Step, number: int) -> list[Meting]:
    begin = time.perf_counter()
    table = table_sql(step, number)
    rows = 0
    if table is not None:
        session.run(table)
    took = time.perf_counter() - begin
    if table is not None:
        rows = session.frame(rows_sql(table_of(number))).item()
    rolled = [_roll(session, step, number, roll) for roll in step.rolls]
    whole = Meting(f"stap {number}: {told(step)}", 0, rows, took)
    if table is None:  # the rows themselves are what comes out
        whole = Meting(whole.wat, 0, rolled[0].rijen, rolled[0].seconden)
        return [whole]
    return [whole, *rolled]


def _roll(session: Session, step: Step, number: int, roll: Roll) -> Meting:
    begin = time.perf_counter()
    frame = session.frame(roll_sql(step, number, roll))
    where = "elk niveau" if roll.levels else "de gebieden van de rijen"
    span = "" if roll.span == OWN else f", {roll.span.reach.value.replace('_', ' ')}"
    what = f"naar {where}, per {roll.grain.value}{span}"
    return Meting(what, 1, frame.height, time.perf_counter() - begin)
