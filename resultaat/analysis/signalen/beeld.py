"""From figures to oordelen: what the last point of each chart says, and how sure that is.

The oordeel is about the last point. A rule that it breaks is a signal only when it stands out over
all charts together; otherwise, of so many charts, one that breaks a rule is to be expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from resultaat.analysis.signalen.kaart import MINIMUM
from resultaat.analysis.signalen.keuze import Gekozen, Reeks, Soort, choose
from resultaat.analysis.signalen.regels import Regel, Regelset, signals
from resultaat.analysis.toetsen import adjusted

LEVEL = 0.05


class Signaaloordeel(Enum):
    """What the last point says; the value is the word in every output."""

    GEWOON = "gewone variatie"
    MOGELIJK = "mogelijk toeval"  # it breaks a rule, but so would one of this many charts
    VOORVAL = "één voorval"  # one point outside the limits
    SIGNAAL = "signaal"  # a pattern that noise does not make
    TE_WEINIG = "te weinig punten"
    TE_ZELDZAAM = "te zeldzaam"


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


def pictures(reeksen: Sequence[Reeks], regels: Regelset) -> list[Beeld]:
    """Return the picture of each series."""
    made = [choose(each, regels) for each in reeksen]
    q = adjusted(np.array([each.p for each in made], dtype=np.float64))
    return [
        _judged(reeks, gekozen, regels, float(each))
        for reeks, gekozen, each in zip(reeksen, made, q, strict=True)
    ]


def _judged(reeks: Reeks, gekozen: Gekozen, regels: Regelset, q: float) -> Beeld:
    chart = gekozen.kaart
    if chart is None:
        known = np.isfinite(reeks.punten[reeks.basis :]).sum() >= MINIMUM
        rare = gekozen.zeldzaam and known
        oordeel = Signaaloordeel.TE_ZELDZAAM if rare else Signaaloordeel.TE_WEINIG
        return Beeld(gekozen.soort, oordeel, 0, (), None, (), (), None, zonder_seizoen=False)
    broken = {rule: int(sign[0, -1]) for rule, sign in signals(chart, regels).items()}
    hit = tuple(rule for rule, sign in broken.items() if sign)
    side = next((broken[rule] for rule in hit), 0)
    per_period = gekozen.soort is not Soort.T
    return Beeld(
        gekozen.soort,
        _oordeel(hit, q),
        # A long time between events is a low number of them.
        side if per_period else -side,
        hit,
        float(chart.midden[0, -1]) if per_period else None,
        [float(each) for each in chart.onder[0]] if per_period else (),
        [float(each) for each in chart.boven[0]] if per_period else (),
        None if np.isnan(q) else q,
        zonder_seizoen=gekozen.zonder_seizoen,
    )


def _oordeel(hit: tuple[Regel, ...], q: float) -> Signaaloordeel:
    if not hit:
        return Signaaloordeel.GEWOON
    if not q <= LEVEL:
        return Signaaloordeel.MOGELIJK
    # One point far out is an incident, whatever caused it; a pattern takes more.
    return Signaaloordeel.VOORVAL if hit == (Regel.BUITEN,) else Signaaloordeel.SIGNAAL
