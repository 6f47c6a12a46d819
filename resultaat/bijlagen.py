"""What a run keeps beside its figures: made of the same sources, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resultaat.core.periods import Grain
from resultaat.release.bijlagen import attach
from resultaat.release.signalen import charts_frame, closed
from resultaat.signalen import charted, figures_of, signals_in, window_for

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from resultaat.compile.request import Window
    from resultaat.engine.gegevens import Gegevens
    from resultaat.release.released import Released

    Progress = Callable[[str], None]


def with_bijlagen(
    released: Released, window: Window, data: Gegevens, progress: Progress
) -> Released:
    """Return the figures of a rapportage over `window` with all that is kept beside them."""
    return attach(released, {"kaarten": _charts(released, window, data, progress)})


def _charts(released: Released, window: Window, data: Gegevens, progress: Progress) -> pl.DataFrame:
    """Chart every indicator of which there is a figure per month."""
    progress("signalen")
    asked = charted(data.catalog, window_for(window, Grain.MAAND), None)
    monthly = figures_of(asked, data, released.run, progress)
    return charts_frame(signals_in(closed(monthly, window.grain), data.catalog, Grain.MAAND))
