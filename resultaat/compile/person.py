"""The measure `verandering_per_persoon`: the last measurement of a person minus the first.

A person counts once in a period, in the area of the last measurement in it: buurten then add up to
the gemeente, also where somebody moved. Two measurements on one day have no order; their mean is
the measurement of that day. Whoever was measured on one day only is set aside as `onbekend`, and so
is a row without a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlglot import exp

from resultaat.compile.functions import days_between
from resultaat.compile.parts import count, known, together, total, unknown
from resultaat.compile.rows import Made, Rows, date_literal
from resultaat.language.documents.gestandaardiseerd import VeranderingPerPersoon

_EXACT = "DECIMAL(38, 8)"


def verandering_per_persoon(chosen: VeranderingPerPersoon, rows: Rows) -> Made:
    """Compare, for each person, the last measurement in the period with the first."""
    person, day = _person_and_day(rows)
    value = rows.parse(chosen.van)
    mine = _together(rows.waar, known(person), rows.by_now(day))
    # Null where a row is no measurement, so that those that are stand together.
    measured = _one(exp.and_(mine.copy(), known(value)))
    period = rows.period_of(day)
    of_day = exp.cast(_window(exp.Avg(this=exp.paren(value)), [person, measured, day]), _EXACT)
    term = int(chosen.binnen.waarde) if chosen.binnen is not None else None
    stretch = [person, measured] if term is not None else [person, measured, period]
    first = _from_then(exp.FirstValue(this=of_day.copy()), stretch, day, term)
    first_day = _from_then(exp.Min(this=day.copy()), stretch, day, term)
    last = _last(person, day, measured, mine, period)
    later = exp.LT(this=first_day, expression=day.copy())
    changed = _together(mine, last, exp.not_(_null(measured)), later)
    alone = _together(mine, last, exp.or_(_null(measured), exp.not_(exp.paren(later.copy()))))
    nobody = _together(rows.waar, unknown(person))
    n = count(changed)
    return {
        "teller": total(exp.Sub(this=of_day, expression=first), changed),
        "noemer": n,
        "n": n,
        "onbekend": count(exp.or_(exp.paren(alone), exp.paren(nobody))),
    }, changed


def _person_and_day(rows: Rows) -> tuple[exp.Expr, exp.Expr]:
    assert rows.bron.persoon is not None  # noqa: S101  the checks refuse it
    assert rows.datum is not None  # noqa: S101
    return exp.column(rows.bron.persoon), exp.column(rows.datum)


def _last(
    person: exp.Expr, day: exp.Expr, measured: exp.Expr, mine: exp.Expr, period: exp.Expr
) -> exp.Expr:
    """Return whether a row is the one by which its person counts: the last measurement, if any."""
    latest = exp.Ordered(this=day.copy(), desc=True, nulls_first=False)
    order = [exp.Ordered(this=_order(measured)), latest, exp.Ordered(this=exp.column("__gebied"))]
    place = _window(exp.RowNumber(), [person, _one(mine), period], order)
    return exp.EQ(this=place, expression=exp.Literal.number(1))


def _from_then(
    what: exp.Expr, partition: Sequence[exp.Expr], day: exp.Expr, term: int | None
) -> exp.Expr:
    """Return `what` over all up to this row; with a term, no more days back than that."""
    number = days_between(date_literal(date(1900, 1, 1)), day)
    order = [exp.Ordered(this=number)]
    if term is None:
        return _window(what, partition, order)
    return _window(
        what,
        partition,
        order,
        exp.WindowSpec(
            kind="RANGE",
            start=exp.Literal.number(term),
            start_side="PRECEDING",
            end="CURRENT ROW",
        ),
    )


def _window(
    what: exp.Expr,
    partition: Sequence[exp.Expr],
    order: Sequence[exp.Expr] = (),
    spec: exp.Expr | None = None,
) -> exp.Expr:
    return exp.Window(
        this=what,
        partition_by=[each.copy() for each in partition],
        order=exp.Order(expressions=list(order)) if order else None,
        spec=spec,
    )


def _one(condition: exp.Expr) -> exp.Expr:
    return exp.Case().when(condition.copy(), exp.Literal.number(1))


def _order(flag: exp.Expr) -> exp.Expr:
    return exp.func("COALESCE", exp.Neg(this=exp.paren(flag.copy())), exp.Literal.number(0))


def _null(value: exp.Expr) -> exp.Expr:
    return exp.Is(this=exp.paren(value.copy()), expression=exp.Null())


def _together(*conditions: exp.Expr | None) -> exp.Expr:
    joined = together(*conditions)
    assert joined is not None  # noqa: S101  one of them is always there
    return joined
