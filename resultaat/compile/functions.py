"""The Dutch functions of an expression, and division, written out in plain SQL.

    leeftijd_op(geboren, op) < 18    →    (YEAR(op) - YEAR(geboren) - CASE … END) < 18

Only what every engine reads alike is used: years, months and days of a date, days between two
dates, rounding of exact numbers. What engines name alike but count otherwise (months and years
between dates, age) is built from those here. Whoever is born on 29 February has her birthday on
1 March in other years; a month that began on the 31st is full on the first day after a shorter one.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp


def expand(tree: exp.Expr) -> exp.Expr:
    """Return a copy of `tree` without functions of our own and with every division guarded."""
    # In a copy under a node of its own, so that the root can be replaced like any other; the
    # deepest first, so that a function finds its arguments written out already.
    holder = exp.Paren(this=tree.copy())
    for node in reversed(list(holder.find_all(exp.Anonymous, exp.Div, exp.Sub))):
        if isinstance(node, exp.Anonymous):
            if (lower := _FUNCTIONS.get(node.name)) is not None:
                node.replace(lower(*node.expressions))
        elif isinstance(node, exp.Div):
            node.replace(_divided(node.this, node.expression))
        elif node.meta_get("days"):
            node.replace(days_between(node.expression, node.this))
    # Out of its holder: for some engines the writer looks at what a query stands in.
    written: exp.Expr = holder.this.pop()
    return written


def days_between(start: exp.Expr, end: exp.Expr) -> exp.Expr:
    """Return the whole days from one date to another; less than zero where `end` comes first."""
    return exp.DateDiff(this=end.copy(), expression=start.copy())


def _age(born: exp.Expr, day: exp.Expr) -> exp.Expr:
    """Whole years since a birth; null before it, which is a mistake in the data and no age."""
    years = _full(born, day, _year, _within_year)
    return exp.Case().when(exp.GTE(this=day.copy(), expression=born.copy()), years)


def _months_between(start: exp.Expr, end: exp.Expr) -> exp.Expr:
    return _either_way(start, end, _month_number, exp.Day)


def _years_between(start: exp.Expr, end: exp.Expr) -> exp.Expr:
    return _either_way(start, end, _year, _within_year)


_Of = Callable[..., exp.Expr]


def _either_way(start: exp.Expr, end: exp.Expr, unit: _Of, rest: _Of) -> exp.Expr:
    """Count backwards as forwards: from b to a is minus from a to b."""
    backwards = exp.Neg(this=_full(end, start, unit, rest))
    forwards = exp.GTE(this=end.copy(), expression=start.copy())
    return exp.Case().when(forwards, _full(start, end, unit, rest)).else_(backwards)


def _full(start: exp.Expr, end: exp.Expr, unit: _Of, rest: _Of) -> exp.Expr:
    """Units that are full: those between, less the last one where it is not full yet."""
    unfinished = exp.LT(this=_of(rest, end), expression=_of(rest, start))
    last = exp.Case().when(unfinished, exp.Literal.number(1)).else_(exp.Literal.number(0))
    between = exp.Sub(this=_of(unit, end), expression=_of(unit, start))
    return exp.paren(exp.Sub(this=between, expression=last))


def _of(unit: _Of, date: exp.Expr) -> exp.Expr:
    return unit(this=date.copy())


def _year(this: exp.Expr) -> exp.Expr:
    return exp.Year(this=this)


def _month_number(this: exp.Expr) -> exp.Expr:
    years = exp.Mul(this=exp.Year(this=this.copy()), expression=exp.Literal.number(12))
    return exp.paren(exp.Add(this=years, expression=exp.Month(this=this.copy())))


def _within_year(this: exp.Expr) -> exp.Expr:
    """Order the days of a year alike in leap years and others: 229 lies between 228 and 301."""
    months = exp.Mul(this=exp.Month(this=this.copy()), expression=exp.Literal.number(100))
    return exp.paren(exp.Add(this=months, expression=exp.Day(this=this.copy())))


def _divided(above: exp.Expr, below: exp.Expr) -> exp.Expr:
    """Null where the divisor is zero; rounded to 8 decimals, so that sums stay exact."""
    guarded = exp.Nullif(this=exp.cast(below.copy(), "DOUBLE"), expression=exp.Literal.number(0))
    # `safe` and `typed` say that the division is written as it is meant: no engine's own rules.
    whole = exp.Div(
        this=exp.cast(above.copy(), "DOUBLE"), expression=guarded, typed=False, safe=False
    )
    return exp.cast(whole, "DECIMAL(38, 8)")


_FUNCTIONS: dict[str, Callable[..., exp.Expr]] = {
    "leeftijd_op": _age,
    "dagen_tussen": days_between,
    "maanden_tussen": _months_between,
    "jaren_tussen": _years_between,
    "jaar_van": lambda day: exp.Year(this=day.copy()),
    "maand_van": lambda day: exp.Month(this=day.copy()),
    "begint_met": lambda text, start: exp.StartsWith(this=text.copy(), expression=start.copy()),
    "anders": lambda value, other: exp.Coalesce(this=value.copy(), expressions=[other.copy()]),
    "afgerond": lambda value, decimals: exp.Round(this=value.copy(), decimals=decimals.copy()),
}
