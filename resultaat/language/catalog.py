"""The definitions of one working folder, read together.

Layout: `resultaat.yaml`, `indicators/doelen.yaml`, `indicators/escalatie.yaml`, a folder in
`indicators/` for each of bronnen, interventies, samenwerkingen and regelingen, and
`indicators/<programma>/<id>.yaml`. The id of a document is its file name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic

from resultaat.core.diagnostics import (
    Diagnostic,
    Diagnostics,
    Place,
    Severity,
    did_you_mean,
)
from resultaat.core.source import SourceFile, Span
from resultaat.language.binding import Doc, as_far_as_right, bind
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.doelen import Doel, Doelen
from resultaat.language.documents.escalatie import Escalatie
from resultaat.language.documents.indicator import KINDS, AnyIndicator
from resultaat.language.documents.interventie import Interventie
from resultaat.language.documents.regeling import Regeling
from resultaat.language.documents.samenwerking import Samenwerking
from resultaat.language.documents.werkmap import Werkmap
from resultaat.language.locate import span_of
from resultaat.language.nodes import Mapping, Node, Scalar, find
from resultaat.language.relations import relate
from resultaat.language.values import is_id
from resultaat.language.yaml import parse, read_source

SETTINGS = "resultaat.yaml"
#: The folders in `indicators/` that do not hold indicators.
_NOT_INDICATORS = {"bronnen", "interventies", "samenwerkingen", "regelingen"}


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Doc]):
    """A document with the tree that it came from, so that messages can point into it."""

    id: str
    doc: Doc
    source: SourceFile
    root: Node

    def place(self, *path: str | int) -> Place:
        """Return the place of a value in the file, as far down `path` as it goes."""
        node, _ = find(self.root, path)
        return Place(self.source.path, node.span, self.source)

    def key_place(self, *path: str | int) -> Place:
        """Return the place of the key at the end of `path`; of what it holds where it has none."""
        node, key = find(self.root, path)
        return Place(self.source.path, (key or node).span, self.source)

    def span_in(self, scalar: Scalar, phrase: str, start: int) -> Span:
        """Return where `phrase`, at `start` in the text of `scalar`, stands in the file."""
        return span_of(self.source, scalar, start, len(phrase))

    def scalar(self, *path: str | int) -> Scalar | None:
        """Return the text at `path`, where it is one."""
        node, _ = find(self.root, path)
        return node if isinstance(node, Scalar) else None


@dataclass(slots=True)
class Catalog:
    """Everything that was read. Documents with errors are absent; `found` says why."""

    root: Path
    werkmap: Loaded[Werkmap] | None = None
    doelen: Loaded[Doelen] | None = None
    escalatie: Loaded[Escalatie] | None = None
    bronnen: dict[str, Loaded[Bron]] = field(default_factory=dict)
    indicatoren: dict[str, Loaded[AnyIndicator]] = field(default_factory=dict)
    interventies: dict[str, Loaded[Interventie]] = field(default_factory=dict)
    samenwerkingen: dict[str, Loaded[Samenwerking]] = field(default_factory=dict)
    regelingen: dict[str, Loaded[Regeling]] = field(default_factory=dict)
    found: Diagnostics = field(default_factory=Diagnostics)
    #: Ids whose file has errors: referring to one is not a second error.
    broken: set[str] = field(default_factory=set)
    #: Of those the indicators of which `telt` could be read, so that all errors are told at once.
    half: list[Loaded[AnyIndicator]] = field(default_factory=list)

    def indicator(self, name: str) -> AnyIndicator:
        """Return the definition of one indicator."""
        return self.indicatoren[name].doc

    def doel(self, name: str | None) -> Doel | None:
        """Return the goal of this name."""
        return self.doelen.doc.doel(name) if self.doelen and name else None

    @property
    def settings(self) -> Werkmap:
        """The folder's settings; only to be asked for once there are no errors."""
        assert self.werkmap is not None  # noqa: S101  a folder without settings has an error
        return self.werkmap.doc

    def loaded(self) -> Iterator[Loaded[Any]]:
        """Yield every document that was read."""
        yield from (each for each in (self.werkmap, self.doelen, self.escalatie) if each)
        yield from self.bronnen.values()
        yield from self.indicatoren.values()
        yield from self.interventies.values()
        yield from self.samenwerkingen.values()
        yield from self.regelingen.values()

    def sources(self) -> Iterator[SourceFile]:
        """Yield every definition file that was read, in a fixed order."""
        found = [each.source for each in self.loaded()]
        yield from sorted(found, key=lambda source: source.path)

    def digest(self) -> str:
        """Return the hash of all definitions: names and content."""
        total = hashlib.sha256()
        for source in self.sources():
            name = source.path.relative_to(self.root).as_posix()
            total.update(f"{name}\0{source.text}\0".encode())
        return total.hexdigest()


def load_catalog(root: Path) -> Catalog:
    """Read every definition in the working folder `root`; errors are in the catalog's `found`."""
    catalog = Catalog(root)
    settings = root / SETTINGS
    if not settings.is_file():
        catalog.found.add(
            Diagnostic(
                "R2000",
                f"In `{root}` staat geen `{SETTINGS}`: dit is geen werkmap.",
                "Ga naar een werkmap, of maak er een met `resultaat nieuw`.",
            )
        )
        return catalog
    catalog.werkmap = _load(Werkmap, settings, catalog)
    folder = root / "indicators"
    if (folder / "doelen.yaml").is_file():
        catalog.doelen = _load(Doelen, folder / "doelen.yaml", catalog)
    if (folder / "escalatie.yaml").is_file():
        catalog.escalatie = _load(Escalatie, folder / "escalatie.yaml", catalog)
    _load_folder(Bron, folder / "bronnen", catalog.bronnen, catalog)
    _load_folder(Interventie, folder / "interventies", catalog.interventies, catalog)
    _load_folder(Samenwerking, folder / "samenwerkingen", catalog.samenwerkingen, catalog)
    _load_folder(Regeling, folder / "regelingen", catalog.regelingen, catalog)
    for path in sorted(folder.glob("*/*.yaml")):
        if path.parent.name not in _NOT_INDICATORS:
            _load_indicator(path, catalog)
    relate(catalog)
    _report_unread(folder, catalog)
    return catalog


def _report_unread(folder: Path, catalog: Catalog) -> None:
    """Say which files look like definitions but stand where nobody looks."""
    read = {*folder.glob("*/*.yaml"), folder / "doelen.yaml", folder / "escalatie.yaml"}
    for path in sorted({*folder.rglob("*.yaml"), *folder.rglob("*.yml")} - read):
        message = f"Het bestand `{path.name}` wordt niet gelezen."
        mend = "Zet het als `indicators/<programma>/<naam>.yaml`, één map diep."
        found = Diagnostic("R1024", message, mend, Place(path), Severity.WARNING)
        catalog.found.add(found)


def _load_folder(
    model: type[Doc], folder: Path, into: dict[str, Loaded[Doc]], catalog: Catalog
) -> None:
    for path in sorted(folder.glob("*.yaml")):
        if (loaded := _load(model, path, catalog)) is not None:
            into[loaded.id] = loaded


def _load(model: type[Doc], path: Path, catalog: Catalog) -> Loaded[Doc] | None:
    read = _read_mapping(path, catalog)
    if read is None:
        return None
    source, root = read
    return _finish(model, path, source, root, catalog)


def _load_indicator(path: Path, catalog: Catalog) -> None:
    read = _read_mapping(path, catalog)
    if read is None:
        return
    source, root = read
    soort = root.get("soort")
    word = soort.text if isinstance(soort, Scalar) else ""
    model = KINDS.get(word)
    if model is None:
        span = soort.span if soort else Span.at(1, 1)
        mend = did_you_mean(word, KINDS) or f"Kies {', '.join(f'`{kind}`' for kind in KINDS)}."
        message = f"`{word}` is geen soort indicator." if word else "De sleutel `soort` ontbreekt."
        catalog.found.add(Diagnostic("R1104", message, mend, Place(path, span, source)))
        catalog.broken.add(path.stem)
        return
    loaded: Loaded[AnyIndicator] | None = _finish(model, path, source, root, catalog)
    if loaded is None:
        if (doc := as_far_as_right(model, root)) is not None:
            catalog.half.append(Loaded(path.stem, doc, source, root))
        return
    if other := catalog.indicatoren.get(loaded.id):
        message = f"Er is al een indicator `{loaded.id}` ({other.source.path.parent.name}/)."
        mend = "Geef dit bestand een andere naam; de naam is de naam van de indicator."
        catalog.found.add(Diagnostic("R1021", message, mend, Place(path, Span.at(1, 1), source)))
        return
    catalog.indicatoren[loaded.id] = loaded


def _read_mapping(path: Path, catalog: Catalog) -> tuple[SourceFile, Mapping] | None:
    """Read a file whose top level is a block of keys; note its id as broken where it is not."""
    source = read_source(path, catalog.found)
    root = parse(source, catalog.found) if source is not None else None
    if source is not None and root is not None and isinstance(root, Mapping):
        return source, root
    catalog.broken.add(path.stem)
    if source is not None and not any(d.place and d.place.path == path for d in catalog.found):
        message = "Het bestand is leeg." if root is None else "Hier horen sleutels te staan."
        mend = "Schrijf `sleutel: waarde`, of haal het bestand weg."
        catalog.found.add(Diagnostic("R1022", message, mend, Place(path, Span.at(1, 1), source)))
    return None


def _finish(
    model: type[Doc], path: Path, source: SourceFile, root: Mapping, catalog: Catalog
) -> Loaded[Doc] | None:
    before = len(catalog.found)
    doc = bind(model, root, source, catalog.found)
    if not is_id(path.stem) and path.name != SETTINGS:
        message = f"`{path.stem}` is geen goede bestandsnaam voor een definitie."
        mend = "Gebruik kleine letters, cijfers en _ ; de bestandsnaam is de naam in rapporten."
        catalog.found.add(Diagnostic("R1023", message, mend, Place(path)))
    if doc is None or len(catalog.found) > before:
        catalog.broken.add(path.stem)
        return None
    return Loaded(path.stem, doc, source, root)
