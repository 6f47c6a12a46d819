"""Breaks: from when a source means something else, so that before and after are no series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from resultaat.language.expressions.formula import indicators_in

if TYPE_CHECKING:
    from datetime import date

    from resultaat.core.periods import Period
    from resultaat.language.catalog import Catalog
    from resultaat.language.documents.bron import Bron
    from resultaat.language.documents.levering import Breuk
    from resultaat.language.documents.telt import Telt


def breaks_of(telt: Telt, bron: Bron) -> Iterator[Breuk]:
    """Yield the breaks of a source that an indicator meets: of all of it, or of what it reads."""
    from resultaat.language.lineage import columns_of  # which the checks stand below

    read = columns_of(telt, bron) if bron.breuken else frozenset()
    for breuk in bron.breuken:
        if not breuk.kolommen or read & set(breuk.kolommen):
            yield breuk


def breaks_in(name: str, catalog: Catalog) -> list[Breuk]:
    """Return the breaks that the figures of an indicator meet, the first one first.

    Also those of what it is divided by, and of what its formula is made of.
    """
    found: dict[date, Breuk] = {}
    waiting, seen = [name], {name}
    while waiting:
        telt = catalog.indicator(waiting.pop()).telt
        if telt.bron in catalog.bronnen:
            for each in breaks_of(telt, catalog.bronnen[telt.bron].doc):
                found.setdefault(each.vanaf.start, each)
        others = {telt.per.indicator} if telt.per is not None else indicators_in(telt.formule or "")
        waiting += sorted(others - seen)
        seen |= others
    return [found[start] for start in sorted(found)]


def break_between(name: str, catalog: Catalog, van: Period, tot: Period) -> Breuk | None:
    """Return the first break over which two periods would be compared; None where they can be."""
    return next(
        (each for each in breaks_in(name, catalog) if van.start < each.vanaf.start <= tot.end), None
    )


def around(breuken: Iterable[Breuk], periods: Sequence[Period], day: date) -> list[Period]:
    """Return the periods on the same side of every break as a day.

    A period in which a source breaks is of two kinds, and so it is on no side.
    """
    found = list(periods)
    for each in breuken:
        start = each.vanaf.start
        after = start <= day
        found = [
            period for period in found if (period.start >= start if after else period.end < start)
        ]
    return found


def why(breuk: Breuk) -> str:
    """Say in words from when a source counts otherwise, and why."""
    return f"vanaf {breuk.vanaf.label} telt de bron iets anders ({breuk.omdat})"
