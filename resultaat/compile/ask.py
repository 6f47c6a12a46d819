"""What an analysis wants to know: the parts of an indicator by area, period and dimension.

An analysis declares asks and gets a frame for each (`engine/answer.py`); it never runs a query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from resultaat.compile.measures import squares_of
from resultaat.compile.observations import FOR_INTERVALS
from resultaat.compile.parts import Aggregate
from resultaat.compile.request import Request, Window, request_of
from resultaat.compile.roll import Dimension
from resultaat.compile.spans import OWN
from resultaat.compile.trees import bare
from resultaat.gebied.codes import ONBEKEND
from resultaat.language.catalog import Catalog
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.expressions import parse_expression
from resultaat.language.expressions.types import Type
from resultaat.language.groepen import BEZET

#: What can be told apart by who stayed, came and left.
_FOLLOWED = ("teller", "noemer", "n", "kwadraten")
#: What only the figures of an indicator itself need.
_NOT_ASKED = ("personen_periode", *FOR_INTERVALS)
_SPREADS = ("mediaan", "percentiel", "duur")


@dataclass(frozen=True, slots=True)
class Ask:
    """The parts of `indicator` in each period of `window`, by area and dimension.

    A dimension is an expression over the source, mostly a column: `aanbieder`,
    `inwoners.leeftijdsgroep`. A row counts under the value that it has itself: as it was on the
    date of what happened. With `followed`, the parts of the first and the last period of the
    window, apart for who stayed, came and left (see `followed.py`).
    """

    indicator: str
    window: Window
    dimensions: tuple[str, ...] = ()
    followed: bool = False

    def __str__(self) -> str:
        by = f" naar {', '.join(self.dimensions)}" if self.dimensions else ""
        periods = f"{self.window.first.label} - {self.window.last.label}"
        how = ", gevolgd" if self.followed else ""
        return f"{self.indicator}{by} ({periods}, bekend op {self.window.peildatum}{how})"


def requests_asked(catalog: Catalog, asks: Sequence[Ask]) -> dict[Ask, Request]:
    """Return a request for every ask over a checked catalog.

    Raises ValueError where no such request exists: a formula (ask its operands), a spread of
    values, a dimension that names persons, persons that are to be followed where there are none.
    """
    return {ask: _request(catalog, ask) for ask in asks}


def dimensions_of(asks: Sequence[Ask]) -> Mapping[str, tuple[str, ...]]:
    """Return the dimensions asked of each indicator, for who loads the sources they stand in."""
    found: dict[str, tuple[str, ...]] = {}
    for ask in asks:
        found[ask.indicator] = tuple(
            dict.fromkeys((*found.get(ask.indicator, ()), *ask.dimensions))
        )
    return found


def _request(catalog: Catalog, ask: Ask) -> Request:
    telt = catalog.indicator(ask.indicator).telt
    if telt.formule is not None or telt.measure in _SPREADS:
        raise ValueError(f"{ask.indicator} has no parts that can be split up")
    bron = catalog.bronnen[telt.bron].doc
    request = request_of(catalog, ask.indicator, ask.window, ask.window.first)
    roles = {role: part for role, part in request.roles.items() if role not in _NOT_ASKED}
    roles |= squares_of(telt, bron, ask.window.peildatum, ask.window.grain)
    if ask.followed:
        if ask.window.first == ask.window.last:
            raise ValueError("persons are followed from one period to another")
        if bron.persoon is None:
            raise ValueError(f"{telt.bron} has no persons to follow")
        roles = {
            role: part
            for role, part in roles.items()
            if role in _FOLLOWED and part.aggregate in (Aggregate.COUNT, Aggregate.SUM)
        }
    return replace(
        request,
        roles=roles,
        span=OWN,
        dimensions=tuple(_dimension(bron, text) for text in ask.dimensions),
        name=str(ask),
        follows=bron.persoon if ask.followed else None,
    )


def _dimension(bron: Bron, text: str) -> Dimension:
    expression, errors = parse_expression(text, bron.columns)
    if expression is None:
        raise ValueError(f"`{text}`: {[error.message for error in errors]}")
    persons = [
        name for name in expression.columns if bron.columns[name].type is KolomType.PSEUDONIEM
    ]
    if persons or text in BEZET:
        raise ValueError(f"`{text}` cannot be a dimension")
    tree = bare(expression.tree)
    value: exp.Expr = exp.cast(tree, "VARCHAR")
    if expression.type is Type.BOOLEAN:
        yes, no = exp.Literal.string("ja"), exp.Literal.string("nee")
        value = exp.Case().when(tree.copy(), yes).when(exp.not_(exp.paren(tree.copy())), no)
    return Dimension(text, exp.func("COALESCE", value, exp.Literal.string(ONBEKEND)))
