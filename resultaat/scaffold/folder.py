"""A new folder that is there whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from resultaat.core.diagnostics import Diagnostic, ResultaatError


@dataclass(frozen=True, slots=True)
class Made:
    """A working folder that was made: where, which files, and what its user should know."""

    path: Path
    #: Relative to `path`, in order of name.
    files: tuple[Path, ...]
    #: Dutch sentences: what was recognised, what was left out, how to go on.
    messages: list[str]


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`; it becomes `target` only when the block ends well."""
    target = target.resolve()
    refuse_filled(target)
    beside = next(parent for parent in target.parents if parent.is_dir())
    temporary = beside / f".{target.name}-{uuid4().hex[:12]}"
    try:
        temporary.mkdir()
        yield temporary
        target.parent.mkdir(parents=True, exist_ok=True)
        # Onto an empty folder this is one step; a folder that was filled meanwhile is refused.
        temporary.rename(target)
    except OSError as wrong:
        refuse_filled(target)
        message = f"De map `{target}` is niet te maken."
        mend = "Kijk of u daar mag schrijven en of er nog ruimte op de schijf is."
        raise ResultaatError.of(Diagnostic("R2008", message, mend)) from wrong
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def refuse_filled(target: Path) -> None:
    """Raise where something would be overwritten, or moved away from under its user."""
    mend = "Kies een map die nog niet bestaat."
    if target.is_dir():
        if _filled(target):
            message = f"De map `{target.name}` bestaat al en is niet leeg."
        elif target == Path.cwd():
            message = "U staat nu zelf in de map die gemaakt moet worden."
            mend = f"Ga een map omhoog (`cd ..`) en noem daar de map `{target.name}`."
        else:
            return
    elif target.exists():
        message = f"`{target.name}` bestaat al, als bestand."
    else:
        return
    raise ResultaatError.of(Diagnostic("R2001", message, mend))


def _filled(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return True  # what cannot be looked into is not ours to replace


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return every file in a folder, relative to it, in order of name."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(found))


def how_to_go_on(target: Path) -> list[str]:
    """Return the last sentences of every new folder."""
    where = target.as_posix()
    if " " in where:
        where = f'"{where}"'
    return [
        f"Ga verder met: cd {where}",
        "Daarna: `resultaat check`, `resultaat bereken` en `resultaat rapport`.",
    ]
