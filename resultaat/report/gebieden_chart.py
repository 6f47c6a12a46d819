"""The chart of the gebieden below: dots with intervals, or how they are spread where many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from resultaat.core.dutch import number
from resultaat.gebied.indeling import Indeling
from resultaat.language.documents.indicator import Procesconditie
from resultaat.report.bins import bins_of
from resultaat.report.charts import INK, RUST, Chart, chart_data, cut, hover, short, ticks
from resultaat.report.figure import Figure
from resultaat.report.select import Layer, Subject
from resultaat.report.spark import comparable

#: From this many gebieden on, a distribution says more than a list.
_MANY = 30


def gebieden_chart(subject: Subject, layer: Layer, indeling: Indeling) -> Chart | None:
    """Draw the gebieden of one niveau: dots with intervals, or how they are spread."""
    known = sorted(layer.known, key=lambda each: each.waarde or 0.0)
    if len(known) < 2:
        return None
    values = [each.waarde or 0.0 for each in known]
    low, high = (
        f"{indeling.naam(each.gebied)} ({_told(subject, each)})" for each in (known[0], known[-1])
    )
    what = layer.niveau.plural.capitalize()
    marks = _marks(subject, layer, values, indeling)
    draw = _histogram if len(known) > _MANY else _dots
    traces, layout, height = draw(subject, known, layer, indeling)
    layout |= marks
    hidden = len(layer.places) - len(known)
    note = f"{number(hidden)} {layer.niveau.value if hidden == 1 else layer.niveau.plural} "
    note += "zonder cijfer." if hidden else ""
    return Chart(
        f"{subject.id}-{layer.niveau.plural}",
        f"{what} in {layer.periode}",
        f"{what} van laag naar hoog: van {low} tot {high}. De tabel hieronder geeft alle cijfers.",
        f"Van {low} tot {high}." + (f" {note}" if hidden else ""),
        height,
        chart_data(traces, layout),
    )


def _told(subject: Subject, figure: Figure) -> str:
    return subject.notation.bare(figure.waarde or 0.0)


_Drawn = tuple[list[dict[str, Any]], dict[str, Any], int]


def _dots(subject: Subject, known: Sequence[Figure], _: Layer, indeling: Indeling) -> _Drawn:
    names = [cut(indeling.naam(each.gebied)) for each in known]
    trace: dict[str, Any] = {
        "s": "stip",
        "x": [short(each.waarde or 0.0) for each in known],
        "y": list(range(len(known))),
        "text": names,
        "hovertemplate": f"%{{text}}: {hover('x', subject.notation)}<extra></extra>",
    }
    if any(each.interval for each in known):
        trace["error_x"] = _errors(known)
    axis = {"tickvals": trace["y"], "ticktext": names, "range": [-0.7, len(known) - 0.3]}
    height = 84 + 26 * len(known)
    return [trace], {"xaxis": ticks(subject.notation), "yaxis": axis}, height


def _errors(known: Sequence[Figure]) -> dict[str, list[float]]:
    intervals = [each.interval or (each.waarde or 0.0, each.waarde or 0.0) for each in known]
    pairs = list(zip(known, intervals, strict=True))
    return {
        "array": [short(high - (each.waarde or 0.0)) for each, (_, high) in pairs],
        "arrayminus": [short((each.waarde or 0.0) - low) for each, (low, _) in pairs],
    }


def _histogram(subject: Subject, known: Sequence[Figure], layer: Layer, _: Indeling) -> _Drawn:
    bins = bins_of([each.waarde or 0.0 for each in known])
    bare = subject.notation.bare
    plural = layer.niveau.plural
    trace = {
        "s": "staaf",
        "x": [short((low + high) / 2) for low, high, _ in bins],
        "y": [amount for *_, amount in bins],
        "width": short(bins[0][1] - bins[0][0]),
        "hovertext": [
            f"{bare(low)} tot {bare(high)}: {number(amount)} {plural}" for low, high, amount in bins
        ],
    }
    layout = {
        "xaxis": ticks(subject.notation),
        "yaxis": {"title": {"text": f"aantal {plural}"}, "tickformat": ",d"},
    }
    return [trace], layout, 300


def _marks(
    subject: Subject, layer: Layer, values: Sequence[float], indeling: Indeling
) -> dict[str, Any]:
    """Draw the own gebied and its limits as lines across, where they belong on this axis."""
    own = subject.current
    if own.waarde is None or own.periode != layer.periode:
        return {}
    if not comparable(subject.notation, own.waarde, values):
        return {}
    text = f"<b>{cut(indeling.naam(own.gebied))} {subject.notation.bare(own.waarde)}</b>"
    lines = [(own.waarde, text, INK, "solid", 0)]
    if own.streefwaarde is not None:
        word = "norm" if isinstance(subject.doc, Procesconditie) else "streefwaarde"
        words = f"{word} {subject.notation.round_bare(own.streefwaarde)}"
        lines.append((own.streefwaarde, words, RUST, "dash", 17))
    if own.minimumeis is not None:
        words = f"minimumeis {subject.notation.round_bare(own.minimumeis)}"
        lines.append((own.minimumeis, words, INK, "dot", 34))
    low, high = min([*values, own.waarde]), max([*values, own.waarde])
    return {
        "shapes": [_across(value, color, dash) for value, _, color, dash, _ in lines],
        "annotations": [
            _across_label(value, words, color, shift, right=value > (low + high) / 2)
            for value, words, color, _, shift in lines
        ],
    }


def _across(value: float, color: str, dash: str) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": short(value),
        "x1": short(value),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": color, "width": 2, "dash": dash},
    }


def _across_label(
    value: float, words: str, color: str, shift: int, *, right: bool
) -> dict[str, Any]:
    return {
        "x": short(value),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": shift,
        "xanchor": "right" if right else "left",
        "text": words,
        "showarrow": False,
        "font": {"color": color, "size": 12},
    }
