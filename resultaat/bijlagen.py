"""What a run keeps beside its figures: made of the same sources, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resultaat.core.periods import Grain
from resultaat.release.bijlagen import attach
from resultaat.release.signalen import charts_frame, closed
from resultaat.signalen import charted, figures_of, signals_in, window_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import polars as pl

    from resultaat.compile.request import Window
    from resultaat.core.settings import Settings
    from resultaat.engine.store import Store
    from resultaat.gebied.indeling import Indeling
    from resultaat.language.catalog import Catalog
    from resultaat.release.released import Released

    Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A working folder with its sources loaded, and the cells that were kept of them."""

    catalog: Catalog
    indeling: Indeling
    views: Mapping[str, Path]
    settings: Settings
    store: Store | None


def with_bijlagen(
    released: Released, window: Window, loaded: Loaded, progress: Progress
) -> Released:
    """Return the figures of a rapportage over `window` with all that is kept beside them."""
    return attach(released, {"kaarten": _charts(released, window, loaded, progress)})


def _charts(released: Released, window: Window, loaded: Loaded, progress: Progress) -> pl.DataFrame:
    """Chart every indicator of which there is a figure per month."""
    progress("signalen")
    catalog = loaded.catalog
    monthly = figures_of(
        charted(catalog, window_for(window, Grain.MAAND), None),
        catalog,
        loaded.views,
        loaded.indeling,
        loaded.settings,
        released.run,
        progress,
        loaded.store,
    )
    return charts_frame(signals_in(closed(monthly, window.grain), catalog, Grain.MAAND))
