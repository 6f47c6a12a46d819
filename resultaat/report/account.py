"""How the figure of a result changed since the period before: who is counted, and the rest.

Made of the released figures alone, so only what every reader may see goes into it. What may be
claimed of that change is for the command `toerekening`: it takes more than released figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from resultaat.analysis.toerekening.cellen import cells_of
from resultaat.analysis.toerekening.rekening import Post, rekening
from resultaat.gebied.indeling import Indeling
from resultaat.language.documents.indicator import Resultaat
from resultaat.release.released import Released
from resultaat.release.toegerekend import Account, Toegerekend, release_account
from resultaat.report.charts import Chart, chart_data, cut, short, ticks
from resultaat.report.notation import Notation, period_words
from resultaat.report.select import Subject
from resultaat.report.tables import Body, Column, Row, Table
from resultaat.report.toerekening import (
    bare_change,
    change_words,
    notation,
    turned,
    unit_of_change,
)

#: More areas than this are a country; taking every indicator apart would keep a reader waiting.
MOST_AREAS = 1000
_NAMES = {Post.SAMENSTELLING: "samenstelling", Post.ONVERKLAARD: "onverklaard"}
_MEANS = ("gemiddelde", "aandeel", "doorlooptijd", "omzetting", "verhouding")


@dataclass(frozen=True, slots=True)
class AccountBlock:
    """The account of one result: a sentence, a table, and a waterfall."""

    sentence: str
    table: Table
    chart: Chart


def account_block(subject: Subject, released: Released, indeling: Indeling) -> AccountBlock | None:
    """Return the account of a result since its period before; None where there is none to give."""
    found = _account(subject, released, indeling)
    if found is None or found.post(Post.SAMENSTELLING.value) is None:
        return None
    how = notation(found)
    said = " ".join(filter(None, [_words(found, how), turned(found)]))
    return AccountBlock(said, _table(found, how), _waterfall(subject, found, said, how))


def _words(found: Toegerekend, how: Notation) -> str:
    """Say of what a change is made, and not that it is one: chance may be all there is to it."""
    begin, eind, shift, rest = (
        found.post(each.value) or 0.0
        for each in (Post.BEGIN, Post.EIND, Post.SAMENSTELLING, Post.ONVERKLAARD)
    )
    return (
        f"Tussen {period_words(found.van)} en {period_words(found.tot)} veranderde het cijfer met "
        f"{change_words(eind - begin, how)}. Daarvan hoort {change_words(shift, how)} bij de "
        f"samenstelling: wie waar woont of wordt geholpen. Onverklaard is "
        f"{change_words(rest, how)}; daar kan ook toeval in zitten."
    )


def _account(subject: Subject, released: Released, indeling: Indeling) -> Toegerekend | None:
    telt, earlier = subject.doc.telt, subject.earlier
    ratio = telt.measure in _MEANS or telt.per is not None
    if not isinstance(subject.doc, Resultaat) or earlier is None or not subject.current.shown:
        return None
    if not ratio or telt.reeks is not None or len(indeling.gebieden) > MOST_AREAS:
        return None
    van, tot = earlier.periode, subject.current.periode
    figures = released.resultaten.filter(pl.col("indicator") == subject.id)
    cells = cells_of(figures, indeling, van, tot, ratio=True)
    if cells.is_empty():
        return None
    scale = float(telt.per.keer) if telt.per else 1.0
    lines = rekening(cells, indeling, ratio=True, scale=scale)
    made = Account(lines, (), None, None)
    return release_account(released, subject.id, subject.doc.naam, (van, tot), made)


def _table(found: Toegerekend, how: Notation) -> Table:
    begin, eind = (found.post(each.value) or 0.0 for each in (Post.BEGIN, Post.EIND))
    rows = [Row(f"In {period_words(found.van)}", (how.bare(begin), ""))]
    rows += [
        Row(name.capitalize(), ("", bare_change(found.post(post.value) or 0.0, how)))
        for post, name in _NAMES.items()
    ]
    rows.append(Row(f"In {period_words(found.tot)}", (how.bare(eind), "")))
    unit = unit_of_change(how)
    columns = (Column("cijfer"), Column(f"verandering ({unit})" if unit else "verandering"))
    caption = f"Waardoor {found.naam} veranderde"
    return Table(caption, "onderdeel", columns, (Body("", tuple(rows)),))


def _waterfall(subject: Subject, found: Toegerekend, said: str, how: Notation) -> Chart:
    """Draw begin, each change from where the one before ended, and eind."""
    begin, eind = (found.post(each.value) or 0.0 for each in (Post.BEGIN, Post.EIND))
    bars = [(period_words(found.van), 0.0, begin, how.bare(begin))]
    at = begin
    for post, name in _NAMES.items():
        change = found.post(post.value) or 0.0
        bars.append((name, at, change, bare_change(change, how)))
        at += change
    bars.append((period_words(found.tot), 0.0, eind, how.bare(eind)))
    places = list(range(len(bars)))[::-1]
    trace: dict[str, Any] = {
        "s": "staaf",
        "orientation": "h",
        "y": places,
        "base": [short(base) for _, base, _, _ in bars],
        "x": [short(size) for _, _, size, _ in bars],
        "hovertext": [f"{name}: {text}" for name, _, _, text in bars],
    }
    texts = [f"{cut(name)}: {text}" for name, _, _, text in bars]
    layout = {
        "xaxis": {**ticks(how), "range": _around(bars)},
        "yaxis": {"tickvals": places, "ticktext": texts, "range": [-0.7, len(bars) - 0.3]},
    }
    label = f"{said} De tabel hiernaast geeft dezelfde cijfers."
    return Chart(
        f"{subject.id}-rekening",
        "Waardoor het veranderde",
        label,
        "De as begint niet bij nul.",
        84 + 30 * len(bars),
        chart_data([trace], layout),
    )


def _around(bars: list[tuple[str, float, float, str]]) -> list[float]:
    """Show the ends and what lies between; from nothing on, the changes would be hairlines."""
    ends = [base + size for _, base, size, _ in bars]
    low, high = min(ends), max(ends)
    room = (high - low or abs(high) or 1.0) * 0.6
    return [short(low - room), short(high + room * 0.4)]
