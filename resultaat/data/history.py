"""The history of loads: `.resultaat/gegevens/<bron>/ladingen/000001.json`, one file per load.

It only grows. The last load in it is the one that counts, so going back to an earlier one is a new
line in the history too. A number is taken by making its file, which only one process can do.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from resultaat.core.atomic import replacing, sync_folder, umask
from resultaat.core.diagnostics import Diagnostic, Place, ResultaatError
from resultaat.data.levering import Levering
from resultaat.data.store import folder_of

_FOLDER = "ladingen"
_ASIDE = "terzijde"


def add(root: Path, levering: Levering) -> Levering:
    """Write a load behind the last one and return it with its number and its moment."""
    folder = folder_of(root, levering.bron) / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        number = max((int(path.stem) for path in _files(folder)), default=0) + 1
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        numbered = replace(levering, nummer=number, moment=moment)
        if _written(folder / f"{number:06d}.json", numbered):
            return numbered


def _written(path: Path, levering: Levering) -> bool:
    """Put a load under its number; False where another process was first."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(levering.to_json(), stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).chmod(0o666 & ~umask())
    try:
        os.link(name, path)
    except FileExistsError:
        return False
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()
    sync_folder(path.parent)
    return True


def history(root: Path, bron: str) -> list[Levering]:
    """Return every load of a source, the first one first; raises ResultaatError (R3206)."""
    return [_read(path) for path in _files(folder_of(root, bron) / _FOLDER)]


def _read(path: Path) -> Levering:
    try:
        return Levering.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        message = "Deze regel uit de geschiedenis van een bron is later veranderd of beschadigd."
        mend = "Zet het bestand terug uit een reservekopie. Kan dat niet? Haal het dan weg."
        raise ResultaatError.of(Diagnostic("R3206", message, mend, Place(path))) from None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if path.stem.isdigit())


def keep_lines(root: Path, bron: str, rows: pl.DataFrame) -> str | None:
    """Keep the line and the reason of rows set aside; return where, from the working folder."""
    if rows.is_empty():
        return None
    text = rows.write_csv(separator=";")
    name = hashlib.sha256(text.encode()).hexdigest()[:20]
    path = folder_of(root, bron) / _ASIDE / f"{name}.csv"
    if not path.is_file():
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
    return path.relative_to(root).as_posix()
