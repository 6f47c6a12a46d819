"""What a pattern shows, whichever it is: the answer, its size, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.contrast import Contrast
from resultaat.analysis.toetsen import adjusted

#: A pattern that asks for several things at once is rare by noise alone: each at this level.
DUBBEL = 0.025
#: A pattern that asks for one thing is tested so strictly that all of them together give a false
#: alarm in at most about one question of twenty.
ENKEL = 0.01
#: What stands between a party and since when something is so of it.
VANAF = ", vanaf "
_ENKELE = frozenset(
    (
        Patroon.AFROMING,
        Patroon.DREMPEL,
        Patroon.VERLIEZERS,
        Patroon.STAPELING,
        Patroon.BELASTING,
    )
)


class Maateenheid(Enum):
    """What the size of a pattern is in; the value is the word in every output."""

    PUNTEN = "procentpunt"  # a fraction
    DEEL = "%"  # a part of what there was, a fraction
    KANSEN = "kansverhouding"
    AANTAL = "aantal"


@dataclass(frozen=True, slots=True)
class Gezien:
    """What one pattern shows in one figure; sizes are in `eenheid`.

    `p` is the chance of as much by noise (NaN: too little to tell), `kleinste` the smallest group
    of rows behind it, and `bij` what it is about within the figure: a group, a window.
    """

    patroon: Patroon
    verschil: float
    onder: float
    boven: float
    eenheid: Maateenheid
    p: float
    kleinste: float
    bij: str = ""
    antwoord: Antwoord = Antwoord.TE_WEINIG

    def over(self, many: int) -> Gezien:
        """Return the same where it is one of so many that were looked at together (Bonferroni)."""
        return replace(self, p=self.p if np.isnan(self.p) else min(1.0, self.p * many))

    @classmethod
    def of_share(
        cls, patroon: Patroon, found: Contrast, p: float, kleinste: float, *, bij: str = ""
    ) -> Gezien:
        """Return what a change of a share shows."""
        low, high = found.interval
        return cls(patroon, found.verschil, low, high, Maateenheid.PUNTEN, p, kleinste, bij)

    @classmethod
    def of_count(
        cls, patroon: Patroon, found: Contrast, p: float, kleinste: float, *, bij: str = ""
    ) -> Gezien:
        """Return what a change of a count shows: a logarithm becomes a part of what there was."""
        low, high = found.interval
        size, low, high = (float(np.expm1(each)) for each in (found.verschil, low, high))
        return cls(patroon, size, low, high, Maateenheid.DEEL, p, kleinste, bij)


def surest_of(looked: Sequence[Gezien]) -> list[Gezien]:
    """Return per party the moment that shows most surely, corrected for how many were looked at."""
    parties: dict[str, list[Gezien]] = {}
    for each in looked:
        parties.setdefault(party_of(each.bij), []).append(each)
    found = []
    for mine in parties.values():
        known = [each for each in mine if not np.isnan(each.p)]
        surest = min(known, key=lambda each: each.p) if known else mine[0]
        found.append(surest.over(max(len(known), 1)))
    return found


def party_of(bij: str) -> str:
    """Return the party that a pattern is about, without since when."""
    return bij.partition(VANAF)[0]


@dataclass(frozen=True, slots=True)
class Patroonrij:
    """A pattern in a figure, by the groups of a column (empty: by none)."""

    indicator: str
    groepen: str
    gezien: Gezien


def answered(rows: Sequence[Patroonrij]) -> list[Patroonrij]:
    """Return the rows with their answers: each pattern of a question is a family of tests."""
    q = np.full(len(rows), np.nan)
    kinds = np.array([each.gezien.patroon.value for each in rows])
    p = np.array([each.gezien.p for each in rows], dtype=np.float64)
    for kind in np.unique(kinds):
        q[kinds == kind] = adjusted(p[kinds == kind])
    return [
        replace(row, gezien=replace(row.gezien, antwoord=_answer(row.gezien, float(each))))
        for row, each in zip(rows, q, strict=True)
    ]


def _answer(seen: Gezien, q: float) -> Antwoord:
    if np.isnan(seen.p):
        return Antwoord.TE_WEINIG
    level = ENKEL if seen.patroon in _ENKELE else DUBBEL
    return Antwoord.GEVONDEN if q <= level else Antwoord.NIET_GEVONDEN
