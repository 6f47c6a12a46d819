"""Counted columns kept by content: `.resultaat/cellen/<blad>/<hash>.parquet`.

A sheet (`blad`) is all columns over the same rows, counted by the same keys; its name is the hash
of everything that decides which keys it has. A column is named by the hash of what was counted.
Each file holds the keys of its sheet and some columns, and its name is the hash of its bytes: one
that was cut off or changed is noticed, removed and counted anew. So two processes can write at
once, and nothing ever has to be brought up to date.

These are counts by area and month, as confidential as the snapshots beside them. No key of a person
is in them, and no spread of values (those have cells of one row).
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from resultaat.core.atomic import replacing
from resultaat.engine.duckdb import files_of

FOLDER = Path(".resultaat") / "cellen"
#: Raise when the same part would be counted otherwise than before.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Store:
    """A folder with sheets, of at most `limit` bytes."""

    folder: Path
    limit: int

    @classmethod
    def of(cls, root: Path, limit: int) -> Store:
        """Return the store of a working folder."""
        return cls(root / FOLDER, limit)

    def find(self, sheet: str, keys: Sequence[str], columns: Iterable[str]) -> pl.DataFrame | None:
        """Return the keys of a sheet, `rijen` if it has them, and those columns that are there.

        None where nothing of the sheet is. What something is taken from counts as used.
        """
        wanted, found = set(columns), None
        for path in sorted((self.folder / sheet).glob("*.parquet")):
            if found is not None and not wanted:
                break
            frame = _read(path)
            if frame is None:
                continue
            have = [name for name in frame.columns if name in wanted]
            if found is not None and not have:
                continue
            if found is None:
                rows = [name for name in frame.columns if name == "rijen"]
                found = frame.select(*keys, *rows, *have)
            elif frame.select(keys).equals(found.select(keys)):
                found = found.hstack(frame.select(have))
            wanted -= set(have)
            with suppress(OSError):
                os.utime(path)
        return found

    def keep(self, sheet: str, frame: pl.DataFrame) -> None:
        """Keep a frame of keys and columns; what was used longest ago makes room.

        A disk that is full, or where nothing may be written, costs time and no figure.
        """
        buffer = io.BytesIO()
        frame.write_parquet(buffer, compression="zstd")
        content = buffer.getvalue()
        if len(content) > self.limit:
            return
        with suppress(OSError):
            path = self.folder / sheet / f"{_hash(content)}.parquet"
            with replacing(path) as temporary:
                temporary.write_bytes(content)
            self._make_room()

    def clear(self) -> int:
        """Remove everything; return how many bytes that were."""
        return sum(_remove(path) for path, _, _ in self._files())

    def _make_room(self) -> None:
        files = sorted(self._files(), key=lambda each: each[2])
        total = sum(size for _, size, _ in files)
        for path, _, _ in files:
            if total <= self.limit:
                return
            total -= _remove(path)

    def _files(self) -> list[tuple[Path, int, float]]:
        """Return every file with its bytes and when it was last used."""
        found = []
        for path in self.folder.rglob("*"):
            with suppress(OSError):
                if path.is_file():
                    state = path.stat()
                    found.append((path, state.st_size, state.st_mtime))
        return found


def digest(*words: str) -> str:
    """Return a name made of the hash of some texts."""
    return _hash("\0".join(words).encode())


def digest_of(path: Path) -> str:
    """Return the hash of the bytes of a snapshot, or of each file of a folder with its name."""
    return digest(*(f"{each.name}={_content(each)}" for each in files_of(path)))


def _content(path: Path) -> str:
    state = path.stat()
    return _bytes_of(path, state.st_size, state.st_mtime_ns)


@cache
def _bytes_of(path: Path, size: int, changed: int) -> str:
    """Return the hash of a file; once per state of it, which `size` and `changed` tell apart."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read(path: Path) -> pl.DataFrame | None:
    try:
        content = path.read_bytes()
        if _hash(content) == path.stem:
            return pl.read_parquet(io.BytesIO(content))
    except (OSError, pl.exceptions.PolarsError):
        return None
    _remove(path)
    return None


def _remove(path: Path) -> int:
    """Remove a file, and its folder when that is empty; return the bytes that came free."""
    try:
        size = path.stat().st_size
        path.unlink()
    except OSError:
        return 0
    with suppress(OSError):
        path.parent.rmdir()
    return size


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:40]
