"""The one folder that a session may write in: for what does not fit in memory, and its answers.

It goes with the session, also after Ctrl-C. A process that is killed outright cannot remove
anything; the next session removes what it left. Whether somebody still works in a folder is told by
a lock on a file in it, which the system itself lets go of when the process is gone.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_PREFIX = "resultaat-sessie-"
_LOCK = "bezet"
#: Seconds in which a folder may be there without its lock.
_NEW = 60


class Spill:
    """A folder of one session."""

    def __init__(self) -> None:
        _sweep(Path(tempfile.gettempdir()))
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._held = os.open(self.path / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        _lock(self._held)

    def remove(self) -> None:
        """Remove the folder with all that is in it; a second time does nothing."""
        if self._held >= 0:
            os.close(self._held)
            self._held = -1
        shutil.rmtree(self.path, ignore_errors=True)


def _sweep(folder: Path) -> None:
    for path in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _NEW and _left(path / _LOCK):
                shutil.rmtree(path)


def _left(lock: Path) -> bool:
    """Whether nobody holds the lock; False where that cannot be told."""
    handle = os.open(lock, os.O_RDWR)
    try:
        return _lock(handle)
    except OSError:
        return False
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Take the lock of a folder; False where the system knows no such locks."""
    try:
        import fcntl
    except ImportError:
        return False
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True
