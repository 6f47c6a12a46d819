"""What an interval needs beside its figure: how the observations differ among themselves.

An observation is what can be taken to stand apart from the others. Where a source may hold several
rows of one person, that is the person and not the row: twenty trajecten of two children are two
observations. Then the rows are first added up per person, and these are the parts, by role:

    groepen      number of persons
    tt, tn, nn   sums over persons of teller², teller × noemer and noemer²

From those the variance of a ratio follows exactly as Cochran has it (Sampling Techniques, 1977,
section 6.4; Särndal, Swensson and Wretman, 1992, section 5.6): Σ(teller − ratio × noemer)². Where
each row is a person of its own, only a mean needs a part more: the sum of its squares, `tt`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from resultaat.compile.parts import Aggregate, Part, count, different, known, product, total
from resultaat.compile.trees import case, cast, negated
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.telt import Telt

#: Squares are taken of doubles and added up exactly, up to here. Beyond it there is no interval.
GREATEST = "1000000000000"

#: The roles that only intervals need.
FOR_INTERVALS = ("groepen", "tt", "tn", "nn", "te_groot")
#: Measures of which one number per person is not enough to say how far the figure is certain.
_RATIOS = ("aandeel", "doorlooptijd", "omzetting", "gemiddelde", "verhouding")
_SPREADS = ("mediaan", "percentiel", "duur")


def observations(telt: Telt, bron: Bron, made: Mapping[str, Part]) -> dict[str, Part]:
    """Return the parts by role that the interval of a measure needs, beside those of `made`."""
    if bron.gepubliceerd:
        return {}
    if telt.measure == "verandering_per_persoon":
        return _squares(made["teller"])
    if not _repeats(telt, bron):
        alone = telt.measure == "gemiddelde"
        return _squares(made["teller"]) if alone else {}
    person = _person(bron)
    if telt.measure in _RATIOS:
        teller, noemer = made["teller"], made["noemer"]
        return {
            "groepen": different(person, *_where(noemer)),
            "tt": product(teller, teller, person),
            "tn": product(teller, noemer, person),
            "nn": product(noemer, noemer, person),
        }
    whole = telt.aantal == "rijen" or telt.gestandaardiseerd is not None
    if telt.measure in _SPREADS or whole:
        return {"nn": product(made["n"], made["n"], person)}
    return {}


def persons_once(telt: Telt, bron: Bron, roles: Mapping[str, Part]) -> dict[str, Part]:
    """Count rows instead of different persons, where each row is a person of its own.

    That merges, so a register of all inwoners is read once and not once per level.
    """
    if bron.persoon is None or _repeats(telt, bron):
        return dict(roles)
    person = exp.column(bron.persoon)
    return {
        role: count(known(person), *_where(part))
        if part.aggregate is Aggregate.DISTINCT and part.value == person
        else part
        for role, part in roles.items()
    }


def _repeats(telt: Telt, bron: Bron) -> bool:
    """Whether one person may have several of the rows behind a figure."""
    if bron.persoon is None:
        return False
    # Of a stand the checks refuse a span of several periods, so that one peildatum counts in each.
    once = {bron.persoon, telt.peildatum} if telt.peildatum else {bron.persoon}
    # Of other subjects than persons, one person may have several: each with a last day of its own.
    subjects = set(telt.laatste_per) <= {bron.persoon}
    return not (bron.sleutel and set(bron.sleutel) <= once and subjects)


def _person(bron: Bron) -> exp.Expr:
    """Return who a row is about; a row of nobody known is an observation of its own."""
    assert bron.persoon is not None  # noqa: S101  the caller asks only where there is one
    person: exp.Expr = exp.column(bron.persoon)
    if not bron.kolommen[bron.persoon].mag_leeg or not bron.sleutel:
        return person
    key = exp.func("CONCAT_WS", exp.Literal.string(" "), *(_text(name) for name in bron.sleutel))
    return exp.func("COALESCE", person, exp.DPipe(this=exp.Literal.string("rij "), expression=key))


def _text(name: str) -> exp.Expr:
    return exp.cast(exp.column(name), "TEXT")


def _squares(part: Part) -> dict[str, Part]:
    assert part.value is not None  # noqa: S101  a mean is of something
    size = exp.Abs(this=part.value)
    inside = exp.LTE(this=size, expression=exp.Literal.number(GREATEST))
    square = case(inside, times(part.value, part.value))
    return {
        "tt": total(square, *_where(part)),
        "te_groot": count(*_where(part), negated(inside)),
    }


def times(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    """Return a product as a double: of two exact numbers it would soon have too many digits."""
    return exp.Mul(this=cast(one, "DOUBLE"), expression=cast(other, "DOUBLE"))


def _where(part: Part) -> list[exp.Expr]:
    return [] if part.where is None else [part.where]
