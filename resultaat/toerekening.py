"""The use case of attribution: what changed in one indicator, taken apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.oordeel import judge
from resultaat.analysis.toerekening.cellen import cells_of
from resultaat.analysis.toerekening.decompositie import common_odds_ratio
from resultaat.analysis.toerekening.groepen import Parts, refined
from resultaat.analysis.toerekening.rekening import Post, rekening
from resultaat.analysis.toerekening.splitsing import splits_of
from resultaat.analysis.toerekening.verdienste import Situation, merits_of
from resultaat.analysis.toerekening.verschillen import differences
from resultaat.compile.ask import Ask, requests_asked
from resultaat.compile.request import Window, requests_for
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.core.periods import Period
from resultaat.engine.answer import answers
from resultaat.engine.calculate import calculate
from resultaat.release.door import release
from resultaat.release.toegerekend import Account, Toegerekend, release_account

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from resultaat.core.settings import Settings
    from resultaat.engine.store import Store
    from resultaat.gebied.indeling import Indeling
    from resultaat.language.catalog import Catalog
    from resultaat.language.documents.telt import Telt
    from resultaat.release.released import Released, RunInfo

#: Measures whose figure of a whole is made of counts of its pieces.
_MERGEABLE = ("aantal", "som", "gemiddelde", "aandeel", "doorlooptijd", "omzetting", "verhouding")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: one indicator, two periods of one length, the first before the last."""

    indicator: str
    van: Period
    tot: Period
    alleen_nooit: bool = False  # compare only with areas that never begin
    voorloop: int = 0  # periods before a start in which something may have moved already
    samenstelling: tuple[str, ...] = ()  # expressions by which the people of an area differ


@dataclass(frozen=True, slots=True)
class Loaded:
    """A working folder with its sources loaded."""

    catalog: Catalog
    indeling: Indeling
    views: Mapping[str, Path]
    settings: Settings
    buren: Mapping[str, frozenset[str]]  # which areas border each other; empty where not known
    store: Store | None = None  # what was counted before


def question(catalog: Catalog, indicator: str, van: str, tot: str) -> Question:
    """Read what is asked; raises ResultaatError R2050 (periods) or R2051 (not mergeable)."""
    try:
        first, last = Period.parse(van), Period.parse(tot)
    except ValueError as wrong:
        message = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
        raise ResultaatError.of(Diagnostic("R2050", message, _EXAMPLE)) from None
    if first.grain is not last.grain or first.start >= last.start:
        message = f"Van {van} naar {tot} kan niet: kies perioden van één lengte, de oudste eerst."
        raise ResultaatError.of(Diagnostic("R2050", message, _EXAMPLE))
    reason = _not_mergeable(catalog.indicator(indicator).telt)
    if reason:
        message = f"De verandering van `{indicator}` is niet uit elkaar te halen: {reason}."
        raise ResultaatError.of(Diagnostic("R2051", message, _CHOOSE))
    return Question(indicator, first, last)


_EXAMPLE = "Schrijf bijvoorbeeld: --van 2023 --tot 2025, of --van 2024-K1 --tot 2025-K1."
_CHOOSE = "Kies een aantal rijen, een som, een gemiddelde, een aandeel of een verhouding."


def _not_mergeable(telt: Telt) -> str:
    if telt.aantal == "personen":
        return "wie in twee gebieden voorkomt, telt in het geheel één keer"
    if telt.reeks is not None:
        return "het cijfer gaat over meer dan één periode"
    if telt.measure not in _MERGEABLE:
        return f"`{telt.measure}` van een geheel volgt niet uit dat van de delen"
    return ""


def window_for(asked: Question, window: Window) -> Window:
    """Return the periods of a question, with what is known by the peildatum of a rapportage.

    Where the rapportage tells of earlier periods, those are asked too: they show how things moved
    before. Raises ResultaatError R2052 where `tot` lies after what the rapportage is about.
    """
    if asked.tot.start > window.last.end:
        message = f"De gegevens gaan tot en met {window.last.label}; {asked.tot.label} ligt later."
        raise ResultaatError.of(Diagnostic("R2052", message, "Kies een eerdere periode bij --tot."))
    history = Period.holding(window.first.start, asked.van.grain)
    first = min(asked.van, history, key=lambda each: each.start)
    return Window(first, asked.tot, window.peildatum)


@dataclass(frozen=True)
class Figures:
    """The figures of one indicator and its condities: as calculated, and as released."""

    made: pl.DataFrame  # FIGURES of the indicator itself: not for anyone's eyes
    parts: Parts | None  # the same by group of people; None where those are not known
    spread: pl.DataFrame | None  # by area and group in the last period, with sums of squares
    released: Released
    window: Window


def figures_of(
    asked: Question,
    window: Window,
    loaded: Loaded,
    run: RunInfo,
    progress: Callable[[str], None],
) -> Figures:
    """Calculate and release the figures of an indicator and of all that its claims need."""
    catalog = loaded.catalog
    doc = catalog.indicator(asked.indicator)
    wanted = {asked.indicator, *getattr(doc, "condities", ())}
    wanted |= {per.indicator for name in wanted if (per := catalog.indicator(name).telt.per)}
    requests = [each for each in requests_for(catalog, window) if each.indicator in wanted]
    views, settings = loaded.views, loaded.settings
    made = calculate(requests, views, loaded.indeling, settings, progress, loaded.store)
    documents = {name: catalog.indicator(name) for name in wanted}
    judged = replace(made, figures=judge(made.figures, documents))
    own = made.figures.filter(pl.col("indicator") == asked.indicator)
    parts, spread = _people(asked, window, loaded, progress)
    return Figures(own, parts, spread, release(run, judged, catalog, loaded.indeling), window)


def asks_for(asked: Question, window: Window, catalog: Catalog) -> list[Ask]:
    """Return what is asked about the people behind a figure: then and now, and of now the spread.

    Raises ResultaatError R2053 where a composition cannot be asked for.
    """
    telt = catalog.indicator(asked.indicator).telt
    if telt.measure not in _OF_PEOPLE or catalog.bronnen[telt.bron].doc.gepubliceerd:
        if asked.samenstelling:
            raise ResultaatError.of(_no_composition(asked, "dit cijfer is niet zo te verdelen"))
        return []
    followed = catalog.bronnen[telt.bron].doc.persoon is not None
    by = asked.samenstelling
    asks = [
        Ask(asked.indicator, replace(window, first=asked.van), by, followed),
        Ask(asked.indicator, replace(window, first=asked.tot), by),
    ]
    try:
        requests_asked(catalog, asks)
    except ValueError:
        why = "dat is geen kolom van de bron, of wijst iemand aan"
        raise ResultaatError.of(_no_composition(asked, why)) from None
    return asks


#: Measures that are a mean over rows, so that rows can be told apart.
_OF_PEOPLE = ("gemiddelde", "aandeel", "doorlooptijd", "omzetting")


def _no_composition(asked: Question, why: str) -> Diagnostic:
    named = " en ".join(f"`{each}`" for each in asked.samenstelling)
    message = f"De samenstelling naar {named} kan niet: {why}."
    return Diagnostic("R2053", message, "Noem een kolom uit de bron, zoals `leeftijd` of `wet`.")


def _people(
    asked: Question, window: Window, loaded: Loaded, progress: Callable[[str], None]
) -> tuple[Parts | None, pl.DataFrame | None]:
    asks = asks_for(asked, window, loaded.catalog)
    if not asks:
        return None, None
    catalog, views, store = loaded.catalog, loaded.views, loaded.store
    frames = answers(asks, catalog, views, loaded.settings, progress, store)
    change, now = (frames[each] for each in asks)
    ends = {asked.van.start: 0, asked.tot.start: 1}
    rows = change.filter(pl.col("start").is_in(list(ends)))
    number = pl.col("start").replace_strict(ends, return_dtype=pl.Int64)
    return Parts(rows.with_columns(periode=number), asked.samenstelling), now


def attribute(asked: Question, given: Figures, loaded: Loaded) -> Toegerekend:
    """Take the change of a figure apart; raises ResultaatError R4010, R4011 where it cannot."""
    doc = loaded.catalog.indicator(asked.indicator)
    van, tot, telt = asked.van.label, asked.tot.label, doc.telt
    figures = given.released.resultaten.filter(pl.col("indicator") == asked.indicator)
    ratio = telt.is_ratio or telt.per is not None
    cells = cells_of(figures, loaded.indeling, van, tot, ratio=ratio)
    if cells.is_empty():
        raise ResultaatError.of(_no_figure(asked, figures, loaded.indeling.eigen))
    if given.parts is not None:
        minimum = loaded.catalog.settings.bescherming.minimum
        cells = refined(cells, given.parts, loaded.indeling, share=telt.is_share, minimum=minimum)
    scale = float(telt.per.keer) if telt.per else 1.0
    merits = merits_of(asked.indicator, _situation(asked, given, loaded)) if ratio else []
    splits = splits_of(cells, merits, (asked.van, asked.tot), loaded.indeling, scale)
    lines = rekening(cells, loaded.indeling, splits, ratio=ratio, scale=scale)
    _must_add_up(asked, lines)
    odds = common_odds_ratio(cells) if telt.is_share else None
    spread = None
    if given.spread is not None:
        spread = differences(given.spread, asked.samenstelling, loaded.indeling)
    made = Account(lines, tuple(merits), spread, odds)
    return release_account(given.released, asked.indicator, doc.naam, (van, tot), made)


def _situation(asked: Question, given: Figures, loaded: Loaded) -> Situation:
    own = given.released.resultaten.filter(
        (pl.col("gebied") == loaded.indeling.eigen) & (pl.col("periode") == asked.tot.label)
    )
    catalog = loaded.catalog
    return Situation(
        figures=given.made,
        indicatoren={name: each.doc for name, each in catalog.indicatoren.items()},
        interventies={name: each.doc for name, each in catalog.interventies.items()},
        indeling=loaded.indeling,
        buren=loaded.buren,
        periods=given.window.periods(),
        not_yet=not asked.alleen_nooit,
        anticipation=asked.voorloop,
        oordelen=dict(own.select("indicator", "oordeel").drop_nulls().iter_rows()),
    )


def _no_figure(asked: Question, figures: pl.DataFrame, eigen: str) -> Diagnostic:
    own = figures.filter(pl.col("gebied") == eigen)
    without = own.filter(pl.col("waarde").is_null())
    labels = (asked.van.label, asked.tot.label)
    staten = dict(without.select("periode", "staat").iter_rows())
    why = "; ".join(f"{label}: {staten[label]}" for label in labels if label in staten)
    return Diagnostic(
        "R4010",
        f"Van `{asked.indicator}` is er niet in beide perioden een cijfer"
        + (f" ({why})." if why else "."),
        "Kies twee perioden met een cijfer. Welke dat zijn, ziet u met: resultaat bereken --json",
    )


def _must_add_up(asked: Question, lines: pl.DataFrame) -> None:
    """Refuse an account that does not close: then published parts and whole do not fit."""
    terms = pl.col("waarde").filter(~pl.col("post").is_in([Post.BEGIN.value, Post.EIND.value]))
    ends = [
        pl.col("waarde").filter(pl.col("post") == each.value).sum()
        for each in (Post.BEGIN, Post.EIND)
    ]
    closed = lines.group_by("gebied").agg(
        over=(terms.sum() - (ends[1] - ends[0])).abs(), size=pl.col("waarde").abs().max()
    )
    if closed.filter(pl.col("over") > 1e-9 * pl.max_horizontal("size", pl.lit(1e-3))).height:
        raise ResultaatError.of(
            Diagnostic(
                "R4011",
                f"De delen van `{asked.indicator}` tellen niet op tot het geheel: er is een teller "
                "zonder noemer.",
                "Kijk met `resultaat bereken --json` bij `aansluiting` welke gebieden verschillen.",
            )
        )
