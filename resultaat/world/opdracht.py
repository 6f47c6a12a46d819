"""What world is asked for, and one part of it with all that hangs on the seed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from resultaat.world.arrays import Dates, Ints, day, named
from resultaat.world.gebieden import Gebieden
from resultaat.world.ingrepen import NAMEN, Ingrepen
from resultaat.world.neveneffecten import CODES
from resultaat.world.streams import pseudonyms, stream

_MINIMUM = 1_000  # below this all buurten are as small as the one that should be
_RUIMTE = 1 << 32  # numbers of one part of the gemeente

SETS = {
    "alles": frozenset(NAMEN) | frozenset(CODES),
    "ingrepen": frozenset(NAMEN),
    "neveneffecten": frozenset(CODES),
    "niets": frozenset[str](),
    "incident": frozenset({"incident"}),
}
"""What can be planted by one word."""


@dataclass(frozen=True)
class Opdracht:
    """The world that is asked for; `geplant` names ingrepen, side effects and `incident`.

    `inwoners` is the population on 1 January of the first of `jaren`, of which both
    are included. With `vuil` there are also rows that a contract refuses.
    """

    inwoners: int
    zaad: int
    jaren: tuple[int, int]
    geplant: frozenset[str]
    vuil: bool = False

    def __post_init__(self) -> None:
        if self.inwoners < _MINIMUM:
            raise ValueError(
                f"Wilgenstad heeft minstens {_MINIMUM} inwoners, niet {self.inwoners}."
            )
        if self.zaad < 0:
            raise ValueError(f"Het zaad is 0 of hoger, niet {self.zaad}.")
        if not 1950 <= self.jaren[0] <= self.jaren[1] <= 2100:
            raise ValueError(f"De jaren lopen op en liggen tussen 1950 en 2100, niet {self.jaren}.")

    @property
    def einde(self) -> np.datetime64:
        """The last day of the data."""
        return day(self.jaren[1], 12, 31)

    @property
    def kwartalen(self) -> Dates:
        """The first days of the quarters, shape (4 x years,)."""
        return np.array([day(jaar, maand) for jaar in self.alle_jaren for maand in (1, 4, 7, 10)])

    @property
    def maanden(self) -> Dates:
        """The first days of the months, shape (12 x years,)."""
        return np.array([day(jaar, maand) for jaar in self.alle_jaren for maand in range(1, 13)])

    @property
    def alle_jaren(self) -> range:
        """The years, both ends included."""
        return range(self.jaren[0], self.jaren[1] + 1)


def planted(geplant: str | Iterable[str]) -> frozenset[str]:
    """The names that a word like `alles` or a list of names stands for."""
    woorden = [geplant] if isinstance(geplant, str) else list(geplant)
    gekozen: set[str] = set()
    for woord in woorden:
        if woord in SETS:
            gekozen |= SETS[woord]
        elif woord in SETS["alles"] | SETS["incident"]:
            gekozen.add(woord)
        else:
            keuze = ", ".join([*SETS, *NAMEN, *CODES])
            raise ValueError(f"`{woord}` is niet te planten; kies uit: {keuze}.")
    return frozenset(gekozen)


@dataclass(frozen=True)
class Deel:
    """One part of the gemeente: its gebieden, and streams and pseudonyms of its own."""

    opdracht: Opdracht
    gebieden: Gebieden

    @cached_property
    def ingrepen(self) -> Ingrepen:
        """What is done in this part, and what is planted of it."""
        return Ingrepen(self.gebieden, self.opdracht.geplant)

    def stream(self, onderdeel: str) -> np.random.Generator:
        """The random stream of one subject in this part."""
        return stream(self.opdracht.zaad, f"{self.gebieden.deel}:{onderdeel}")

    def pseudonyms(self, soort: str, nummers: Ints) -> pl.Series:
        """Pseudonyms for numbers within this part; null for -1."""
        verschoven = np.where(nummers < 0, -1, nummers + self.gebieden.deel * _RUIMTE)
        return pseudonyms(self.opdracht.zaad, soort, verschoven)

    def buurtcodes(self, buurt: Ints) -> pl.Series:
        """The code of each buurt, null for -1."""
        return named(buurt, self.gebieden.buurtcodes)
