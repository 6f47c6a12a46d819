"""Ask what the screen needs, make series of it, and look at what else moved."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.onderwerp import Onderwerp, Onderwerpen, subjects
from resultaat.analysis.neveneffecten.patronen import (
    Patroonrij,
    pattern_frame,
    pattern_of_count,
    patterns_of_share,
)
from resultaat.analysis.neveneffecten.plaatsen import Begin, Plaatsen, beginnings, standing
from resultaat.analysis.neveneffecten.reeksen import Raster, Reeksen, cells_by_area, raster_of
from resultaat.analysis.neveneffecten.scherm import SAMEN, screen
from resultaat.analysis.neveneffecten.telling import counted
from resultaat.analysis.neveneffecten.waarborg import guarded
from resultaat.compile.ask import Ask
from resultaat.core.periods import Grain, Period
from resultaat.engine.answer import answers
from resultaat.gebied.niveau import Niveau
from resultaat.language.values import Eenheid
from resultaat.release.neveneffecten import Gescreend, release_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from resultaat.compile.request import Window
    from resultaat.engine.gegevens import Gegevens
    from resultaat.gebied.indeling import Indeling
    from resultaat.language.catalog import Catalog
    from resultaat.language.documents.onderdelen import LetOp
    from resultaat.neveneffecten.vragen import Vraag

    Answered = Mapping[Ask, pl.DataFrame]

#: Shorter periods hold more noise than news, longer ones come too late.
GRAIN = Grain.KWARTAAL
#: The pattern that an indicator shows when it was made for one.
_PATRONEN = {
    "verliezers": Patroon.VERLIEZERS.value,
    "stapeling": Patroon.STAPELING.value,
    "terugkeer": Patroon.TERUGKEER.value,
    "belasting": Patroon.BELASTING.value,
    "uitstel": Patroon.UITSTEL.value,
}


def asks_for(catalog: Catalog, window: Window) -> list[Ask]:
    """Return what the screen needs to know: every indicator by quarter, whole and by group."""
    periods = _quarters(window)
    return [
        Ask(each.indicator, periods, () if group is None else (group,))
        for each in subjects(catalog).bekeken
        for group in (None, *each.groepen)
    ]


def screened(
    vragen: Sequence[Vraag],
    asks: Sequence[Ask],
    data: Gegevens,
    progress: Callable[[str], None],
) -> list[Gescreend]:
    """Return for each question what else moved, as far as it may be shown."""
    answered = answers(asks, data.catalog, data.views, data.settings, progress, data.store)
    looking = _Looking(data, subjects(data.catalog), answered)
    return [looking.at(vraag) for vraag in vragen]


class _Looking:
    """The answers of one working folder, brought to the levels at which questions are asked."""

    def __init__(self, data: Gegevens, topics: Onderwerpen, answered: Answered) -> None:
        self.data = data
        self.unseen = topics.niet_bekeken
        self.topics = {each.indicator: each for each in topics.bekeken}
        self.answered = answered
        self.starts = _starts(answered)
        # Questions share levels: cells are brought to each of them once.
        self._rasters: dict[Niveau, Raster | None] = {}

    def at(self, vraag: Vraag) -> Gescreend:
        """Look at what else moved after one thing began."""
        catalog = self.data.catalog
        minimum = catalog.settings.bescherming.minimum
        reeksen = self._series(vraag.plaatsen) if vraag.plaatsen else None
        if vraag.plaatsen is None or reeksen is None:
            reason = "zij begon overal tegelijk, of er zijn te weinig perioden voor of na het begin"
            nothing = pattern_frame([], catalog)
            return release_screen(vraag.gevraagd, None, nothing, minimum, self.unseen, reason)
        told = screen(reeksen, vraag.wet)
        aims = pl.col("indicator").is_in(sorted(vraag.doelen))
        # What it was meant to move where it is, is no side effect of it.
        told = told.filter(~(aims & (pl.col("plek") == "geraakt")))
        told = _guarded(_named(told, catalog, self.data.indeling), vraag.let_op, catalog)
        patterns = pattern_frame(list(self._patterns(vraag, vraag.plaatsen)), catalog)
        return release_screen(vraag.gevraagd, told, patterns, minimum, self.unseen, "")

    def _patterns(self, vraag: Vraag, places: Plaatsen) -> Iterator[Patroonrij]:
        """Yield what each pattern shows in the figures that were meant to move."""
        stand = standing(places, self.data.indeling, self.data.buren)
        areas = _areas(places.niveau, self.data.indeling)
        for ask, frame in self.answered.items():
            if ask.indicator not in vraag.doelen:
                continue
            group = ask.dimensions[0] if ask.dimensions else None
            telling = counted(cells_by_area(frame, areas, group), stand, self.starts)
            topic = self.topics[ask.indicator]
            if topic.maat.aandeel and group is not None:
                better = topic.slechter != "hoger"
                for seen in patterns_of_share(telling, hoger_is_beter=better):
                    yield Patroonrij(ask.indicator, group, seen)
            elif not topic.maat.ratio and group is None:
                found = pattern_of_count(telling)
                if found is not None:
                    yield Patroonrij(ask.indicator, "", found)

    def _series(self, places: Plaatsen) -> Reeksen | None:
        """Return every series, once per moment at which areas began, beside untouched areas."""
        raster = self._raster(places.niveau)
        if raster is None:
            return None
        return Reeksen.together(
            [
                raster.series(at, begin.roles, self._until(begin))
                for begin in beginnings(places, self.data.indeling, self.data.buren)
                if 0 < (at := bisect_left(self.starts, begin.start)) < len(self.starts)
            ]
        )

    def _until(self, begin: Begin) -> dict[str, int]:
        return {
            code: bisect_left(self.starts, day)
            for code, day in begin.until.items()
            if day is not None
        }

    def _raster(self, niveau: Niveau) -> Raster | None:
        if niveau not in self._rasters:
            areas = _areas(niveau, self.data.indeling)
            made = [
                raster
                for ask, frame in self.answered.items()
                if (raster := self._one(ask, frame, areas)) is not None
            ]
            self._rasters[niveau] = Raster.together(made) if made else None
        return self._rasters[niveau]

    def _one(self, ask: Ask, frame: pl.DataFrame, areas: Mapping[str, str]) -> Raster | None:
        topic = self.topics[ask.indicator]
        cells = cells_by_area(frame, areas, ask.dimensions[0] if ask.dimensions else None)
        made = raster_of(cells, topic.indicator, topic.maat, self.starts)
        return None if made is None else replace(made, sleutels=_about(made.sleutels, topic))


def _about(sleutels: pl.DataFrame, topic: Onderwerp) -> pl.DataFrame:
    """Say of each series under which law it falls and which way is worse."""
    return sleutels.with_columns(
        wet=pl.lit(topic.wet),
        slechter=pl.lit(topic.slechter, pl.String),
        eenheid=pl.lit(topic.eenheid),
    )


def _starts(answered: Answered) -> list[date]:
    """Return the first day of each period; all asks are about the same ones."""
    return next(
        ([each.start for each in ask.window.periods()] for ask in answered),
        [],
    )


def _areas(niveau: Niveau, indeling: Indeling) -> dict[str, str]:
    """Return for every code on a row the area of this level that it lies in."""
    return {code: above for code, _, above, at in indeling.closure() if at == niveau.value}


def _named(told: pl.DataFrame, catalog: Catalog, indeling: Indeling) -> pl.DataFrame:
    """Add the names that people know, and the pattern that an indicator was made to show."""
    names = {name: each.doc.naam for name, each in catalog.indicatoren.items()}
    shows = {
        name: _PATRONEN[each.doc.neveneffect]
        for name, each in catalog.indicatoren.items()
        if each.doc.neveneffect
    }
    areas = {code: indeling.naam(code) for code in told["gebied"].unique().to_list()}
    shown = pl.col("indicator").replace_strict(shows, default=None, return_dtype=pl.String)
    worse_here = pl.col("slecht").fill_null(value=False) & (pl.col("plek") == "geraakt")
    return told.with_columns(
        naam=pl.col("indicator").replace_strict(names, return_dtype=pl.String),
        gebied_naam=pl.col("gebied").replace_strict(
            areas | {SAMEN: "alle gebieden samen"}, return_dtype=pl.String
        ),
        patroon=pl.when(worse_here & shown.is_not_null()).then(shown).otherwise(pl.col("patroon")),
    )


def _guarded(told: pl.DataFrame, let_op: Sequence[LetOp], catalog: Catalog) -> pl.DataFrame:
    """Add the margin and the state of what was declared to be kept an eye on."""
    margins = {
        each.indicator: margin for each in let_op if (margin := _margin(each, catalog)) is not None
    }
    whole = (pl.col("groep") == "alle") & (pl.col("plek") == "geraakt")
    marge = pl.col("indicator").replace_strict(margins, default=None, return_dtype=pl.Float64)
    states = guarded(told.with_columns(marge=pl.when(whole).then(marge)))
    return states.with_columns(
        waarborg=pl.when(pl.col("marge").is_not_null()).then(pl.col("waarborg"))
    )


def _margin(each: LetOp, catalog: Catalog) -> float | None:
    """Return how much worse is acceptable, in the unit in which the screen counts."""
    telt = catalog.indicator(each.indicator).telt
    points = each.marge.eenheid is Eenheid.PROCENTPUNT
    percent = each.marge.eenheid is Eenheid.PROCENT
    if telt.is_ratio:
        # Of a share, percentage points; of a mean, its own unit.
        return float(each.marge.waarde) if points or not (telt.is_share or percent) else None
    # A count is set beside what there was, so only a part of that can be compared.
    return float(each.marge.waarde) if percent else None


def _quarters(window: Window) -> Window:
    first = Period.holding(window.first.start, GRAIN)
    last = Period.holding(min(window.last.end, window.peildatum), GRAIN)
    if last.end > window.peildatum:
        last = last.earlier(1)
    return replace(window, first=first, last=last)
