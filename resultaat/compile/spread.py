"""Measures that need the whole spread of a value: median, percentile, durations with open cases.

The rows are counted per value (`count_by`). Those counts add up over areas and periods; the figure
itself is made at the end, at each level, from the counts of that level.
"""

from __future__ import annotations

from datetime import timedelta

from sqlglot import exp

from resultaat.compile.functions import days_between
from resultaat.compile.parts import count, count_by, known, unknown
from resultaat.compile.rows import Course, Made, Rows, date_literal
from resultaat.language.documents.maten import Duur, Percentiel


def mediaan(text: str, rows: Rows) -> Made:
    """Count the rows per value."""
    value = rows.parse(text)
    return {
        "n": count(rows.waar, known(value)),
        "onbekend": count(rows.waar, unknown(value)),
        "per_waarde": count_by(value, rows.waar, known(value)),
    }, known(value)


def percentiel(chosen: Percentiel, rows: Rows) -> Made:
    """Count the rows per value, just as for the median."""
    return mediaan(chosen.van, rows)


def duur(chosen: Duur, rows: Rows) -> Made:
    """Count per number of days what ended, and what was still open when last seen.

    Whoever is open stays in the count for as long as they were followed (Kaplan and Meier, JASA 53,
    1958). Leaving them out would make every waiting list look short.
    """
    course = Course(exp.column(chosen.van), exp.column(chosen.tot), rows.peildatum)
    decided = course.decided(rows.peildatum)
    running = exp.not_(exp.paren(exp.func("COALESCE", course.seen, exp.false())))
    followed = days_between(course.start.copy(), date_literal(rows.peildatum))
    took = days_between(course.start.copy(), course.end.copy())
    days = exp.Case().when(course.seen, took).else_(followed)
    roles = {
        "n": count(rows.waar, decided),
        "onbekend": count(rows.waar, course.undecided(rows.peildatum)),
        "open": count(rows.waar, decided, running),
        "klaar": count_by(days, rows.waar, decided, course.seen),
        "lopend": count_by(days, rows.waar, decided, running),
    }
    if chosen.binnen is not None:
        # What is open past its term cannot change the share any more.
        term = int(chosen.binnen.waarde)
        horizon = rows.peildatum - timedelta(days=term)
        within = exp.LTE(this=took.copy(), expression=exp.Literal.number(term))
        roles["open"] = count(
            rows.waar, decided, running, exp.not_(exp.paren(course.until(course.start, horizon)))
        )
        roles["teller"] = count(rows.waar, decided, course.seen, within)
        roles["noemer"] = roles["n"]
    return roles, decided
