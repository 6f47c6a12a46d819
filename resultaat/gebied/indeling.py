"""The area list of a working folder: which areas there are and what lies in what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.herindeling import Herindeling
from resultaat.gebied.niveau import Niveau


@dataclass(frozen=True, slots=True)
class Gebied:
    """One area. `deel_van` is the code of the area directly above it in the list, if any."""

    code: str
    naam: str
    niveau: Niveau
    deel_van: str | None = None


@dataclass(frozen=True)
class Indeling:
    """All areas of a working folder, by code. `eigen` is the area that the folder is about."""

    gebieden: dict[str, Gebied]
    eigen: str
    #: Content hash of the list, so that a run can say on which areas it was made.
    digest: str = field(default="", compare=False)
    #: The year of the list and what became of the codes of other years, where that is known.
    jaar: int | None = field(default=None, compare=False)
    herindeling: Herindeling | None = field(default=None, compare=False)

    def __contains__(self, code: object) -> bool:
        return code in self.gebieden

    def naam(self, code: str) -> str:
        """Return the name of an area; rows without an area are named so."""
        if code == ONBEKEND:
            return "Gebied onbekend"
        return self.gebieden[code].naam if code in self.gebieden else code

    def path(self, code: str) -> Iterator[Gebied]:
        """Yield the area and everything it lies in, from small to large."""
        current = self.gebieden.get(code)
        while current is not None:
            yield current
            current = self.gebieden.get(current.deel_van or "")

    def of_niveau(self, niveau: Niveau) -> list[Gebied]:
        """Return the areas of one level, in the order of the list."""
        return [gebied for gebied in self.gebieden.values() if gebied.niveau is niveau]

    @cached_property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The level and the code of every area, in the order of the list."""
        return tuple((each.niveau.value, each.code) for each in self.gebieden.values())

    def children(self, code: str) -> list[Gebied]:
        """Return the areas directly below this one."""
        return self._children.get(code, [])

    @cached_property
    def _children(self) -> dict[str, list[Gebied]]:
        found: dict[str, list[Gebied]] = {}
        for gebied in self.gebieden.values():
            if gebied.deel_van:
                found.setdefault(gebied.deel_van, []).append(gebied)
        return found

    @cached_property
    def niveaus(self) -> tuple[Niveau, ...]:
        """The levels that occur, from small to large."""
        present = {gebied.niveau for gebied in self.gebieden.values()}
        return tuple(niveau for niveau in Niveau if niveau in present)

    def closure(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield (gebied, its niveau, ancestor, ancestor's niveau), every area being its own too.

        Rows without an area lie in `onbekend` at each level below the folder's own area, and in
        that area itself and what it lies in: unknown is a place of its own, not a loss.
        """
        for code, gebied in self.gebieden.items():
            for above in self.path(code):
                yield code, gebied.niveau.value, above.code, above.niveau.value
        own = self.gebieden[self.eigen]
        for niveau in self.niveaus:
            if own.niveau.contains(niveau):
                yield ONBEKEND, ONBEKEND, ONBEKEND, niveau.value
        for above in self.path(self.eigen):
            yield ONBEKEND, ONBEKEND, above.code, above.niveau.value
