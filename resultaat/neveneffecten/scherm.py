"""Ask what the screen needs, make series of it, and look at what else moved."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.duur import MINIMUM
from resultaat.analysis.neveneffecten.eenmaal import SAMEN
from resultaat.analysis.neveneffecten.onderwerp import Onderwerp, Onderwerpen, subjects
from resultaat.analysis.neveneffecten.patronen import pattern_frame
from resultaat.analysis.neveneffecten.plaatsen import (
    Begin,
    Buren,
    Plaatsen,
    beginnings,
    set_apart,
)
from resultaat.analysis.neveneffecten.reeksen import (
    ALLE,
    Raster,
    Reeksen,
    cells_by_area,
    raster_of,
)
from resultaat.analysis.neveneffecten.scherm import screen
from resultaat.analysis.neveneffecten.voor_na import before_after
from resultaat.analysis.neveneffecten.waarborg import guarded
from resultaat.gebied.niveau import Niveau
from resultaat.language.breuken import breaks_in, why
from resultaat.language.values import Eenheid
from resultaat.neveneffecten.asks import asks_for, screen_asks
from resultaat.neveneffecten.bekeken import Bekeken
from resultaat.neveneffecten.op_zichzelf import patterns_in
from resultaat.neveneffecten.patronen import patterns_after
from resultaat.neveneffecten.vragen import CIJFER
from resultaat.release.neveneffecten import Gescreend, release_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from resultaat.compile.ask import Ask
    from resultaat.compile.request import Window
    from resultaat.engine.gegevens import Gegevens
    from resultaat.gebied.indeling import Indeling
    from resultaat.language.catalog import Catalog
    from resultaat.language.documents.onderdelen import LetOp
    from resultaat.neveneffecten.vragen import Vraag

    Answered = Mapping[Ask, pl.DataFrame]

#: The pattern that an indicator shows when it was made for one.
_PATRONEN = {
    "verliezers": Patroon.VERLIEZERS.value,
    "stapeling": Patroon.STAPELING.value,
    "terugkeer": Patroon.TERUGKEER.value,
    "snelle_uitstroom": Patroon.TERUGKEER.value,
    "belasting": Patroon.BELASTING.value,
    "uitstel": Patroon.UITSTEL.value,
}


def screened(
    vragen: Sequence[Vraag],
    window: Window,
    data: Gegevens,
    progress: Callable[[str], None],
) -> list[Gescreend]:
    """Return for each question what else moved, as far as it may be shown.

    The sources of `data` must be loaded with the dimensions of `asks_for`.
    """
    asks = asks_for(data.catalog, window)
    answered = data.answers(asks, progress)
    looking = _Looking(data, subjects(data.catalog), answered, window)
    found = (looking.at(vraag) for vraag in vragen)
    return [each for each in found if each is not None]


class _Looking:
    """The answers of one working folder, brought to the levels at which questions are asked."""

    def __init__(
        self, data: Gegevens, topics: Onderwerpen, answered: Answered, window: Window
    ) -> None:
        self.unseen = topics.niet_bekeken
        self.data, self.topics = data, {each.indicator: each for each in topics.bekeken}
        self.seen = Bekeken(data, answered, self.topics, window)
        self.answered = {ask: answered[ask] for ask in screen_asks(topics.bekeken, window)}
        self.starts = self.seen.starts
        # Questions share levels: cells are brought to each of them once.
        self._rasters: dict[Niveau, Raster | None] = {}

    def at(self, vraag: Vraag) -> Gescreend | None:
        """Look at what else moved after one thing began; None where there is nothing to look at."""
        if vraag.id.startswith(CIJFER):
            return self._by_itself(vraag)
        catalog, minimum = self.data.catalog, self.data.catalog.settings.bescherming.minimum
        if vraag.plaatsen is None:
            return self._everywhere(vraag)
        apart = self._apart(vraag.plaatsen)
        reeksen = self._series(vraag.plaatsen, apart)
        if reeksen is None:
            return self._nothing(vraag)
        told = screen(reeksen, vraag.wet, vraag.doelen)
        told = _named(told, catalog, self.data.indeling)
        told = _guarded(_beyond_aims(told, vraag.doelen), vraag.let_op, catalog)
        patterns = pattern_frame(patterns_after(vraag, self.seen), catalog)
        beside = bool(self.data.buren) and not apart
        unseen = self.unseen | self._broken(vraag)
        return release_screen(
            vraag.gevraagd, told, patterns, minimum, unseen, "", buren_vergeleken=beside
        )

    def _nothing(self, vraag: Vraag) -> Gescreend:
        reason = "er zijn te weinig perioden voor of na het begin"
        nothing = pattern_frame([], self.data.catalog)
        minimum = self.data.catalog.settings.bescherming.minimum
        return release_screen(vraag.gevraagd, None, nothing, minimum, self.unseen, reason)

    def _everywhere(self, vraag: Vraag) -> Gescreend:
        """Look at what jumped where something began everywhere: signals, for lack of comparison."""
        catalog, own = self.data.catalog, self.data.indeling.gebieden[self.data.indeling.eigen]
        raster = self._raster(own.niveau)
        at = 0 if vraag.vanaf is None else bisect_left(self.starts, vraag.vanaf)
        if raster is None or vraag.vanaf is None or not 0 < at < len(self.starts):
            return self._nothing(vraag)
        kept = raster.within(self._unbroken(vraag.vanaf))
        told = before_after(kept.series(at, {own.code: "geraakt"}, {}), vraag.doelen)
        plain = _named(told, catalog, self.data.indeling).with_columns(
            patroon=pl.lit(Patroon.ANDER.value),
            waarborg=pl.lit(None, pl.String),
            marge=pl.lit(None, pl.Float64),
        )
        unseen = self.unseen | self._broken(vraag)
        minimum = catalog.settings.bescherming.minimum
        nothing = pattern_frame([], catalog)
        return release_screen(vraag.gevraagd, plain, nothing, minimum, unseen, "")

    def _apart(self, places: Plaatsen) -> Buren:
        return set_apart(places, self.data.indeling, self.data.buren)

    def _by_itself(self, vraag: Vraag) -> Gescreend | None:
        (name,) = vraag.doelen
        rows = patterns_in(name, self.seen) if name in self.topics else []
        if not rows:
            return None
        patterns = pattern_frame(rows, self.data.catalog)
        minimum = self.data.catalog.settings.bescherming.minimum
        return release_screen(vraag.gevraagd, None, patterns, minimum, {}, "")

    def _series(self, places: Plaatsen, apart: Buren) -> Reeksen | None:
        """Return every series, once per moment at which areas began, beside untouched areas."""
        raster = self._raster(places.niveau)
        if raster is None:
            return None
        return Reeksen.together(
            [
                raster.within(self._unbroken(begin.start)).series(
                    at, begin.roles, self._until(begin)
                )
                for begin in beginnings(places, self.data.indeling, apart)
                if 0 < (at := bisect_left(self.starts, begin.start)) < len(self.starts)
            ]
        )

    def _unbroken(self, begin: date) -> dict[str, list[bool]]:
        """Say of each indicator of which the source breaks, which quarters are on one side."""
        found = {}
        for name in self.topics:
            kept = set(self.seen.comparable(name, begin))
            if len(kept) < len(self.starts):
                found[name] = [each in kept for each in self.starts]
        return found

    def _broken(self, vraag: Vraag) -> dict[str, str]:
        """Say of what nothing is left to compare why: something else is counted since."""
        moments = [vraag.vanaf] if vraag.plaatsen is None else vraag.plaatsen.vanaf.values()
        found = {}
        for name in self.topics:
            breuken = breaks_in(name, self.data.catalog)
            stretches = [
                (begin, self.seen.comparable(name, begin)) for begin in moments if begin is not None
            ]
            if breuken and not any(_enough(begin, kept) for begin, kept in stretches):
                found[name] = why(breuken[-1])
        return found

    def _until(self, begin: Begin) -> dict[str, int]:
        return {
            code: bisect_left(self.starts, day)
            for code, day in begin.until.items()
            if day is not None
        }

    def _raster(self, niveau: Niveau) -> Raster | None:
        if niveau not in self._rasters:
            areas = _areas(niveau, self.data.indeling)
            made: dict[str, list[Raster]] = {}
            for ask, frame in self.answered.items():
                raster = self._one(ask, frame, areas)
                if raster is not None:
                    bron = self.data.catalog.indicator(ask.indicator).telt.bron or ""
                    made.setdefault(bron, []).append(raster)
            whole = [Raster.together(each).delivered() for each in made.values()]
            self._rasters[niveau] = Raster.together(whole) if whole else None
        return self._rasters[niveau]

    def _one(self, ask: Ask, frame: pl.DataFrame, areas: Mapping[str, str]) -> Raster | None:
        topic = self.topics[ask.indicator]
        cells = cells_by_area(frame, areas, ask.dimensions[0] if ask.dimensions else None)
        cells = cells.filter((pl.col("teller") != 0) | (pl.col("noemer") != 0))
        if ask.dimensions and cells["groep"].n_unique() < 2:
            return None  # one group is the whole once more
        made = raster_of(cells, topic.indicator, topic.maat, self.starts)
        return None if made is None else replace(made, sleutels=_about(made.sleutels, topic))


def _enough(begin: date, kept: Sequence[date]) -> bool:
    """Whether there are periods to compare on both sides of a beginning."""
    before = bisect_left(kept, begin)
    return min(before, len(kept) - before) >= MINIMUM


def _about(sleutels: pl.DataFrame, topic: Onderwerp) -> pl.DataFrame:
    """Say of each series under which law it falls and which way is worse."""
    return sleutels.with_columns(
        wet=pl.lit(topic.wet),
        slechter=pl.lit(topic.slechter, pl.String),
        eenheid=pl.lit(topic.eenheid),
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


def _beyond_aims(told: pl.DataFrame, doelen: frozenset[str]) -> pl.DataFrame:
    """Leave out what was meant to move; a group that lost while all together gained did not.

    Whether they are the same persons is for the pattern itself to say.
    """
    aimed = pl.col("indicator").is_in(sorted(doelen)) & (pl.col("plek") == "geraakt")
    whole = aimed & (pl.col("groep") == ALLE)
    gained = told.filter(whole & (pl.col("gebied") == SAMEN) & ~pl.col("slecht"))["indicator"]
    lost = aimed & pl.col("slecht") & pl.col("indicator").is_in(gained.to_list())
    lost = lost.fill_null(value=False)
    patroon = pl.when(lost).then(pl.lit(Patroon.VERLIEZERS.value)).otherwise(pl.col("patroon"))
    return told.with_columns(patroon=patroon).filter(~whole)


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
