"""How the values of one indicator are written: its unit, its decimals, and periods in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from resultaat.core.dutch import MONTHS, day, euro, number, percentage
from resultaat.core.periods import Grain, Period
from resultaat.engine.figures import Staat

#: A space that does not break: between a number and its unit.
NBSP = "\u00a0"

#: What stands where a number would be.
STAAT_WORDS = {
    Staat.ONTBREEKT: "ontbreekt",
    Staat.NOG_NIET_GEPUBLICEERD: "volgt nog",
    Staat.ONDERDRUKT_BIJ_BRON: "geheim",
    Staat.ONDERDRUKT: "verborgen",
    Staat.NIET_VAN_TOEPASSING: "n.v.t.",
}


@dataclass(frozen=True, slots=True)
class Notation:
    """The unit of an indicator and the decimals that its values deserve."""

    eenheid: str
    decimals: int

    @classmethod
    def fitting(cls, eenheid: str, values: Iterable[float]) -> Notation:
        """Choose the decimals: none for counts and money, one for rates, two for small ratios."""
        if eenheid == "%":
            return cls(eenheid, 1)
        known = list(values)
        if eenheid == "euro" or all(value == int(value) for value in known):
            return cls(eenheid, 0)
        largest = max(abs(value) for value in known)
        return cls(eenheid, 2 if largest < 1 else 1 if largest < 1000 else 0)

    @property
    def after(self) -> str:
        """The unit as a word behind the number; empty where a sign is part of the number."""
        return "" if self.eenheid in ("%", "euro") else self.eenheid

    def bare(self, value: float) -> str:
        """Write a value for a table: with its sign (%, €), without its unit in words."""
        return self._written(value, self.decimals)

    def full(self, value: float) -> str:
        """Write a value for a sentence: with its unit."""
        return self._with_unit(self.bare(value))

    def round(self, value: float) -> str:
        """Write a value that people chose, such as a streefwaarde, with its unit."""
        return self._with_unit(self.round_bare(value))

    def round_bare(self, value: float) -> str:
        """Write a value that people chose: no more decimals than it has."""
        factor = 100 if self.eenheid == "%" else 1
        exact = Decimal(repr(value)) * factor
        decimals = next((d for d in range(3) if exact == round(exact, d)), self.decimals)
        return self._written(value, decimals)

    def interval(self, onder: float, boven: float) -> str:
        """Write an interval for a table."""
        return f"{self.bare(onder)}{NBSP}–{NBSP}{self.bare(boven)}"

    def _with_unit(self, text: str) -> str:
        return f"{text}{NBSP}{self.after}" if self.after else text

    def _written(self, value: float, decimals: int) -> str:
        if self.eenheid == "%":
            return percentage(value, decimals)
        if self.eenheid == "euro":
            return euro(value).replace(" ", NBSP)
        return number(value, decimals)


def exact(value: Decimal) -> str:
    """Write an exact sum: whole where it is whole, otherwise with its decimals, two at most."""
    decimals = next((d for d in range(2) if value == round(value, d)), 2)
    return number(value, decimals)


_ORDINALS = ("eerste", "tweede", "derde", "vierde")


def period_words(label: str) -> str:
    """Write a period so that `in` or `over` can stand before it."""
    try:
        period = Period.parse(label)
    except ValueError:
        return label
    if period.grain is Grain.KWARTAAL:
        return f"het {_ORDINALS[(period.start.month - 1) // 3]} kwartaal van {period.start.year}"
    if period.grain is Grain.MAAND:
        return f"{MONTHS[period.start.month - 1]} {period.start.year}"
    if period.grain is Grain.DAG:
        return day(period.start)
    return period.label
