"""Bijlagen: what else is released with the figures of a run, and kept with it.

A bijlage is a frame of its own beside the figures: what signals say, for one. Its schema stands in
`BIJLAGEN`, so that the register can tell whether it reads back what was once written. Only this
package can make a `Bijlage`; from above, one can only be handed on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import InitVar, dataclass, replace

import polars as pl

from resultaat.release.released import _KEY, Released
from resultaat.release.schemas import BIJLAGEN


@dataclass(frozen=True)
class Bijlage:
    """A released frame with its name in `BIJLAGEN`."""

    naam: str
    frame: pl.DataFrame
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only `resultaat.release` can make a Bijlage")
        if self.frame.schema != BIJLAGEN[self.naam]:
            raise TypeError(f"the frame does not have the schema of `{self.naam}`")


def attach(released: Released, bijlagen: Iterable[Bijlage]) -> Released:
    """Return the figures with these bijlagen beside those that it had already."""
    frames = {each.naam: each.frame for each in bijlagen}
    return replace(released, bijlagen={**released.bijlagen, **frames}, key=_KEY)
