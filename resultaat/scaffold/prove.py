"""The proof of a new folder: its definitions are right and its data fulfil their contract."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, Diagnostics, ResultaatError
from resultaat.data.contract import fulfil
from resultaat.data.gebieden import read_indeling
from resultaat.data.readers import read_raw
from resultaat.data.rows import Context
from resultaat.language.catalog import load_catalog
from resultaat.language.checks import check


def prove(folder: Path, kept: Path | None = None, file: Path | None = None) -> None:
    """Raise where the folder would give an error at its first use.

    What is wrong in `kept`, the copy in the folder, is told of the user's own `file`.
    """
    catalog = load_catalog(folder)
    found = check(catalog)
    found.raise_if_errors()
    assert catalog.werkmap is not None  # noqa: S101  else there was an error
    indeling = read_indeling(catalog.werkmap, folder, found)
    for bron in catalog.bronnen.values():
        raw = read_raw(bron, folder, found)
        if raw is not None and indeling is not None:
            fulfil(bron, raw, Context.of(bron.doc, indeling), found)
    if found.errors:
        raise ResultaatError(Diagnostics([_moved(item, kept, file) for item in found.errors]))


def _moved(item: Diagnostic, kept: Path | None, file: Path | None) -> Diagnostic:
    if item.place is None or item.place.path != kept or file is None:
        return item
    return replace(item, place=replace(item.place, path=file))
