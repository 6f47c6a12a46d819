"""What each measure of `telt` asks of the rows: its parts, by role.

Roles: `teller` and `noemer` make the figure; `n` is the number of rows that it is about;
`onbekend` the rows set aside because the outcome is not known (they are never counted as a no);
`open` those of them whose outcome can still come; under a `Reden` those of which a published
source says why; `personen` the different persons behind it, for disclosure control. What its
interval needs is in `observations.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlglot import exp

from resultaat.compile.functions import days_between
from resultaat.compile.last import last_rows, without_subject
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
from resultaat.compile.person import verandering_per_persoon
from resultaat.compile.rows import Course, Made, Rows
from resultaat.compile.spread import duur, mediaan, percentiel
from resultaat.compile.standard import gestandaardiseerd
from resultaat.core.periods import Grain
from resultaat.language.documents.bestand import Reden, reden_column
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.maten import Termijn, Verhouding
from resultaat.language.documents.telt import Telt

Roles = Mapping[str, Part]


def roles_of(telt: Telt, bron: Bron, peildatum: date, grain: Grain) -> Roles:
    """Return the parts of a measure by role.

    `peildatum` is until when the data are known, `grain` the length of the periods asked for.
    """
    rows, chosen = _rows(telt, bron, peildatum, grain)
    made, outcome = _MEASURES[telt.measure](getattr(telt, telt.measure), chosen)
    if telt.laatste_per:
        made["onbekend"] = without_subject(made.get("onbekend"), rows, telt.laatste_per)
    roles = {**made, **observations(telt, bron, made)}
    if bron.persoon is not None:
        persons = different(exp.column(bron.persoon), chosen.waar, outcome)
        return persons_once(telt, bron, {**roles, "personen": persons})
    return roles


def _rows(telt: Telt, bron: Bron, peildatum: date, grain: Grain) -> tuple[Rows, Rows]:
    """Return the rows that pass the filter, and those of them that count."""
    rows = Rows(None, bron, peildatum, telt.datum, grain)
    if telt.waar is not None:
        rows = replace(rows, waar=rows.parse(telt.waar))
    if not telt.laatste_per or telt.peildatum is None:
        return rows, rows
    return rows, last_rows(rows, telt.laatste_per, telt.peildatum)


def squares_of(telt: Telt, bron: Bron, peildatum: date, grain: Grain) -> Roles:
    """Return the sum of the squares of what the teller adds up, for a spread within a cell.

    Empty for measures whose teller is no sum of a mean: of a sum by itself nobody asks the spread,
    and squares of large amounts do not fit in an exact number. Of a share each value is 0 or 1,
    and its own square.
    """
    value, (_, rows) = telt.gemiddelde, _rows(telt, bron, peildatum, grain)
    if value is not None:
        # As doubles: an exact square has twice the decimals, and 1.545 in six of them overflows.
        tree = exp.cast(exp.paren(rows.parse(value)), "DOUBLE")
        return {"kwadraten": total(exp.Mul(this=tree, expression=tree.copy()), rows.waar)}
    if telt.is_share:
        return {"kwadraten": roles_of(telt, bron, peildatum, grain)["teller"]}
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
        **_reasons(rows, value),
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
        **_reasons(rows, teller, noemer),
    }, both


def _reasons(rows: Rows, *values: exp.Expr) -> dict[str, Part]:
    """Count the rows for which a published source says why a value is not there, by reason."""
    if not rows.bron.gepubliceerd:
        return {}
    columns = {each.name for value in values for each in value.find_all(exp.Column)}
    found: dict[str, Part] = {}
    for reden in Reden:
        stated = [
            exp.EQ(
                this=exp.column(reden_column(name)),
                expression=exp.Literal.string(reden.value),
            )
            for name in sorted(columns)
            if reden in rows.bron.redenen(name)
        ]
        if stated:
            found[reden.value] = count(rows.waar, exp.or_(*stated))
    return found


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
    "gestandaardiseerd": gestandaardiseerd,
    "verandering_per_persoon": verandering_per_persoon,
    "gepubliceerd": _som,
}
