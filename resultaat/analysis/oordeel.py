"""Judgement of a figure against its target or norm, no further than its uncertainty allows.

A value on the right side of the target counts as reached only when its whole interval lies there;
otherwise the verdict is that it cannot be told apart from the target.
"""

from __future__ import annotations

from enum import Enum


class Oordeel(Enum):
    """The verdict on one figure; the value is the word in every output."""

    GEHAALD = "gehaald"
    ROND = "rond de streefwaarde"
    NIET_GEHAALD = "niet gehaald"
    OP_ORDE = "op orde"
    ROND_NORM = "rond de norm"
    NIET_OP_ORDE = "niet op orde"
    TE_VROEG = "te vroeg"  # before the horizon, or the period is not over
    GEEN_STREEFWAARDE = "geen streefwaarde"
    NIET_TE_BEOORDELEN = "niet te beoordelen"  # missing, suppressed, not applicable
