"""The measure `gestandaardiseerd`: its numerator and denominator, apart for every group.

Each group is a few parts of its own, so that all are counted in the one scan of the source and add
up over areas and periods like any count. The weighing is done at the end, at each level.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from resultaat.compile.parts import Part, count, known, together, total, unknown
from resultaat.compile.rows import Made, Rows
from resultaat.language.documents.gestandaardiseerd import Gestandaardiseerd
from resultaat.language.expressions import Type
from resultaat.language.groepen import range_of


def teller_of(group: int) -> str:
    """Return the role of the numerator of a group, by its place in the list."""
    return f"teller_groep_{group}"


def noemer_of(group: int) -> str:
    """Return the role of the denominator of a group."""
    return f"noemer_groep_{group}"


def gestandaardiseerd(chosen: Gestandaardiseerd, rows: Rows) -> Made:
    """Count per group and in all; what is in no group is set aside, as is what is not known."""
    groups = [_within(chosen.groep, name, rows) for name in chosen.namen]
    in_some = exp.or_(*(each.copy() for each in groups))
    teller = rows.parse(chosen.teller)
    noemer = rows.parse(chosen.noemer) if chosen.noemer is not None else None
    used = known(teller) if noemer is None else known(teller, noemer)
    lost = unknown(teller) if noemer is None else unknown(teller, noemer)
    outside = exp.not_(exp.paren(exp.func("COALESCE", exp.paren(in_some.copy()), exp.false())))
    roles: dict[str, Part] = {
        **_counted(teller, noemer, rows, used, in_some, ("teller", "noemer")),
        "n": count(rows.waar, used, in_some),
        "onbekend": count(rows.waar, exp.or_(lost, outside)),
    }
    for number, group in enumerate(groups):
        names = (teller_of(number), noemer_of(number))
        roles |= _counted(teller, noemer, rows, used, group, names)
    return roles, together(used, in_some)


def _counted(  # noqa: PLR0913, PLR0917  the two sides and which rows
    teller: exp.Expr,
    noemer: exp.Expr | None,
    rows: Rows,
    used: exp.Expr,
    group: exp.Expr,
    names: tuple[str, str],
) -> Mapping[str, Part]:
    above, below = names
    if noemer is None:
        return {
            above: count(rows.waar, used, group, teller),
            below: count(rows.waar, used, group),
        }
    return {
        above: total(teller, rows.waar, used, group),
        below: total(noemer, rows.waar, used, group),
    }


def _within(text: str, name: str, rows: Rows) -> exp.Expr:
    """Return the condition that a row is in a group."""
    value = rows.parse(text)
    if rows.type_of(text) is not Type.NUMBER:
        return exp.EQ(this=exp.paren(value), expression=exp.Literal.string(name))
    span = range_of(name)
    assert span is not None  # noqa: S101  the checks refuse it
    first = exp.GTE(this=exp.paren(value), expression=exp.Literal.number(span.van))
    if span.tot is None:
        return first
    last = exp.LT(this=exp.paren(value.copy()), expression=exp.Literal.number(span.tot))
    return exp.paren(exp.and_(first, last))
