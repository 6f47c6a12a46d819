"""What else was done in the same places: the first thing that a finding could also come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from resultaat.analysis.neveneffecten.eenmaal import SAMEN
from resultaat.core.dutch import listing

if TYPE_CHECKING:
    from resultaat.gebied.indeling import Indeling
    from resultaat.language.catalog import Catalog

#: Says of a question (its id) and an area what else was done there; empty where nothing was.
Elders = Callable[[str, str], str]
#: Others that are named, at most.
_NAMED = 3


def unasked(vraag: str, gebied: str) -> str:
    """Say nothing: for who needs the findings and not what they could also be."""
    del vraag, gebied
    return ""


def also_done(catalog: Catalog, indeling: Indeling) -> Elders:
    """Return what says which other interventions were in an area, above it or in a part of it.

    Of all areas of a question together (`samen`) one counts that is in at least half of them.
    """
    places = {
        f"interventie:{name}": {plek.code: plek.vanaf for plek in each.doc.waar_en_wanneer}
        for name, each in sorted(catalog.interventies.items())
    }
    names = {f"interventie:{name}": each.doc.naam for name, each in catalog.interventies.items()}

    def words(vraag: str, gebied: str) -> str:
        own = list(places.get(vraag, ())) if gebied == SAMEN else [gebied]
        found = []
        for other, where in places.items():
            met = [
                vanaf
                for code in own
                for there, vanaf in where.items()
                if other != vraag and _same(code, there, indeling)
            ]
            if own and 2 * len(met) >= len(own):
                found.append(f"“{names[other]}” (vanaf {min(met, key=lambda p: p.start).label})")
        if not found:
            return ""
        more = len(found) - _NAMED
        named = [*found[:_NAMED], *([f"nog {more}"] if more > 0 else [])]
        return f"Hier liep ook {listing(named)}."

    return words


def _same(one: str, other: str, indeling: Indeling) -> bool:
    """Whether one area is the other, or lies in it."""
    within = {each.code for each in indeling.path(one)} if one in indeling else {one}
    around = {each.code for each in indeling.path(other)} if other in indeling else {other}
    return other in within or one in around
