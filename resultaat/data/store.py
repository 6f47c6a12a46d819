"""Where snapshots stand: `.resultaat/gegevens/<bron>/<hash>/`, with what is in it (`inhoud.json`)
and in `delen/` a Parquet file per part.

A folder appears under its name only when all of it is written and on the disk, and nothing in it
is changed afterwards. Its name is the hash of its content: the same rows have the same name,
however they were delivered. A part that an earlier snapshot already has is the same file on the
disk, by a link.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.core.atomic import sync_folder, umask

FOLDER = Path(".resultaat") / "gegevens"
MANIFEST, PARTS = "inhoud.json", "delen"
MANIFEST_VERSION = 1
_BUILDING = ".bouw-"
_DAY = 24 * 3600
#: Rows that DuckDB hands to one thread; fixed, because the hash is that of the bytes.
_ROW_GROUP = 122_880


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a snapshot: the rows of a year, a month, or all."""

    deel: str
    path: Path
    rijen: int
    digest: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A loaded source: the folder with its Parquet files, and the hash that names its content."""

    bron: str
    path: Path
    digest: str
    parts: tuple[Part, ...]

    @property
    def rijen(self) -> int:
        """How many rows it holds."""
        return sum(part.rijen for part in self.parts)


def folder_of(root: Path, bron: str) -> Path:
    """Return the folder with all snapshots of a source."""
    return root / FOLDER / bron


def keep(root: Path, bron: str, parts: Iterable[tuple[str, pl.DataFrame]]) -> Snapshot:
    """Write the parts as one snapshot, whole or not at all; the same content is kept once."""
    folder = folder_of(root, bron)
    with _building(folder) as building:
        written = [_write(building, label, rows) for label, rows in parts]
        columns = {name: str(kind) for name, kind in _schema(written[0].path).items()}
        digest = digest_of(columns, written)
        for part in written:
            _share(folder, part)
        _write_manifest(building, bron, digest, columns, written)
        _put(building, folder / digest[:20], digest)
    found = find(root, bron, digest)
    assert found is not None  # noqa: S101  it was just put there
    return found


def digest_of(columns: dict[str, str], parts: Iterable[Part]) -> str:
    """Return the hash that names this content: columns with their types, and every part."""
    lines = [f"{name}:{kind}" for name, kind in columns.items()]
    lines += [f"{part.deel}={part.digest}" for part in parts]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def find(root: Path, bron: str, digest: str) -> Snapshot | None:
    """Return a snapshot that is there and whole; None where it is gone or was changed."""
    folder = folder_of(root, bron) / digest[:20]
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        parts = tuple(
            Part(each["deel"], folder / PARTS / each["bestand"], each["rijen"], each["hash"])
            for each in manifest["delen"]
        )
        same = all(sha256_of_file(part.path) == part.digest for part in parts)
        if not same or digest_of(manifest["kolommen"], parts) != digest:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Snapshot(bron, folder / PARTS, digest, parts)


def sha256_of_file(path: Path) -> str:
    """Return the hash of the bytes of one file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sweep(root: Path, bron: str) -> None:
    """Remove what a load that was killed left behind, when it can no longer be at work."""
    for path in folder_of(root, bron).glob(f"{_BUILDING}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY:
                shutil.rmtree(path)


@contextmanager
def _building(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=folder, prefix=_BUILDING))
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _write(building: Path, label: str, rows: pl.DataFrame) -> Part:
    path = building / PARTS / f"{label}.parquet"
    path.parent.mkdir(exist_ok=True)
    rows.write_parquet(path, compression="zstd", row_group_size=_ROW_GROUP)
    _to_disk(path)
    return Part(label, path, rows.height, sha256_of_file(path))


def _schema(path: Path) -> pl.Schema:
    # From a stream: the name of a folder may hold a star or a bracket.
    with path.open("rb") as stream:
        return pl.Schema(pl.read_parquet_schema(stream))


def _share(folder: Path, part: Part) -> None:
    """Let an equal part of an earlier snapshot stand for this one: the same bytes, once."""
    for other in folder.glob(f"[0-9a-f]*/{PARTS}/{part.path.name}"):
        as_long = other.stat().st_size == part.path.stat().st_size
        if as_long and sha256_of_file(other) == part.digest:
            link = part.path.with_suffix(".link")
            with suppress(OSError):  # a disk without links keeps its own copy
                os.link(other, link)
                link.replace(part.path)
            return


def _write_manifest(
    building: Path, bron: str, digest: str, columns: dict[str, str], parts: Iterable[Part]
) -> None:
    content = {
        "versie": MANIFEST_VERSION,
        "bron": bron,
        "hash": digest,
        "kolommen": columns,
        "delen": [
            {
                "deel": part.deel,
                "bestand": part.path.name,
                "rijen": part.rijen,
                "hash": part.digest,
            }
            for part in parts
        ],
    }
    path = building / MANIFEST
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    _to_disk(path)


def _put(building: Path, target: Path, digest: str) -> None:
    """Give a finished folder its name; another load may put the same content there meanwhile."""
    building.chmod(0o777 & ~umask())
    root, bron = target.parents[3], target.parent.name
    if target.is_dir() and find(root, bron, digest) is None:  # somebody changed it
        target.rename(target.with_name(f"{_BUILDING}kapot-{time.time_ns()}"))
    try:
        building.rename(target)
    except OSError:
        if find(root, bron, digest) is None:
            raise
    sync_folder(target.parent)


def _to_disk(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
