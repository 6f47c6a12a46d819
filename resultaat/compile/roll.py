"""Rolls: the frames that are made of one scan.

A scan counts by area, by a fine period, and by the dimensions that anybody asked for. A roll adds
that up to one answer: over which rows a period counts, by which of the dimensions, and at every
level or only at the areas that the rows themselves name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from resultaat.compile.spans import OWN, Span
from resultaat.core.periods import Grain


@dataclass(frozen=True)
class Dimension:
    """A value of a row to count by, as text; what is not known is a value of its own."""

    name: str
    tree: exp.Expr


@dataclass(frozen=True)
class Roll:
    """One answer that is made of a scan, by periods of one length."""

    grain: Grain
    span: Span = OWN
    dimensions: tuple[Dimension, ...] = ()
    #: False for the areas of the rows themselves only: what analyses work with.
    levels: bool = True


def dimension(index: int) -> str:
    """Return the name of the column of a dimension."""
    return f"d{index}"


def places_of(dimensions: Sequence[Dimension], roll: Roll) -> list[int]:
    """Return which of the dimensions of a scan a roll asks for."""
    return [dimensions.index(each) for each in roll.dimensions]
