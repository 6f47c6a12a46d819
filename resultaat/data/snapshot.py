"""Snapshots: what a source held at a load, typed and checked, named by its content.

`.resultaat/gegevens/<bron>-<hash>.parquet`. The name follows from the bytes of the file, the
contract, the area list and the version of this reader, so the same input is read once, and a
changed one never overwrites what an earlier run used.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.core.atomic import replacing, sha256_of
from resultaat.core.diagnostics import Diagnostics
from resultaat.data.contract import fulfil
from resultaat.data.readers import read_raw
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron

#: Raise when the same file would give other rows than before.
READER_VERSION = 1
FOLDER = Path(".resultaat") / "gegevens"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A loaded source: its Parquet file, and the hash that names its content."""

    bron: str
    path: Path
    digest: str


def load_bron(
    loaded: Loaded[Bron], root: Path, indeling: Indeling, found: Diagnostics
) -> Snapshot | None:
    """Return the snapshot of a source, reading it where needed; None after reporting why not."""
    path = root / loaded.doc.bestand
    if path.is_file():
        snapshot = _snapshot(loaded, root, path, indeling)
        if snapshot.path.is_file():
            return snapshot
    raw = read_raw(loaded, root, found)
    frame = fulfil(loaded, raw, indeling, found) if raw is not None else None
    if frame is None:
        return None
    snapshot = _snapshot(loaded, root, path, indeling)
    with replacing(snapshot.path) as temporary:
        frame.write_parquet(temporary, compression="zstd")
    return snapshot


def write_closure(root: Path, indeling: Indeling) -> Path:
    """Write which area lies in which (closure of the area list) and return its Parquet file."""
    path = root / FOLDER / f"gebieden-{indeling.digest[:20]}.parquet"
    if not path.is_file():
        columns = ("gebied", "niveau_gebied", "binnen", "niveau")
        rows = pl.DataFrame(list(indeling.closure()), schema=columns, orient="row")
        with replacing(path) as temporary:
            rows.write_parquet(temporary)
    return path


def _snapshot(loaded: Loaded[Bron], root: Path, path: Path, indeling: Indeling) -> Snapshot:
    # A relation changes nothing in the rows of the source that has it.
    contract = loaded.doc.model_dump_json(exclude={"relaties"})
    # Only of others may the file be absent; once it is there, its rows are another content.
    content = sha256_of(path) if path.is_file() else ""
    parts = (content, contract, indeling.digest, str(READER_VERSION))
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return Snapshot(loaded.id, root / FOLDER / f"{loaded.id}-{digest[:20]}.parquet", digest)
