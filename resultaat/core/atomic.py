"""Writing so that a reader sees the old file or the new one, never half of either."""

from __future__ import annotations

import glob
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from resultaat.core.stopping import removed_by

#: Seconds in which a process that runs writes something.
_AT_WORK = 600


@contextmanager
def replacing(target: Path, mode: int = 0o666) -> Iterator[Path]:
    """Give a temporary path beside `target`; put it in place only when the block ends well.

    `mode` is who may read and write it, less what this user keeps from others (umask).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_half(target), suffix=target.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        with removed_by(temporary.unlink):
            yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.chmod(mode & ~umask())
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def sweep(target: Path) -> None:
    """Remove what processes that were killed had half-written for `target`.

    What was written to in the last minutes may be that of a process that runs.
    """
    for path in target.parent.glob(f"{glob.escape(_half(target))}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _AT_WORK:
                path.unlink()


def _half(target: Path) -> str:
    return f".{target.name}-"


def sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; not every system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def umask() -> int:
    """Return which rights an ordinary new file does not get; temporary files get fewer."""
    current = os.umask(0)
    os.umask(current)
    return current


def sha256_of(*paths: Path) -> str:
    """Return the hash of the content of the files, in the order given, as 64 hex characters."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
