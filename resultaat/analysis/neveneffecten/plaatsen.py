"""Where an intervention is and since when, and so what each area is to it.

An area is touched, lies beside one that is, or is a comparison: until something begins in it or
beside it, it shows what would have happened anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from resultaat.analysis.neveneffecten.telling import Staat
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.interventie import Interventie

#: Fewer untouched areas than this are no comparison.
VERGELIJKING = 5
#: Which areas border each other.
Buren = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Plaatsen:
    """Where one intervention is: its level, and from when per area."""

    niveau: Niveau
    vanaf: Mapping[str, date]

    def touched_on(self, code: str, buren: Buren) -> date | None:
        """Return when an area was first touched: something began in it, or in one beside it."""
        around = [self.vanaf.get(each) for each in (code, *buren.get(code, ()))]
        return min((day for day in around if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Begin:
    """One moment at which areas began: what each area is then, and until when it compares."""

    start: date
    roles: Mapping[str, str]
    until: Mapping[str, date | None]


def places_of(doc: Interventie) -> Plaatsen | None:
    """Return where it is, at the smallest level named; None where that is the whole gemeente."""
    finest = min((plek.niveau for plek in doc.waar_en_wanneer), key=list(Niveau).index)
    if finest is Niveau.GEMEENTE:
        return None
    at_level = [plek for plek in doc.waar_en_wanneer if plek.niveau is finest]
    return Plaatsen(finest, {plek.code: plek.vanaf.start for plek in at_level})


def set_apart(places: Plaatsen, indeling: Indeling, buren: Buren) -> Buren:
    """Return which areas lie beside each other, as far as that keeps areas out of the comparison.

    What moves to the areas beside it spoils them as a comparison. Where too few others are left,
    they are the comparison all the same, and nothing can be said of what moved there: empty.
    """
    untouched = [
        area.code
        for area in indeling.of_niveau(places.niveau)
        if places.touched_on(area.code, buren) is None
    ]
    return buren if len(untouched) >= VERGELIJKING else {}


def beginnings(places: Plaatsen, indeling: Indeling, buren: Buren) -> Iterator[Begin]:
    """Yield each moment at which areas began, with what every other area is at that moment."""
    for start in sorted(set(places.vanaf.values())):
        begun = {code for code, day in places.vanaf.items() if day == start}
        near = {other for code in begun for other in buren.get(code, ())}
        others = {
            area.code: places.touched_on(area.code, buren)
            for area in indeling.of_niveau(places.niveau)
            if area.code not in begun | near
        }
        until = {code: day for code, day in others.items() if day is None or day > start}
        roles = dict.fromkeys(until, "elders")
        roles |= dict.fromkeys(near - set(places.vanaf), "naast") | dict.fromkeys(begun, "geraakt")
        yield Begin(start, roles, until)


def standing(places: Plaatsen, indeling: Indeling, buren: Buren) -> dict[str, Staat]:
    """Return where each area stands over all beginnings together, and its own beginning."""
    first = min(places.vanaf.values())
    found = {}
    for area in indeling.of_niveau(places.niveau):
        touched = places.touched_on(area.code, buren)
        if area.code in places.vanaf:
            found[area.code] = Staat("geraakt", places.vanaf[area.code])
        else:
            found[area.code] = Staat("naast", touched) if touched else Staat("elders", first)
    return found
