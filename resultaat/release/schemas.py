"""The frames that may be kept with a run beside its figures, and the columns of each.

A register is read back years later, so these are columns of plain values, apart from the shape in
which an analysis hands over what it found.
"""

from __future__ import annotations

import polars as pl

_TEXTS = pl.List(pl.String())
_NUMBERS = pl.List(pl.Float64())

#: A row per chart of an indicator in the own area: its points, its limits, and what the last says.
KAARTEN = pl.Schema(
    {
        "indicator": pl.String(),
        "gebied": pl.String(),
        "eenheid": pl.String(),
        "soort": pl.String(),  # see analysis.signalen.beeld.Soort
        "oordeel": pl.String(),  # see analysis.signalen.beeld.Signaaloordeel
        "kant": pl.Int64(),  # 1 where the last point stands high, -1 low, 0 neither
        "goed": pl.Boolean(),  # whether that side is the good one; null where there is none
        "regels": _TEXTS,  # which the last point breaks
        "q": pl.Float64(),  # its chance under noise, over all charts together
        "zonder_seizoen": pl.Boolean(),  # whether the seasons were taken off before judging
        "vanaf": pl.String(),  # the period from which the chart began anew
        "omdat": pl.String(),  # why it did
        "perioden": _TEXTS,
        "waarden": _NUMBERS,  # a fraction where the unit is %; null where there is no figure
        "midden": pl.Float64(),
        #: Of the last so many periods as there are limits; empty where there is no chart.
        "onder": _NUMBERS,
        "boven": _NUMBERS,
    }
)

BIJLAGEN: dict[str, pl.Schema] = {"kaarten": KAARTEN}
