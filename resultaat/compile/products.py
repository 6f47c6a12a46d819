"""Per person first, then over persons: who counts, and products of what a person adds up to.

    rows ─ by person (and area, period) ─ flags p0 …, sums s0 … ─ over persons ─ numbers, products

A person of whom a count is more than nothing needs no flag beside it.

Numbers and sums of products over some persons and over others add up to those over all of them, as
long as nobody is among both. A product that is beyond reckoning makes the whole sum unknown: one
person too many digits, and none is better than the sum of the others (`b0` … count them).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from resultaat.compile.join import layers_of, of_rows, of_source
from resultaat.compile.lift import Layer
from resultaat.compile.observations import GREATEST, times
from resultaat.compile.parts import Aggregate, Part
from resultaat.compile.plan import PerPerson, Persons, column
from resultaat.compile.trees import EXACT, case, cast, is_null, named_as, negated

WHO = "__persoon"


def per_person(step: PerPerson | Persons) -> list[exp.Expr]:
    """Return what is needed of each person: a flag per number, a sum per part of a product."""
    layers = layers_of(step)
    made: list[exp.Expr] = []
    for name, where in _wheres(step, layers).items():
        made.append(named_as(exp.LogicalOr(this=where), name))
    for part, name in _sums(step.parts).items():
        made.append(named_as(of_source(of_rows(part.tree(), layers)), name))
    return made


def per_row(step: Persons) -> list[exp.Expr]:
    """Return the same of a person who has one row: of that row."""
    layers = layers_of(step)
    made: list[exp.Expr] = [named_as(where, name) for name, where in _wheres(step, layers).items()]
    for part, name in _sums(step.parts).items():
        made.append(named_as(of_source(of_rows(part.of_row(), layers)), name))
    return made


def _wheres(step: PerPerson | Persons, layers: list[Layer]) -> dict[str, exp.Expr]:
    """Return by column the condition on a row by which its person is one of those of a number."""
    return {
        name: exp.true() if part.where is None else of_source(of_rows(part.where, layers))
        for name, part in _flags(step.parts).items()
    }


def put_together(parts: Sequence[Part]) -> list[exp.Expr]:
    """Return the same of each person, from what there is of that person in several areas."""
    made: list[exp.Expr] = [
        named_as(exp.LogicalOr(this=exp.column(name)), name) for name in _flags(parts)
    ]
    sums = _sums(parts).items()
    return made + [named_as(part.merged(exp.column(name)), name) for part, name in sums]


def over_persons(parts: Sequence[Part]) -> list[exp.Expr]:
    """Return the numbers and products over some persons; those of no one known are no number."""
    names, flags, made = _sums(parts), _flags(parts), list[exp.Expr]()
    known = negated(is_null(exp.column(WHO)))
    for index, part in enumerate(parts):
        if part.aggregate is Aggregate.DISTINCT:
            own = column(index) in flags
            there = exp.column(column(index)) if own else _some(names[_counted(part)])
            counts = exp.Where(this=exp.And(this=known, expression=there))
            number = exp.Filter(this=exp.Count(this=exp.Star()), expression=counts)
            made.append(named_as(number, column(index)))
            continue
        value = _product(part, names)
        made.append(named_as(exp.Sum(this=value), column(index)))
        if _bounded(part):
            lacks = exp.Sub(this=exp.Count(this=exp.Star()), expression=exp.Count(this=value))
            made.append(named_as(lacks, _beyond(index)))
    return made


def added(parts: Sequence[Part], source: str) -> list[exp.Expr]:
    """Return the same over more persons, from what was made over some of them."""
    return [named_as(exp.Sum(this=exp.column(name, source)), name) for name in names_of(parts)]


def names_of(parts: Sequence[Part]) -> list[str]:
    """Return the columns that `over_persons` and `added` make."""
    return [name for index, part in enumerate(parts) for name in _columns(index, part)]


def finished(parts: Sequence[Part]) -> list[exp.Expr]:
    """Return a column per part; unknown where a product was beyond reckoning."""
    made: list[exp.Expr] = []
    for index, part in enumerate(parts):
        value: exp.Expr = exp.column(column(index))
        if _bounded(part):
            none = exp.EQ(this=exp.column(_beyond(index)), expression=exp.Literal.number(0))
            value = case(none, value)
        elif part.aggregate is Aggregate.PRODUCT:
            value = cast(value, EXACT)
        made.append(named_as(value, column(index)))
    return made


def _columns(index: int, part: Part) -> list[str]:
    return [column(index), *([_beyond(index)] if _bounded(part) else [])]


def _beyond(index: int) -> str:
    return f"b{index}"


def _bounded(part: Part) -> bool:
    """Whether a product can be beyond reckoning; of two counts it never is."""
    return any(each.aggregate is not Aggregate.COUNT for each in part.of)


def _sums(parts: Sequence[Part]) -> dict[Part, str]:
    wanted = dict.fromkeys(each for part in parts for each in part.of)
    return {part: f"s{index}" for index, part in enumerate(wanted)}


def _flags(parts: Sequence[Part]) -> dict[str, Part]:
    """Return the numbers of persons that no count beside them tells already, by column."""
    sums = _sums(parts)
    return {
        column(index): part
        for index, part in enumerate(parts)
        if part.aggregate is Aggregate.DISTINCT and _counted(part) not in sums
    }


def _counted(part: Part) -> Part:
    """Return the number of rows by which somebody is one of the persons of a part."""
    return Part(Aggregate.COUNT, None, part.where)


def _some(name: str) -> exp.Expr:
    return exp.GT(this=exp.column(name), expression=exp.Literal.number(0))


def _product(part: Part, names: dict[Part, str]) -> exp.Expr:
    """The product of two sums of one person; null where one is beyond reckoning."""
    if not _bounded(part):
        one, other = (exp.column(names[each]) for each in part.of)
        return exp.Mul(this=one, expression=other)
    zero = exp.Literal.number(0)
    above, below = (
        exp.Coalesce(this=exp.column(names[each]), expressions=[zero]) for each in part.of
    )
    greatest = exp.Greatest(this=exp.Abs(this=above), expressions=[exp.Abs(this=below)])
    inside = exp.LTE(this=greatest, expression=exp.Literal.number(GREATEST))
    return cast(case(inside, times(above, below)), EXACT)
