"""From figures to oordelen: which chart fits, what its last point says, and how sure that is.

A share gets a p′ chart, a mean, count or sum an XmR chart, its seasons taken off where they show.
The oordeel is about the last point. A rule that it breaks is a signal only when it stands out over
all charts together; otherwise, of so many charts, one that breaks a rule is to be expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from resultaat.analysis.signalen.kaart import MINIMUM, Kaart, Matrix
from resultaat.analysis.signalen.laatste import last_point
from resultaat.analysis.signalen.laney import p_accent
from resultaat.analysis.signalen.regels import Regel, Regelset, signals
from resultaat.analysis.signalen.seizoen import deseasonalised
from resultaat.analysis.signalen.xmr import xmr
from resultaat.analysis.toetsen import adjusted

LEVEL = 0.05
#: On average fewer events a period than this have no chart of counts.
ZELDZAAM = 1.0


class Soort(Enum):
    """Which chart; the value is the word in every output."""

    P = "p′"
    XMR = "XmR"
    GEEN = "geen"


class Signaaloordeel(Enum):
    """What the last point says; the value is the word in every output."""

    GEWOON = "gewone variatie"
    MOGELIJK = "mogelijk toeval"  # it breaks a rule, but so would one of this many charts
    VOORVAL = "één voorval"  # one point outside the limits
    SIGNAAL = "signaal"  # a pattern that noise does not make
    TE_WEINIG = "te weinig punten"
    TE_ZELDZAAM = "te zeldzaam"


@dataclass(frozen=True, slots=True)
class Reeks:
    """One series of figures, in order of time; NaN where there is none.

    `noemer` is None for what is no share. `basis` is the first period that limits are taken from:
    a chart begins anew where the definition changed.
    """

    punten: Sequence[float]
    noemer: Sequence[float] | None
    is_telling: bool
    basis: int = 0


@dataclass(frozen=True, slots=True)
class Beeld:
    """What one chart shows."""

    soort: Soort
    oordeel: Signaaloordeel
    kant: int  # 1 where the last point stands high, −1 low, 0 neither
    regels: tuple[Regel, ...]  # which the last point breaks
    midden: float | None
    onder: Sequence[float]
    boven: Sequence[float]
    q: float | None
    zonder_seizoen: bool


def pictures(reeksen: Sequence[Reeks], regels: Regelset, season: int) -> list[Beeld]:
    """Return the picture of each series; `season` is how many periods make a year."""
    made = [_chart(each, regels, season) for each in reeksen]
    p = np.array([_chance(chart, regels) for chart, _, _ in made], dtype=np.float64)
    q = adjusted(p)
    return [
        _judged(reeks, chart, soort, seasonal, regels, float(q[number]))
        for number, (reeks, (chart, soort, seasonal)) in enumerate(zip(reeksen, made, strict=True))
    ]


def _chart(reeks: Reeks, regels: Regelset, season: int) -> tuple[Kaart | None, Soort, bool]:
    values = np.array([reeks.punten[reeks.basis :]], dtype=np.float64)
    if np.isfinite(values).sum() < MINIMUM or not np.isfinite(values[0, -1]):
        return None, Soort.GEEN, False
    if reeks.noemer is not None:
        below = np.array([reeks.noemer[reeks.basis :]], dtype=np.float64)
        return p_accent(values * below, below, screened=regels.screened), Soort.P, False
    if reeks.is_telling and np.nanmean(values) < ZELDZAAM:
        return None, Soort.GEEN, False
    adjusted_values, shown = deseasonalised(values, season)
    return xmr(adjusted_values, screened=regels.screened), Soort.XMR, bool(shown[0])


def _chance(chart: Kaart | None, regels: Regelset) -> float:
    """Return the chance under noise of what the last point shows, over the rules together."""
    if chart is None:
        return float("nan")
    sigma = np.nan_to_num(chart.sigma, posinf=8.0, neginf=-8.0)
    point = float(last_point(np.where(np.isfinite(chart.punten), sigma, np.nan)).p[0])
    run = _run_length(np.sign(sigma[0]))
    one_side = 2 * 0.5**run if run >= regels.reeks else 1.0
    return min(1.0, 2 * min(1.0 if np.isnan(point) else point, one_side))


def _run_length(sides: Matrix) -> int:
    """Return how many points at the end lie on the same side."""
    last = sides[-1]
    other = np.flatnonzero(sides != last)
    return 0 if last == 0 else len(sides) - 1 - (int(other[-1]) if len(other) else -1)


def _judged(  # noqa: PLR0913, PLR0917  what is known of one chart
    reeks: Reeks,
    chart: Kaart | None,
    soort: Soort,
    seasonal: bool,
    regels: Regelset,
    q: float,
) -> Beeld:
    if chart is None:
        rare = reeks.is_telling and np.isfinite(reeks.punten[reeks.basis :]).sum() >= MINIMUM
        oordeel = Signaaloordeel.TE_ZELDZAAM if rare else Signaaloordeel.TE_WEINIG
        return Beeld(soort, oordeel, 0, (), None, (), (), None, zonder_seizoen=False)
    broken = {rule: int(sign[0, -1]) for rule, sign in signals(chart, regels).items()}
    hit = tuple(rule for rule, sign in broken.items() if sign)
    return Beeld(
        soort,
        _oordeel(hit, q),
        next((broken[rule] for rule in hit), 0),
        hit,
        float(chart.midden[0, -1]),
        [float(each) for each in chart.onder[0]],
        [float(each) for each in chart.boven[0]],
        None if np.isnan(q) else q,
        zonder_seizoen=seasonal,
    )


def _oordeel(hit: tuple[Regel, ...], q: float) -> Signaaloordeel:
    if not hit:
        return Signaaloordeel.GEWOON
    if not q <= LEVEL:
        return Signaaloordeel.MOGELIJK
    # One point far out is an incident, whatever caused it; a pattern takes more.
    return Signaaloordeel.VOORVAL if hit == (Regel.BUITEN,) else Signaaloordeel.SIGNAAL
