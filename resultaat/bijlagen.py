"""What a run keeps beside its figures: made of the same sources, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resultaat.core.periods import Grain
from resultaat.release.signalen import closed, signal_bijlage
from resultaat.signalen import charted, figures_of, signals_in, window_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from resultaat.compile.request import Window
    from resultaat.core.settings import Settings
    from resultaat.engine.store import Store
    from resultaat.gebied.indeling import Indeling
    from resultaat.language.catalog import Catalog
    from resultaat.release.bijlagen import Bijlage
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


def bijlagen_of(
    released: Released, window: Window, loaded: Loaded, progress: Progress
) -> list[Bijlage]:
    """Return what is kept beside the figures of a rapportage over `window`."""
    return [_signals(released, window, loaded, progress)]


def _signals(released: Released, window: Window, loaded: Loaded, progress: Progress) -> Bijlage:
    """Chart every indicator of which there is a figure per month."""
    progress("signalen")
    catalog = loaded.catalog
    requests = charted(catalog, window_for(window, Grain.MAAND), None)
    monthly = closed(
        figures_of(
            requests,
            catalog,
            loaded.views,
            loaded.indeling,
            loaded.settings,
            released.run,
            progress,
            loaded.store,
        ),
        window.grain,
    )
    return signal_bijlage(signals_in(monthly, catalog, Grain.MAAND))
