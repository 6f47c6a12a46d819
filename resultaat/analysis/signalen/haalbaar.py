"""Whether a process can be relied on to reach what was agreed: the target beside the limits.

Limits say where points lie as long as nothing changes. A target within them is reached at times and
missed at times by chance alone; one beyond them is always reached, or never (the assurance of
"Making data count", NHS England).
"""

from __future__ import annotations

from enum import Enum


class Haalbaar(Enum):
    """How often the target is reached as long as nothing changes; the value is the word."""

    STEEDS = "steeds"
    SOMS = "soms wel, soms niet"
    NOOIT = "niet"


def assurance(onder: float, boven: float, streefwaarde: float, kant: int) -> Haalbaar:
    """Return what the limits of a chart say of a target (`kant`: 1 more is better, -1 less)."""
    worst, best = (onder, boven) if kant > 0 else (-boven, -onder)
    target = kant * streefwaarde
    if worst >= target:
        return Haalbaar.STEEDS
    return Haalbaar.NOOIT if best < target else Haalbaar.SOMS
