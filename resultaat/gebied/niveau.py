"""The levels at which something is counted, addressed by name and never by rank.

Some literature calls the buurt meso and the gemeente macro, some the reverse; names do not.
"""

from __future__ import annotations

from enum import Enum


class Niveau(Enum):
    """A level of area; the value is the word in YAML and in every output."""

    BUURT = "buurt"
    WIJK = "wijk"
    GEMEENTE = "gemeente"
    REGIO = "regio"
    LAND = "land"

    def contains(self, other: Niveau) -> bool:
        """Whether areas of this level are made up of areas of `other`."""
        return _ORDER.index(self) > _ORDER.index(other)

    @property
    def plural(self) -> str:
        """The word for more than one."""
        return _PLURALS[self]


_ORDER = tuple(Niveau)
_PLURALS = {
    Niveau.BUURT: "buurten",
    Niveau.WIJK: "wijken",
    Niveau.GEMEENTE: "gemeenten",
    Niveau.REGIO: "regio's",
    Niveau.LAND: "landen",
}
