"""What stands out in the charts, as one frame of released findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.signalen.beeld import Signaaloordeel
from resultaat.core.periods import Grain
from resultaat.release.bevinding import SIGNALEN, identity
from resultaat.release.signalen import closed
from resultaat.signalen.kaarten import charted, figures_of, signals_in, window_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from resultaat.compile.request import Window
    from resultaat.engine.gegevens import Gegevens
    from resultaat.release.released import RunInfo
    from resultaat.release.signalen import Signaal

_SURE = (Signaaloordeel.SIGNAAL, Signaaloordeel.VOORVAL)


def signals_for(
    data: Gegevens,
    window: Window,
    run: RunInfo,
    progress: Callable[[str], None] = lambda _: None,
) -> pl.DataFrame:
    """Return the charts of which the last point stands out, over the periods of a rapportage.

    The frame is `release.bevinding.SIGNALEN`; points are months, or the quarters in which a source
    is delivered.
    """
    months = window_for(window, Grain.MAAND)
    requests = charted(data.catalog, months, None)
    if not requests:
        return SIGNALEN.to_frame()
    monthly = closed(figures_of(requests, data, run, progress), window.grain)
    return told(signals_in(monthly, data.catalog, Grain.MAAND))


def told(found: list[Signaal]) -> pl.DataFrame:
    """Return the charts that stand out as rows."""
    rows = [_row(each) for each in found if each.beeld.oordeel in _SURE]
    return pl.DataFrame(rows, schema=SIGNALEN)


def _row(found: Signaal) -> dict[str, object]:
    from resultaat.report.signalen import chance_words, other_words, signal_sentence, value_words

    beeld, last = found.beeld, found.perioden[-1]
    value = value_words(found.eenheid, found.waarden)
    return {
        "bevinding": identity("signaal", found.indicator, found.gebied),
        "indicator": found.indicator,
        "naam": found.naam,
        "gebied": found.gebied,
        "gebied_naam": found.gebied_naam,
        "periode": last,
        "kaart": beeld.soort.value,
        "oordeel": beeld.oordeel.value,
        "kant": beeld.kant,
        "goed": found.goed,
        "zin": signal_sentence(found.naam, last, value, beeld, found.goed),
        "waarde": found.waarden[-1],
        "midden": beeld.midden,
        "onder": beeld.onder[-1] if beeld.onder else None,
        "boven": beeld.boven[-1] if beeld.boven else None,
        "eenheid": found.eenheid,
        "q": beeld.q,
        "bewijs": chance_words(beeld),
        "ook": other_words(beeld),
    }
