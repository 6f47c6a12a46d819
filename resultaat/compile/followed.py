"""Who stayed, came and left: the parts of two periods, by what the same persons did.

    rows ─ by person, area, dimensions ─ the parts of the first and the last period side by side
         ─ by area, dimensions, there in the first?, there in the last? ─ by period and groep

    groep        first period            last period
    blijver      there in both           there in both
    uitstromer   there in this one only
    instromer                            there in this one only
    onbekend     rows without a person   rows without a person

A person is in a cell (an area and a value of each dimension) when one of his rows there is part of
the figure. Who moves to another cell leaves the one and comes into the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from resultaat.compile.join import ROWS, named, rows_of, source_of, trees
from resultaat.compile.parts import Part, count, together
from resultaat.compile.plan import Followed, column
from resultaat.compile.request import Timing
from resultaat.compile.roll import dimension
from resultaat.compile.rows import date_literal
from resultaat.compile.timing import in_window, is_last
from resultaat.compile.trees import columns, named_as, select
from resultaat.core.periods import Period
from resultaat.gebied.codes import ONBEKEND

GROEP = "groep"
PERSONEN = "personen"
_WHO, _NOBODY, _ENDS = "__persoon", "__niemand", "uiteinden"
#: Whether somebody is there in the first, and in the last period.
_THERE = ("__eerst", "__laatst")


def followed_query(step: Followed) -> exp.Select:
    """Return the query: gebied, start, groep, dimensions, rijen, personen and the parts."""
    places = [dimension(index) for index in range(len(step.dimensions))]
    first, last = (date_literal(each.start) for each in (step.window.first, step.window.last))
    is_first = exp.EQ(this=exp.column("start", _ENDS), expression=first)
    values = _values(step)
    half = len(values) // 2
    chosen = [
        named_as(_either(is_first, exp.column(van), exp.column(tot)), name)
        for name, van, tot in zip(
            ["rijen", *(column(index) for index in range(half - 1))],
            values[:half],
            values[half:],
            strict=True,
        )
    ]
    keys = [exp.column("gebied"), exp.column("start", _ENDS), _groep(is_first), *columns(*places)]
    query = select(*keys, exp.column(PERSONEN), *chosen)
    query = query.from_(_by_area(step, places).subquery("per_gebied", copy=False), copy=False)
    ends = exp.values([(first,), (last,)], alias=_ENDS, columns=["start"])
    there = _either(is_first, *columns(*_THERE))
    return query.join(ends, join_type="cross", copy=False).where(there, copy=False)


def _by_area(step: Followed, places: Sequence[str]) -> exp.Select:
    """Add persons up who did the same: the parts of both periods beside each other."""
    none = exp.Literal.number(0)
    keys = {
        **{name: exp.column(name) for name in ("gebied", *places)},
        _NOBODY: exp.Is(this=exp.column(_WHO), expression=exp.Null()),
        **{name: exp.GT(this=exp.column(name), expression=none) for name in _THERE},
    }
    query = select(
        *(named_as(tree, name) for name, tree in keys.items()),
        named_as(exp.Count(this=exp.column(_WHO)), PERSONEN),
        *(named_as(exp.Sum(this=exp.column(name)), name) for name in _values(step)),
    )
    query = query.from_(_by_person(step, places).subquery("per_persoon", copy=False), copy=False)
    return query.group_by(*keys.values(), copy=False)


def _by_person(step: Followed, places: Sequence[str]) -> exp.Select:
    ends = [_within(step, each) for each in (step.window.first, step.window.last)]
    twice = replace(step, parts=tuple(part for end in ends for part in _of_end(step, end)))
    keys = {
        _WHO: exp.column(step.persoon, ROWS),
        "gebied": exp.column("__gebied", ROWS),
        **dict(zip(places, (named(each.tree) for each in step.dimensions), strict=True)),
    }
    query = select(
        *(named_as(tree, name) for name, tree in keys.items()),
        *(named_as(tree, name) for name, tree in zip(_names(step), trees(twice), strict=True)),
    )
    query = query.from_(rows_of(twice), copy=False)
    query = query.where(in_window(step, source=ROWS), exp.or_(*ends), copy=False)
    if step.moment.timing is Timing.STAND:
        (roll,) = step.rolls
        moment = exp.column(step.moment.column, ROWS)
        query = query.where(is_last(step, roll, source_of(step), moment), copy=False)
    return query.group_by(*keys.values(), copy=False)


def _of_end(step: Followed, end: exp.Expr) -> list[Part]:
    """Return what is counted of one of both periods: who is there, the rows, and the parts."""
    own = (replace(part, where=together(part.where, end)) for part in step.parts)
    return [count(step.present, end), count(end), *own]


def _names(step: Followed) -> list[str]:
    values = _values(step)
    half = len(values) // 2
    return [_THERE[0], *values[:half], _THERE[1], *values[half:]]


def _values(step: Followed) -> list[str]:
    """Return the columns of the rows and the parts: of the first period, then of the last."""
    return [column(index) for index in range(2 * (len(step.parts) + 1))]


def _within(step: Followed, period: Period) -> exp.Expr:
    return exp.Between(
        this=exp.column(step.moment.column),
        low=date_literal(period.start),
        high=date_literal(period.end),
    )


def _either(is_first: exp.Expr, first: exp.Expr, last: exp.Expr) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=is_first, true=first)], default=last)


def _groep(is_first: exp.Expr) -> exp.Expr:
    def word(text: str) -> exp.Expr:
        return exp.Literal.string(text)

    both = exp.And(this=exp.column(_THERE[0]), expression=exp.column(_THERE[1]))
    case = exp.Case().when(exp.column(_NOBODY), word(ONBEKEND)).when(both, word("blijver"))
    return named_as(case.when(is_first, word("uitstromer")).else_(word("instromer")), GROEP)
