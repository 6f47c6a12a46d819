"""Efforts: what is done for one result, together with whom.

Where two interventies for the same result share an area, what came of it cannot be told apart.
They are one effort then: estimated once, credited once, and shared by all who took part. So what
partners are credited with never sums past the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from resultaat.core.periods import Grain, Period
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.amounts import Duur
from resultaat.language.documents.interventie import Interventie


@dataclass(frozen=True)
class Effort:
    """One or more interventies for one result, in the same areas."""

    ids: tuple[str, ...]
    namen: tuple[str, ...]
    partners: tuple[str, ...]
    starts: Mapping[str, date]  # per area code: the first day of the period of its start
    seen_from: Mapping[str, date]  # per area code: from when an effect is expected
    dosis: Mapping[str, str]
    better: int  # 1 where the result should rise, -1 where it should fall

    @property
    def key(self) -> str:
        """One word for the effort, the same in every output."""
        return "+".join(self.ids)

    def niveaus(self, indeling: Indeling) -> set[Niveau]:
        """Return the levels of the areas where it is."""
        return {indeling.gebieden[code].niveau for code in self.starts if code in indeling}

    def expected_in(self, code: str, grain: Grain) -> Period:
        """Return the first whole period in which an effect is expected in an area.

        Where none is waited for, that is the period of the start itself, whole or not.
        """
        seen = self.seen_from[code]
        period = Period.holding(seen, grain)
        at_once = seen == self.starts[code] or period.start == seen
        return period if at_once else period.next()

    def holding(self, code: str, indeling: Indeling) -> str | None:
        """Return the area of this effort in which an area lies, if any."""
        return next((each.code for each in indeling.path(code) if each.code in self.starts), None)


def efforts_for(
    indicator: str, interventies: Mapping[str, Interventie], indeling: Indeling
) -> list[Effort]:
    """Return the efforts that are expected to move an indicator; those that overlap are one."""
    found: list[Effort] = []
    for name, doc in sorted(interventies.items()):
        expected = next((each for each in doc.verwacht if each.indicator == indicator), None)
        if expected is not None:
            better = 1 if expected.richting == "hoger" else -1
            found = _joined(_effort(name, doc, expected.na, better), found, indeling)
    return found


def _effort(name: str, doc: Interventie, na: Duur, better: int) -> Effort:
    starts = {each.code: each.vanaf.start for each in doc.waar_en_wanneer}
    return Effort(
        ids=(name,),
        namen=(doc.naam,),
        partners=tuple(doc.partners),
        starts=starts,
        seen_from={code: later(start, na) for code, start in starts.items()},
        dosis={each.code: each.dosis for each in doc.waar_en_wanneer if each.dosis},
        better=better,
    )


def later(day: date, duur: Duur) -> date:
    """Return the day that lies a length of time after another."""
    if duur.dagen is not None:
        return date.fromordinal(day.toordinal() + duur.dagen)
    months = {"maand": 1, "kwartaal": 3, "jaar": 12}[duur.eenheid] * duur.aantal
    back = Period(day.replace(day=1), Grain.MAAND).earlier(-months)
    return back.start


def _joined(mine: Effort, others: list[Effort], indeling: Indeling) -> list[Effort]:
    """Return the efforts with one more, joined with those that share an area with it."""
    apart = []
    for each in others:
        if _share(mine, each, indeling):
            mine = _together(each, mine)
        else:
            apart.append(each)
    return [*apart, mine]


def _share(one: Effort, other: Effort, indeling: Indeling) -> bool:
    inside = any(other.holding(code, indeling) for code in one.starts)
    return inside or any(one.holding(code, indeling) for code in other.starts)


def _together(one: Effort, other: Effort) -> Effort:
    starts, seen = dict(one.starts), dict(one.seen_from)
    for code, start in other.starts.items():
        starts[code] = min(starts.get(code, start), start)
        seen[code] = min(seen.get(code, other.seen_from[code]), other.seen_from[code])
    return replace(
        one,
        ids=(*one.ids, *other.ids),
        namen=(*one.namen, *other.namen),
        partners=tuple(dict.fromkeys((*one.partners, *other.partners))),
        starts=starts,
        seen_from=seen,
        dosis={**one.dosis, **other.dosis},
    )


def elsewhere(efforts: Iterable[Effort], mine: Effort, indeling: Indeling) -> set[str]:
    """Return the areas where other efforts for the same result are; they compare with nothing."""
    others = [each for each in efforts if each is not mine]
    return {
        code for code in indeling.gebieden if any(each.holding(code, indeling) for each in others)
    }


def touched_by(efforts: Iterable[Effort], indeling: Indeling) -> set[str]:
    """Return the areas where an effort began, and all that they lie in."""
    starts = [code for effort in efforts for code in effort.starts]
    return {above.code for code in starts for above in indeling.path(code)}
