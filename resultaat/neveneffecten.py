"""The use case of side effects: after an intervention, what else moved."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.onderwerp import (
    Onderwerp,
    aims_of,
    guardrails,
    programma_of,
    subjects,
)
from resultaat.analysis.neveneffecten.patronen import (
    Patroonrij,
    pattern_frame,
    pattern_of_count,
    patterns_of_share,
)
from resultaat.analysis.neveneffecten.plaatsen import (
    Begin,
    Plaatsen,
    beginnings,
    places_of,
    standing,
)
from resultaat.analysis.neveneffecten.reeksen import Reeksen, cells_by_area, series_of
from resultaat.analysis.neveneffecten.scherm import SAMEN, screen
from resultaat.analysis.neveneffecten.telling import counted
from resultaat.analysis.neveneffecten.waarborg import guarded
from resultaat.compile.ask import Ask
from resultaat.compile.request import Window
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.core.periods import Grain, Period
from resultaat.engine.answer import answers
from resultaat.gebied.niveau import Niveau
from resultaat.language.values import Eenheid
from resultaat.release.neveneffecten import Gescreend, release_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from resultaat.core.settings import Settings
    from resultaat.engine.store import Store
    from resultaat.gebied.indeling import Indeling
    from resultaat.language.catalog import Catalog
    from resultaat.language.documents.interventie import Interventie
    from resultaat.language.documents.onderdelen import LetOp

    Answered = Mapping[Ask, pl.DataFrame]

#: Shorter periods hold more noise than news, longer ones come too late.
GRAIN = Grain.KWARTAAL


@dataclass(frozen=True, slots=True)
class Gegevens:
    """A working folder with its sources loaded, and which areas border each other."""

    catalog: Catalog
    indeling: Indeling
    views: Mapping[str, Path]
    settings: Settings
    buren: Mapping[str, frozenset[str]]
    store: Store | None = None  # what was counted before


def chosen(catalog: Catalog, name: str | None, sinds: str | None) -> list[str]:
    """Return the interventions that are meant; raises ResultaatError R2060 or R2061."""
    known = sorted(catalog.interventies)
    if name is not None and name not in known:
        message = f"Er is geen interventie `{name}`."
        mend = f"Kies uit: {', '.join(known)}." if known else "Er zijn nog geen interventies."
        raise ResultaatError.of(Diagnostic("R2060", message, mend))
    found = [name] if name is not None else known
    if sinds is None:
        return found
    try:
        since = Period.parse(sinds)
    except ValueError as wrong:
        message = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
        raise ResultaatError.of(
            Diagnostic("R2061", message, "Schrijf bijvoorbeeld: --sinds 2024.")
        ) from None
    return [
        each
        for each in found
        if any(
            plek.vanaf.start >= since.start
            for plek in catalog.interventies[each].doc.waar_en_wanneer
        )
    ]


def asks_for(catalog: Catalog, window: Window) -> list[Ask]:
    """Return what the screen needs to know: every indicator by quarter, whole and by group."""
    periods = _quarters(window)
    return [
        Ask(each.indicator, periods, () if group is None else (group,))
        for each in subjects(catalog).bekeken
        for group in (None, *each.groepen)
    ]


def screened(
    names: Sequence[str],
    asks: Sequence[Ask],
    data: Gegevens,
    progress: Callable[[str], None],
) -> list[Gescreend]:
    """Return for each intervention what else moved, as far as it may be shown."""
    answered = answers(asks, data.catalog, data.views, data.settings, progress, data.store)
    return [_one(name, answered, data) for name in names]


def _one(name: str, answered: Answered, data: Gegevens) -> Gescreend:
    catalog = data.catalog
    doc = catalog.interventies[name].doc
    minimum = catalog.settings.bescherming.minimum
    unseen = subjects(catalog).niet_bekeken
    places = places_of(doc)
    reeksen = _series(places, answered, data) if places else None
    if places is None or reeksen is None:
        reason = "zij begon overal tegelijk, of er zijn te weinig perioden voor of na het begin"
        nothing = pattern_frame([], catalog)
        return release_screen(name, doc.naam, None, nothing, minimum, unseen, reason)
    wet = programma_of(doc.verwacht[0].indicator, catalog) if doc.verwacht else None
    told = screen(reeksen, wet)
    aims = pl.col("indicator").is_in(sorted(aims_of(doc)))
    # What it was meant to move where it is, is no side effect of it.
    told = told.filter(~(aims & (pl.col("plek") == "geraakt")))
    told = _named(told, catalog, data.indeling)
    guarded_rows = _guarded(told, doc, catalog)
    patterns = pattern_frame(list(_patterns(doc, places, answered, data)), catalog)
    return release_screen(name, doc.naam, guarded_rows, patterns, minimum, unseen, "")


def _patterns(
    doc: Interventie, places: Plaatsen, answered: Answered, data: Gegevens
) -> Iterator[Patroonrij]:
    """Yield what each pattern shows in the figures that the intervention is meant to move."""
    topics = {each.indicator: each for each in subjects(data.catalog).bekeken}
    stand = standing(places, data.indeling, data.buren)
    areas = _areas(places.niveau, data.indeling)
    for ask, frame in answered.items():
        if ask.indicator not in aims_of(doc):
            continue
        group = ask.dimensions[0] if ask.dimensions else None
        periods = [each.start for each in ask.window.periods()]
        telling = counted(cells_by_area(frame, areas, group), stand, periods)
        topic = topics[ask.indicator]
        if topic.maat.aandeel and group is not None:
            better = topic.slechter != "hoger"
            for seen in patterns_of_share(telling, hoger_is_beter=better):
                yield Patroonrij(ask.indicator, group, seen)
        elif not topic.maat.ratio and group is None:
            found = pattern_of_count(telling)
            if found is not None:
                yield Patroonrij(ask.indicator, "", found)


def _series(places: Plaatsen, answered: Answered, data: Gegevens) -> Reeksen | None:
    """Return every series, once per moment at which areas began, with untouched areas beside."""
    found = [
        made
        for begin in beginnings(places, data.indeling, data.buren)
        for made in _cohort(begin, places.niveau, answered, data)
    ]
    return sum(found[1:], found[0]) if found else None


def _cohort(begin: Begin, niveau: Niveau, answered: Answered, data: Gegevens) -> Iterator[Reeksen]:
    areas = _areas(niveau, data.indeling)
    topics = {each.indicator: each for each in subjects(data.catalog).bekeken}
    for ask, frame in answered.items():
        topic = topics[ask.indicator]
        periods = [each.start for each in ask.window.periods()]
        at = bisect_left(periods, begin.start)
        if not 0 < at < len(periods):
            continue
        cells = cells_by_area(frame, areas, ask.dimensions[0] if ask.dimensions else None)
        made = series_of(cells, topic.indicator, topic.maat, periods, at)
        until = {
            code: bisect_left(periods, day) for code, day in begin.until.items() if day is not None
        }
        yield _about(made.until(until), topic, begin.roles)


def _about(reeksen: Reeksen, topic: Onderwerp, roles: Mapping[str, str]) -> Reeksen:
    """Say of each series where it stands and which way is worse; leave out what plays no part."""
    keys = reeksen.sleutels.with_columns(
        plek=pl.col("gebied").replace_strict(roles, default=None, return_dtype=pl.String),
        wet=pl.lit(topic.wet),
        slechter=pl.lit(topic.slechter, pl.String),
        eenheid=pl.lit(topic.eenheid),
    )
    kept = keys["plek"].is_not_null().to_numpy()
    return Reeksen(keys.filter(pl.col("plek").is_not_null()), reeksen.waarden[kept])


def _areas(niveau: Niveau, indeling: Indeling) -> dict[str, str]:
    """Return for every code on a row the area of this level that it lies in."""
    return {code: above for code, _, above, at in indeling.closure() if at == niveau.value}


def _named(told: pl.DataFrame, catalog: Catalog, indeling: Indeling) -> pl.DataFrame:
    """Add the names that people know, and the pattern that an indicator was made to show."""
    names = {name: each.doc.naam for name, each in catalog.indicatoren.items()}
    shows = {
        name: each.doc.neveneffect
        for name, each in catalog.indicatoren.items()
        if each.doc.neveneffect
    }
    areas = {code: indeling.naam(code) for code in told["gebied"].unique().to_list()}
    shown = pl.col("indicator").replace_strict(
        {name: _PATRONEN[word] for name, word in shows.items()},
        default=None,
        return_dtype=pl.String,
    )
    worse_here = pl.col("slecht").fill_null(value=False) & (pl.col("plek") == "geraakt")
    return told.with_columns(
        naam=pl.col("indicator").replace_strict(names, return_dtype=pl.String),
        gebied_naam=pl.col("gebied").replace_strict(
            areas | {SAMEN: "alle gebieden samen"}, return_dtype=pl.String
        ),
        patroon=pl.when(worse_here & shown.is_not_null()).then(shown).otherwise(pl.col("patroon")),
    )


#: The pattern that an indicator shows when it was made for one.
_PATRONEN = {
    "verliezers": Patroon.VERLIEZERS.value,
    "stapeling": Patroon.STAPELING.value,
    "terugkeer": Patroon.TERUGKEER.value,
    "belasting": Patroon.BELASTING.value,
    "uitstel": Patroon.UITSTEL.value,
}


def _guarded(told: pl.DataFrame, doc: Interventie, catalog: Catalog) -> pl.DataFrame:
    """Add the margin and the state of what was declared to be kept an eye on."""
    margins = {
        each.indicator: margin
        for each in guardrails(doc, catalog)
        if (margin := _margin(each, catalog)) is not None
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
