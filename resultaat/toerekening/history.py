"""The figures that a claim is judged by: those of the question, or finer where they are too few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from resultaat.analysis.oordeel import judge
from resultaat.analysis.toerekening.gedeeld import efforts_for
from resultaat.analysis.toerekening.vooraf import BEFORE
from resultaat.compile.request import Window, requests_for
from resultaat.core.periods import Grain, Period
from resultaat.engine.course import Progress
from resultaat.engine.gegevens import Gegevens
from resultaat.gebied.indeling import Indeling
from resultaat.language.breuken import break_between
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.release.door import release
from resultaat.release.released import Released
from resultaat.toerekening.kwartalen import with_rates, without_rates

#: The kinds of indicator that an effort may be judged by.
_JUDGED = (Resultaat, Procesconditie)


@dataclass(frozen=True)
class History:
    """The figures of one indicator over the periods that its claims are judged by."""

    made: pl.DataFrame  # FIGURES: not for anyone's eyes
    released: Released  # the same figures, as far as they may be shown
    periods: Sequence[Period]  # from the first to the last of which there is a figure

    @property
    def grain(self) -> Grain:
        """The length of those periods."""
        return self.periods[0].grain


def histories(
    names: Sequence[str],
    window: Window,
    own: tuple[pl.DataFrame, Released],
    data: Gegevens,
    progress: Progress,
) -> dict[str, History]:
    """Return the history of each indicator; `own` are its figures over `window` and as released.

    Years are often too few to see how areas did before a start. Where they are, and what is counted
    happened on a date, its quarters are asked for, all in one plan; what it is divided by is that
    of the year.
    """
    found = {name: _history(name, *own, window, data) for name in names}
    finer = [name for name in names if _too_few(name, window, data)]
    if not finer:
        return found
    quarters = replace(
        window,
        first=Period.holding(window.first.start, Grain.KWARTAAL),
        last=Period.holding(window.last.end, Grain.KWARTAAL),
    )
    requests = [each for each in requests_for(data.catalog, quarters) if each.indicator in finer]
    counted = data.calculate(without_rates(requests), progress)
    made = with_rates(counted, own[0], data.catalog)
    judged = replace(made, figures=judge(made.figures, _documents(finer, data.catalog)))
    shown = release(own[1].run, judged, data.catalog, data.indeling)
    for name in finer:
        history = _history(name, made.figures, shown, quarters, data)
        if len(history.periods) > BEFORE and _whole(history, data.indeling):
            found[name] = history
    return found


def _documents(names: Sequence[str], catalog: Catalog) -> dict[str, AnyIndicator]:
    return {name: catalog.indicator(name) for name in names}


def _too_few(name: str, window: Window, data: Gegevens) -> bool:
    """Whether years are too few before the last start, and quarters can be counted."""
    doc = data.catalog.indicator(name)
    per = doc.telt.per
    # By what is divided, must be a stand: of that the figure of a year holds for its quarters.
    yearly = per is None or data.catalog.indicator(per.indicator).telt.datum is None
    happened = doc.telt.datum is not None and yearly
    if window.grain is not Grain.JAAR or not happened or not isinstance(doc, _JUDGED):
        return False
    interventies = {each: made.doc for each, made in data.catalog.interventies.items()}
    efforts = efforts_for(name, interventies, data.indeling)
    lasts = [
        max(begun)
        for each in efforts
        if (begun := [start for start in each.starts.values() if start <= window.last.end])
    ]
    return any(sum(period.end < last for period in window.periods()) < BEFORE for last in lasts)


def _whole(history: History, indeling: Indeling) -> bool:
    """Whether there is a figure of the own area in every period."""
    own = history.made.filter(pl.col("gebied") == indeling.eigen)
    known = set(own.filter(pl.col("waarde").is_not_null())["periode"].to_list())
    return all(period.label in known for period in history.periods)


def _history(
    name: str, made: pl.DataFrame, released: Released, window: Window, data: Gegevens
) -> History:
    """Keep the figures of one indicator, from the first period with one to the last."""
    mine = made.filter(pl.col("indicator") == name)
    whole = mine.filter((pl.col("gebied") == data.indeling.eigen) & pl.col("waarde").is_not_null())
    periods = window.periods()
    known = set(whole["periode"].to_list())
    places = [number for number, each in enumerate(periods) if each.label in known]
    kept = periods[places[0] : places[-1] + 1] if places else periods
    # What was counted otherwise before a break says nothing of how things moved before.
    kept = [each for each in kept if not break_between(name, data.catalog, each, kept[-1])]
    return History(mine, released, kept)
