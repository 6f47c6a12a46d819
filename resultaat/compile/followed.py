"""Who stayed, came and left: the parts of two periods, by what the same persons did.

    rows ─ by person, area, period, dimensions ─ in how many of both periods is the person there?
         ─ by area, period, dimensions and groep

    groep        first period            last period
    blijver      there in both           there in both
    uitstromer   there in this one only
    instromer                            there in this one only
    onbekend     rows without a person   rows without a person

A person is in a cell (an area and a value of each dimension) when one of his rows there is part of
the figure. Who moves to another cell leaves the one and comes into the other.
"""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.join import ROWS, layers_of, named, of_rows, rows_of, source_of, trees
from resultaat.compile.parts import count
from resultaat.compile.plan import Followed, column
from resultaat.compile.request import Timing
from resultaat.compile.roll import dimension
from resultaat.compile.rows import date_literal
from resultaat.compile.timing import in_window, is_last, start_of
from resultaat.gebied.codes import ONBEKEND

GROEP = "groep"
PERSONEN = "personen"
_WHO, _THERE, _PERIODS = "__persoon", "__aanwezig", "__periodes"


def followed_query(step: Followed) -> exp.Select:
    """Return the query: gebied, start, groep, dimensions, rijen, personen and the parts."""
    places = [dimension(index) for index in range(len(step.dimensions))]
    there = exp.GT(this=exp.column(_THERE), expression=exp.Literal.number(0))
    cells = [exp.column(name) for name in (_WHO, "gebied", *places)]
    both = exp.Window(this=exp.Count(this=exp.Star()), partition_by=cells)
    judged = (
        exp.select(exp.Star(), exp.alias_(both, _PERIODS))
        .from_(_by_person(step, places).subquery("per_persoon"))
        .where(there)
    )
    keys = ["gebied", "start", GROEP, *places]
    sums = ["rijen", *(column(index) for index in range(len(step.parts)))]
    grouped = exp.select(
        *(_groep(step) if name == GROEP else exp.column(name) for name in keys),
        exp.alias_(exp.Count(this=exp.column(_WHO)), PERSONEN),
        *(exp.alias_(exp.Sum(this=exp.column(name)), name) for name in sums),
    ).from_(judged.subquery("beoordeeld"))
    return grouped.group_by(*(exp.Literal.number(place + 1) for place in range(len(keys))))


def _by_person(step: Followed, places: list[str]) -> exp.Select:
    (roll,) = step.rolls
    moment = exp.column(step.moment.column, ROWS)
    start = start_of(roll, moment)
    ends = [date_literal(each.start) for each in (step.window.first, step.window.last)]
    keys = {
        _WHO: exp.column(step.persoon, ROWS),
        "gebied": exp.column("__gebied", ROWS),
        "start": start,
        **dict(zip(places, (named(each.tree) for each in step.dimensions), strict=True)),
    }
    present = count(None if step.present is None else of_rows(step.present, layers_of(step))).tree()
    query = (
        exp.select(
            *(exp.alias_(tree.copy(), name) for name, tree in keys.items()),
            exp.alias_(present, _THERE),
            exp.alias_(exp.Count(this=exp.Star()), "rijen"),
            *(exp.alias_(tree, column(index)) for index, tree in enumerate(trees(step))),
        )
        .from_(rows_of(step))
        .where(in_window(step, source=ROWS), exp.In(this=start.copy(), expressions=ends))
        .group_by(*(tree.copy() for tree in keys.values()))
    )
    if step.moment.timing is Timing.STAND:
        return query.where(is_last(step, roll, source_of(step), moment))
    return query


def _groep(step: Followed) -> exp.Expr:
    def word(text: str) -> exp.Expr:
        return exp.Literal.string(text)

    nobody = exp.Is(this=exp.column(_WHO), expression=exp.Null())
    both = exp.EQ(this=exp.column(_PERIODS), expression=exp.Literal.number(2))
    last = exp.EQ(this=exp.column("start"), expression=date_literal(step.window.last.start))
    case = exp.Case().when(nobody, word(ONBEKEND)).when(both, word("blijver"))
    return exp.alias_(case.when(last, word("instromer")).else_(word("uitstromer")), GROEP)
