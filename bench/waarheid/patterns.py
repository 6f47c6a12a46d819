"""Small worlds in which one pattern of side effects was planted alone, as an analysis sees them.

Every world has the same answers, whatever was planted in it, so that each detector can be shown
each world. `PatternWorld.answer(name, dimensions)` gives the frame that `engine/answer.py` gives
for `Ask(name, window, dimensions)`: the same columns and types, by area and quarter; `followed`
the one of an `Ask` with `followed=True`, for the first and the last quarter.

| answer | what it counts | dimensions |
|---|---|---|
| `overlast` | events, of nobody in particular | |
| `vragen` | requests | `wet` |
| `doel` | share of ended help that reached its goal | `zwaarte`, `aanbieder` |
| `kort` | share of ended help that took less than 90 days | `zwaarte`, `aanbieder` |
| `terugkeer` | share of ended help that came back within a year | `zwaarte`, `aanbieder` |
| `wachttijd` | share of requests with a wait of at most 42 days | `DAGEN` |
| `werk` | share of persons who work; also followed | `leeftijd` |
| `veel_regelingen` | share of huishoudens with four schemes or more | `regelingen` |

`size` is how much of a pattern is planted: 1 is about what Wilgenstad has. What a pattern does not
touch is the same, row for row, in all worlds of designs that differ in `pattern` alone.

    from bench.waarheid.patterns import PatternDesign
    from bench.waarheid.planting import make

    for world in make(PatternDesign("losers", "n7"), 100):
        world.answer("werk", ("leeftijd",)), world.treated, world.buren, world.planted
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import polars as pl

from bench.waarheid.panel import Bools, Ints

Pattern = Literal[
    "nothing", "incident", "n3", "n3_wet", "n3_later", "n4", "n4_aanbieder",
    "n5", "n6", "n7", "n8", "n9",
]  # fmt: skip
PATTERNS: tuple[Pattern, ...] = (
    "nothing", "incident", "n3", "n3_wet", "n3_later", "n4", "n4_aanbieder",
    "n5", "n6", "n7", "n8", "n9",
)  # fmt: skip
DAGEN = "dagen_tussen(gemeld_op, startdatum)"
NORM = 42
"""The most days of waiting that `wachttijd` counts as in time."""
LONGEST, MOST = 150, 8  # days of waiting, schemes
WETTEN = ("jeugdwet", "wmo", "participatiewet")
ZWAARTES = ("licht", "middel", "zwaar")
AANBIEDERS = ("Het Anker", "De Wilgenroos", "Groeikracht")
LEEFTIJDEN = ("tot 50", "50 en ouder")


@dataclass(frozen=True)
class PatternDesign:
    """What a world is made of. Areas stand in a ring; a third of them is treated from `start`."""

    name: str
    pattern: Pattern = "nothing"
    size: float = 1.0
    areas: int = 24
    periods: int = 16
    """Quarters, the first of which begins on 1 January 2022."""
    start: int = 8
    cases: float = 40.0
    """About how many rows each answer has per area and quarter."""
    area_sd: float = 0.15
    """How much areas differ for good (on the logit, or the logarithm of a count)."""
    shock_sd: float = 0.05
    """What happens to an area in a quarter, to all of its rows alike, on the same scale."""
    rho: float = 0.0
    """How much of a shock is left a quarter later."""
    tide: float = 0.0
    """The change per quarter of every area, on the same scale."""


@dataclass(frozen=True)
class Planted:
    """What was planted: where it shows, since when, and how large it truly is.

    `sizes` are differences between what may be expected with and without it, over the cells in
    which it shows: shares for shares, parts of what there was for counts.
    """

    pattern: Pattern
    answers: tuple[str, ...]
    gebieden: tuple[str, ...]
    vanaf: date
    groep: tuple[str, str] | None
    """A dimension and its value, where it is about one group."""
    sizes: Mapping[str, float]


@dataclass(frozen=True)
class Cells:
    """Counts of areas × periods × the values of each dimension; a count has no `noemer`."""

    teller: Ints
    noemer: Ints | None = None
    dimensions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    persons: bool = True
    open: bool = False
    """Whether the measure is one that rows can still be on their way to."""

    @property
    def rijen(self) -> Ints:
        """Return the rows behind each cell."""
        return self.teller if self.noemer is None else self.noemer


@dataclass(frozen=True)
class PatternWorld:
    """One world: what can be seen, and what was planted (None in a world with nothing)."""

    cells: Mapping[str, Cells]
    stayed: Ints
    """Of the persons of `werk`: areas × (first, last) × ages × (noemer, teller) of who stayed."""
    start: int
    treated: Bools
    planted: Planted | None

    @property
    def beside(self) -> Bools:
        """Areas that take no part and border one that does."""
        return (np.roll(self.treated, 1) | np.roll(self.treated, -1)) & ~self.treated

    @property
    def gebieden(self) -> tuple[str, ...]:
        """The code of every area."""
        return codes(len(self.treated))

    @property
    def buren(self) -> dict[str, frozenset[str]]:
        """Which areas border each."""
        every = self.gebieden
        return {
            code: frozenset((every[place - 1], every[(place + 1) % len(every)]))
            for place, code in enumerate(every)
        }

    @property
    def periods(self) -> tuple[date, ...]:
        """The first day of every quarter."""
        return quarters(next(iter(self.cells.values())).teller.shape[1])

    def answer(self, name: str, dimensions: Sequence[str] = ()) -> pl.DataFrame:
        """Return what `Ask(name, window, dimensions)` would give; a cell without rows is not there.

        Columns: gebied, start, the dimensions, rijen, and the parts of the measure.
        """
        cells = self.cells[name]
        there = list(cells.dimensions)
        unknown = [each for each in dimensions if each not in there]
        if unknown:
            raise ValueError(f"{name} has no dimension {unknown[0]!r}; it has {there}")
        away = tuple(2 + place for place, each in enumerate(there) if each not in dimensions)
        teller = cells.teller.sum(axis=away)
        noemer = cells.rijen.sum(axis=away)
        kept = [each for each in there if each in dimensions]
        values = (self.gebieden, self.periods, *(cells.dimensions[each] for each in kept))
        frame = _rows(("gebied", "start", *kept), values, teller, noemer)
        return frame.select("gebied", "start", *dimensions, "rijen", *_parts(cells))

    def followed(self, dimensions: Sequence[str] = ()) -> pl.DataFrame:
        """Return what `Ask("werk", window, dimensions, followed=True)` would give.

        Columns: gebied, start (first and last quarter), groep (blijver, instromer, uitstromer),
        the dimensions, rijen, personen, and the parts of the measure.
        """
        whole = self.cells["werk"]
        both = np.stack([whole.rijen, whole.teller], axis=-1)[:, [0, -1]]
        groups = np.stack([self.stayed, both - self.stayed], axis=2)
        away = () if dimensions else (3,)
        kept = tuple(dimensions)
        values = (
            self.gebieden,
            (self.periods[0], self.periods[-1]),
            ("blijver", "anders"),
            *((LEEFTIJDEN,) if dimensions else ()),
        )
        noemer, teller = (groups[..., each].sum(axis=away) for each in (0, 1))
        frame = _rows(("gebied", "start", "groep", *kept), values, teller, noemer)
        came = pl.when(pl.col("start") == self.periods[0]).then(pl.lit("uitstromer"))
        named = (
            pl.when(groep="blijver").then("groep").otherwise(came.otherwise(pl.lit("instromer")))
        )
        keys = ("gebied", "start", "groep", *dimensions)
        return frame.with_columns(groep=named).select(
            *keys, "rijen", "personen", "teller", "noemer", "n", "kwadraten"
        )


def codes(areas: int) -> tuple[str, ...]:
    """Return the codes of so many areas, in the order of the ring."""
    return tuple(f"BU{number:08d}" for number in range(1, areas + 1))


def quarters(periods: int) -> tuple[date, ...]:
    """Return the first days of so many quarters."""
    return tuple(date(2022 + number // 4, 1 + 3 * (number % 4), 1) for number in range(periods))


def _parts(cells: Cells) -> tuple[str, ...]:
    persons = ("personen",) if cells.persons else ()
    if cells.noemer is None:
        return ("teller", "n", *persons)
    waiting = ("open",) if cells.open else ()
    return ("teller", "noemer", "n", "onbekend", *waiting, *persons, "kwadraten")


def _rows(
    names: Sequence[str], values: Sequence[Sequence[object]], teller: Ints, noemer: Ints
) -> pl.DataFrame:
    """Return a row per cell that has rows; every row is of another person."""
    place = np.nonzero(noemer > 0)
    keys = {
        name: pl.Series(list(each)).gather(index)
        for name, each, index in zip(names, values, place, strict=True)
    }
    n = pl.Series(noemer[place], dtype=pl.Int64)
    yes = pl.Series(teller[place], dtype=pl.Int64)
    parts = {"rijen": n, "teller": yes, "noemer": n, "n": n, "personen": n, "kwadraten": yes}
    return pl.DataFrame({**keys, **parts}).with_columns(
        onbekend=pl.lit(0, pl.Int64), open=pl.lit(0, pl.Int64)
    )
