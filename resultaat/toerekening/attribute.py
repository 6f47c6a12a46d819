"""One account: figures in, what may be shown of the change taken apart out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from resultaat.analysis.oordeel import judge
from resultaat.analysis.toerekening.cellen import cells_of
from resultaat.analysis.toerekening.decompositie import common_odds_ratio
from resultaat.analysis.toerekening.gedeeld import Effort
from resultaat.analysis.toerekening.groepen import COUNTS, Parts, refined
from resultaat.analysis.toerekening.rekening import Post, rekening
from resultaat.analysis.toerekening.splitsing import elsewhere, splits_of
from resultaat.analysis.toerekening.uitsplitsing import places_of, told_apart
from resultaat.analysis.toerekening.verdienste import Situation, merits_of
from resultaat.analysis.toerekening.verschillen import differences
from resultaat.compile.ask import Ask
from resultaat.compile.request import Window, requests_for
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.engine.course import Progress
from resultaat.engine.gegevens import Gegevens
from resultaat.release.door import release
from resultaat.release.released import Released, RunInfo
from resultaat.release.toegerekend import Account, Toegerekend, release_account
from resultaat.toerekening.history import History, histories
from resultaat.toerekening.question import Question, change_of


@dataclass(frozen=True)
class Figures:
    """The figures of one indicator and its condities: as calculated, and as released."""

    released: Released
    history: History
    parts: Parts | None = None  # by group of people; None where those are not known
    spread: pl.DataFrame | None = None  # by area and group in the last period, with squares
    before: pl.DataFrame | None = None  # FIGURES of what areas differ in beforehand


def figures_of(
    asked: Question,
    window: Window,
    data: Gegevens,
    run: RunInfo,
    progress: Progress,
) -> Figures:
    """Calculate and release the figures of an indicator and of all that its claims need."""
    catalog, name = data.catalog, asked.indicator
    wanted = {name, *asked.strata, *getattr(catalog.indicator(name), "condities", ())}
    wanted |= {per.indicator for each in wanted if (per := catalog.indicator(each).telt.per)}
    requests = [each for each in requests_for(catalog, window) if each.indicator in wanted]
    made = data.calculate(requests, progress)
    documents = {each: catalog.indicator(each) for each in wanted}
    judged = replace(made, figures=judge(made.figures, documents))
    released = release(run, judged, catalog, data.indeling)
    own = (made.figures, released)
    history = histories([name], window, own, data, progress)[name]
    before = _before(asked, made.figures) if asked.strata else None
    return Figures(released, history, *_people(asked, window, data, progress), before)


def _before(asked: Question, made: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of the strata; raises ResultaatError R4021 where one has none."""
    found = made.filter(pl.col("indicator").is_in(asked.strata) & pl.col("waarde").is_not_null())
    known = set(found["indicator"].unique())
    missing = [each for each in asked.strata if each not in known]
    if missing:
        message = f"Van `{missing[0]}` is er geen cijfer om gebieden op te vergelijken."
        mend = "Kies bij --strata een indicator met een cijfer per gebied, van voor de start."
        raise ResultaatError.of(Diagnostic("R4021", message, mend))
    return found


def _people(
    asked: Question, window: Window, data: Gegevens, progress: Progress
) -> tuple[Parts | None, pl.DataFrame | None]:
    change = change_of(asked, window, data.catalog)
    if change is None:
        return None, None
    now = Ask(asked.indicator, replace(window, first=asked.tot, last=asked.tot), change.dimensions)
    frames = data.answers([change, now], progress)
    return parts_of(asked, frames[change]), frames[now]


def parts_of(asked: Question, change: pl.DataFrame) -> Parts:
    """Return the people behind a figure at both ends, of what was asked about its change."""
    ends = {asked.van.start: 0, asked.tot.start: 1}
    rows = change.filter(pl.col("start").is_in(list(ends)))
    number = pl.col("start").replace_strict(ends, return_dtype=pl.Int64)
    return Parts(rows.with_columns(periode=number), asked.dimensions)


def attribute(asked: Question, given: Figures, data: Gegevens) -> Toegerekend:
    """Take the change of a figure apart; raises ResultaatError R4010, R4011 where it cannot."""
    doc = data.catalog.indicator(asked.indicator)
    van, tot, telt = asked.van.label, asked.tot.label, doc.telt
    figures = given.released.resultaten.filter(pl.col("indicator") == asked.indicator)
    ratio = telt.is_ratio or telt.per is not None
    cells = cells_of(figures, data.indeling, van, tot, ratio=ratio)
    if cells.is_empty():
        raise ResultaatError.of(_no_figure(asked, figures, data.indeling.eigen))
    scale = float(telt.per.keer) if telt.per else 1.0
    merits = merits_of(asked.indicator, _situation(asked, given, data)) if ratio else []
    perioden = (asked.van, asked.tot)
    efforts, by_area = [each.effort for each in merits], cells
    cells = _finer(asked, cells, given, efforts, data)
    # What happened elsewhere is seen from areas: of a group hardly a part may lie there.
    around = elsewhere(by_area if asked.kolom else cells, efforts, data.indeling)
    splits = splits_of(cells, merits, perioden, data.indeling, scale, around)
    lines = rekening(cells, data.indeling, splits, ratio=ratio, scale=scale, column=asked.kolom)
    _must_add_up(asked, lines)
    odds = common_odds_ratio(cells) if telt.is_share else None
    spread = None
    if given.spread is not None:
        spread = differences(given.spread, asked.dimensions, data.indeling)
    made = Account(lines, tuple(merits), spread, odds, given.history.released, asked.kolom)
    return release_account(given.released, asked.indicator, doc.naam, (van, tot), made)


def _finer(
    asked: Question,
    cells: pl.DataFrame,
    given: Figures,
    efforts: Sequence[Effort],
    data: Gegevens,
) -> pl.DataFrame:
    """Tell the people of each area apart, or those of each group; raises ResultaatError R4020."""
    if given.parts is None:
        return cells
    indeling, minimum = data.indeling, data.catalog.settings.bescherming.minimum
    share = data.catalog.indicator(asked.indicator).telt.is_share
    if not asked.kolom:
        return refined(cells, given.parts, indeling, share=share, minimum=minimum)
    whole = cells.select(pl.col(COUNTS).sum())
    places = places_of(efforts, indeling)
    found = told_apart(whole, given.parts, places, indeling, share=share, minimum=minimum)
    if found.is_empty():
        message = f"Geen enkele waarde van `{asked.kolom}` heeft genoeg mensen om te tonen."
        mend = "Kies langere perioden, of een kolom met minder verschillende waarden."
        raise ResultaatError.of(Diagnostic("R4020", message, mend))
    return found


def _situation(asked: Question, given: Figures, data: Gegevens) -> Situation:
    own = given.released.resultaten.filter(
        (pl.col("gebied") == data.indeling.eigen) & (pl.col("periode") == asked.tot.label)
    )
    catalog = data.catalog
    return Situation(
        figures=given.history.made,
        indicatoren={name: each.doc for name, each in catalog.indicatoren.items()},
        interventies={name: each.doc for name, each in catalog.interventies.items()},
        indeling=data.indeling,
        buren=data.buren,
        periods=given.history.periods,
        not_yet=not asked.alleen_nooit,
        anticipation=asked.voorloop,
        strata=asked.strata,
        before=given.before,
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
