"""What a comparison of two versions is made of: a change, and all changes of one document."""

from __future__ import annotations

from dataclasses import dataclass

#: What decides the figures; it comes after the ideas, which decide what they mean.
COUNTING = ("telt", "eenheid", "soort")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs, and the sentence that says so."""

    pad: str
    was: str | None
    wordt: str | None
    zin: str

    @property
    def counts(self) -> bool:
        """Whether it can change a figure."""
        return self.pad.split(".")[0] in COUNTING


@dataclass(frozen=True, slots=True)
class Group:
    """All that differs in one document."""

    document: str  # indicator, doelen, bron, gebieden, interventie, …
    id: str
    naam: str
    staat: str  # nieuw, weg, hernoemd, gewijzigd
    wijzigingen: tuple[Change, ...] = ()
    was_id: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it can change a figure."""
        whole = self.document in ("bron", "gebieden", "werkmap") or self.staat in ("nieuw", "weg")
        return whole or any(change.counts for change in self.wijzigingen)
