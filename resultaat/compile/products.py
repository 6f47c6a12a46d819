"""Per person first, then over persons: who counts, and products of what a person adds up to.

    rows ─ by person (and area, period) ─ flags p0 …, sums s0 … ─ over persons ─ numbers, products

Numbers and sums of products over some persons and over others add up to those over all of them, as
long as nobody is among both. A product that is beyond reckoning makes the whole sum unknown: one
person too many digits, and none is better than the sum of the others (`b0` … count them).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from resultaat.compile.join import layers_of, of_rows, of_source
from resultaat.compile.observations import GREATEST, times
from resultaat.compile.parts import Aggregate, Part
from resultaat.compile.plan import PerPerson, Persons, column
from resultaat.compile.trees import EXACT, case, cast, is_null, named_as, negated

WHO = "__persoon"


def per_person(step: PerPerson | Persons) -> list[exp.Expr]:
    """Return what is needed of each person: a flag per number, a sum per part of a product."""
    made: list[exp.Expr] = []
    layers = layers_of(step)
    for index, part in enumerate(step.parts):
        if part.aggregate is Aggregate.DISTINCT:
            where = exp.true() if part.where is None else of_source(of_rows(part.where, layers))
            made.append(named_as(exp.LogicalOr(this=where), column(index)))
    for part, name in _sums(step.parts).items():
        made.append(named_as(of_source(of_rows(part.tree(), layers)), name))
    return made


def put_together(parts: Sequence[Part]) -> list[exp.Expr]:
    """Return the same of each person, from what there is of that person in several areas."""
    flags = [column(at) for at, part in enumerate(parts) if part.aggregate is Aggregate.DISTINCT]
    made: list[exp.Expr] = [named_as(exp.LogicalOr(this=exp.column(name)), name) for name in flags]
    sums = _sums(parts).items()
    return made + [named_as(part.merged(exp.column(name)), name) for part, name in sums]


def over_persons(parts: Sequence[Part]) -> list[exp.Expr]:
    """Return the numbers and products over some persons; those of no one known are no number."""
    names, made = _sums(parts), list[exp.Expr]()
    known = negated(is_null(exp.column(WHO)))
    for index, part in enumerate(parts):
        if part.aggregate is Aggregate.DISTINCT:
            flag = exp.column(column(index))
            counts = exp.Where(this=exp.And(this=known, expression=flag))
            number = exp.Filter(this=exp.Count(this=exp.Star()), expression=counts)
            made.append(named_as(number, column(index)))
        else:
            value = _product(part, names)
            lacks = exp.Sub(this=exp.Count(this=exp.Star()), expression=exp.Count(this=value))
            made.append(named_as(exp.Sum(this=value), column(index)))
            made.append(named_as(lacks, _beyond(index)))
    return made


def added(parts: Sequence[Part], source: str) -> list[exp.Expr]:
    """Return the same over more persons, from what was made over some of them."""
    names = [name for index, part in enumerate(parts) for name in _columns(index, part)]
    return [named_as(exp.Sum(this=exp.column(name, source)), name) for name in names]


def names_of(parts: Sequence[Part]) -> list[str]:
    """Return the columns that `over_persons` and `added` make."""
    return [name for index, part in enumerate(parts) for name in _columns(index, part)]


def finished(parts: Sequence[Part]) -> list[exp.Expr]:
    """Return a column per part; unknown where a product was beyond reckoning."""
    made: list[exp.Expr] = []
    for index, part in enumerate(parts):
        value: exp.Expr = exp.column(column(index))
        if part.aggregate is Aggregate.PRODUCT:
            none = exp.EQ(this=exp.column(_beyond(index)), expression=exp.Literal.number(0))
            value = case(none, value)
        made.append(named_as(value, column(index)))
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
    zero = exp.Literal.number(0)
    one, other = (
        exp.Coalesce(this=exp.column(names[each]), expressions=[zero]) for each in part.of
    )
    if all(each.aggregate is Aggregate.COUNT for each in part.of):
        return cast(exp.Mul(this=one, expression=other), EXACT)
    greatest = exp.Greatest(this=exp.Abs(this=one), expressions=[exp.Abs(this=other)])
    inside = exp.LTE(this=greatest, expression=exp.Literal.number(GREATEST))
    return cast(case(inside, times(one, other)), EXACT)
