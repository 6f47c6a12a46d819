"""What there is to calculate with: definitions, areas and loaded sources of one working folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from resultaat.core.settings import Settings
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
