"""What each measure of `telt` asks of the rows: its parts, by role.

Roles: `teller` and `noemer` make the figure; `n` is the number of rows that it is about;
`onbekend` the rows set aside because the outcome is not known (they are never counted as a no);
`open` those of them whose outcome can still come; `personen` the different persons behind it, for
disclosure control. What its interval needs is in `observations.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from sqlglot import exp

from resultaat.compile.functions import days_between
from resultaat.compile.observations import observations, persons_once
from resultaat.compile.parts import (
    Part,
    count,
    different,
    highest,
    known,
    lowest,
    together,
    total,
    unknown,
)
from resultaat.compile.rows import Course, Made, Rows
from resultaat.compile.spread import duur, mediaan, percentiel
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.maten import Termijn, Verhouding
from resultaat.language.documents.telt import Telt

Roles = Mapping[str, Part]


def roles_of(telt: Telt, bron: Bron, peildatum: date) -> Roles:
    """Return the parts of a measure by role. `peildatum` is until when the data are known."""
    rows = Rows(None, bron, peildatum)
    if telt.waar is not None:
        rows = Rows(rows.parse(telt.waar), bron, peildatum)
    made, outcome = _MEASURES[telt.measure](getattr(telt, telt.measure), rows)
    roles = {**made, **observations(telt, bron, made)}
    if bron.persoon is not None:
        persons = different(exp.column(bron.persoon), rows.waar, outcome)
        return persons_once(telt, bron, {**roles, "personen": persons})
    return roles


def squares_of(telt: Telt, bron: Bron, peildatum: date) -> Roles:
    """Return the sum of the squares of what the teller adds up, for a spread within a cell.

    Empty for measures whose teller is no sum of a mean: of a sum by itself nobody asks the spread,
    and squares of large amounts do not fit in an exact number. Of a share each value is 0 or 1,
    and its own square.
    """
    rows = Rows(None, bron, peildatum)
    value, waar = telt.gemiddelde, rows.parse(telt.waar) if telt.waar else None
    if value is not None:
        tree = rows.parse(value)
        return {"kwadraten": total(exp.Mul(this=exp.paren(tree), expression=exp.paren(tree)), waar)}
    if telt.is_share:
        return {"kwadraten": roles_of(telt, bron, peildatum)["teller"]}
    return {}


def _aantal(what: str, rows: Rows) -> Made:
    teller = count(rows.waar)
    if what == "personen":
        assert rows.bron.persoon is not None  # noqa: S101  the checks refuse it
        teller = different(exp.column(rows.bron.persoon), rows.waar)
    return {"teller": teller, "n": count(rows.waar)}, None


def _som(text: str, rows: Rows) -> Made:
    value = rows.parse(text)
    return {
        "teller": total(value, rows.waar),
        "n": count(rows.waar, known(value)),
        "onbekend": count(rows.waar, unknown(value)),
    }, known(value)


def _gemiddelde(text: str, rows: Rows) -> Made:
    roles, outcome = _som(text, rows)
    return {**roles, "noemer": roles["n"]}, outcome


def _aandeel(text: str, rows: Rows) -> Made:
    outcome = rows.parse(text)
    noemer = count(rows.waar, known(outcome))
    return {
        "teller": count(rows.waar, outcome),
        "noemer": noemer,
        "n": noemer,
        "onbekend": count(rows.waar, unknown(outcome)),
    }, known(outcome)


def _termijn(term: Termijn, rows: Rows) -> Made:
    """The share for which the end came within the term, of all that could have been.

    A row counts once the whole term has passed since its start, ended or not. Leaving out those
    who still wait while counting the quick ones would flatter; so would counting an end before
    its start. Both are set aside as `onbekend`. A long wait and a late return are the same sum.
    """
    course = Course(exp.column(term.van), exp.column(term.tot), rows.peildatum)
    days = int(term.binnen.waarde)
    horizon = rows.peildatum - timedelta(days=days)
    decided = course.decided(horizon)
    took = days_between(course.start.copy(), course.end.copy())
    within = exp.LTE(this=took, expression=exp.Literal.number(days))
    noemer = count(rows.waar, decided)
    late = exp.not_(exp.paren(course.until(course.start, horizon)))
    return {
        "teller": count(rows.waar, decided, together(course.seen, within)),
        "noemer": noemer,
        "n": noemer,
        "onbekend": count(rows.waar, course.undecided(horizon)),
        "open": count(rows.waar, late),
    }, decided


def _minimum(text: str, rows: Rows) -> Made:
    roles, outcome = _som(text, rows)
    return {**roles, "teller": lowest(rows.parse(text), rows.waar)}, outcome


def _maximum(text: str, rows: Rows) -> Made:
    roles, outcome = _som(text, rows)
    return {**roles, "teller": highest(rows.parse(text), rows.waar)}, outcome


def _verhouding(ratio: Verhouding, rows: Rows) -> Made:
    """Both sums over the rows where both are known, so that they are about the same."""
    teller, noemer = rows.parse(ratio.teller), rows.parse(ratio.noemer)
    both = known(teller, noemer)
    return {
        "teller": total(teller, rows.waar, both),
        "noemer": total(noemer, rows.waar, both),
        "n": count(rows.waar, both),
        "onbekend": count(rows.waar, unknown(teller, noemer)),
    }, both


_MEASURES: dict[str, Callable[..., Made]] = {
    "aantal": _aantal,
    "som": _som,
    "gemiddelde": _gemiddelde,
    "minimum": _minimum,
    "maximum": _maximum,
    "mediaan": mediaan,
    "percentiel": percentiel,
    "aandeel": _aandeel,
    "doorlooptijd": _termijn,
    "omzetting": _termijn,
    "duur": duur,
    "verhouding": _verhouding,
    "gepubliceerd": _som,
}
