"""Texts to read: a YAML file, and the columns that expressions may use."""

from __future__ import annotations

from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, Diagnostics
from resultaat.core.source import SourceFile
from resultaat.language.documents.bron import Kolom
from resultaat.language.nodes import Node, plain
from resultaat.language.yaml import parse, read_source

KOLOMMEN = {
    name: Kolom.model_validate(kind)
    for name, kind in {
        "wet": {"keuze": ["jeugdwet", "wmo", "participatiewet"]},
        "naam": "tekst",
        "buurt": "gebied",
        "wie": "pseudoniem",
        "kosten": "bedrag",
        "uren": "getal",
        "aantal": "aantal",
        "dekking": "procent",
        "op": "datum",
        "klaar": {"type": "datum", "mag_leeg": "ja"},
        "goed": {"type": "ja_nee", "mag_leeg": "ja"},
    }.items()
}


def tree(text: str) -> tuple[Node | None, list[Diagnostic]]:
    """Parse a YAML text."""
    found = Diagnostics()
    return parse(SourceFile(Path("x.yaml"), text), found), list(found)


def value(text: str) -> object:
    """Return what a good YAML text holds, as plain data."""
    node, found = tree(text)
    assert found == []
    assert node is not None
    return plain(node)


def problem(text: str) -> tuple[str, int, int]:
    """Return code, line and column of the one thing wrong with a YAML text."""
    node, found = tree(text)
    assert node is None
    (only,) = found
    assert only.place is not None
    assert only.place.span is not None
    return only.code, only.place.span.line, only.place.span.column


def from_file(path: Path, content: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Write and read a file; return its text."""
    path.write_bytes(content)
    found = Diagnostics()
    source = read_source(path, found)
    return (source.text if source else None), list(found)
