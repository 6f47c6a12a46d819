"""Who has one row in each period: a row is then a person of its own, and needs no adding up.

    rows ─ by person ─ more rows than periods? ─┬─ yes: by person, area, period (`persons.py`)
                                                └─ no: counted as they are

Grouping by person alone is cheap beside grouping by person, area and period; most registers and
many lists of what happened hold most persons once a period. In which periods a person has rows is
a bit each in a few whole numbers.
"""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.join import ROWS, named, of_source, rows_of, source_of, sources_in
from resultaat.compile.parts import Aggregate
from resultaat.compile.plan import Persons
from resultaat.compile.products import WHO, over_persons, per_row
from resultaat.compile.request import Timing
from resultaat.compile.roll import Roll
from resultaat.compile.spans import OWN
from resultaat.compile.timing import in_window, start_of
from resultaat.compile.trees import case, columns, is_null, named_as, negated, select
from resultaat.core.periods import Grain, Period

#: Bits of a whole number that hold a period each, and how many such numbers are worth it.
_BITS, _MOST = 62, 4
#: Of so many persons one is looked at to see whether it is worth telling apart.
_ONE_IN = 64
_SUMMED = (Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN, Aggregate.MAX)


def told_apart(step: Persons) -> bool:
    """Whether persons with one row in each period are told apart from the others."""
    if not step.apart:
        return False
    (roll,) = step.rolls
    happened = step.moment.timing is Timing.GEBEURTENIS and roll.span == OWN
    summed = all(each.aggregate in _SUMMED for part in step.parts for each in part.of)
    return happened and summed and roll.grain is not Grain.DAG and _last(step, roll) < _BITS * _MOST


def several_query(step: Persons) -> exp.Select:
    """Return the query of the persons who have more rows than periods."""
    return _by_person(step, named_as(_who(step), WHO)).having(_more(step), copy=False)


def sample_query(step: Persons) -> exp.Select:
    """Return the query of how many rows some persons have, and those with several among them.

    Which persons follows from who they are alone, so that the answer is always the same.
    """
    number = exp.Mod(
        this=exp.Anonymous(this="HASH", expressions=[_who(step)]),
        expression=exp.Literal.number(_ONE_IN),
    )
    chosen = exp.EQ(this=number, expression=exp.Literal.number(0))
    each = _by_person(
        step, named_as(exp.Count(this=exp.Star()), "rijen"), named_as(_more(step), "meer")
    ).where(chosen, copy=False)
    rows = exp.Sum(this=exp.column("rijen"))
    several = exp.Filter(this=rows, expression=exp.Where(this=exp.column("meer")))
    return select(named_as(rows, "rijen"), named_as(several, "meer")).from_(
        each.subquery("per_persoon", copy=False), copy=False
    )


def _by_person(step: Persons, *values: exp.Expr) -> exp.Select:
    # Whom a row is about stands mostly in the source itself, which is read fastest alone.
    who = _who(step)
    rows = rows_of(step) if sources_in(step.persoon) else source_of(step)
    query = select(*values).from_(rows, copy=False)
    query = query.where(in_window(step, source=ROWS), negated(is_null(who)), copy=False)
    return query.group_by(who, copy=False)


def _more(step: Persons) -> exp.Expr:
    """Return whether a person has more rows than periods."""
    (roll,) = step.rolls
    number = _number(step, roll)
    bits: exp.Expr | None = None
    for first in range(0, _last(step, roll) + 1, _BITS):
        mine = exp.BitwiseCount(this=exp.BitwiseOrAgg(this=_bit(number, first)))
        bits = mine if bits is None else exp.Add(this=bits, expression=mine)
    assert bits is not None  # noqa: S101  there are periods
    return exp.GT(this=exp.Count(this=exp.Star()), expression=bits)


def single_pieces(step: Persons, several: str) -> exp.Select:
    """Return the numbers and products over who has one row in each period, by area and period."""
    (roll,) = step.rolls
    moment = exp.column(step.moment.column, ROWS)
    keys = {
        WHO: _who(step),
        "gebied": exp.column("__gebied", ROWS),
        "start": start_of(roll, moment),
    }
    rows = select(*(named_as(tree, name) for name, tree in keys.items()), *per_row(step))
    rows = rows.from_(rows_of(step), copy=False)
    rows = rows.where(in_window(step, source=ROWS), is_single(step, several), copy=False)
    own = columns("gebied", "start")
    query = select(*own, *over_persons(step.parts)).from_(
        rows.subquery("eenmalig", copy=False), copy=False
    )
    return query.group_by(*own, copy=False)


def is_single(step: Persons, several: str) -> exp.Expr:
    """Return the condition that a row is of a person who has one in each period."""
    who = _who(step)
    return exp.And(this=negated(is_null(who)), expression=negated(_among(who, several)))


def is_several(step: Persons, several: str) -> exp.Expr:
    """Return the condition that a row is of any other person, or of nobody known."""
    who = _who(step)
    return exp.Or(this=is_null(who), expression=_among(who, several))


def _among(who: exp.Expr, several: str) -> exp.In:
    names = select(exp.column(WHO)).from_(exp.to_table(several), copy=False)
    return exp.In(this=who, query=exp.Subquery(this=names))


def _who(step: Persons) -> exp.Expr:
    return of_source(named(step.persoon))


def _last(step: Persons, roll: Roll) -> int:
    """Return the number of the last period, from nothing on."""
    first = Period.holding(step.since, roll.grain)
    last = Period.holding(step.until, roll.grain)
    months = 12 * (last.start.year - first.start.year) + last.start.month - first.start.month
    return months // max(roll.grain.months, 1)


def _number(step: Persons, roll: Roll) -> exp.Expr:
    """Return the number of the period in which a row lies, from nothing on."""
    moment = exp.column(step.moment.column, ROWS)
    first, grain = Period.holding(step.since, roll.grain).start, roll.grain
    if grain is Grain.JAAR:
        return exp.Sub(this=exp.Year(this=moment), expression=exp.Literal.number(first.year))
    of_year = exp.Quarter(this=moment) if grain is Grain.KWARTAAL else exp.Month(this=moment)
    per_year = 12 // grain.months
    years = exp.Mul(this=exp.Year(this=moment), expression=exp.Literal.number(per_year))
    begin = first.year * per_year + (first.month - 1) // grain.months + 1
    whole = exp.Add(this=years, expression=of_year)
    return exp.Sub(this=whole, expression=exp.Literal.number(begin))


def _bit(number: exp.Expr, first: int) -> exp.Expr:
    """Return the bit of a period, in the whole number of those from `first` on; else none."""
    zero, one = exp.Literal.number(0), exp.cast(exp.Literal.number(1), "BIGINT")
    place: exp.Expr = exp.paren(number)
    if first:
        place = exp.paren(exp.Sub(this=place, expression=exp.Literal.number(first)))
    inside = exp.Between(this=place, low=zero, high=exp.Literal.number(_BITS - 1))
    return case(inside, exp.BitwiseLeftShift(this=one, expression=place), zero)
