"""Periods of the calendar: `2025`, `2025-K1` and `2025-03`, as P&C documents write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

_YEAR = r"(?P<jaar>(?:1[5-9]|2\d)\d\d)"
_WRITTEN = re.compile(rf"{_YEAR}(?:-(?:K(?P<kwartaal>[1-4])|(?P<maand>0[1-9]|1[0-2])))?")


class Grain(Enum):
    """Length of a period. The value is the word in YAML; `unit` the word in SQL."""

    JAAR = "jaar"
    KWARTAAL = "kwartaal"
    MAAND = "maand"

    @property
    def months(self) -> int:
        """Months in one period of this grain."""
        return {"jaar": 12, "kwartaal": 3, "maand": 1}[self.value]

    @property
    def unit(self) -> str:
        """The word that `date_trunc` knows."""
        return {"jaar": "year", "kwartaal": "quarter", "maand": "month"}[self.value]


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """One period: its first day and its grain."""

    start: date
    grain: Grain = Grain.JAAR

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2025`, `2025-K1` or `2025-03`; raises ValueError on anything else."""
        found = _WRITTEN.fullmatch(text.strip())
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
        month = (day.month - 1) // grain.months * grain.months + 1
        return cls(date(day.year, month, 1), grain)

    @property
    def label(self) -> str:
        """The period as people write it."""
        if self.grain is Grain.JAAR:
            return f"{self.start.year}"
        if self.grain is Grain.KWARTAAL:
            return f"{self.start.year}-K{(self.start.month + 2) // 3}"
        return f"{self.start.year}-{self.start.month:02d}"

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        return self.next().start - timedelta(days=1)

    def next(self) -> Period:
        """Return the period that follows."""
        months = self.start.year * 12 + self.start.month - 1 + self.grain.months
        return Period(date(months // 12, months % 12 + 1, 1), self.grain)

    def until(self, last: Period) -> Iterator[Period]:
        """Yield this period and those after it, up to and including `last`."""
        current = self
        while current.start <= last.start:
            yield current
            current = current.next()
