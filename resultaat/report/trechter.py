"""Funnels in words and drawn: which areas differ more than chance and habit give (N11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resultaat.core.dutch import counted, number
from resultaat.gebied.niveau import Niveau
from resultaat.release.trechter import Punt, Trechterbeeld
from resultaat.report.charts import Chart, chart_data, cut, hover, short, ticks
from resultaat.report.notation import Notation, period_words
from resultaat.report.tables import Body, Column, Row, Table

#: Variance so many times that of chance is worth a word.
RUIM = 1.5
_HEIGHT = 320
#: Areas that are named in the chart, at most.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class FunnelBlock:
    """What the areas say beside each other, drawn and as a table."""

    sentence: str
    lines: tuple[str, ...]
    remark: str
    summary: str
    chart: Chart | None
    table: Table


def funnel_sentences(beeld: Trechterbeeld) -> Iterator[str]:
    """Yield a sentence on the figure, and one for each area that stands out."""
    middle = _notation(beeld).full(beeld.midden)
    when = period_words(beeld.periode)
    yield f"“{beeld.naam}” in {when}, gemiddeld {middle}.{_often(beeld)}"
    for line in _loud(beeld):
        yield f"  - {line}"


def funnel_block(beeld: Trechterbeeld | None, *, charts: bool) -> FunnelBlock | None:
    """Return the funnel of one figure; None where there are too few areas with a figure."""
    if beeld is None:
        return None
    lines = tuple(_loud(beeld))
    niveau = Niveau(beeld.niveau)
    many = counted(len(beeld.punten), niveau.value, niveau.plural)
    when = period_words(beeld.periode)
    out = (
        "valt er geen op: zij verschillen niet meer dan past bij hun grootte"
        if not lines
        else f"{'vallen' if len(lines) > 1 else 'valt'} er {number(len(lines))} op"
    )
    sentence = f"Van de {many} met een cijfer in {when} {out}.{_often(beeld)}"
    remark = (
        "Wat opvalt, is nog niet goed of slecht werk: er kunnen ook andere mensen wonen."
        if lines
        else ""
    )
    return FunnelBlock(
        sentence,
        lines,
        remark,
        f"Alle {niveau.plural}, met wat past bij hun grootte",
        _chart(beeld, sentence) if charts else None,
        _table(beeld, niveau),
    )


def _notation(beeld: Trechterbeeld) -> Notation:
    return Notation.fitting(beeld.eenheid, [each.waarde for each in beeld.punten])


def _often(beeld: Trechterbeeld) -> str:
    if beeld.phi < RUIM:
        return ""
    return (
        f" Gebieden verschillen {number(beeld.phi, 1)} keer zo veel als toeval geeft; daar is "
        f"rekening mee gehouden ({beeld.spreiding})."
    )


def _loud(beeld: Trechterbeeld) -> Iterator[str]:
    how = _notation(beeld)
    for punt in beeld.punten:
        if punt.valt_op:
            side = "hoger" if punt.z > 0 else "lager"
            ends = f"{how.full(punt.onder_95)} tot {how.full(punt.boven_95)}"
            yield (
                f"{punt.gebied_naam}: {how.full(punt.waarde)}, {side} dan past bij een "
                f"gebied van die grootte ({ends})."
            )


def _table(beeld: Trechterbeeld, niveau: Niveau) -> Table:
    how = _notation(beeld)
    rows = tuple(
        Row(
            f"{each.gebied_naam}{' (valt op)' if each.valt_op else ''}",
            (
                how.bare(each.waarde),
                number(each.noemer, 0),
                how.interval(each.onder_95, each.boven_95),
            ),
        )
        for each in beeld.punten
    )
    columns = (Column("cijfer"), Column("aantal"), Column("past bij de grootte"))
    caption = f"{beeld.naam}: {niveau.plural} naast elkaar"
    return Table(caption, niveau.value, columns, (Body("", rows),))


def _chart(beeld: Trechterbeeld, said: str) -> Chart:
    how, points = _notation(beeld), sorted(beeld.punten, key=lambda each: each.noemer)
    x = [short(each.noemer) for each in points]
    narrow = [(each.onder_95, each.boven_95) for each in points]
    wide = [(each.onder_998, each.boven_998) for each in points]
    band = {
        "s": "band",
        "x": [*x, *x[::-1]],
        "y": [short(high) for _, high in narrow] + [short(low) for low, _ in narrow[::-1]],
    }
    edges = [{"s": "grens", "x": x, "y": [short(each[at]) for each in wide]} for at in (0, 1)]
    middle = {"s": "midden", "x": [x[0], x[-1]], "y": [short(beeld.midden)] * 2}
    loud = [each for each in beeld.punten if each.valt_op]
    quiet = _points([each for each in points if not each.valt_op], how)
    traces = [band, *edges, middle, quiet]
    if loud:
        traces.append(_points(loud, how) | _mark(loud))
    layout = {
        "xaxis": {"title": {"text": "aantal waar het cijfer over gaat"}, "tickformat": ",d"},
        "yaxis": ticks(how),
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
    }
    return Chart(
        f"{beeld.indicator}-trechter",
        "",
        f"{said} De tabel hieronder geeft alle gebieden.",
        "Elke stip is een gebied, van klein (links) naar groot (rechts). Hoe kleiner een gebied, "
        "hoe meer het cijfer vanzelf schommelt. In de lichte band past een gebied bij zijn "
        "grootte; buiten de stippellijnen komt het door toeval bijna nooit. Een vierkant valt op.",
        _HEIGHT,
        chart_data(traces, layout),
    )


def _points(points: list[Punt], how: Notation) -> dict[str, Any]:
    return {
        "s": "los",
        "x": [short(each.noemer) for each in points],
        "y": [short(each.waarde) for each in points],
        "text": [cut(each.gebied_naam) for each in points],
        "hovertemplate": f"%{{text}}: {hover('y', how)} over %{{x:,.0f}}<extra></extra>",
    }


def _mark(loud: list[Punt]) -> dict[str, Any]:
    """Mark what stands out by shape, colour and name; names where they do not crowd."""
    few = len(loud) <= _NAMED
    return {
        "mode": "markers+text" if few else "markers",
        "textposition": ["top center" if each.z > 0 else "bottom center" for each in loud],
        "cliponaxis": False,
        "marker": {"symbol": "square", "color": "var(--roest)", "size": 10},
    }
