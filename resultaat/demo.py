"""The demo: the fictional municipality, from nothing to a report.

In a checkout the repository is the working folder and only its data are made. Elsewhere the
definitions that travel with the package are copied to a new folder first.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from resultaat.core.bundled import bundled
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.language.schema import FOLDER as SCHEMAS
from resultaat.language.schema import write_schemas
from resultaat.pipeline import Werk

_DEFINITIONS = ("resultaat.yaml", "indicators", "scenarios")


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demo was made."""

    werkmap: Path
    rapport: Path
    rijen: int


def run_demo(folder: Path, inwoners: int, zaad: int, progress: Callable[[str], None]) -> Demo:
    """Make the municipality in `folder`, calculate its latest rapportage and report on it."""
    from resultaat.world import make_world

    folder = folder.resolve()
    _definitions(folder)
    rows = make_world(folder / "data", inwoners=inwoners, zaad=zaad, progress=progress)
    werk = Werk(folder)
    werk.bereken(progress=progress)
    progress("rapport")
    return Demo(folder, werk.rapport(), sum(rows.values()))


def _definitions(folder: Path) -> None:
    """Put the definitions and their schemas in place, unless the folder is a demo already."""
    settings = folder / "resultaat.yaml"
    if settings.is_file():
        if settings.read_bytes() == bundled("resultaat.yaml").read_bytes():
            return
        message = f"In `{folder.name}` staat al een andere werkmap."
        mend = "Kies een andere map: resultaat demo MAP"
        raise ResultaatError.of(Diagnostic("R2007", message, mend))
    if folder.is_dir() and any(folder.iterdir()):
        message = f"De map `{folder.name}` is niet leeg."
        mend = "Kies een andere map: resultaat demo MAP"
        raise ResultaatError.of(Diagnostic("R2007", message, mend))
    folder.mkdir(parents=True, exist_ok=True)
    for name in _DEFINITIONS:
        source = bundled(name)
        if source.is_dir():
            shutil.copytree(source, folder / name, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, folder / name)
    write_schemas(folder / SCHEMAS)
