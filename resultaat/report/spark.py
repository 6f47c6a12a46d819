"""The small drawings on tiles, as coordinates that a template prints: no script needed.

A tile with years behind it gets a line with its interval and its streefwaarde; a tile with one
period gets a row of ticks, one per gebied, with the own gebied among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from resultaat.core.dutch import number
from resultaat.report.figure import Figure
from resultaat.report.notation import Notation
from resultaat.report.select import Subject

WIDTH = 168
HEIGHT = 56
_INSET = 6
#: Fewer points than this are better said in words.
_LEAST_PERIODS = 3
_LEAST_GEBIEDEN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """Years from left to right, with the interval as a band."""

    path: str
    band: str
    streefwaarde: str  # path; empty where there is none
    minimumeis: str  # as the streefwaarde
    end: tuple[float, float]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """One tick per gebied from low to high; the own gebied as a dot."""

    path: str
    own: float
    low: str
    high: str
    amount: str
    what: str  # buurten, wijken, gemeenten


def line(subject: Subject) -> Line | None:
    """Return the line of a tile, where there are enough periods."""
    known = [each for each in subject.series if each.shown]
    if len(known) < _LEAST_PERIODS or not subject.current.shown:
        return None
    x, y = _scale(range(len(subject.series)), WIDTH), _heights(known)
    at = {each.periode: x(index) for index, each in enumerate(subject.series)}

    def across(limit: Callable[[Figure], float | None]) -> str:
        found = [(at[each.periode], limit(each)) for each in subject.series]
        return _path([(place, y(value)) for place, value in found if value is not None])

    last = known[-1]
    assert last.waarde is not None  # noqa: S101  `known` says so
    return Line(
        path=_segments(subject.series, at, y),
        band=_band(known, at, y) if _whole(subject.series) else "",
        streefwaarde=across(lambda each: each.streefwaarde),
        minimumeis=across(lambda each: each.minimumeis),
        end=(at[last.periode], y(last.waarde)),
        first=subject.series[0].periode,
        last=subject.series[-1].periode,
    )


def ticks(subject: Subject) -> Ticks | None:
    """Return the ticks of a tile, where there are enough gebieden with a number."""
    own = subject.current.waarde
    layer = next((each for each in subject.layers if len(each.known) >= _LEAST_GEBIEDEN), None)
    if own is None or layer is None or layer.periode != subject.current.periode:
        return None
    values = sorted(each.waarde for each in layer.known if each.waarde is not None)
    if not comparable(subject.notation, own, values):
        return None
    x = _scale([*values, own], WIDTH)
    return Ticks(
        path="".join(f"M{at:g} 3v16" for at in sorted({x(value) for value in values})),
        own=x(own),
        low=subject.notation.bare(values[0]),
        high=subject.notation.bare(values[-1]),
        amount=number(len(values)),
        what=layer.niveau.plural,
    )


def comparable(notation: Notation, own: float, values: Sequence[float]) -> bool:
    """Whether parts can stand on one axis with the whole: shares and rates can, counts cannot.

    The whole of a share lies among its parts; the whole of a count lies beyond them.
    """
    return notation.eenheid == "%" or min(values) <= own <= max(values)


def _whole(series: Sequence[Figure]) -> bool:
    """Whether every figure is there, all counted alike."""
    return all(each.shown and each.definitie_tot == series[0].definitie_tot for each in series)


def _scale(values: Iterable[float], size: int) -> _Axis:
    found = list(values)
    return _Axis(min(found), max(found), size)


@dataclass(frozen=True, slots=True)
class _Axis:
    low: float
    high: float
    size: int
    flip: bool = False

    def __call__(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        part = (value - self.low) / span if self.high > self.low else 0.5
        part = 1 - part if self.flip else part
        return round(_INSET + part * (self.size - 2 * _INSET), 1)


def _heights(figures: Sequence[Figure]) -> _Axis:
    found: list[float] = []
    for each in figures:
        numbers = (each.waarde, each.onder, each.boven, each.streefwaarde, each.minimumeis)
        found += [number for number in numbers if number is not None]
    return _Axis(min(found), max(found), HEIGHT, flip=True)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "".join(f"{'L' if index else 'M'}{x:g} {y:g}" for index, (x, y) in enumerate(points))


def _segments(series: Sequence[Figure], at: dict[str, float], y: _Axis) -> str:
    """Draw the line, broken where a figure is missing or the definition became another."""
    drawn, pen = [], "M"
    before = series[0].definitie_tot
    for each in series:
        if each.definitie_tot != before:
            before, pen = each.definitie_tot, "M"
        if each.waarde is None:
            pen = "M"
            continue
        drawn.append(f"{pen}{at[each.periode]:g} {y(each.waarde):g}")
        pen = "L"
    return "".join(drawn)


def _band(known: Sequence[Figure], at: dict[str, float], y: _Axis) -> str:
    edges = [(at[each.periode], each.interval) for each in known]
    if any(interval is None for _, interval in edges):
        return ""
    upper = [(x, y(interval[1])) for x, interval in edges if interval]
    lower = [(x, y(interval[0])) for x, interval in reversed(edges) if interval]
    return _path([*upper, *lower]) + "Z"
