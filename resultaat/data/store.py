"""Where snapshots stand: `.resultaat/gegevens/<bron>/<hash>/`, with what is in it (`inhoud.json`)
and in `delen/` a Parquet file per part.

A folder appears under its name only when all of it is written and on the disk, and nothing in it
is changed afterwards. Its name is the hash of its content: the same rows have the same name,
however they were delivered. A part of a very large source can be several files. A file that an
earlier snapshot already has is the same file on the disk, by a link.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from resultaat.core.atomic import sync_folder, umask
from resultaat.data.content import Content

FOLDER = Path(".resultaat") / "gegevens"
MANIFEST, PARTS = "inhoud.json", "delen"
MANIFEST_VERSION = 2
BUILDING = ".bouw-"
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a snapshot: rows of a year, a month, or of all."""

    deel: str
    path: Path
    rijen: int
    #: The hash of the bytes of the file.
    digest: str
    #: What is in it, whatever the order of the rows.
    inhoud: Content


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


def digest_of(columns: dict[str, str], parts: Iterable[Part]) -> str:
    """Return the hash that names this content: columns with their types, and the rows of a part.

    In which files the rows of a part are, and in which order, changes nothing.
    """
    whole: dict[str, Content] = {}
    for part in parts:
        whole[part.deel] = whole.get(part.deel, Content()) + part.inhoud
    lines = [f"{name}:{kind}" for name, kind in columns.items()]
    lines += [f"{deel}={whole[deel].name}" for deel in sorted(whole)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def find(root: Path, bron: str, digest: str) -> Snapshot | None:
    """Return a snapshot that is there and whole; None where it is gone or was changed."""
    folder = folder_of(root, bron) / digest[:20]
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        parts = tuple(
            Part(
                each["deel"],
                folder / PARTS / each["bestand"],
                each["rijen"],
                each["hash"],
                Content.read(each["inhoud"]),
            )
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
    for path in folder_of(root, bron).glob(f"{BUILDING}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY:
                shutil.rmtree(path)


def write_manifest(
    building: Path, bron: str, digest: str, columns: dict[str, str], parts: Iterable[Part]
) -> None:
    """Write what is in a folder, as its last file."""
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
                "inhoud": part.inhoud.name,
            }
            for part in parts
        ],
    }
    path = building / MANIFEST
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    to_disk(path)


def put(building: Path, made: Snapshot) -> Snapshot:
    """Give a finished folder its name; another load may put the same content there meanwhile."""
    building.chmod(0o777 & ~umask())
    target = made.path.parent
    root, bron = target.parents[3], made.bron
    if target.is_dir() and find(root, bron, made.digest) is None:  # somebody changed it
        target.rename(target.with_name(f"{BUILDING}kapot-{time.time_ns()}"))
    try:
        building.rename(target)
    except OSError:
        there = find(root, bron, made.digest)
        if there is None:
            raise
        return there
    sync_folder(target.parent)
    return made


def to_disk(path: Path) -> None:
    """Let what was written survive a power cut."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
