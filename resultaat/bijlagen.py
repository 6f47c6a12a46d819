"""What a run keeps beside its figures: made of the same sources, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resultaat.compile.ask import dimensions_of
from resultaat.core.periods import Grain
from resultaat.neveneffecten import asks_for, findings_for
from resultaat.release.bijlagen import attach
from resultaat.release.kwaliteit import released_kwaliteit
from resultaat.release.signalen import charts_frame, closed
from resultaat.signalen import charted, figures_of, signals_in, told
from resultaat.toerekening.accounts import accounts_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl

    from resultaat.compile.request import Window
    from resultaat.engine.calculate import Calculated
    from resultaat.engine.gegevens import Gegevens
    from resultaat.language.catalog import Catalog
    from resultaat.release.released import Released

    Progress = Callable[[str], None]


def dimensions_for(catalog: Catalog, window: Window) -> Mapping[str, Sequence[str]]:
    """Return by what each indicator is asked, so that the sources of it are loaded too."""
    return dimensions_of(asks_for(catalog, window))


def with_bijlagen(
    calculated: Calculated, released: Released, window: Window, data: Gegevens, progress: Progress
) -> Released:
    """Return the figures of a rapportage over `window` with all that is kept beside them.

    `calculated` are the same figures before their release. The sources of `data` must be loaded
    with the dimensions of `dimensions_for`.
    """
    progress("toerekening")
    accounts = accounts_for(calculated, released, window, data, progress)
    progress("signalen")
    signals = _signals(released, window, data, progress)
    progress("neveneffecten")
    beside = {"neveneffecten": findings_for(data, window, progress)}
    run = released.run
    quality = released_kwaliteit(data.catalog, run.gegevens, run.gemaakt_op.date())
    return attach(released, {**accounts, **signals, **beside, "kwaliteit": quality})


def _signals(
    released: Released, window: Window, data: Gegevens, progress: Progress
) -> dict[str, pl.DataFrame]:
    """Chart every indicator of which there is a figure per month, and say what stands out."""
    asked = charted(data.catalog, window.whole(Grain.MAAND), None)
    monthly = figures_of(asked, data, released.run, progress)
    found = signals_in(closed(monthly, window.grain), data.catalog, Grain.MAAND)
    return {"kaarten": charts_frame(found), "signalen": told(found)}
