"""The chart of the own gebied over the periods: a line with its interval and its limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from resultaat.engine.figures import Staat
from resultaat.language.documents.indicator import Procesconditie
from resultaat.report.breaks import breaking, labels, parts, told, upright
from resultaat.report.charts import (
    BLUE,
    INK,
    PAPER,
    RUST,
    Chart,
    chart_data,
    hover,
    short,
    ticks,
)
from resultaat.report.figure import Figure
from resultaat.report.notation import STAAT_WORDS
from resultaat.report.select import Subject

_MOST_LABELS = 10
#: In pixels: of the drawing between its margins, and of two lines of text.
_PLOT_HEIGHT, _LABEL_HEIGHT = 250, 32


def periods_chart(subject: Subject, gebied: str) -> Chart | None:
    """Draw the own gebied over the periods, with its interval, streefwaarde and minimumeis."""
    series = subject.series
    known = [each for each in series if each.waarde is not None]
    if len(known) < 2:
        return None
    lines = [_reeks(subject, series, part) for part in parts(series)]
    traces = [*_bands(series), *_limits(series), *lines]
    layout = {
        "xaxis": _periods_axis(series),
        "yaxis": {**ticks(subject.notation), "range": _range(known)},
        "annotations": [*_gaps(series), *labels(series), *_end_labels(subject, series)],
        "shapes": [upright(at) for at in breaking(series)],
        "margin": {"l": 8, "r": 80, "t": 16, "b": 8},
    }
    first, last = known[0], known[-1]
    full = subject.notation.full
    label = (
        f"Lijn van {subject.doc.naam} in {gebied}: {full(first.waarde or 0.0)} in {first.periode}, "
        f"{full(last.waarde or 0.0)} in {last.periode}. De tabel hieronder geeft alle cijfers."
    )
    notes = ["De lichte band is de bandbreedte."] if any(each.interval for each in known) else []
    if any(each.minimumeis is not None for each in series):
        notes.append("De stippellijn is de minimumeis: slechter mag het nooit zijn.")
    notes += told(series)
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
    for _, run in groupby(
        enumerate(series), key=lambda each: (each[1].interval is None, each[1].definitie_tot)
    ):
        edges = [(at, each.interval) for at, each in run if each.interval]
        if len(edges) > 1:
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


def _limits(series: Sequence[Figure]) -> list[dict[str, Any]]:
    """Draw the streefwaarde and the minimumeis, where there are any."""
    lines = {
        "streef": [each.streefwaarde for each in series],
        "eis": [each.minimumeis for each in series],
    }
    return [
        {"s": style, "y": [None if each is None else short(each) for each in values]}
        for style, values in lines.items()
        if any(each is not None for each in values)
    ]


def _reeks(subject: Subject, series: Sequence[Figure], part: range) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "s": "reeks",
        "y": [
            None if each.waarde is None or at not in part else short(each.waarde)
            for at, each in enumerate(series)
        ],
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
    """Name the line and its limits where they end, so that no legend is needed."""
    at, last = [(at, each) for at, each in enumerate(series) if each.shown][-1]
    value, end = last.waarde or 0.0, series[-1]
    word = "norm" if isinstance(subject.doc, Procesconditie) else "streefwaarde"
    labels = [_end_label(at, value, f"<b>{subject.notation.bare(value)}</b>", BLUE)]
    limits = ((end.streefwaarde, word, RUST), (end.minimumeis, "minimumeis", INK))
    for limit, name, color in limits:
        if limit is not None:
            written = subject.notation.round_bare(limit)
            labels.append(_end_label(len(series) - 1, limit, f"{name}<br>{written}", color))
    return _apart(labels, *_range([each for each in series if each.shown]))


def _apart(labels: list[dict[str, Any]], low: float, high: float) -> list[dict[str, Any]]:
    """Move labels up or down, in order of their values, so that none stands upon another."""
    per_value = _PLOT_HEIGHT / (high - low)
    ordered = sorted(labels, key=lambda each: each["y"])
    places = [(each["y"] - low) * per_value for each in ordered]
    wanted = list(places)
    for at in range(1, len(wanted)):
        wanted[at] = max(wanted[at], wanted[at - 1] + _LABEL_HEIGHT)
    # What was pushed off the top takes those under it along.
    for at in range(len(wanted) - 1, -1, -1):
        top = _PLOT_HEIGHT - (len(wanted) - 1 - at) * _LABEL_HEIGHT
        wanted[at] = min(wanted[at], top)
    for label, place, was in zip(ordered, wanted, places, strict=True):
        if round(place - was):
            label["yshift"] = round(place - was)
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
        for value in (each.waarde, each.onder, each.boven, each.streefwaarde, each.minimumeis)
        if value is not None
    ]
    low, high = min(numbers), max(numbers)
    middle = (low + high) / 2
    span = max((high - low) * 1.3, abs(middle) * 0.25, 1e-9)
    bottom = middle - span / 2
    if low >= 0 > bottom:
        bottom = 0.0
    return [short(bottom), short(bottom + span)]
