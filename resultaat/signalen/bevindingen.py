"""What stands out in the charts, as one frame of released findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.signalen.beeld import Signaaloordeel
from resultaat.release.bevinding import SIGNALEN, identity

if TYPE_CHECKING:
    from resultaat.release.signalen import Signaal

_SURE = (Signaaloordeel.SIGNAAL, Signaaloordeel.VOORVAL)


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
