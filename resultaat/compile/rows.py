"""The rows that a measure is about, and what it makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from resultaat.compile.parts import Part, known, together, unknown
from resultaat.compile.trees import bare
from resultaat.core.periods import Grain
from resultaat.language.documents.bron import Bron
from resultaat.language.expressions import Expression, Type, parse_expression

#: The parts by role, and the condition under which a row is part of the figure.
Made = tuple[dict[str, Part], exp.Expr | None]


@dataclass(frozen=True, slots=True)
class Rows:
    """The filter, the source, and until when the data are known."""

    waar: exp.Expr | None
    bron: Bron
    peildatum: date
    #: The column with the day on which something happened, and the length of the periods.
    datum: str | None = None
    grain: Grain = Grain.JAAR

    def parse(self, text: str) -> exp.Expr:
        """Return the tree of an expression that was checked before."""
        return bare(self._read(text).tree)

    def by_now(self, moment: exp.Expr) -> exp.Expr:
        """Return the condition that `moment` was known by the peildatum."""
        return exp.LTE(this=moment.copy(), expression=date_literal(self.peildatum))

    def period_of(self, moment: exp.Expr) -> exp.Expr:
        """Return the first day of the period in which `moment` falls."""
        unit = exp.Literal.string(self.grain.unit)
        return exp.cast(exp.func("DATE_TRUNC", unit, moment.copy()), "DATE")

    def type_of(self, text: str) -> Type:
        """Return the type that an expression gives."""
        return self._read(text).type

    def _read(self, text: str) -> Expression:
        expression, errors = parse_expression(text, self.bron.columns)
        if expression is None:
            raise ValueError(f"unchecked expression: {errors}")
        return expression


@dataclass(frozen=True, slots=True)
class Course:
    """What runs from one date to another; open as long as its end was not seen."""

    start: exp.Expr
    end: exp.Expr
    peildatum: date

    @property
    def possible(self) -> exp.Expr:
        """No end before the start."""
        after = exp.GTE(this=self.end.copy(), expression=self.start.copy())
        return exp.or_(exp.Is(this=self.end.copy(), expression=exp.Null()), after)

    @property
    def seen(self) -> exp.Expr:
        """Ended, and known by the peildatum: an end after it had not been seen."""
        return exp.and_(known(self.end), self.until(self.end, self.peildatum))

    def until(self, moment: exp.Expr, day: date) -> exp.Expr:
        """Return the condition that `moment` lies on or before `day`."""
        return exp.LTE(this=moment.copy(), expression=date_literal(day))

    def decided(self, followed_until: date) -> exp.Expr | None:
        """Return the condition that a row can be judged: started by a day, and possible."""
        return together(known(self.start), self.until(self.start, followed_until), self.possible)

    def undecided(self, followed_until: date) -> exp.Expr:
        """Return the opposite of `decided`, true where a date is not known."""
        late = exp.not_(exp.paren(self.until(self.start, followed_until)))
        return exp.or_(unknown(self.start), late, exp.not_(exp.paren(self.possible)))


def date_literal(day: date) -> exp.Expr:
    """Return a date as a node of a query."""
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")
