"""The chart of the own gebied over the periods: a line with its interval and its streefwaarde."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from resultaat.engine.figures import Staat
from resultaat.language.documents.indicator import Procesconditie
from resultaat.report.charts import BLUE, PAPER, RUST, Chart, chart_data, hover, short, ticks
from resultaat.report.figure import Figure
from resultaat.report.notation import STAAT_WORDS
from resultaat.report.select import Subject

_MOST_LABELS = 10


def periods_chart(subject: Subject, gebied: str) -> Chart | None:
    """Draw the own gebied over the periods, with its interval and streefwaarde."""
    series = subject.series
    known = [each for each in series if each.waarde is not None]
    if len(known) < 2:
        return None
    traces = [*_bands(series), *_streefwaarden(series), _reeks(subject, series)]
    layout = {
        "xaxis": _periods_axis(series),
        "yaxis": {**ticks(subject.notation), "range": _range(known)},
        "annotations": [*_gaps(series), *_end_labels(subject, series)],
        "margin": {"l": 8, "r": 80, "t": 16, "b": 8},
    }
    first, last = known[0], known[-1]
    full = subject.notation.full
    label = (
        f"Lijn van {subject.doc.naam} in {gebied}: {full(first.waarde or 0.0)} in {first.periode}, "
        f"{full(last.waarde or 0.0)} in {last.periode}. De tabel hieronder geeft alle cijfers."
    )
    notes = ["De lichte band is de bandbreedte."] if any(each.interval for each in known) else []
    if any(each.staat is Staat.VOORLOPIG for each in known):
        notes.append("Een open stip is een voorlopig cijfer.")
    return Chart(
        f"{subject.id}-jaren",
        f"{gebied} door de tijd",
        label,
        " ".join(notes),
        300,
        chart_data(traces, layout),
    )


def _periods_axis(series: Sequence[Figure]) -> dict[str, Any]:
    """Put periods on places 0, 1, 2: plotly would take the name `2025` for a place."""
    step = math.ceil(len(series) / _MOST_LABELS)
    places = list(range(len(series)))[::-step][::-1]
    return {
        "tickvals": places,
        "ticktext": [series[at].periode for at in places],
        "range": [-0.2, len(series) - 0.8],
        "showgrid": False,
    }


def _bands(series: Sequence[Figure]) -> list[dict[str, Any]]:
    """One closed shape per unbroken run of intervals: a gap in the figures is a gap in the band."""
    bands = []
    for known, run in groupby(enumerate(series), key=lambda each: each[1].interval is not None):
        edges = [(at, each.interval) for at, each in run if each.interval]
        if known and len(edges) > 1:
            back = edges[::-1]
            bands.append(
                {
                    "s": "band",
                    "x": [at for at, _ in [*edges, *back]],
                    "y": [short(each[1]) for _, each in edges]
                    + [short(each[0]) for _, each in back],
                }
            )
    return bands


def _streefwaarden(series: Sequence[Figure]) -> list[dict[str, Any]]:
    aims = [None if each.streefwaarde is None else short(each.streefwaarde) for each in series]
    if all(each is None for each in aims):
        return []
    return [{"s": "streef", "y": aims}]


def _reeks(subject: Subject, series: Sequence[Figure]) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "s": "reeks",
        "y": [None if each.waarde is None else short(each.waarde) for each in series],
        "text": [each.periode for each in series],
        "hovertemplate": f"%{{text}}: {hover('y', subject.notation)}<extra></extra>",
    }
    if any(each.staat is Staat.VOORLOPIG for each in series):
        open_dots = [each.staat is Staat.VOORLOPIG for each in series]
        trace["marker"] = {
            "color": [PAPER if is_open else BLUE for is_open in open_dots],
            "line": {"color": BLUE, "width": 2},
        }
    return trace


def _gaps(series: Sequence[Figure]) -> list[dict[str, Any]]:
    return [
        {
            "x": at,
            "y": 0,
            "yref": "paper",
            "yanchor": "bottom",
            "text": STAAT_WORDS[each.staat],
            "showarrow": False,
            "font": {"size": 12},
        }
        for at, each in enumerate(series)
        if not each.shown
    ]


def _end_labels(subject: Subject, series: Sequence[Figure]) -> list[dict[str, Any]]:
    """Name the line and the streefwaarde where they end, so that no legend is needed."""
    at, last = [(at, each) for at, each in enumerate(series) if each.shown][-1]
    value, aim = last.waarde or 0.0, series[-1].streefwaarde
    labels = [_end_label(at, value, f"<b>{subject.notation.bare(value)}</b>", BLUE)]
    if aim is not None:
        word = "norm" if isinstance(subject.doc, Procesconditie) else "streefwaarde"
        written = subject.notation.round_bare(aim)
        label = _end_label(len(series) - 1, aim, f"{word}<br>{written}", RUST)
        low, high = _range([each for each in series if each.shown])
        if abs(value - aim) < 0.18 * (high - low):
            label["yshift"] = 24 if aim > value else -24
        labels.append(label)
    return labels


def _end_label(at: int, value: float, text: str, color: str) -> dict[str, Any]:
    return {
        "x": at,
        "y": short(value),
        "text": text,
        "xanchor": "left",
        "xshift": 10,
        "align": "left",
        "showarrow": False,
        "font": {"color": color, "size": 12},
    }


def _range(figures: Sequence[Figure]) -> list[float]:
    """Return the range of an axis: wide enough that chance does not look like a landslide."""
    numbers = [
        value
        for each in figures
        for value in (each.waarde, each.onder, each.boven, each.streefwaarde)
        if value is not None
    ]
    low, high = min(numbers), max(numbers)
    middle = (low + high) / 2
    span = max((high - low) * 1.3, abs(middle) * 0.25, 1e-9)
    bottom = middle - span / 2
    if low >= 0 > bottom:
        bottom = 0.0
    return [short(bottom), short(bottom + span)]
