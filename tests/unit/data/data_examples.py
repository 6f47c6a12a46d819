"""One source, one file: what comes in, or why it does not."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import polars as pl
from builders import HAVEN, werkmap

from resultaat.core.diagnostics import Diagnostic, Diagnostics
from resultaat.data.gebieden import read_indeling
from resultaat.data.snapshot import load_bron
from resultaat.data.store import Snapshot
from resultaat.language.catalog import Loaded, load_catalog
from resultaat.language.documents.bron import Bron

KOLOMMEN = {"buurt": "gebied", "bedrag": "{type: bedrag, mag_leeg: ja}"}


def folder_with(
    folder: Path,
    content: str | bytes,
    kolommen: Mapping[str, str] = KOLOMMEN,
    *,
    bestand: str = "data/x.csv",
    gebied: str = "{kolom: buurt}",
    more: str = "",
) -> Path:
    """Make a working folder with the source `levering`, whose file holds `content`."""
    lines = [f"  {name}: {kind}" for name, kind in kolommen.items()]
    head = ("naam: X", "herkomst: test", f"bestand: {bestand}", f"gebied: {gebied}", more)
    yaml = "\n".join((*head, "kolommen:", *lines, ""))
    return werkmap(folder, {"indicators/bronnen/levering.yaml": yaml, bestand: content})


def attempt(folder: Path) -> tuple[Snapshot | None, Diagnostics]:
    """Load the source `levering` of a folder."""
    catalog = load_catalog(folder)
    catalog.found.raise_if_errors()
    found = Diagnostics()
    assert catalog.werkmap is not None
    indeling = read_indeling(catalog.werkmap, folder, found)
    found.raise_if_errors()
    assert indeling is not None
    bron: Loaded[Bron] = catalog.bronnen["levering"]
    return load_bron(bron, folder, indeling, found), found


def rows_of(snapshot: Snapshot) -> pl.DataFrame:
    """Return all rows of a snapshot."""
    return pl.concat(pl.read_parquet(part.path, glob=False) for part in snapshot.parts)


def loaded(
    folder: Path, content: str | bytes, *about: Mapping[str, str], **more: str
) -> pl.DataFrame:
    """Return the rows that the source holds."""
    snapshot, found = attempt(folder_with(folder, content, *about, **more))
    found.raise_if_errors()
    assert snapshot is not None
    return rows_of(snapshot)


def refused(
    folder: Path, content: str | bytes, *about: Mapping[str, str], **more: str
) -> list[Diagnostic]:
    """Return why the source is refused."""
    snapshot, found = attempt(folder_with(folder, content, *about, **more))
    assert snapshot is None
    assert not list((folder / ".resultaat").rglob("*.parquet"))
    return list(found)


def parquet(**columns: object) -> bytes:
    """Return a Parquet file with these columns beside a `buurt`."""
    frame = pl.DataFrame(columns)
    stream = BytesIO()
    frame.with_columns(buurt=pl.lit(HAVEN)).write_parquet(stream)
    return stream.getvalue()
