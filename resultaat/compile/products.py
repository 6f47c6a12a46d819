"""Per person first, then over persons: who counts, and products of what a person adds up to.

    rows ─ by person (and area, period) ─ flags p0 …, sums s0 … ─ over persons ─ numbers, products

Numbers and sums of products over some persons and over others add up to those over all of them, as
long as nobody is among both. A product that is beyond reckoning makes the whole sum unknown: one
person too many digits, and none is better than the sum of the others (`b0` … count them).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from resultaat.compile.join import of_rows, of_source
from resultaat.compile.observations import GREATEST, times
from resultaat.compile.parts import EXACT, Aggregate, Part
from resultaat.compile.plan import PerPerson, Persons, column

WHO = "__persoon"


def per_person(step: PerPerson | Persons) -> list[exp.Expr]:
    """Return what is needed of each person: a flag per number, a sum per part of a product."""
    made: list[exp.Expr] = []
    for index, part in enumerate(step.parts):
        if part.aggregate is Aggregate.DISTINCT:
            where = exp.true() if part.where is None else of_source(of_rows(step, part.where))
            made.append(exp.alias_(exp.LogicalOr(this=where), column(index)))
    for part, name in _sums(step.parts).items():
        made.append(exp.alias_(of_source(of_rows(step, part.tree())), name))
    return made


def over_persons(parts: Sequence[Part]) -> list[exp.Expr]:
    """Return the numbers and products over some persons; those of no one known are no number."""
    names, made = _sums(parts), []
    for index, part in enumerate(parts):
        if part.aggregate is Aggregate.DISTINCT:
            known = exp.not_(exp.Is(this=exp.column(WHO), expression=exp.Null()))
            counts = exp.Where(this=exp.and_(known, exp.column(column(index))))
            number = exp.Filter(this=exp.Count(this=exp.Star()), expression=counts)
            made.append(exp.alias_(number, column(index)))
        else:
            value = _product(part, names)
            lacks = exp.Sub(this=exp.Count(this=exp.Star()), expression=exp.Count(this=value))
            made.append(exp.alias_(exp.Sum(this=value.copy()), column(index)))
            made.append(exp.alias_(lacks, _beyond(index)))
    return made


def added(parts: Sequence[Part], source: str) -> list[exp.Expr]:
    """Return the same over more persons, from what was made over some of them."""
    names = [name for index, part in enumerate(parts) for name in _columns(index, part)]
    return [exp.alias_(exp.Sum(this=exp.column(name, source)), name) for name in names]


def names_of(parts: Sequence[Part]) -> list[str]:
    """Return the columns that `over_persons` and `added` make."""
    return [name for index, part in enumerate(parts) for name in _columns(index, part)]


def finished(parts: Sequence[Part]) -> list[exp.Expr]:
    """Return a column per part; unknown where a product was beyond reckoning."""
    made = []
    for index, part in enumerate(parts):
        value: exp.Expr = exp.column(column(index))
        if part.aggregate is Aggregate.PRODUCT:
            none = exp.EQ(this=exp.column(_beyond(index)), expression=exp.Literal.number(0))
            value = exp.Case().when(none, value)
        made.append(exp.alias_(value, column(index)))
    return made


def _columns(index: int, part: Part) -> list[str]:
    return [column(index), *([_beyond(index)] if part.aggregate is Aggregate.PRODUCT else [])]


def _beyond(index: int) -> str:
    return f"b{index}"


def _sums(parts: Sequence[Part]) -> dict[Part, str]:
    wanted = dict.fromkeys(each for part in parts for each in part.of)
    return {part: f"s{index}" for index, part in enumerate(wanted)}


def _product(part: Part, names: dict[Part, str]) -> exp.Expr:
    """The product of two sums of one person; null where one is beyond reckoning."""
    one, other = (exp.func("COALESCE", exp.column(names[each]), 0) for each in part.of)
    if all(each.aggregate is Aggregate.COUNT for each in part.of):
        return exp.cast(exp.Mul(this=one, expression=other), EXACT)
    greatest = exp.func("GREATEST", exp.func("ABS", one.copy()), exp.func("ABS", other.copy()))
    inside = exp.LTE(this=greatest, expression=exp.Literal.number(GREATEST))
    return exp.cast(exp.Case().when(inside, times(one, other)), EXACT)
