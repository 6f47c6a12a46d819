"""The chart of one indicator with its limits, and the sentence about its last point (N11)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from resultaat.analysis.signalen.beeld import Beeld, Signaaloordeel
from resultaat.analysis.signalen.haalbaar import assurance
from resultaat.analysis.signalen.keuze import Soort
from resultaat.analysis.signalen.regels import Regel
from resultaat.cycle.conditions import side_of
from resultaat.language.documents.indicator import Procesconditie
from resultaat.report.beside import Beside, Row
from resultaat.report.charts import Chart, chart_data, hover, short, ticks
from resultaat.report.notation import Notation
from resultaat.report.select import Subject
from resultaat.report.signalen import (
    assurance_words,
    chance_words,
    other_words,
    signal_sentence,
)
from resultaat.report.tables import Body, Column, Table
from resultaat.report.tables import Row as TableRow

_MOST_LABELS = 8
_LOUD = (Signaaloordeel.SIGNAAL, Signaaloordeel.VOORVAL)


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """What the last point says, and the points with their limits."""

    sentence: str
    remark: str
    assurance: str  # whether the target is reached as long as nothing changes
    chart: Chart | None
    table: Table


def chart_of(subject: Subject, beside: Beside, *, charts: bool) -> ChartBlock | None:
    """Return the chart of an indicator; None where there is none with limits."""
    row = beside.charts.get(subject.id)
    if row is None or row["soort"] == Soort.GEEN.value:
        return None
    how, beeld = _notation(row), _beeld(row)
    last = next(value for value in reversed(row["waarden"]) if value is not None)
    said = signal_sentence(
        subject.doc.naam, row["perioden"][-1], how.full(last), beeld, row["goed"]
    )
    sure = f"{chance_words(beeld)} {other_words(beeld)}" if beeld.oordeel in _LOUD else ""
    # A chart of the time between events has no limits per period to draw.
    limited = charts and row["midden"] is not None
    drawn = _drawn(subject, row, said, how) if limited else None
    return ChartBlock(said, sure, _assured(subject, row), drawn, _table(subject, row, how))


def _assured(subject: Subject, row: Row) -> str:
    """Set the target beside the limits; a count of a year has no target of a month."""
    target, kant = subject.current.streefwaarde, side_of(subject.doc)
    limits = _limits(row)[-1]
    if target is None or kant is None or limits is None or row["zonder_seizoen"]:
        return ""
    if not subject.doc.telt.is_ratio:
        return ""
    what = "norm" if isinstance(subject.doc, Procesconditie) else "streefwaarde"
    per = "kwartaal" if "K" in row["perioden"][-1] else "maand"
    said = subject.notation.round_bare(target)
    return assurance_words(what, said, per, assurance(*limits, target, kant))


def _notation(row: Row) -> Notation:
    return Notation.fitting(row["eenheid"], [each for each in row["waarden"] if each is not None])


def _beeld(row: Row) -> Beeld:
    return Beeld(
        Soort(row["soort"]),
        Signaaloordeel(row["oordeel"]),
        row["kant"],
        tuple(Regel(each) for each in row["regels"]),
        row["midden"],
        row["onder"],
        row["boven"],
        row["q"],
        row["zonder_seizoen"],
    )


def _limits(row: Row) -> list[tuple[float, float] | None]:
    """Return the limits of every period; none before the chart began anew."""
    before = len(row["perioden"]) - len(row["onder"])
    known = zip(row["onder"], row["boven"], strict=True)
    return [None] * before + [None if None in each else each for each in known]


def _drawn(subject: Subject, row: Row, said: str, how: Notation) -> Chart:
    limits = _limits(row)
    inside = [(at, each) for at, each in enumerate(limits) if each is not None]
    back = inside[::-1]
    band: dict[str, Any] = {
        "s": "band",
        "line": {"width": 1, "color": "var(--lijn-sterk)", "shape": "hvh"},
        "x": [at for at, _ in [*inside, *back]],
        "y": [short(each[1]) for _, each in inside] + [short(each[0]) for _, each in back],
    }
    first = inside[0][0] if inside else 0
    middle = {
        "s": "midden",
        "x": [first, len(limits) - 1],
        "y": [short(row["midden"])] * 2,
    }
    points: dict[str, Any] = {
        "s": "punten",
        "y": [None if each is None else short(each) for each in row["waarden"]],
        "text": row["perioden"],
        "hovertemplate": f"%{{text}}: {hover('y', how)}<extra></extra>",
        "marker": _marks(row, limits),
    }
    step = math.ceil(len(limits) / _MOST_LABELS)
    places = list(range(len(limits)))[::-step][::-1]
    layout = {
        "xaxis": {
            "tickvals": places,
            "ticktext": [row["perioden"][at] for at in places],
            "range": [-0.5, len(limits) - 0.5],
            "showgrid": False,
        },
        "yaxis": ticks(how),
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
    }
    anew = f" De kaart begint opnieuw in {row['vanaf']}: {row['omdat']}" if row["vanaf"] else ""
    season = " De grenzen zijn die zonder de seizoenen." if row["zonder_seizoen"] else ""
    return Chart(
        f"{subject.id}-kaart",
        "Per maand, met wat gewoon is",
        f"{said} De tabel hieronder geeft alle punten.",
        "De lichte band is waar een punt door toeval kan liggen. Een vierkant ligt erbuiten."
        f"{season}{anew}",
        260,
        chart_data([*([band, middle] if inside else []), points], layout),
    )


def _marks(row: Row, limits: list[tuple[float, float] | None]) -> dict[str, Any]:
    """Mark points outside by shape as well as colour."""
    out = [
        value is not None and each is not None and not each[0] <= value <= each[1]
        for value, each in zip(row["waarden"], limits, strict=True)
    ]
    if row["zonder_seizoen"] or not any(out):
        return {}
    return {
        "symbol": ["square" if each else "circle" for each in out],
        "color": ["var(--roest)" if each else "var(--blauw)" for each in out],
        "size": [10 if each else 6 for each in out],
    }


def _table(subject: Subject, row: Row, how: Notation) -> Table:
    rows = tuple(
        TableRow(
            periode,
            (
                "" if value is None else how.bare(value),
                "" if each is None else how.interval(*each),
            ),
        )
        for periode, value, each in zip(row["perioden"], row["waarden"], _limits(row), strict=True)
    )
    columns = (Column("cijfer"), Column("wat gewoon is"))
    return Table(f"{subject.doc.naam} per periode", "periode", columns, (Body("", rows),))
