"""The door for signals: charts of released figures go in, what is kept of them comes out.

A chart is made of figures per month or quarter that were released. They stand beside figures over
longer periods, and whoever subtracts could then tell a single hidden month. So a hidden month is
never the only one in such a period.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from resultaat.analysis.signalen.beeld import Beeld
from resultaat.core.periods import Grain, Period
from resultaat.release.released import _KEY, RESULTATEN, Released
from resultaat.release.schemas import KAARTEN

_FIGURES = ("waarde", "teller", "noemer", "n", "onbekend", "onder", "boven")


@dataclass(frozen=True, slots=True)
class Signaal:
    """The chart of one indicator in one area, made of released figures."""

    indicator: str
    naam: str
    eenheid: str
    gebied: str
    gebied_naam: str
    perioden: tuple[str, ...]
    waarden: tuple[float | None, ...]
    beeld: Beeld
    goed: bool | None  # whether the side of the last point is the good one
    vanaf: str | None  # the period from which the chart began anew
    omdat: str | None  # why it did


def closed(monthly: Released, longer: Grain) -> Released:
    """Return short figures of which no single one follows from those over `longer` periods.

    Where one figure of the own area is hidden within such a period, that of the fewest rows in it
    is hidden too.
    """
    within = {
        start: Period.holding(start, longer).start for start in monthly.resultaten["start"].unique()
    }
    rows = monthly.resultaten.with_row_index("rij").with_columns(
        binnen=pl.col("start").replace_strict(within, return_dtype=pl.Date)
    )
    own = rows.filter(pl.col("gebied") == monthly.run.gebied)
    hidden = (pl.col("staat") == "onderdrukt").sum().over("indicator", "binnen")
    alone = own.filter(hidden == 1, pl.col("waarde").is_not_null())
    smallest = alone.sort("n", "rij", nulls_last=True).unique(
        ["indicator", "binnen"], keep="first", maintain_order=True
    )
    mark = pl.col("rij").is_in(smallest["rij"].to_list())
    frame = rows.with_columns(
        *(pl.when(~mark).then(pl.col(name)).alias(name) for name in _FIGURES),
        staat=pl.when(mark).then(pl.lit("onderdrukt")).otherwise(pl.col("staat")),
    )
    return replace(monthly, resultaten=frame.select(RESULTATEN.names()), key=_KEY)


def charts_frame(found: Sequence[Signaal]) -> pl.DataFrame:
    """Return the charts, made of figures that are `closed`, as they are kept with a run."""
    return pl.DataFrame([*map(_row, found)], schema=KAARTEN)


def _row(each: Signaal) -> dict[str, object]:
    beeld = each.beeld
    return {
        "indicator": each.indicator,
        "gebied": each.gebied,
        "eenheid": each.eenheid,
        "soort": beeld.soort.value,
        "oordeel": beeld.oordeel.value,
        "kant": beeld.kant,
        "goed": each.goed,
        "regels": [rule.value for rule in beeld.regels],
        "q": beeld.q,
        "zonder_seizoen": beeld.zonder_seizoen,
        "vanaf": each.vanaf,
        "omdat": each.omdat,
        "perioden": list(each.perioden),
        "waarden": list(each.waarden),
        "midden": beeld.midden,
        "onder": [_known(end) for end in beeld.onder],
        "boven": [_known(end) for end in beeld.boven],
    }


def _known(end: float) -> float | None:
    return None if math.isnan(end) else end
