"""Bijlagen: what else is released with the figures of a run, and kept with it.

A bijlage is a frame of its own beside the figures: the charts of signals, for one. Its schema
stands in `BIJLAGEN`, so that the register can tell whether it reads back what was once written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
from polars import selectors

from resultaat.release.released import _KEY, Released


def attach(released: Released, bijlagen: Mapping[str, pl.DataFrame]) -> Released:
    """Return the figures with these bijlagen beside those that it had already.

    Each frame must have been made of what came through a door of this package: that is why only
    `resultaat/bijlagen.py` may call this. Raises TypeError where one has not its schema.
    """
    kept = {name: _known(frame) for name, frame in bijlagen.items()}
    return replace(released, bijlagen={**released.bijlagen, **kept}, key=_KEY)


def _known(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame in which what is no number is not there: JSON has no word for it."""
    numbers = selectors.float()
    return frame.with_columns(pl.when(numbers.is_finite()).then(numbers))
