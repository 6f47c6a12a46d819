"""Spans: over which rows the figure of a period is counted.

Mostly those of the period itself. A figure up to now reaches further back, and every row then
counts in each period whose span holds it: the span expands the rows. Figures of periods are never
added up, so that a person who came in two months is still one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from resultaat.core.periods import Period

#: Before any row: from here on, everything counts.
BEGINNING = date(1900, 1, 1)


class Reach(Enum):
    """How far back a span goes; the values are the words in YAML."""

    PERIODE = "periode"
    JAAR_TOT_NU = "jaar_tot_nu"
    CUMULATIEF = "cumulatief"
    VOORTSCHRIJDEND = "voortschrijdend"


@dataclass(frozen=True, slots=True)
class Span:
    """A reach, and the number of periods where it is a rolling one."""

    reach: Reach = Reach.PERIODE
    periods: int = 1

    def since(self, period: Period) -> date:
        """Return the first day that counts for `period`."""
        if self.reach is Reach.CUMULATIEF:
            return BEGINNING
        if self.reach is Reach.JAAR_TOT_NU:
            return date(period.start.year, 1, 1)
        return period.earlier(self.periods - 1).start


#: The rows of the period itself.
OWN = Span()
