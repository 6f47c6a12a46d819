"""One figure as the report sees it, and how it compares with an earlier one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from resultaat.analysis.oordeel import Oordeel
from resultaat.engine.figures import Herkomst, Staat

_SHOWN = (Staat.DEFINITIEF, Staat.VOORLOPIG)


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one gebied and period. No number survives in it that may not be shown."""

    gebied: str
    periode: str
    staat: Staat
    oordeel: Oordeel = Oordeel.NIET_TE_BEOORDELEN
    start: date = date.min
    waarde: float | None = None
    teller: Decimal | None = None
    noemer: Decimal | None = None
    n: int | None = None
    onbekend: int | None = None
    onder: float | None = None
    boven: float | None = None
    streefwaarde: float | None = None
    minimumeis: float | None = None
    herkomst: Herkomst | None = None
    #: Until when the definition held by which this was counted; None for the present one.
    definitie_tot: date | None = None
    #: What changed then at the source; None where the definition did.
    breuk: str | None = None

    @property
    def shown(self) -> bool:
        """Whether there is a number to show."""
        return self.waarde is not None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval, where one is defined."""
        if self.onder is None or self.boven is None:
            return None
        return self.onder, self.boven


def figure_of(row: Mapping[str, Any]) -> Figure:
    """Read one row of the released frame.

    The release floor empties what is hidden. This does it once more: whatever else goes wrong,
    a hidden number must not be in the file, not even where nobody looks.
    """
    staat = Staat(row["staat"])
    waarde = _finite(row["waarde"])
    if staat in _SHOWN and waarde is None:
        staat = Staat.ONTBREEKT
    oordeel = Oordeel(row["oordeel"]) if row["oordeel"] else Oordeel.GEEN_STREEFWAARDE
    if staat not in _SHOWN:
        return Figure(
            gebied=row["gebied"],
            periode=row["periode"],
            staat=staat,
            start=row["start"],
            streefwaarde=_finite(row["streefwaarde"]),
            minimumeis=_finite(row["minimumeis"]),
            herkomst=_herkomst(row),
            definitie_tot=row["definitie_tot"],
            breuk=row["breuk"],
        )
    return Figure(
        gebied=row["gebied"],
        periode=row["periode"],
        staat=staat,
        oordeel=oordeel,
        start=row["start"],
        waarde=waarde,
        teller=row["teller"],
        noemer=row["noemer"],
        n=row["n"],
        onbekend=row["onbekend"],
        onder=_finite(row["onder"]),
        boven=_finite(row["boven"]),
        streefwaarde=_finite(row["streefwaarde"]),
        minimumeis=_finite(row["minimumeis"]),
        herkomst=_herkomst(row),
        definitie_tot=row["definitie_tot"],
        breuk=row["breuk"],
    )


def _herkomst(row: Mapping[str, Any]) -> Herkomst | None:
    return Herkomst(row["herkomst"]) if row["herkomst"] else None


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


class Change(Enum):
    """What may be said about a figure beside an earlier one."""

    HIGHER = "hoger"
    LOWER = "lager"
    SAME = "ongeveer gelijk"
    BESIDE = "naast elkaar"  # no interval: the numbers may stand side by side, without a word
    NONE = "geen eerdere"


def change(current: Figure, earlier: Figure | None) -> Change:
    """Return the word that the uncertainty supports.

    Higher or lower only where the earlier value lies outside the interval of this one and the two
    intervals do not touch. Stricter than a test of the difference, and that is the safe side.
    """
    if earlier is None or earlier.waarde is None or current.waarde is None:
        return Change.NONE
    if current.waarde == earlier.waarde:
        return Change.SAME
    if current.interval is None:
        return Change.BESIDE
    onder, boven = current.interval
    was_onder, was_boven = earlier.interval or (earlier.waarde, earlier.waarde)
    if onder <= earlier.waarde <= boven or (onder <= was_boven and was_onder <= boven):
        return Change.SAME
    return Change.HIGHER if current.waarde > earlier.waarde else Change.LOWER
