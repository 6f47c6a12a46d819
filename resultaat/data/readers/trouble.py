"""What goes wrong beneath a reader, told as a file that cannot be read.

A disk fails, a file disappears, and a library that meets damage may panic: it then writes pages of
its own to the screen, which may quote values, and raises what no `except Exception` catches.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from resultaat.data.readers.unreadable import Unreadable

_PANIC = "PanicException"


def gone(path: Path) -> Unreadable:
    """Say that a file that was there could not be read to its end."""
    return Unreadable(
        f"`{path.name}` is niet meer te lezen: het bestand verdween, of de schijf gaf een fout.",
        "Zet het bestand terug en laad opnieuw. Wat er al was, staat er nog.",
    )


def damaged(path: Path) -> Unreadable:
    """Say that a file is not as it was written."""
    return Unreadable(
        f"`{path.name}` is beschadigd of niet helemaal aangekomen.",
        "Lever het bestand opnieuw aan.",
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise Unreadable where the disk fails or a library panics. A right that lacks stays one."""
    try:
        yield
    except PermissionError:
        raise
    except OSError:
        raise gone(path) from None
    except BaseException as crash:
        if type(crash).__name__ != _PANIC:
            raise
        raise damaged(path) from None


@contextmanager
def silent() -> Iterator[None]:
    """Let nobody see what a library writes to the screen past Python, where it may panic."""
    sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:  # there is no screen
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        with suppress(OSError):
            os.dup2(kept, 2)
        os.close(kept)
