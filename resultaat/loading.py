"""The use cases of loading: sources in, an earlier load back, the history of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from resultaat.compile.join import view_of
from resultaat.core.diagnostics import Diagnostic, Diagnostics, ResultaatError, did_you_mean
from resultaat.data.gebieden import read_indeling
from resultaat.data.history import history
from resultaat.data.levering import Levering
from resultaat.data.leveringen import is_leveringen
from resultaat.data.snapshot import Lading, Wens, go_back, load, load_bron, write_closure
from resultaat.data.store import Snapshot
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog
from resultaat.language.lineage import sources_asked


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
    indeling = indeling_of(catalog, found)
    snapshots = {}
    for name in _in_turn(catalog, sources_asked(catalog, dimensions)):
        progress(f"bron {name}")
        snapshot = load_bron(catalog.bronnen[name], catalog.root, indeling, found)
        if snapshot is not None:
            snapshots[name] = snapshot
    found.raise_if_errors()
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
    ladingen = []
    for name in _in_turn(catalog, named(catalog, bronnen) or sorted(catalog.bronnen)):
        progress(f"bron {name}")
        told = Diagnostics()
        wens = Wens(opnieuw=True, akkoord=akkoord)
        lading = load(catalog.bronnen[name], catalog.root, indeling, told, wens)
        found.extend(told.items)
        if lading is not None:
            ladingen.append(lading)
    return Geladen(tuple(ladingen), found)


def back_to(catalog: Catalog, bron: str, nummer: int | None) -> Lading:
    """Let an earlier load of a source count again; raises ResultaatError where it cannot."""
    found = Diagnostics()
    indeling = indeling_of(catalog, found)
    (name,) = named(catalog, [bron])
    lading = go_back(catalog.bronnen[name], catalog.root, indeling, nummer, found)
    found.raise_if_errors()
    assert lading is not None  # noqa: S101  else there was an error
    return lading


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
