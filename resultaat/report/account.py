"""How the figure of a result changed since the period before, line by line.

A run keeps the account of each result. One from before it did so has none: of that, only what the
released figures themselves tell is shown, which is who is counted, and the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from resultaat.analysis.toerekening.cellen import cells_of
from resultaat.analysis.toerekening.rekening import Post, rekening
from resultaat.core.dutch import listing
from resultaat.gebied.indeling import Indeling
from resultaat.language.documents.indicator import Resultaat
from resultaat.release.released import Released
from resultaat.release.toegerekend import Account, Toegerekend, release_account
from resultaat.report.beside import Beside
from resultaat.report.charts import Chart, chart_data, cut, short, ticks
from resultaat.report.notation import NBSP, Notation, period_words
from resultaat.report.select import Subject
from resultaat.report.tables import Body, Column, Row, Table
from resultaat.report.toerekening import (
    WORDS,
    bare_change,
    change_words,
    notation,
    turned,
    unit_of_change,
)

#: More areas than this are a country; taking every indicator apart would keep a reader waiting.
MOST_AREAS = 1000
#: What a line is called beside its bar, and in the sentence.
_NAMES = {
    Post.SAMENSTELLING: "samenstelling",
    Post.OMVANG: "aantal",
    Post.INSTROOM: "nieuwkomers",
    Post.UITSTROOM: "vertrekkers",
    Post.NIET_GEVOLGD: "niet te volgen",
    Post.TOEGEVOEGDE_WAARDE: "toegevoegde waarde",
    Post.OMGEVING: "elders ook",
    Post.ONVERKLAARD: "onverklaard",
}
_BELONGS = {
    Post.SAMENSTELLING: "bij de samenstelling",
    Post.OMVANG: "bij het aantal",
    Post.INSTROOM: "bij nieuwkomers",
    Post.UITSTROOM: "bij vertrekkers",
    Post.NIET_GEVOLGD: "bij mensen die niet te volgen zijn",
    Post.TOEGEVOEGDE_WAARDE: "bij wat er is gedaan",
    Post.OMGEVING: "bij wat elders ook gebeurde",
}
_MEANS = ("gemiddelde", "aandeel", "doorlooptijd", "omzetting", "verhouding")


@dataclass(frozen=True, slots=True)
class AccountBlock:
    """The account of one result: a sentence, and a table and waterfall where there are parts."""

    sentence: str
    table: Table | None
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a change in the own area."""

    post: Post
    name: str  # as its bar is called
    words: str  # as the table calls it
    value: float
    interval: tuple[float, float] | None


def account_block(
    subject: Subject, released: Released, indeling: Indeling, beside: Beside, *, charts: bool
) -> AccountBlock | None:
    """Return the account of a result since its period before; None where there is none to give."""
    if subject.id in beside.without:
        return AccountBlock(_without(beside.without[subject.id]), None, None)
    found = beside.accounts.get(subject.id)
    if found is None and not beside.taken_apart:
        found = _of_released(subject, released, indeling)
    if found is None:
        return None
    how, lines = notation(found), lines_of(found)
    said = " ".join(filter(None, [_words(found, lines, how), turned(found)]))
    if len(lines) < 2:
        return AccountBlock(said, None, None) if beside.taken_apart else None
    chart = _waterfall(subject, found, lines, said, how) if charts else None
    return AccountBlock(said, _table(found, lines, how), chart)


def _without(reason: str) -> str:
    return f"Deze verandering is niet uit elkaar te halen: {reason[:1].lower()}{reason[1:]}" + (
        "" if reason.endswith(".") else "."
    )


def lines_of(found: Toegerekend) -> list[Line]:
    """Return the parts of the change of the own area, in order; begin and eind are none."""
    names = {each.inspanning: listing(each.namen) for each in found.verdienste}
    rows = found.rekening.filter(pl.col("gebied") == found.gebied).to_dicts()
    lines = []
    for row in rows:
        post = Post(row["post"])
        if not post.is_term:
            continue
        effort = names.get(row["interventie"] or "", "")
        ends = (row["onder"], row["boven"])
        lines.append(
            Line(
                post,
                effort or _NAMES[post],
                f"{WORDS[post]}: {effort}" if effort else WORDS[post],
                row["waarde"],
                None if None in ends else ends,
            )
        )
    return lines


def _words(found: Toegerekend, lines: list[Line], how: Notation) -> str:
    """Say of what a change is made, and not that it is one: chance may be all there is to it."""
    begin, eind, rest = (
        found.post(each.value) or 0.0 for each in (Post.BEGIN, Post.EIND, Post.ONVERKLAARD)
    )
    said = (
        f"Tussen {period_words(found.van)} en {period_words(found.tot)} veranderde het cijfer met "
        f"{change_words(eind - begin, how)}."
    )
    parts = {line.post: 0.0 for line in lines if line.post in _BELONGS}
    for line in lines:
        if line.post in parts:
            parts[line.post] += line.value
    if not parts:
        return f"{said} Waardoor is niet bekend; daar kan ook toeval in zitten."
    known = [f"{change_words(value, how)} {_BELONGS[post]}" for post, value in parts.items()]
    alone = ": wie waar woont of wordt geholpen" if list(parts) == [Post.SAMENSTELLING] else ""
    return (
        f"{said} Daarvan hoort {listing(known)}{alone}. Onverklaard is "
        f"{change_words(rest, how)}; daar kan ook toeval in zitten."
    )


def _of_released(subject: Subject, released: Released, indeling: Indeling) -> Toegerekend | None:
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


def _table(found: Toegerekend, lines: list[Line], how: Notation) -> Table:
    begin, eind = (found.post(each.value) or 0.0 for each in (Post.BEGIN, Post.EIND))
    ends = any(line.interval for line in lines)
    rows = [Row(f"In {period_words(found.van)}", (how.bare(begin), "", *[""] * ends))]
    for line in lines:
        change = bare_change(line.value, how)
        rows.append(Row(_capital(line.words), ("", change, *[_interval(line, how)] * ends)))
    rows.append(Row(f"In {period_words(found.tot)}", (how.bare(eind), "", *[""] * ends)))
    unit = unit_of_change(how)
    columns = [Column("cijfer"), Column(f"verandering ({unit})" if unit else "verandering")]
    columns += [Column("bandbreedte")] * ends
    caption = f"Waardoor {found.naam} veranderde"
    return Table(caption, "onderdeel", tuple(columns), (Body("", tuple(rows)),))


def _interval(line: Line, how: Notation) -> str:
    if line.interval is None:
        return ""
    low, high = (bare_change(end, how) for end in line.interval)
    return f"{low}{NBSP}tot{NBSP}{high}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _waterfall(
    subject: Subject, found: Toegerekend, lines: list[Line], said: str, how: Notation
) -> Chart:
    """Draw begin, each change from where the one before ended, and eind."""
    begin, eind = (found.post(each.value) or 0.0 for each in (Post.BEGIN, Post.EIND))
    bars = [(period_words(found.van), 0.0, begin, how.bare(begin))]
    at = begin
    for line in lines:
        bars.append((line.name, at, line.value, bare_change(line.value, how)))
        at += line.value
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
