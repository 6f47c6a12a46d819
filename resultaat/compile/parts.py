"""Parts: the few aggregates to which every measure is reduced.

A count, a sum, a lowest or highest value, or a number of different values, each over one source
with its own filter. All but the last merge: the part of a gemeente is the sum (or the lowest, or
the highest) of the parts of its buurten. Numbers of different values are asked for at every level.

A product is for intervals: what two parts give per person, multiplied, and then added up over the
persons. It shows how far rows of one person go together. It does not merge: a person can have rows
in two buurten, and counts once in the gemeente.

A part with a `key` is counted apart for every value of the key. Such counts merge too, and a median
or a curve of durations can be made of them, exactly, at any level and over any window.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sqlglot import exp

from resultaat.compile.lift import holds_window
from resultaat.compile.trees import EXACT, case, cast, is_null, negated, paren


class Aggregate(Enum):
    """What a part does with the rows that pass its filter."""

    COUNT = "count"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    DISTINCT = "distinct"
    PRODUCT = "product"


_SIMPLE: dict[Aggregate, type[exp.Sum] | type[exp.Min] | type[exp.Max]] = {
    Aggregate.SUM: exp.Sum,
    Aggregate.MIN: exp.Min,
    Aggregate.MAX: exp.Max,
}


@dataclass(frozen=True)
class Part:
    """One aggregate. Equal parts of different indicators are one part in the plan."""

    aggregate: Aggregate
    value: exp.Expr | None = None
    where: exp.Expr | None = None
    key: exp.Expr | None = None
    #: Of a product: the two parts that are multiplied; `value` is the person.
    of: tuple[Part, ...] = ()

    @property
    def mergeable(self) -> bool:
        """Whether this part of a whole follows from this part of its pieces.

        Not where the rows of a person are looked at together: those lie in several months.
        """
        if holds_window(self.value, self.where):
            return False
        return self.aggregate not in (Aggregate.DISTINCT, Aggregate.PRODUCT)

    @property
    def exact(self) -> bool:
        """Whether the part holds values rather than a number of rows."""
        return self.aggregate in _SIMPLE or self.aggregate is Aggregate.PRODUCT

    def merged(self, pieces: exp.Expr) -> exp.Expr:
        """Return the aggregate that makes this part of a whole from a column of its pieces."""
        return _SIMPLE.get(self.aggregate, exp.Sum)(this=pieces)

    def tree(self) -> exp.Expr:
        """Return the aggregate as a node of a query; a sum of nothing is null, a count is 0."""
        aggregate: exp.Expr
        if self.aggregate is Aggregate.PRODUCT:
            # As it is told; `render.py` writes the query, in two steps.
            person = exp.Null() if self.value is None else paren(self.value)
            pieces = [person, *(each.tree() for each in self.of)]
            return exp.Anonymous(this="PRODUCT_PER_PERSOON", expressions=pieces)
        if self.aggregate is Aggregate.COUNT:
            aggregate = exp.Count(this=exp.Star())
        elif self.aggregate in _SIMPLE:
            return self._exact_tree()
        else:
            assert self.value is not None  # noqa: S101
            aggregate = exp.Count(this=exp.Distinct(expressions=[self.value]))
        return self._filtered(aggregate)

    def of_row(self) -> exp.Expr:
        """Return what a count, sum, lowest or highest gives of one row alone."""
        if self.aggregate is Aggregate.COUNT:
            none, one = exp.Literal.number(0), exp.Literal.number(1)
            return one if self.where is None else case(self.where, one, none)
        assert self.value is not None  # noqa: S101  the others are always of something
        return cast(self.value if self.where is None else case(self.where, self.value), EXACT)

    def _exact_tree(self) -> exp.Expr:
        assert self.value is not None  # noqa: S101  a sum is always of something
        of = _SIMPLE[self.aggregate]
        if isinstance(self.value, exp.Column):
            # A column is exact by its contract: adding it up as it is takes half the time.
            return cast(self._filtered(of(this=self.value)), EXACT)
        return self._filtered(of(this=cast(self.value, EXACT)))

    def _filtered(self, aggregate: exp.Expr) -> exp.Expr:
        if self.where is None:
            return aggregate
        return exp.Filter(this=aggregate, expression=exp.Where(this=self.where))


def count(*conditions: exp.Expr | None) -> Part:
    """Count the rows for which all conditions hold."""
    return Part(Aggregate.COUNT, None, together(*conditions))


def total(value: exp.Expr, *conditions: exp.Expr | None) -> Part:
    """Add up `value` over the rows for which all conditions hold."""
    return Part(Aggregate.SUM, value, together(*conditions))


def lowest(value: exp.Expr, *conditions: exp.Expr | None) -> Part:
    """Find the lowest `value` over the rows for which all conditions hold."""
    return Part(Aggregate.MIN, value, together(*conditions))


def highest(value: exp.Expr, *conditions: exp.Expr | None) -> Part:
    """Find the highest `value` over the rows for which all conditions hold."""
    return Part(Aggregate.MAX, value, together(*conditions))


def count_by(key: exp.Expr, *conditions: exp.Expr | None) -> Part:
    """Count the rows for which all conditions hold, apart for every value of `key`."""
    return Part(Aggregate.COUNT, None, together(*conditions), key)


def different(value: exp.Expr, *conditions: exp.Expr | None) -> Part:
    """Count the different values over the rows for which all conditions hold."""
    return Part(Aggregate.DISTINCT, value, together(*conditions))


def product(one: Part, other: Part, person: exp.Expr) -> Part:
    """Multiply what two parts give per person, and add that up over the persons."""
    return Part(Aggregate.PRODUCT, person, of=(one, other))


def together(*conditions: exp.Expr | None) -> exp.Expr | None:
    """Join conditions with AND, leaving out those that are not there."""
    present = [paren(each) for each in conditions if each is not None]
    return exp.and_(*present, copy=False) if present else None


def known(*values: exp.Expr) -> exp.Expr:
    """Return the condition that none of the values is null."""
    return exp.and_(*(negated(_absent(value)) for value in values), copy=False)


def unknown(*values: exp.Expr) -> exp.Expr:
    """Return the condition that at least one of the values is null."""
    return exp.or_(*(_absent(value) for value in values), copy=False)


def _absent(value: exp.Expr) -> exp.Expr:
    return is_null(paren(value))
