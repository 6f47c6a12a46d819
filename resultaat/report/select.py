"""From frames and definitions to subjects: one per indicator, with the figures that are printed.

A folder may hold hundreds of thousands of rows (a whole country); the frame is narrowed to what
is printed before a single row becomes a Python object.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from resultaat.core.periods import Period
from resultaat.engine.figures import Herkomst, Staat
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Catalog
from resultaat.language.documents.doelen import Doel, Programma
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Soort
from resultaat.release.released import Released
from resultaat.report.figure import Figure, figure_of
from resultaat.report.notation import Notation


@dataclass(frozen=True, slots=True)
class Layer:
    """The figures of one niveau below the own gebied, in one period, per gebied above them."""

    niveau: Niveau
    periode: str
    groups: tuple[tuple[str, tuple[Figure, ...]], ...]  # (code of the gebied above, figures)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the layer in order."""
        return tuple(figure for _, group in self.groups for figure in group)

    @property
    def places(self) -> tuple[Figure, ...]:
        """The figures of real gebieden; rows without a gebied have a line but are no place."""
        return tuple(each for each in self.figures if each.gebied != ONBEKEND)

    @property
    def known(self) -> tuple[Figure, ...]:
        """The figures that have a number and a place."""
        return tuple(each for each in self.places if each.shown)


@dataclass(frozen=True, slots=True)
class Subject:
    """One indicator: its definition and the figures of the own gebied and of what lies below."""

    id: str
    doc: AnyIndicator
    notation: Notation
    programma: Programma | None
    doel: Doel | None
    over: str  # the period that the report is about
    current: Figure
    earlier: Figure | None
    series: tuple[Figure, ...]
    layers: tuple[Layer, ...]
    aansluiting: tuple[dict[str, Any], ...]

    @property
    def soort(self) -> Soort:
        """The kind of indicator."""
        return self.doc.kind

    @property
    def awaited(self) -> bool:
        """Whether others deliver it and nothing came yet, in any period."""
        return self.current.herkomst is Herkomst.DERDEN and self.earlier is None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Gebieden that are not in the report because there are too many of them."""

    niveau: Niveau
    amount: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Which gebieden the report prints: the own one, and the niveaus below that fit."""

    eigen: str
    layers: tuple[tuple[Gebied, ...], ...]
    left_out: tuple[LeftOut, ...]

    @classmethod
    def of(cls, indeling: Indeling, rows: int) -> Scope:
        """Take niveaus from large to small as long as they fit in `rows` per indicator.

        Of a country only the niveau right below it is shown: a page is no place for 13 thousand
        buurten.
        """
        depth = 1 if indeling.gebieden[indeling.eigen].niveau is Niveau.LAND else 2
        layers: list[tuple[Gebied, ...]] = []
        left_out: list[LeftOut] = []
        above = [indeling.gebieden[indeling.eigen]]
        room = rows
        while below := [child for each in above for child in indeling.children(each.code)]:
            if len(layers) < depth and not left_out and len(below) <= room:
                layers.append(tuple(below))
                room -= len(below)
            else:
                left_out.append(LeftOut(below[0].niveau, len(below)))
            above = below
        return cls(indeling.eigen, tuple(layers), tuple(left_out))

    @property
    def codes(self) -> list[str]:
        """The code of every gebied that is printed."""
        return [self.eigen, ONBEKEND, *(each.code for layer in self.layers for each in layer)]


#: Figures of one indicator: (niveau, gebied) → figures in order of time.
_Rows = dict[tuple[str, str], list[Figure]]


def select(released: Released, catalog: Catalog, indeling: Indeling, scope: Scope) -> list[Subject]:
    """Return a subject for every indicator that is defined, also where it has no figures."""
    figures, units = _read(released.resultaten, scope)
    own = pl.col("gebied") == scope.eigen
    aansluiting: dict[str, list[dict[str, Any]]] = {}
    for row in released.aansluiting.filter(own).iter_rows(named=True):
        aansluiting.setdefault(row["indicator"], []).append(row)
    niveau = indeling.gebieden[scope.eigen].niveau
    found = []
    for name in _ordered(catalog):
        rows = figures.get(name, {})
        current, series = _own(rows.get((niveau.value, scope.eigen), []), scope, released.run.over)
        doel_id = _doel_of(name, catalog)
        doc = catalog.indicator(name)
        found.append(
            Subject(
                id=name,
                doc=doc,
                notation=_notation(units.get(name) or doc.eenheid or "", rows),
                programma=_programma_of(doel_id, catalog),
                doel=catalog.doel(doel_id),
                over=released.run.over,
                current=current,
                earlier=_earlier(series, current),
                series=series,
                layers=_layers(rows, current, scope),
                aansluiting=tuple(
                    row for row in aansluiting.get(name, []) if row["periode"] == current.periode
                ),
            )
        )
    return found


def _read(frame: pl.DataFrame, scope: Scope) -> tuple[dict[str, _Rows], dict[str, str]]:
    figures: dict[str, _Rows] = {}
    units: dict[str, str] = {}
    kept = frame.filter(pl.col("gebied").is_in(scope.codes)).sort("start", maintain_order=True)
    for row in kept.iter_rows(named=True):
        rows = figures.setdefault(row["indicator"], {})
        rows.setdefault((row["niveau"], row["gebied"]), []).append(figure_of(row))
        if row["eenheid"]:
            units.setdefault(row["indicator"], row["eenheid"])
    return figures, units


def _notation(eenheid: str, rows: _Rows) -> Notation:
    values = (each.waarde for figures in rows.values() for each in figures)
    return Notation.fitting(eenheid, [value for value in values if value is not None])


def _own(figures: list[Figure], scope: Scope, over: str) -> tuple[Figure, tuple[Figure, ...]]:
    """Return the figure that the report is about, and its series of periods of equal length."""
    current = next((each for each in figures if each.periode == over), None)
    if current is None:
        until = Period.parse(over).end
        earlier = [each for each in figures if each.start <= until]
        current = earlier[-1] if earlier else None
    if current is None:
        absent = Figure(scope.eigen, over, Staat.ONTBREEKT, start=Period.parse(over).start)
        return absent, ()
    grain = Period.parse(current.periode).grain
    return current, tuple(
        each
        for each in figures
        if each.start <= current.start and Period.parse(each.periode).grain is grain
    )


def _earlier(series: tuple[Figure, ...], current: Figure) -> Figure | None:
    """Return the last figure before this one that was counted alike."""
    known = [each for each in alike(series, current) if each.shown and each.start < current.start]
    return known[-1] if known else None


def alike(series: Sequence[Figure], current: Figure) -> list[Figure]:
    """Return the figures of a series that were counted by the definition of `current`."""
    return [each for each in series if each.definitie_tot == current.definitie_tot]


def _layers(rows: _Rows, current: Figure, scope: Scope) -> tuple[Layer, ...]:
    return tuple(_layer(rows, current, gebieden) for gebieden in scope.layers)


def _layer(rows: _Rows, current: Figure, gebieden: tuple[Gebied, ...]) -> Layer:
    """Gather one niveau in the latest period for which anything is known there."""
    niveau = gebieden[0].niveau
    by_gebied = {
        code: {each.periode: each for each in figures}
        for (of_niveau, code), figures in rows.items()
        if of_niveau == niveau.value
    }
    starts = {
        each.start: each.periode
        for figures in by_gebied.values()
        for each in figures.values()
        if each.shown and each.start <= current.start
    }
    periode = starts[max(starts)] if starts else current.periode
    groups: dict[str, list[Figure]] = {}
    for gebied in gebieden:
        figure = by_gebied.get(gebied.code, {}).get(periode)
        groups.setdefault(gebied.deel_van or "", []).append(
            figure or Figure(gebied.code, periode, Staat.ONTBREEKT)
        )
    if nowhere := by_gebied.get(ONBEKEND, {}).get(periode):
        last = next(iter(groups)) if len(groups) == 1 else ONBEKEND
        groups.setdefault(last, []).append(nowhere)
    return Layer(niveau, periode, tuple((code, tuple(each)) for code, each in groups.items()))


_KINDS = tuple(Soort)


def _ordered(catalog: Catalog) -> list[str]:
    """Order the indicators as the goal tree does, and within a doel by kind."""
    doelen = list(catalog.doelen.doc.all_doelen()) if catalog.doelen else []

    def place(name: str) -> tuple[int, int, str]:
        doel = _doel_of(name, catalog)
        at = doelen.index(doel) if doel in doelen else len(doelen)
        return at, _KINDS.index(catalog.indicator(name).kind), name

    return sorted(catalog.indicatoren, key=place)


def _doel_of(name: str, catalog: Catalog) -> str | None:
    """Return the doel of an indicator; a conditie without one has that of a result it furthers."""
    doc = catalog.indicator(name)
    if doc.doel is not None or not isinstance(doc, Procesconditie):
        return doc.doel
    furthered: Iterable[str] = (each.resultaat for each in doc.bevordert)
    return next(
        (catalog.indicator(each).doel for each in furthered if each in catalog.indicatoren), None
    )


def _programma_of(doel: str | None, catalog: Catalog) -> Programma | None:
    programmas = catalog.doelen.doc.programmas.values() if catalog.doelen else ()
    return next((each for each in programmas if doel in each.doelen), None)
