"""Requests: one question each, in terms of parts. Indicators and analyses ask nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from resultaat.compile.measures import Roles, roles_of
from resultaat.core.periods import Grain, Period
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Catalog
from resultaat.language.documents.telt import Telt
from resultaat.language.relations import Relation, relations_of


class Timing(Enum):
    """How a row belongs to a period."""

    GEBEURTENIS = "gebeurtenis"  # it happened on a date: periods add up
    STAND = "stand"  # it was so on a peildatum: the last one in a period holds, nothing adds up
    GEPUBLICEERD = "gepubliceerd"  # published per area and period, at its own level


@dataclass(frozen=True, slots=True)
class Moment:
    """The column that places a row in time, and how it does."""

    timing: Timing
    column: str


@dataclass(frozen=True, slots=True)
class Window:
    """The periods asked for: their grain, the first and the last, and what was known by when."""

    first: Period
    last: Period
    peildatum: date

    @property
    def grain(self) -> Grain:
        """The length of the periods."""
        return self.first.grain

    def periods(self) -> list[Period]:
        """Return every period of the window."""
        return list(self.first.until(self.last))


@dataclass(frozen=True)
class Request:
    """One indicator over one window. `finest` is the smallest level that its rows can be put at."""

    indicator: str
    telt: Telt
    bron: str
    moment: Moment
    window: Window
    roles: Roles
    #: None where the rows are of several levels.
    finest: Niveau | None
    #: The length of the periods that are published; None where rows are counted.
    published_grain: Grain | None = None
    #: The sources that the rows refer to, by name.
    relations: Mapping[str, Relation] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.indicator, self.window))


def requests_for(catalog: Catalog, window: Window) -> list[Request]:
    """Return a request for every indicator of a checked catalog, in order of name."""
    return [_request(catalog, name, window) for name in sorted(catalog.indicatoren)]


def _request(catalog: Catalog, name: str, window: Window) -> Request:
    telt = catalog.indicator(name).telt
    bron = catalog.bronnen[telt.bron].doc
    niveau = bron.gebied.niveau
    if bron.gepubliceerd:
        moment = Moment(Timing.GEPUBLICEERD, "__start")
    elif telt.peildatum:
        moment = Moment(Timing.STAND, telt.peildatum)
    else:
        moment = Moment(Timing.GEBEURTENIS, telt.datum or "")
    finest = niveau if isinstance(niveau, Niveau) else None
    roles = roles_of(telt, bron, window.peildatum)
    return Request(
        name,
        telt,
        telt.bron,
        moment,
        window,
        roles,
        finest,
        bron.published_grain,
        relations_of(telt.bron, catalog),
    )
