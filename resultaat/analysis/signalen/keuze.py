"""Which chart fits a series, and how rare its last point is under noise.

A share gets a p′ chart. Of what is counted it depends on how many there are in a period: rare
events get a chart of the time between them, small numbers a u′ chart per day, large ones an XmR
chart, as do means and sums. On an XmR chart of counts of half an event a period, noise alone would
let one last point of ten break a rule (`tests/unit/analysis` counts it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from resultaat.analysis.signalen.kaart import MINIMUM, Kaart, Matrix
from resultaat.analysis.signalen.laatste import last_count, last_point, last_time
from resultaat.analysis.signalen.laney import p_accent, u_accent
from resultaat.analysis.signalen.regels import Regelset
from resultaat.analysis.signalen.seizoen import deseasonalised
from resultaat.analysis.signalen.xmr import xmr
from resultaat.analysis.signalen.zeldzaam import POWER, RARE, between, times

#: From so many events a period on, counts spread about normally.
VEEL = 20.0


class Soort(Enum):
    """Which chart; the value is the word in every output."""

    P = "p′"
    U = "u′"
    T = "tijd ertussen"
    XMR = "XmR"
    GEEN = "geen"


@dataclass(frozen=True, slots=True)
class Reeks:
    """One series of figures, in order of time; NaN where there is none.

    `noemer` is None for what is no share; `dagen` is how long each period is, where events are
    counted (None: a mean, a sum, or `kaart: xmr`). `basis` is the first period that limits are
    taken from: a chart begins anew where the definition changed. `jaar` is how many periods make
    a year.
    """

    punten: Sequence[float]
    noemer: Sequence[float] | None = None
    dagen: Sequence[float] | None = None
    basis: int = 0
    jaar: int = 12


@dataclass(frozen=True, slots=True)
class Gekozen:
    """A chart, or none; whether a season was taken off; and the chance of its last point."""

    soort: Soort
    kaart: Kaart | None
    zonder_seizoen: bool = False
    p: float = float("nan")
    zeldzaam: bool = False  # too rare for any chart


def choose(reeks: Reeks, regels: Regelset) -> Gekozen:
    """Return the chart that fits a series; none with too few points, or without a last one."""
    values = np.array([reeks.punten[reeks.basis :]], dtype=np.float64)
    if np.isfinite(values).sum() < MINIMUM or not np.isfinite(values[0, -1]):
        return Gekozen(Soort.GEEN, None)
    if reeks.noemer is not None:
        below = np.array([reeks.noemer[reeks.basis :]], dtype=np.float64)
        points, shown = deseasonalised(values, reeks.jaar)
        chart = p_accent(np.clip(points, 0, 1) * below, below, screened=regels.screened)
        return Gekozen(Soort.P, chart, bool(shown[0]), _chance(chart, regels))
    mean = float(np.nanmean(values))
    if reeks.dagen is not None and mean < VEEL:
        days = np.array([reeks.dagen[reeks.basis :]], dtype=np.float64)
        return _rare(values, days) if mean < RARE else _small(values, days, reeks.jaar, regels)
    points, shown = deseasonalised(values, reeks.jaar)
    chart = xmr(points, screened=regels.screened)
    return Gekozen(Soort.XMR, chart, bool(shown[0]), _chance(chart, regels))


def _small(values: Matrix, days: Matrix, jaar: int, regels: Regelset) -> Gekozen:
    """Chart small numbers as events per day, drawn as numbers again."""
    points, shown = deseasonalised(values, jaar)
    points = np.clip(points, 0, None)
    per_day = u_accent(points, days, screened=regels.screened)
    middle = per_day.midden * days
    # Counts spread no less than Poisson: narrower limits are luck.
    width = np.maximum(per_day.breedte * days, 3 * np.sqrt(middle))
    chart = Kaart(points, middle, width)
    over = float(width[0, -1] / (3 * np.sqrt(max(middle[0, -1], 1e-9))))
    p = last_count(points[0], days[0], over)
    return Gekozen(Soort.U, chart, bool(shown[0]), _with_runs(p, chart, regels))


def _rare(values: Matrix, days: Matrix) -> Gekozen:
    """Chart the time between events, where every period is known and there are enough of them."""
    if not np.isfinite(values).all():
        return Gekozen(Soort.GEEN, None, zeldzaam=True)
    gaps, waiting = times(values[0], days[0])
    if len(gaps) < MINIMUM - 1:
        return Gekozen(Soort.GEEN, None, zeldzaam=True)
    chart = between(gaps[None, :])
    upper = float(chart.boven[0, -1])
    if waiting**POWER > upper:
        # Nothing happened for longer than ever is ordinary, and that is not over yet.
        gaps = np.append(gaps, waiting)
        chart = between(gaps[None, :])
    return Gekozen(Soort.T, chart, p=last_time(gaps))


def _chance(chart: Kaart, regels: Regelset) -> float:
    """Return the chance under noise of what the last point shows, over the rules together."""
    sigma = np.nan_to_num(chart.sigma, posinf=8.0, neginf=-8.0)
    point = float(last_point(np.where(np.isfinite(chart.punten), sigma, np.nan)).p[0])
    return _with_runs(1.0 if np.isnan(point) else point, chart, regels)


def _with_runs(point: float, chart: Kaart, regels: Regelset) -> float:
    sides = np.sign(np.nan_to_num(chart.sigma[0], posinf=8.0, neginf=-8.0))
    run = _run_length(sides)
    one_side = 2 * 0.5**run if run >= regels.reeks else 1.0
    return min(1.0, 2 * min(point, one_side))


def _run_length(sides: Matrix) -> int:
    """Return how many points at the end lie on the same side."""
    last = sides[-1]
    other = np.flatnonzero(sides != last)
    return 0 if last == 0 else len(sides) - 1 - (int(other[-1]) if len(other) else -1)
