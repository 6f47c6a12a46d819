"""The rows of a table of counts or amounts, and which of them would be counted twice.

A file with people or events has a row for each; a table has one for each combination of its codes.
There a row `Nederland` between gemeenten, or `15 jaar en ouder` between two groups of ages, doubles
every sum. Whoever says so with `alleen` or `zonder` never gets here with such a row; this finds the
ones that nobody told of, by what they say (`labels.py`) and by what they add up to (`totals.py`,
`parts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from resultaat.core.diagnostics import Diagnostic
from resultaat.core.dutch import listing
from resultaat.data.overlap.equations import Equations
from resultaat.data.overlap.labels import overlapping
from resultaat.data.overlap.parts import sums_of_parts
from resultaat.data.overlap.places import places_in_places
from resultaat.data.overlap.totals import totals
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.raw import RawTable
from resultaat.gebied.indeling import Indeling
from resultaat.language.documents.bron import Bron, Kolom, KolomType

#: Larger files are no tables: nobody publishes so many combinations of codes.
MOST = 500_000
_CODES = (KolomType.TEKST, KolomType.GEBIED, KolomType.DATUM, KolomType.JA_NEE)
_ADDED = (KolomType.AANTAL, KolomType.GETAL, KolomType.BEDRAG)
_MEND = (
    "Laat hem weg met `zonder`, of kies met `alleen` wat meedoet. Is het geen dubbeltelling? "
    "Zeg dan waarom bij `geen_overlap`."
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value that stands for others: its column, the first line with it, what it stands for."""

    kolom: str
    regel: int
    code: str
    message: str


class Overlap:
    """The rows of a delivery that are used, as far as they may be a table."""

    def __init__(self, bron: Bron, indeling: Indeling) -> None:
        self.indeling = indeling
        self.areas = [name for name, each in bron.kolommen.items() if each.type is KolomType.GEBIED]
        kolommen = {name: each for name, each in bron.kolommen.items() if each.vast is None}
        codes = [name for name, each in kolommen.items() if each.type in _CODES]
        self.keys = [name for name in bron.sleutel or codes if name in kolommen]
        measures = [name for name, each in kolommen.items() if _measure(each)]
        self.measures = [name for name in measures if name not in self.keys]
        self.asked = [
            name for name in self.keys if name in codes and kolommen[name].geen_overlap is None
        ]
        self.may = bool(
            not bron.about_people and not bron.gepubliceerd and self.asked and self.measures
        )
        self._frames: list[pl.DataFrame] = []
        self._rows = 0

    def add(self, frame: pl.DataFrame) -> None:
        """Take rows that are used, with their lines."""
        if not self.may or LINE not in frame.columns:
            return
        self._rows += frame.height
        self.may = self._rows <= MOST
        numbers = [pl.col(name).cast(pl.Float64) for name in self.measures]
        self._frames.append(frame.select(LINE, *self.keys, *numbers))
        if not self.may:
            self._frames.clear()

    def found(self) -> list[Found]:
        """Return every value that would be counted twice; empty where the rows are no table."""
        if not self.may or self._rows < 3:
            return []
        frame = pl.concat(self._frames)
        if frame.select(self.keys).is_duplicated().any():
            return []  # rows of things that happened
        return [each for name in self.asked for each in _in_column(frame, self, name)]

    def told(self, raw: RawTable) -> Iterator[Diagnostic]:
        """Refuse what would be counted twice (R3040, R3041). No value is named, only its line."""
        for each in self.found():
            yield Diagnostic(each.code, each.message, _MEND, raw.place(each.regel))


def _in_column(frame: pl.DataFrame, table: Overlap, name: str) -> Iterator[Found]:
    told: dict[object, Found] = {}
    if frame.schema[name] == pl.String:
        for value, other in overlapping(frame[name].unique().drop_nulls().to_list()):
            line = _line(frame, name, value)
            what = "is een totaal van de andere waarden"
            if other is not None:
                what = f"overlapt met die van regel {_line(frame, name, other)}"
            message = f"De waarde van `{name}` op regel {line} {what}."
            told[value] = Found(name, line, "R3041", message)
    equations = Equations.of(frame, name, table.keys, table.measures)
    for whole, times in totals(equations).items():
        line = _line(frame, name, whole)
        message = f"De waarde van `{name}` op regel {line} is de som van andere rijen ({times})."
        told[whole] = Found(name, line, "R3040", message)
    for whole, parts in sums_of_parts(equations.without(list(told))).items():
        line = _line(frame, name, whole)
        lines = listing([str(_line(frame, name, part)) for part in parts])
        message = f"De waarde van `{name}` op regel {line} is de som van die op regel {lines}."
        told[whole] = Found(name, line, "R3040", message)
    if name in table.areas:
        left = equations.without(list(told))
        for high, low, code in places_in_places(left, table.indeling):
            line = _line(frame, name, code)
            message = (
                f"In `{name}` zijn rijen van een {high.value} de som van rijen van een {low.value} "
                f"(de eerste op regel {line})."
            )
            told[code] = Found(name, line, "R3040", message)
    yield from sorted(told.values(), key=lambda each: each.regel)


def _line(frame: pl.DataFrame, name: str, value: object) -> int:
    return int(frame.filter(pl.col(name) == value)[LINE].min())  # type: ignore[arg-type]


def _measure(kolom: Kolom) -> bool:
    return kolom.type in _ADDED and not kolom.rangorde
