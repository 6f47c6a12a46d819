"""The accounts of all results of a rapportage at once: one plan for what they ask."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from resultaat.compile.request import Window
from resultaat.core.diagnostics import ResultaatError
from resultaat.core.periods import Period
from resultaat.engine.calculate import Calculated
from resultaat.engine.course import Progress
from resultaat.engine.gegevens import Gegevens
from resultaat.language.breuken import break_between, why
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import Resultaat
from resultaat.release.released import Released
from resultaat.release.toegerekend import Toegerekend
from resultaat.release.toerekeningen import Niet, frames_of
from resultaat.toerekening.attribute import Figures, attribute, parts_of
from resultaat.toerekening.history import histories
from resultaat.toerekening.question import Question, change_of, not_mergeable

_NO_FIGURES = "Er zijn geen twee perioden met een cijfer."


def accounts_for(
    calculated: Calculated,
    released: Released,
    window: Window,
    data: Gegevens,
    progress: Progress,
) -> dict[str, pl.DataFrame]:
    """Return the frames of `release.schemas.TOEGEREKEND` for every result of a rapportage.

    `calculated` and `released` are its figures over `window`. A result is taken apart between its
    last period with a figure and the same one a year earlier; where that has none, the nearest one
    before. A result of which that cannot be done is there with the reason.
    """
    asked = questions(released, window, data.catalog)
    wanted = {name: each for name, each in asked.items() if isinstance(each, Question)}
    asks = {name: change_of(each, window, data.catalog) for name, each in wanted.items()}
    frames = data.answers([each for each in asks.values() if each is not None], progress)
    own = (calculated.figures, released)
    past = histories(list(wanted), window, own, data, progress)
    found: list[Toegerekend] = []
    niet = [_not(name, each, data.catalog) for name, each in asked.items() if name not in wanted]
    for name, question in wanted.items():
        parts = None if (ask := asks[name]) is None else parts_of(question, frames[ask])
        try:
            found.append(attribute(question, Figures(released, past[name], parts), data))
        except ResultaatError as refused:
            niet.append(_not(name, refused.diagnostics.items[0].message, data.catalog))
    return frames_of(found, niet)


def questions(released: Released, window: Window, catalog: Catalog) -> Mapping[str, Question | str]:
    """Return what is asked of each result, or why nothing can be."""
    own = released.resultaten.filter(
        (pl.col("gebied") == released.run.gebied) & pl.col("waarde").is_not_null()
    )
    known = {
        name: [Period.parse(each) for each in labels]
        for name, labels in own.group_by("indicator").agg("periode").iter_rows()
    }
    return {
        name: not_mergeable(each.doc.telt) or _between(name, known.get(name, []), window, catalog)
        for name, each in sorted(catalog.indicatoren.items())
        if isinstance(each.doc, Resultaat)
    }


def _between(name: str, known: list[Period], window: Window, catalog: Catalog) -> Question | str:
    """Choose the two periods: never further back than the rapportage goes, nor over a break."""
    periods = sorted((each for each in known if each.grain is window.grain), reverse=True)
    if len(periods) < 2:
        return _NO_FIGURES
    last, year_before = periods[0], periods[0].months_earlier(12)
    alike = [each for each in periods[1:] if not break_between(name, catalog, each, last)]
    if not alike:
        breuk = break_between(name, catalog, periods[1], last)
        return why(breuk) if breuk is not None else _NO_FIGURES
    earlier = [each for each in alike if year_before is None or each <= year_before]
    return Question(name, (earlier or alike)[0], last)


def _not(name: str, reason: object, catalog: Catalog) -> Niet:
    said = str(reason)
    return Niet(name, catalog.indicator(name).naam, f"{said[:1].upper()}{said[1:]}")
