"""Charts as plotly figures: only what differs per chart; what all share stands in `SHARED` once.

The only door to plotly.js: its script is read here, and the figures are plain data for it. A test
has plotly itself check them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from resultaat.report.notation import Notation

_LONGEST_NAME = 26
#: How an axis writes a share.
_SHARE = ".3~%"

# Tokens of the house style (`static/report.css`); the page looks them up when it draws.
INK, BLUE, PALE = "var(--inkt)", "var(--blauw)", "var(--blauw-licht)"
GREY, RUST, PAPER = "var(--lijn-sterk)", "var(--roest)", "var(--vlak)"
_AXIS = {
    "fixedrange": True,
    "automargin": True,
    "zeroline": False,
    "showline": False,
    "gridcolor": "var(--lijn)",
    "ticks": "",
    "title": {"font": {"size": 13}},
}

#: Layout, settings and styles of every chart. Traces name their style under `s`.
SHARED: dict[str, Any] = {
    "layout": {
        "autosize": True,
        "separators": ",.",
        "dragmode": False,
        "hovermode": "closest",
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "var(--letter)", "size": 13, "color": INK},
        "margin": {"l": 8, "r": 16, "t": 44, "b": 8},
        "hoverlabel": {"bgcolor": INK, "bordercolor": INK, "font": {"color": PAPER}},
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    },
    "config": {
        "displayModeBar": False,
        "displaylogo": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "topojsonURL": "data:,",
        "doubleClick": False,
        "scrollZoom": False,
        "responsive": True,
        "showTips": False,
    },
    "styles": {
        "band": {
            "type": "scatter",
            "mode": "lines",
            "fill": "toself",
            "fillcolor": PALE,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        "reeks": {
            "type": "scatter",
            "mode": "lines+markers",
            "line": {"color": BLUE, "width": 2.5},
            "marker": {"color": BLUE, "size": 9},
        },
        "streef": {
            "type": "scatter",
            "mode": "lines",
            "line": {"color": RUST, "width": 2, "dash": "dash", "shape": "hvh"},
            "hoverinfo": "skip",
        },
        "eis": {
            "type": "scatter",
            "mode": "lines",
            "line": {"color": INK, "width": 1.5, "dash": "dot", "shape": "hvh"},
            "hoverinfo": "skip",
        },
        "punten": {
            "type": "scatter",
            "mode": "lines+markers",
            "line": {"color": BLUE, "width": 1.5},
            "marker": {"color": BLUE, "size": 6},
        },
        "midden": {
            "type": "scatter",
            "mode": "lines",
            "line": {"color": GREY, "width": 1},
            "hoverinfo": "skip",
        },
        "stip": {
            "type": "scatter",
            "mode": "markers",
            "marker": {"color": BLUE, "size": 10},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "color": GREY,
                "thickness": 2,
                "width": 0,
            },
        },
        "spoor": {
            "type": "scatter",
            "mode": "lines+markers",
            "line": {"color": GREY, "width": 1.5},
            "marker": {"color": GREY, "size": 5},
        },
        "nummer": {
            "type": "scatter",
            "mode": "markers+text",
            "cliponaxis": False,
            "marker": {"size": 24, "line": {"color": BLUE, "width": 2}},
            "textfont": {"size": 12},
        },
        "grens": {
            "type": "scatter",
            "mode": "lines",
            "line": {"color": GREY, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        "los": {
            "type": "scatter",
            "mode": "markers",
            "marker": {"color": BLUE, "size": 8},
        },
        "staaf": {
            "type": "bar",
            "marker": {"color": PALE, "line": {"color": BLUE, "width": 1}},
            "textposition": "none",
            "hoverinfo": "text",
        },
    },
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart to print: what it shows in words, and the data of its drawing."""

    id: str
    title: str
    label: str  # what a reader hears who does not see it
    note: str
    height: int
    data: str  # JSON, safe inside a script element


def plotly_js() -> str:
    """Return plotly's own script: its basic bundle, which draws points, lines, bars and pies."""
    return (Path(__file__).parent / "static" / "plotly-basic.min.js").read_text("utf-8")


def ticks(notation: Notation) -> dict[str, Any]:
    """Say how an axis writes its values: no zeros at the end, and no two places alike.

    How far apart the ticks are, the chart finds out by itself; of small shares it is a tenth.
    """
    if notation.eenheid == "%":
        return {"tickformat": _SHARE}
    if notation.eenheid == "euro":
        return {"tickformat": ",.2~f", "tickprefix": "€ "}
    title = {"title": {"text": escape(notation.after)}} if notation.after else {}
    return {"tickformat": ",.3~f", **title}


def hover(axis: str, notation: Notation) -> str:
    """Return the template of a value under the pointer."""
    if notation.eenheid == "%":
        return f"%{{{axis}:.1%}}"
    if notation.eenheid == "euro":
        return f"€ %{{{axis}:,.0f}}"
    return f"%{{{axis}:,.{notation.decimals}f}} {escape(notation.after)}".rstrip()


def cut(name: str) -> str:
    """Shorten a name for an axis. Plotly reads a little HTML in its texts: names are no HTML."""
    short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
    return escape(short, quote=False)


def short(value: float) -> float:
    """Drop the digits that no eye and no hover text can show."""
    return float(f"{value:.9g}" if abs(value) >= 1000 else f"{value:.5g}")


def chart_data(traces: Sequence[dict[str, Any]], layout: dict[str, Any]) -> str:
    """Write the data of a chart."""
    return to_script({"d": traces, "l": layout})


def to_script(value: object) -> str:
    """Write JSON that cannot end the script element in which it stands."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
