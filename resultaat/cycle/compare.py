"""Two versions side by side: what differs in the definitions, and what that did to the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from resultaat.cycle.versions import Version
from resultaat.language.catalog import Catalog
from resultaat.language.changes import Group
from resultaat.language.diff import compare
from resultaat.language.expressions.formula import indicators_in
from resultaat.language.lineage import columns_of
from resultaat.release.released import Released


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the own area that is another than it was, and why that may be."""

    indicator: str
    periode: str
    was: float | None
    wordt: float | None
    staat_was: str
    staat_wordt: str
    eenheid: str
    door: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two versions. Figures only where both are runs."""

    oud: str
    nieuw: str
    definities: list[Group]
    cijfers: list[Figure] | None

    @property
    def differs(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.definities or self.cijfers)


def compare_versions(old: Version, new: Version) -> Comparison:
    """Return what differs from one version to another."""
    groups = compare(old.catalog, new.catalog)
    figures = None
    if old.released is not None and new.released is not None:
        figures = list(_figures(old.released, new.released, groups, new.catalog))
        if _areas(old.catalog) != _areas(new.catalog):
            figures = [replace(each, door=(*each.door, "gebiedsindeling")) for each in figures]
    return Comparison(old.naam, new.naam, groups, figures)


def _areas(catalog: Catalog) -> bytes:
    """Return the area list that was kept with the definitions of a run."""
    path = catalog.root / catalog.settings.gebieden
    return path.read_bytes() if path.is_file() else b""


def _figures(
    old: Released, new: Released, groups: list[Group], catalog: Catalog
) -> Iterator[Figure]:
    keys = ["indicator", "periode"]
    values = ["waarde", "staat", "eenheid"]
    joined = (
        _own(old)
        .select(*keys, *values)
        .join(_own(new).select(*keys, *values), on=keys, suffix="_nieuw")
        .filter(
            ~pl.col("waarde").eq_missing(pl.col("waarde_nieuw"))
            | ~pl.col("staat").eq_missing(pl.col("staat_nieuw"))
        )
        .sort(keys)
    )
    for row in joined.iter_rows(named=True):
        yield Figure(
            row["indicator"],
            row["periode"],
            row["waarde"],
            row["waarde_nieuw"],
            row["staat"],
            row["staat_nieuw"],
            row["eenheid_nieuw"] or "",
            tuple(_reasons(row["indicator"], old, new, groups, catalog)),
        )


def _own(released: Released) -> pl.DataFrame:
    return released.resultaten.filter(pl.col("gebied") == released.run.gebied)


def _reasons(
    name: str, old: Released, new: Released, groups: list[Group], catalog: Catalog
) -> Iterator[str]:
    """Say what changed that this figure is made of; it may be more than one thing."""
    indicators, sources = _made_of(name, catalog)
    asked = {("indicator", each) for each in indicators} | {("bron", each) for each in sources}
    if any((group.document, group.id) in asked and group.counts for group in groups):
        yield "definitie"
    if any(old.run.gegevens.get(each) != new.run.gegevens.get(each) for each in sources):
        yield "gegevens"
    if old.run.peildatum != new.run.peildatum:
        yield "peildatum"
    if old.run.instellingen != new.run.instellingen or any(
        group.document == "werkmap" for group in groups
    ):
        yield "instellingen"
    if old.run.motor != new.run.motor:
        yield "versie van het programma"


def _made_of(name: str, catalog: Catalog) -> tuple[set[str], set[str]]:
    """Return the indicators and the sources behind one indicator, itself included."""
    if name not in catalog.indicatoren:
        return {name}, set()
    telt = catalog.indicator(name).telt
    if telt.formule is not None:
        parts = [_made_of(each, catalog) for each in sorted(indicators_in(telt.formule))]
        names = [each for each, _ in parts]
        return {name}.union(*names), set[str]().union(*(sources for _, sources in parts))
    read = columns_of(telt, catalog.bronnen[telt.bron].doc)
    sources = {telt.bron, *(each.partition(".")[0] for each in read if "." in each)}
    if telt.per is None:
        return {name}, sources
    others, theirs = _made_of(telt.per.indicator, catalog)
    return {name, *others}, sources | theirs
