"""Periods of the calendar: `2025`, `2025-K1` and `2025-03`, as P&C documents write them.

A day, `2025-03-14`, is a period too. Nobody steers on days; they are for looking closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

_YEAR = r"(?P<jaar>(?:1[5-9]|2\d)\d\d)"
_WRITTEN = re.compile(rf"{_YEAR}(?:-(?:K(?P<kwartaal>[1-4])|(?P<maand>0[1-9]|1[0-2])))?")
_DAY = re.compile(rf"{_YEAR}-\d\d-\d\d")


class Grain(Enum):
    """Length of a period. The value is the word in YAML; `unit` the word in SQL."""

    JAAR = "jaar"
    KWARTAAL = "kwartaal"
    MAAND = "maand"
    DAG = "dag"

    @property
    def months(self) -> int:
        """Months in one period of this grain; 0 in a day."""
        return {"jaar": 12, "kwartaal": 3, "maand": 1, "dag": 0}[self.value]

    @property
    def unit(self) -> str:
        """The word that `date_trunc` knows."""
        return {"jaar": "year", "kwartaal": "quarter", "maand": "month", "dag": "day"}[self.value]


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """One period: its first day and its grain."""

    start: date
    grain: Grain = Grain.JAAR

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2025`, `2025-K1`, `2025-03` or a day; raises ValueError on anything else."""
        found = _WRITTEN.fullmatch(text.strip())
        if not found and (day := _day(text.strip())) is not None:
            return cls(day, Grain.DAG)
        if not found:
            raise ValueError(f"`{text}` is geen periode; schrijf 2025, 2025-K1 of 2025-03")
        year = int(found["jaar"])
        if found["kwartaal"]:
            return cls(date(year, int(found["kwartaal"]) * 3 - 2, 1), Grain.KWARTAAL)
        if found["maand"]:
            return cls(date(year, int(found["maand"]), 1), Grain.MAAND)
        return cls(date(year, 1, 1), Grain.JAAR)

    @classmethod
    def holding(cls, day: date, grain: Grain) -> Period:
        """Return the period of this grain in which `day` falls."""
        if grain is Grain.DAG:
            return cls(day, grain)
        month = (day.month - 1) // grain.months * grain.months + 1
        return cls(date(day.year, month, 1), grain)

    @property
    def label(self) -> str:
        """The period as people write it."""
        if self.grain is Grain.JAAR:
            return f"{self.start.year}"
        if self.grain is Grain.KWARTAAL:
            return f"{self.start.year}-K{(self.start.month + 2) // 3}"
        if self.grain is Grain.DAG:
            return self.start.isoformat()
        return f"{self.start.year}-{self.start.month:02d}"

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        return self.next().start - timedelta(days=1)

    def next(self) -> Period:
        """Return the period that follows."""
        return self.earlier(-1)

    def earlier(self, periods: int) -> Period:
        """Return the period that lies so many periods before this one."""
        if self.grain is Grain.DAG:
            return Period(self.start - timedelta(days=periods), self.grain)
        months = self.start.year * 12 + self.start.month - 1 - periods * self.grain.months
        return Period(date(months // 12, months % 12 + 1, 1), self.grain)

    def months_earlier(self, months: int) -> Period | None:
        """Return the period that lies so many months before this one.

        None where that is no whole number of periods. Of a day it is the same day of that month, or
        the last one where the month is shorter.
        """
        if self.grain is not Grain.DAG:
            periods, rest = divmod(months, self.grain.months)
            return None if rest else self.earlier(periods)
        first = Period(self.start.replace(day=1), Grain.MAAND).earlier(months)
        return Period(first.start.replace(day=min(self.start.day, first.end.day)), Grain.DAG)

    def days_earlier(self, days: int) -> Period | None:
        """Return the day that lies so many days before this one; None of a longer period."""
        return self.earlier(days) if self.grain is Grain.DAG else None

    def until(self, last: Period) -> Iterator[Period]:
        """Yield this period and those after it, up to and including `last`."""
        current = self
        while current.start <= last.start:
            yield current
            current = current.next()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
