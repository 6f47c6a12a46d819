"""What a check says, and what that does to a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Uitslag(Enum):
    """What a check does to a claim; the value is the word in every output."""

    GOED = "goed"
    VERLAAGT = "verlaagt"  # no longer shown: plausible at most
    HOUDT_TEGEN = "houdt tegen"  # not shown at all: something else explains it as well
    VERNIETIGT = "vernietigt"  # not to be judged: the comparison does not hold
    NIET_TE_DOEN = "niet te doen"  # lowers as well: what was not looked at is not in order


@dataclass(frozen=True, slots=True)
class Controle:
    """One check: its name, what it does to the claim, and why in plain Dutch."""

    naam: str
    uitslag: Uitslag
    uitleg: str
    te_vinden: float | None = None  # the effect that passes in four of five cases, where known
