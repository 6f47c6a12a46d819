"""Requests: one question each, in terms of parts. Indicators and analyses ask nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from resultaat.compile.measures import Roles, roles_of
from resultaat.compile.roll import Dimension, Roll
from resultaat.compile.spans import OWN, Reach, Span
from resultaat.core.periods import Grain, Period
from resultaat.gebied.niveau import Niveau
from resultaat.language.breuken import breaks_of
from resultaat.language.catalog import Catalog
from resultaat.language.checks.units import unit_of
from resultaat.language.documents.gestandaardiseerd import Gestandaardiseerd
from resultaat.language.documents.levering import Levering
from resultaat.language.documents.maten import Reeks
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions.formula import Formula, named, parse_formula
from resultaat.language.relations import Relation, relations_of
from resultaat.language.values import Eenheid


class Timing(Enum):
    """How a row belongs to a period."""

    GEBEURTENIS = "gebeurtenis"  # it happened on a date: periods add up
    STAND = "stand"  # it was so on a peildatum: the last one in a period holds, nothing adds up
    LAATSTE = "laatste"  # it was so on a date: the last row of each subject in a period holds
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

    def whole(self, grain: Grain) -> Window:
        """Return the periods of this length that it covers and that were over by its peildatum."""
        first = Period.holding(self.first.start, grain)
        last = Period.holding(min(self.last.end, self.peildatum), grain)
        if last.end > self.peildatum:
            last = last.earlier(1)
        return replace(self, first=first, last=last)


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
    #: Over which rows the figure of a period is counted.
    span: Span = OWN
    #: The first period that is shown; the window begins earlier where a figure needs one before it.
    shown: Period | None = None
    #: Whether changes are in percentage points: the figures themselves are fractions.
    in_points: bool = False

    #: The sources that the rows refer to, by name.
    relations: Mapping[str, Relation] = field(default_factory=dict)
    #: Whether others deliver the rows: until they do, there are none.
    of_others: bool = False
    #: From when something else is counted: since the source does (what changed), or by another
    #: definition (an empty text).
    breaks: tuple[tuple[date, str], ...] = ()

    #: From and until when this definition holds, where others hold before or after it.
    since: date | None = None
    tot: date | None = None
    #: Set where an analysis asks; the indicator itself is asked for under its own name.
    name: str = ""
    #: By what else than area and period an analysis wants the parts.
    dimensions: tuple[Dimension, ...] = ()
    #: The column of the person, where who stayed, came and left is told apart.
    follows: str | None = None

    @property
    def label(self) -> str:
        """What the plan knows this request by."""
        if self.name or self.tot is None:
            return self.name or self.indicator
        return f"{self.indicator} tot {self.tot.isoformat()}"

    def roll_of(self, role: str) -> Roll:
        """Return the roll of one role; `personen_periode` is always about the period itself."""
        span = OWN if role == "personen_periode" else self.span
        return Roll(self.window.grain, span, self.dimensions, levels=not self.name)

    def __hash__(self) -> int:
        return hash((self.label, self.window))


def requests_for(catalog: Catalog, window: Window) -> list[Request]:
    """Return a request for every indicator of a checked catalog that counts, in order of name."""
    telts = {
        name: each.doc.telt
        for name, each in sorted(catalog.indicatoren.items())
        if each.doc.telt.formule is None
    }
    asked = _asked_by_formulas(catalog, window)
    shown = {name: min(window.first, asked.get(name, window.first)) for name in telts}
    windows = {
        name: replace(window, first=_first(telt, replace(window, first=shown[name])))
        for name, telt in telts.items()
    }
    for telt, own in zip(telts.values(), list(windows.values()), strict=True):
        # Whoever is divided by must be there as far back as whoever divides.
        if telt.per is not None:
            other = windows[telt.per.indicator]
            windows[telt.per.indicator] = replace(other, first=min(other.first, own.first))
    return [request_of(catalog, name, windows[name], shown[name]) for name in telts]


def _asked_by_formulas(catalog: Catalog, window: Window) -> dict[str, Period]:
    """Return the first period for which a formula needs each indicator that it names."""
    asked: dict[str, Period] = {}
    for name, formula in formulas_of(catalog).items():
        first = _first(catalog.indicator(name).telt, window)
        for each in named(formula):
            asked[each.indicator] = min(first, asked.get(each.indicator, first))
    return asked


def formulas_of(catalog: Catalog) -> dict[str, Formula]:
    """Return the formula of every indicator of a checked catalog that has one."""
    found = {}
    for name, each in sorted(catalog.indicatoren.items()):
        formula, _ = parse_formula(each.doc.telt.formule or "")
        if each.doc.telt.formule is not None and formula is not None:
            found[name] = formula
    return found


def _first(telt: Telt, window: Window) -> Period:
    """Return the first period that is needed for those asked for."""
    wanted = window.periods()
    if telt.reeks is not None and telt.reeks.compares:
        wanted += [base for each in wanted if (base := base_of(telt.reeks, each)) is not None]
    if (chosen := telt.gestandaardiseerd) is not None and chosen.standaard is not None:
        wanted += [base for each in wanted if (base := standard_of(chosen, each)) is not None]
    return min(wanted)


def standard_of(chosen: Gestandaardiseerd, period: Period) -> Period | None:
    """Return the period whose distribution is the standard for `period`."""
    if not isinstance(chosen.standaard, Period):
        return period
    return base_of(Reeks(index=chosen.standaard), period)


def base_of(reeks: Reeks, period: Period) -> Period | None:
    """Return the period that a figure is set beside; None where there is none of that length."""
    if reeks.verandering:
        return period.earlier(1)
    if reeks.verandering_jaar_eerder:
        return period.months_earlier(12)
    if (far := reeks.eerder or reeks.verandering_procent) is not None:
        days = far.dagen
        return period.months_earlier(far.maanden) if days is None else period.days_earlier(days)
    return _same_in(reeks.index, period)


def _same_in(base: Period | None, period: Period) -> Period | None:
    """Return the base of an index: of a year the same part of it as `period` is of its own."""
    if base is None or base.grain is period.grain:
        return base
    if base.grain is not Grain.JAAR:
        return None
    return period.months_earlier(12 * (period.start.year - base.start.year))


_REACHES: Mapping[str, Reach] = {each.value: each for each in Reach}


def _span(telt: Telt) -> Span:
    if telt.reeks is None or telt.reeks.compares:
        return OWN
    return Span(_REACHES[telt.reeks.kind], telt.reeks.voortschrijdend or 1)


def request_of(catalog: Catalog, name: str, window: Window, shown: Period) -> Request:
    """Return the request for one indicator of a checked catalog that counts."""
    telt = catalog.indicator(name).telt
    bron = catalog.bronnen[telt.bron].doc
    niveau = bron.gebied.niveau
    if bron.gepubliceerd:
        moment = Moment(Timing.GEPUBLICEERD, "__start")
    elif telt.peildatum:
        timing = Timing.LAATSTE if telt.laatste_per else Timing.STAND
        moment = Moment(timing, telt.peildatum)
    else:
        moment = Moment(Timing.GEBEURTENIS, telt.datum or "")
    finest = niveau if isinstance(niveau, Niveau) else None
    roles, span = dict(roles_of(telt, bron, window.peildatum, window.grain)), _span(telt)
    if span != OWN and "personen" in roles:
        roles["personen_periode"] = roles["personen"]
    return Request(
        name,
        telt,
        telt.bron,
        moment,
        window,
        roles,
        finest,
        bron.published_grain,
        span,
        shown,
        in_points=unit_of(catalog.indicator(name)) is Eenheid.PROCENTPUNT,
        relations=relations_of(telt.bron, catalog),
        of_others=bron.levering is Levering.DERDEN,
        breaks=tuple((each.vanaf.start, each.omdat) for each in breaks_of(telt, bron)),
    )
