"""Plan nodes. Frozen, so that a pass returns a new plan and never changes one.

Plan
  Holistic   parts that are counted at every level from the rows themselves
  PerPerson  products: rows to persons at every level, then persons to areas
  Cells      one scan over a source: every mergeable part, by area and fine period, by the
             dimensions that are asked for, and by value where a spread of values is
    Roll     cells to every level and to the periods asked for, once per span and dimensions
  Persons    one scan by person, area and period, for numbers of persons and products; persons with
             one area in a period are added up, those with several are put together first
  Followed   the parts of two periods, apart for the persons who stayed, came and left
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlglot import exp

from resultaat.compile.parts import Part
from resultaat.compile.request import Moment, Timing, Window
from resultaat.compile.roll import Dimension, Roll
from resultaat.core.periods import Grain
from resultaat.language.relations import Relation


@dataclass(frozen=True)
class _Scan:
    """What every step says: the source, the periods asked for, and from when rows are read."""

    bron: str
    moment: Moment
    window: Window
    parts: tuple[Part, ...]
    since: date
    rolls: tuple[Roll, ...]
    #: Where columns of other sources are found; joined only when a part asks for one.
    relations: Mapping[str, Relation] = field(default_factory=dict, kw_only=True)

    @property
    def until(self) -> date:
        """The last day of which rows are read: no further than what was known."""
        return min(self.window.last.end, self.window.peildatum)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What the scan counts by, beside area and period: all that its rolls ask for."""
        return tuple(dict.fromkeys(each for roll in self.rolls for each in roll.dimensions))

    @property
    def scans(self) -> tuple[object, ...]:
        """What two scans must share to be one."""
        return self.bron, self.moment, self.until


@dataclass(frozen=True)
class Holistic(_Scan):
    """One scan a level: right for every part, and slow."""

    key: exp.Expr | None = None

    @property
    def scans(self) -> tuple[object, ...]:
        """What two scans must share to be one."""
        return *super().scans, self.rolls, self.key


@dataclass(frozen=True)
class PerPerson(Holistic):
    """One scan a level: rows are added up per person first, then persons per area."""

    persoon: exp.Expr = field(kw_only=True)

    @property
    def scans(self) -> tuple[object, ...]:
        """What two scans must share to be one."""
        return *super().scans, self.persoon


@dataclass(frozen=True)
class Cells(_Scan):
    """One scan: the parts by area and fine period (a stand: by peildatum), and by any key."""

    key: exp.Expr | None = None
    #: The length of the periods of the cells; the finest that any roll needs.
    fine: Grain = Grain.MAAND
    #: Whether an area and period may have several cells, or shorter ones than `fine` says.
    pieces: bool = False

    @property
    def scans(self) -> tuple[object, ...]:
        """What two scans must share to be one."""
        return *super().scans, self.key


@dataclass(frozen=True)
class Persons(_Scan):
    """One scan by person: who counts for which part, what of it, and where."""

    persoon: exp.Expr = field(kw_only=True)
    #: Whether persons with one row in each period are told apart, where they can be.
    apart: bool = field(default=True, kw_only=True)

    @property
    def scans(self) -> tuple[object, ...]:
        """What two scans must share to be one."""
        return *super().scans, self.rolls, self.persoon


@dataclass(frozen=True)
class Followed(_Scan):
    """One scan by person: the parts of the first and the last period, by who stayed or moved."""

    persoon: str = field(kw_only=True)
    #: The condition on a row by which its person is part of the figure.
    present: exp.Expr | None = field(kw_only=True)

    @property
    def scans(self) -> tuple[object, ...]:
        """What two scans must share to be one."""
        return *super().scans, self.window, self.rolls, self.persoon, self.present


Step = Cells | Holistic | Persons | Followed


@dataclass(frozen=True)
class Where:
    """Where the value of a role is found: in which step, under which column, in which roll."""

    step: int
    column: str
    roll: Roll


@dataclass(frozen=True)
class Plan:
    """The steps, and for each indicator where its roles come out."""

    steps: tuple[Step, ...]
    found: dict[tuple[str, str], Where]

    def roles(self, indicator: str) -> dict[str, Where]:
        """Return where each role of one indicator is found."""
        return {role: where for (name, role), where in self.found.items() if name == indicator}

    def part(self, where: Where) -> Part:
        """Return the part that is found there."""
        return self.steps[where.step].parts[int(where.column.removeprefix("p"))]

    def lines(self) -> Iterator[str]:
        """Yield the plan as an indented tree."""
        for number, step in enumerate(self.steps):
            yield f"stap {number}: {told(step)}"
            for index, part in enumerate(step.parts):
                users = [
                    f"{name}.{role}"
                    for (name, role), where in self.found.items()
                    if (where.step, where.column) == (number, column(index))
                ]
                yield f"  {column(index)} = {part.tree().sql(dialect='duckdb')}"
                yield f"      voor {', '.join(users)}"


_KINDS = {
    Cells: "cellen",
    Holistic: "per niveau",
    PerPerson: "per persoon en niveau",
    Persons: "per persoon",
    Followed: "gevolgde personen",
}


def told(step: Step) -> str:
    """Return one line that says what a step does."""
    apart = ""
    if isinstance(step, Cells | Holistic) and step.key is not None:
        apart = f", per waarde van {step.key.sql(dialect='duckdb')}"
    for each in step.dimensions:
        apart += f", naar {each.name}"
    if isinstance(step, Cells) and step.moment.timing is Timing.GEBEURTENIS:
        apart += f", per {step.fine.value}"
    moment = f"{step.moment.timing.value} {step.moment.column}"
    return f"{_KINDS[type(step)]} uit `{step.bron}` ({moment}){apart}"


def column(index: int) -> str:
    """Return the name of the column of a part."""
    return f"p{index}"
