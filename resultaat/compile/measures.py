"""What each measure of `telt` asks of the rows: its parts, by role.

Roles: `teller` and `noemer` make the figure; `n` is the number of rows that it is about;
`onbekend` the rows set aside because the outcome is not known (they are never counted as a no);
`open` those of them whose outcome can still come; `personen` the different persons behind it, for
disclosure control.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlglot import exp

from resultaat.compile.functions import days_between
from resultaat.compile.parts import Part, count, different, known, together, total, unknown
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.telt import Doorlooptijd, Telt, Verhouding
from resultaat.language.expressions import parse_expression

Roles = Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that a measure is about: the filter, the source, and what was known when."""

    waar: exp.Expr | None
    bron: Bron
    peildatum: date

    def parse(self, text: str) -> exp.Expr:
        """Return the tree of an expression that was checked before."""
        expression, errors = parse_expression(text, self.bron.columns)
        if expression is None:
            raise ValueError(f"unchecked expression: {errors}")
        return expression.tree


def roles_of(telt: Telt, bron: Bron, peildatum: date) -> Roles:
    """Return the parts of a measure by role. `peildatum` is until when the data are known."""
    rows = _Rows(None, bron, peildatum)
    if telt.waar is not None:
        rows = _Rows(rows.parse(telt.waar), bron, peildatum)
    roles, outcome = _MEASURES[telt.measure](getattr(telt, telt.measure), rows)
    if bron.persoon is not None:
        persons = different(exp.column(bron.persoon), rows.waar, outcome)
        return {**roles, "personen": persons}
    return roles


_Made = tuple[dict[str, Part], exp.Expr | None]


def _aantal(what: str, rows: _Rows) -> _Made:
    teller = count(rows.waar)
    if what == "personen":
        assert rows.bron.persoon is not None  # noqa: S101  the checks refuse it
        teller = different(exp.column(rows.bron.persoon), rows.waar)
    return {"teller": teller, "n": count(rows.waar)}, None


def _som(text: str, rows: _Rows) -> _Made:
    value = rows.parse(text)
    return {
        "teller": total(value, rows.waar),
        "n": count(rows.waar, known(value)),
        "onbekend": count(rows.waar, unknown(value)),
    }, known(value)


def _gemiddelde(text: str, rows: _Rows) -> _Made:
    roles, outcome = _som(text, rows)
    return {**roles, "noemer": roles["n"]}, outcome


def _aandeel(text: str, rows: _Rows) -> _Made:
    outcome = rows.parse(text)
    noemer = count(rows.waar, known(outcome))
    return {
        "teller": count(rows.waar, outcome),
        "noemer": noemer,
        "n": noemer,
        "onbekend": count(rows.waar, unknown(outcome)),
    }, known(outcome)


def _doorlooptijd(term: Doorlooptijd, rows: _Rows) -> _Made:
    """The share that was ready within the term, of all that could have been.

    A row counts once the whole term has passed since its start, ready or not. Leaving out those
    who still wait while counting the quick ones would flatter; so would counting an end before
    its start. Both are set aside as `onbekend`.
    """
    start, end = exp.column(term.van), exp.column(term.tot)
    days = int(term.binnen.waarde)
    horizon = rows.peildatum - timedelta(days=days)
    followed = exp.LTE(this=start, expression=_date(horizon))
    possible = exp.or_(exp.Is(this=end, expression=exp.Null()), exp.GTE(this=end, expression=start))
    decided = together(known(start), followed, possible)
    # Arithmetic on what was known by the peildatum: an end after it had not been seen.
    seen = exp.LTE(this=end, expression=_date(rows.peildatum))
    within = exp.LTE(this=days_between(start, end), expression=exp.Literal.number(days))
    noemer = count(rows.waar, decided)
    undecided = exp.or_(
        unknown(start), exp.not_(exp.paren(followed)), exp.not_(exp.paren(possible))
    )
    return {
        "teller": count(rows.waar, decided, together(known(end), seen, within)),
        "noemer": noemer,
        "n": noemer,
        "onbekend": count(rows.waar, undecided),
        "open": count(rows.waar, exp.not_(exp.paren(followed))),
    }, decided


def _verhouding(ratio: Verhouding, rows: _Rows) -> _Made:
    """Both sums over the rows where both are known, so that they are about the same."""
    teller, noemer = rows.parse(ratio.teller), rows.parse(ratio.noemer)
    both = known(teller, noemer)
    return {
        "teller": total(teller, rows.waar, both),
        "noemer": total(noemer, rows.waar, both),
        "n": count(rows.waar, both),
        "onbekend": count(rows.waar, unknown(teller, noemer)),
    }, both


_MEASURES: dict[str, Callable[..., _Made]] = {
    "aantal": _aantal,
    "som": _som,
    "gemiddelde": _gemiddelde,
    "aandeel": _aandeel,
    "doorlooptijd": _doorlooptijd,
    "verhouding": _verhouding,
    "gepubliceerd": _som,
}


def _date(day: date) -> exp.Expr:
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")
