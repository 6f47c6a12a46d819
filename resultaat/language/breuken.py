"""Breaks: from when a source means something else, so that before and after are no series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
