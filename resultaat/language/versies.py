"""Earlier definitions of an indicator that still hold for the periods of their own time.

`geschiedenis` keeps with `telde` how was counted until a day. A period is counted by the definition
that held on its first day, so that a period is of one kind; where that changes the series breaks.
A change without `telde` leaves nothing behind: then all periods are counted as they are now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from resultaat.core.diagnostics import Place
from resultaat.language.catalog import Loaded
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.documents.telt import Telt
from resultaat.language.nodes import Scalar


@dataclass(frozen=True, slots=True)
class Held:
    """How was counted before `tot`, and where in `geschiedenis` it says so."""

    tot: date
    telde: Telt
    index: int


def held(doc: AnyIndicator) -> list[Held]:
    """Return the earlier definitions of an indicator, the oldest first."""
    found = [
        Held(each.vanaf, each.telde, index)
        for index, each in enumerate(doc.geschiedenis)
        if each.telde is not None
    ]
    return sorted(found, key=lambda each: each.tot)


def telts_of(doc: AnyIndicator) -> list[Telt]:
    """Return every block by which some period may be counted, the present one last."""
    return [*(each.telde for each in held(doc)), doc.telt]


@dataclass(frozen=True, slots=True)
class Earlier(Loaded[AnyIndicator]):
    """An indicator as it was: its block `telt` is one of `geschiedenis`, and stands there."""

    under: tuple[str | int, ...] = ()

    def place(self, *path: str | int) -> Place:
        """Return the place of a value in the file, as far down `path` as it goes."""
        return Loaded.place(self, *self._moved(path))

    def key_place(self, *path: str | int) -> Place:
        """Return the place of the key at the end of `path`; of what it holds where it has none."""
        return Loaded.key_place(self, *self._moved(path))

    def scalar(self, *path: str | int) -> Scalar | None:
        """Return the text at `path`, where it is one."""
        return Loaded.scalar(self, *self._moved(path))

    def _moved(self, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
        return (*self.under, *path[1:]) if path[:1] == ("telt",) else path


def as_it_was(loaded: Loaded[AnyIndicator], version: Held) -> Earlier:
    """Return the indicator as it was counted then, for whoever checks or reads that."""
    doc = loaded.doc.model_copy(update={"telt": version.telde})
    under = ("geschiedenis", version.index, "telde")
    return Earlier(loaded.id, doc, loaded.source, loaded.root, under)


def with_telt(loaded: Loaded[AnyIndicator], telt: Telt) -> Loaded[AnyIndicator]:
    """Return the indicator with another block `telt`."""
    return replace(loaded, doc=loaded.doc.model_copy(update={"telt": telt}))
