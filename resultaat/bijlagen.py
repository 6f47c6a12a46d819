"""What a run keeps beside its figures: made of the same sources, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resultaat.core.periods import Grain
from resultaat.release.bijlagen import attach
from resultaat.release.signalen import charts_frame, closed
from resultaat.signalen import charted, figures_of, signals_in, window_for
from resultaat.toerekening.accounts import accounts_for

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from resultaat.compile.request import Window
    from resultaat.engine.calculate import Calculated
    from resultaat.release.released import Released
    from resultaat.toerekening.history import Loaded

    Progress = Callable[[str], None]


def with_bijlagen(
    calculated: Calculated, released: Released, window: Window, loaded: Loaded, progress: Progress
) -> Released:
    """Return the figures of a rapportage over `window` with all that is kept beside them.

    `calculated` are the same figures before their release.
    """
    progress("toerekening")
    accounts = accounts_for(calculated, released, window, loaded, progress)
    progress("signalen")
    charts = _charts(released, window, loaded, progress)
    return attach(released, {**accounts, "kaarten": charts})


def _charts(released: Released, window: Window, loaded: Loaded, progress: Progress) -> pl.DataFrame:
    """Chart every indicator of which there is a figure per month."""
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
