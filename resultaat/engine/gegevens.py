"""What there is to calculate with: definitions, areas and loaded sources of one working folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.compile.ask import Ask
from resultaat.compile.request import Request
from resultaat.core.settings import Settings
from resultaat.engine.answer import answers
from resultaat.engine.calculate import Calculated, calculate
from resultaat.engine.course import Progress
from resultaat.engine.store import Store
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Gegevens:
    """A working folder with its sources loaded.

    `views` holds the Parquet file of each source, `buren` which areas border each other (empty
    where not known), `store` what was counted before (None: everything is counted anew).
    """

    catalog: Catalog
    indeling: Indeling
    views: Mapping[str, Path]
    settings: Settings
    buren: Mapping[str, frozenset[str]]
    store: Store | None = None

    def calculate(self, requests: Sequence[Request], progress: Progress) -> Calculated:
        """Return the figures of requests."""
        return calculate(requests, self.views, self.indeling, self.settings, progress, self.store)

    def answers(self, asks: Sequence[Ask], progress: Progress) -> dict[Ask, pl.DataFrame]:
        """Return a frame for each ask."""
        return answers(asks, self.catalog, self.views, self.settings, progress, self.store)
