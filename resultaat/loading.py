"""The use cases of loading: sources in, an earlier load back, the history of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from resultaat.compile.views import view_of
from resultaat.core.diagnostics import (
    Diagnostic,
    Diagnostics,
    ResultaatError,
    did_you_mean,
)
from resultaat.data.back import go_back
from resultaat.data.gebieden import read_indeling
from resultaat.data.history import history
from resultaat.data.lading import ZO, Lading, Wens
from resultaat.data.levering import Levering
from resultaat.data.leveringen import is_leveringen, write_leveringen
from resultaat.data.snapshot import load, write_closure
from resultaat.data.store import Snapshot
from resultaat.data.verwijzingen import Verwijzing
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.documents.bron import Bron
from resultaat.language.relations import mandatory, relations_of

if TYPE_CHECKING:
    from resultaat.scaffold.voorstel import Voorstel


@dataclass(frozen=True, slots=True)
class Geladen:
    """What came of loading: the sources that are there now, and all that is to be said."""

    ladingen: tuple[Lading, ...]
    meldingen: Diagnostics


def indeling_of(catalog: Catalog, found: Diagnostics) -> Indeling:
    """Return the areas of a working folder; raises ResultaatError with all that was found."""
    catalog.found.raise_if_errors()
    assert catalog.werkmap is not None  # noqa: S101  else there was an error
    indeling = read_indeling(catalog.werkmap, catalog.root, found)
    found.raise_if_errors()
    assert indeling is not None  # noqa: S101
    return indeling


def load_asked(
    catalog: Catalog,
    found: Diagnostics,
    progress: Callable[[str], None],
    dimensions: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Indeling, dict[str, Snapshot], Mapping[str, Path]]:
    """Load every source that an indicator asks for; return areas, snapshots, and views by name.

    Raises ResultaatError with all that is wrong at once.
    """
    # Who only loads asks no indicator what it is about, which takes reading expressions.
    from resultaat.language.lineage import sources_asked

    indeling = indeling_of(catalog, found)
    loads = _Loads(catalog, indeling, progress, found)
    for name in _in_turn(catalog, sources_asked(catalog, dimensions)):
        loads.of(name)
    found.raise_if_errors()
    snapshots = {name: each.snapshot for name, each in loads.done.items() if each is not None}
    views = {view_of(name): snapshot.path for name, snapshot in snapshots.items()}
    return indeling, snapshots, {**views, "gebieden": write_closure(catalog.root, indeling)}


def load_sources(
    catalog: Catalog,
    bronnen: Sequence[str],
    akkoord: str | None,
    progress: Callable[[str], None],
) -> Geladen:
    """Load sources (all when none is named), each whole or not at all, and none for another."""
    found = Diagnostics()
    indeling = indeling_of(catalog, found)
    asked = named(catalog, bronnen) or sorted(catalog.bronnen)
    wens = Wens(opnieuw=True, akkoord=akkoord)
    loads = _Loads(catalog, indeling, progress, found, dict.fromkeys(asked, wens))
    ladingen = [loads.of(name) for name in _in_turn(catalog, asked)]
    return Geladen(tuple(each for each in ladingen if each is not None), found)


@dataclass(slots=True)
class _Loads:
    """Sources being loaded, each once, and after those in which its rows must find theirs."""

    catalog: Catalog
    indeling: Indeling
    progress: Callable[[str], None]
    found: Diagnostics
    #: How a source is asked for; others are only looked at, and read where they must be.
    asked: Mapping[str, Wens] = field(default_factory=dict)
    done: dict[str, Lading | None] = field(default_factory=dict)

    def of(self, name: str) -> Lading | None:
        """Return the source as it is now; None after reporting why not."""
        if name not in self.done:
            self.done[name] = self._load(name)
        return self.done[name]

    def _load(self, name: str) -> Lading | None:
        naast = self.beside(name)
        if naast is None:
            return None
        self.progress(f"bron {name}")
        if is_leveringen(self.catalog.bronnen[name].doc):
            write_leveringen(self.catalog, name, self.indeling.eigen)
        told = Diagnostics()
        wens = replace(self.asked.get(name, ZO), naast=naast)
        lading = load(self.catalog.bronnen[name], self.catalog.root, self.indeling, told, wens)
        self.found.extend(told.items)
        return lading

    def beside(self, name: str) -> tuple[Verwijzing, ...] | None:
        """Load what the rows of a source must refer to; None after saying what is not there."""
        loaded = self.catalog.bronnen[name]
        relations = relations_of(name, self.catalog)
        made = []
        for other in mandatory(loaded.doc):
            lading = self.of(other)
            if lading is None:
                self.found.add(_without(loaded, other))
                return None
            made.append(Verwijzing(relations[other], lading.snapshot))
        return tuple(made)


def _without(loaded: Loaded[Bron], other: str) -> Diagnostic:
    return Diagnostic(
        "R3031",
        f"`{loaded.id}` is niet geladen, want `{other}` is er niet.",
        f"Laad eerst `{other}`: zonder is niet te zien of elke rij er haar rij vindt.",
        loaded.place("relaties", other),
    )


def back_to(catalog: Catalog, bron: str, nummer: int | None) -> Lading:
    """Let an earlier load of a source count again; raises ResultaatError where it cannot."""
    found = Diagnostics()
    indeling = indeling_of(catalog, found)
    (name,) = named(catalog, [bron])
    naast = _Loads(catalog, indeling, lambda _: None, found).beside(name)
    found.raise_if_errors()
    assert naast is not None  # noqa: S101  else there was an error
    wens = Wens(nummer=nummer, naast=naast)
    lading = go_back(catalog.bronnen[name], catalog.root, indeling, found, wens)
    found.raise_if_errors()
    assert lading is not None  # noqa: S101  else there was an error
    return lading


def proposal(catalog: Catalog, file: Path, bron: str | None) -> Voorstel:
    """Write the contract of a file as it seems to be; raises ResultaatError (R3042, R3043)."""
    from resultaat.scaffold.voorstel import propose

    return propose(file, catalog.root, indeling_of(catalog, Diagnostics()), bron)


def loads_of(catalog: Catalog, bron: str) -> list[Levering]:
    """Return every load of a source, the first one first."""
    (name,) = named(catalog, [bron])
    return history(catalog.root, name)


def _in_turn(catalog: Catalog, names: Sequence[str]) -> list[str]:
    """Return the names with the source about the loads of the others last."""
    return sorted(names, key=lambda name: is_leveringen(catalog.bronnen[name].doc))


def named(catalog: Catalog, bronnen: Sequence[str]) -> list[str]:
    """Return the names of the sources; raises ResultaatError where one is not there (R2047)."""
    unknown = [name for name in bronnen if name not in catalog.bronnen]
    if unknown:
        mend = did_you_mean(unknown[0], catalog.bronnen)
        mend = mend or f"Kies uit: {', '.join(sorted(catalog.bronnen))}."
        raise ResultaatError.of(Diagnostic("R2047", f"Er is geen bron `{unknown[0]}`.", mend))
    return list(bronnen)
