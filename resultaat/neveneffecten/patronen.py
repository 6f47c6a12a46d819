"""The patterns, each with the answers that it looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.neveneffecten.belasting import burden
from resultaat.analysis.neveneffecten.patronen import patterns_of_share
from resultaat.analysis.neveneffecten.patroon import Patroonrij, answered
from resultaat.analysis.neveneffecten.plaatsen import set_apart, standing
from resultaat.analysis.neveneffecten.reeksen import ALLE, cells_by_area
from resultaat.analysis.neveneffecten.stapeling import VEEL, many_at_once, stacking
from resultaat.analysis.neveneffecten.telling import Staat, Telling, counted
from resultaat.analysis.neveneffecten.terugkeer import quick_exits
from resultaat.analysis.neveneffecten.uitstel import put_off
from resultaat.analysis.neveneffecten.verliezers import losers, stayers
from resultaat.analysis.neveneffecten.verplaatsing import VoorNa, declared, next_door
from resultaat.analysis.neveneffecten.wetten import other_law
from resultaat.compile.ask import Ask
from resultaat.neveneffecten.asks import (
    followed_asks,
    pairs_of_exits,
    stacking_asks,
)
from resultaat.neveneffecten.bekeken import Bekeken

if TYPE_CHECKING:
    from resultaat.analysis.neveneffecten.onderwerp import Onderwerp
    from resultaat.analysis.neveneffecten.patroon import Gezien
    from resultaat.neveneffecten.vragen import Vraag

    Answered = Mapping[Ask, pl.DataFrame]

#: Columns of which the values are laws or budgets.
WETTEN = ("wet", "taakveld", "budget")


def patterns_after(vraag: Vraag, seen: Bekeken) -> list[Patroonrij]:
    """Return what each pattern shows after something began in some areas."""
    if vraag.plaatsen is None:
        return []
    around = _Rondom(vraag, seen)
    looked = (
        *around.counts(),
        *around.shares(),
        *around.lost(),
        *around.stacked(),
        *around.returned(),
        *around.burdened(),
    )
    return answered(looked)


class _Rondom:
    """The answers around the beginnings of one question."""

    def __init__(self, vraag: Vraag, seen: Bekeken) -> None:
        assert vraag.plaatsen is not None  # noqa: S101  who calls has seen to that
        self.vraag, self.seen = vraag, seen
        indeling = seen.data.indeling
        apart = set_apart(vraag.plaatsen, indeling, seen.data.buren)
        self.staat = standing(vraag.plaatsen, indeling, apart)
        level = vraag.plaatsen.niveau.value
        self.areas = {code: above for code, _, above, at in indeling.closure() if at == level}
        self.begin = min(vraag.plaatsen.vanaf.values())
        self.aims = [seen.topics[each] for each in sorted(vraag.doelen) if each in seen.topics]

    def telling(self, topic: Onderwerp, group: str | None = None) -> Telling:
        """Return the counts of an indicator around the beginnings, whole or by group."""
        frame = self.seen.of(topic.indicator, *(() if group is None else (group,)))
        cells = cells_by_area(frame, self.areas, group)
        return counted(cells, self.staat, self.seen.comparable(topic.indicator, self.begin))

    def counts(self) -> Iterator[Patroonrij]:
        """Yield displacement of what is counted: next door, to another law, to later (N3)."""
        for topic in self.aims:
            found = None if topic.maat.ratio else self._moved(topic)
            if found is not None:
                yield Patroonrij(topic.indicator, "", found)
        own = {
            name: topic
            for name, topic in self.seen.topics.items()
            if not topic.maat.ratio and topic.wet == self.vraag.wet
        }
        for topic in own.values():
            whole = self.telling(topic)
            if whole.groepen:
                seen = put_off(*whole.halves(ALLE), whole.hier, whole.elders)
                yield Patroonrij(topic.indicator, "", seen)
            yield from self._laws(topic)
            yield from self._other_figures(topic, whole)

    def _moved(self, topic: Onderwerp) -> Gezien | None:
        """Return what rose elsewhere: in the places that were chosen, or else in the neighbours."""
        chosen, places = self.vraag.verplaatsing, self.vraag.plaatsen
        if chosen is None or places is None:
            return next_door(self.telling(topic))
        sides = [
            self._before_after(topic, codes)
            for codes in (
                list(places.vanaf),
                chosen.vergelijking,
                chosen.naar,
                chosen.vergelijking_naar,
            )
        ]
        return declared(*sides)

    def _before_after(self, topic: Onderwerp, codes: Sequence[str]) -> VoorNa:
        areas = {
            code: above for code, _, above, _ in self.seen.data.indeling.closure() if above in codes
        }
        cells = cells_by_area(self.seen.of(topic.indicator), areas, None)
        staat = {code: Staat("geraakt", self.begin) for code in codes}
        starts = self.seen.comparable(topic.indicator, self.begin)
        counts = counted(cells, staat, starts).samen(aandeel=False)
        return VoorNa(float(counts.voor.sum()), float(counts.na.sum()))

    def _laws(self, topic: Onderwerp) -> Iterator[Patroonrij]:
        for group in topic.groepen:
            if group.rpartition(".")[2] in WETTEN:
                telling = self.telling(topic, group)
                laws = {name: telling.of(name, aandeel=False) for name in telling.groepen}
                found = other_law(laws, telling.hier, telling.elders)
                yield Patroonrij(topic.indicator, group, found)

    def _other_figures(self, topic: Onderwerp, whole: Telling) -> Iterator[Patroonrij]:
        """Yield counts of another programme that rose where one of this programme fell.

        An hour or a euro is not what somebody asked for under one law and now under another.
        """
        catalog = self.seen.data.catalog
        for other in self.seen.topics.values() if topic.geteld else ():
            if not other.geteld or other.wet == self.vraag.wet:
                continue
            beside = self.telling(other)
            if not (whole.groepen and beside.groepen):
                continue
            pair = {
                catalog.indicator(topic.indicator).naam: whole.of(ALLE, aandeel=False),
                catalog.indicator(other.indicator).naam: beside.of(ALLE, aandeel=False),
            }
            # Only from here to there: the other way round is not what began here.
            found = other_law(pair, whole.hier, whole.elders, van=next(iter(pair)))
            yield Patroonrij(other.indicator, "", found)

    def shares(self) -> Iterator[Patroonrij]:
        """Yield reversal and selection at the door, by each column with groups (N4, N5)."""
        for topic in self.aims:
            for group in topic.groepen if topic.maat.aandeel else ():
                better = topic.slechter != "hoger"
                telling = self.telling(topic, group)
                for found in patterns_of_share(telling, hoger_is_beter=better):
                    yield Patroonrij(topic.indicator, group, found)

    def lost(self) -> Iterator[Patroonrij]:
        """Yield losers under a rising mean (N7)."""
        for topic in self.aims:
            asked = followed_asks(self.vraag, topic, self.seen.data.catalog, self.seen.window)
            for ask in asked:
                (group,) = ask.dimensions
                frame = self.seen.answered[ask].with_columns(
                    gebied=pl.col("gebied").replace_strict(
                        self.areas, default=None, return_dtype=pl.String
                    )
                )
                found = losers(
                    self.telling(topic, group),
                    stayers(frame, group, self.staat),
                    hoger_is_beter=topic.slechter != "hoger",
                )
                yield Patroonrij(topic.indicator, group, found)

    def stacked(self) -> Iterator[Patroonrij]:
        """Yield stacking on households (N8)."""
        for ask, many in stacking_asks(self.seen.data.catalog, self.seen.window):
            starts = [each.start for each in ask.window.periods()]
            frame = many_at_once(self.seen.answered[ask], ask.dimensions)
            telling = counted(cells_by_area(frame, self.areas, "aantal"), self.staat, starts)
            numbers = {int(name.rpartition(": ")[2]): name for name in telling.groepen}
            counts = {number: telling.of(name, aandeel=False) for number, name in numbers.items()}
            if counts:
                found = stacking(counts, telling.hier, telling.elders, many or VEEL)
                yield Patroonrij(ask.indicator, "", found)

    def returned(self) -> Iterator[Patroonrij]:
        """Yield quick exits that return, here beside elsewhere (N9)."""
        for kort, terug in pairs_of_exits(self.seen.topics.values(), self.seen.data.catalog):
            soon, back = self.telling(kort), self.telling(terug)
            if soon.groepen and back.groepen:
                kinds = (soon.of(ALLE, aandeel=True), back.of(ALLE, aandeel=True))
                found = quick_exits(*kinds, soon.hier, soon.elders)
                yield Patroonrij(terug.indicator, "", found)

    def burdened(self) -> Iterator[Patroonrij]:
        """Yield burden (N10)."""
        for topic in self.seen.made_for("belasting"):
            telling = self.telling(topic)
            if telling.groepen:
                tellingen = telling.of(ALLE, aandeel=topic.maat.ratio)
                found = burden(tellingen, telling.hier, telling.elders)
                yield Patroonrij(topic.indicator, "", found)
