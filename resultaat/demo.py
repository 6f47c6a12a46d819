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


_LAST_YEAR = 2025  # the rapportages of the demo are about it


@dataclass(frozen=True, slots=True)
class Wens:
    """The municipality that is asked for: its size, seed, years, and what is put in its data.

    `geplant` holds the words of `resultaat.world.make_world`; with `vuil` there are rows in the
    data that no contract accepts, so that nothing can be calculated.
    """

    inwoners: int = 60_000
    zaad: int = 1
    jaren: int = 5
    geplant: tuple[str, ...] = ("alles",)
    vuil: bool = False


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demo was made; no report where the data were asked for with dirt."""

    werkmap: Path
    rapport: Path | None
    rijen: int


def run_demo(folder: Path, wens: Wens, progress: Callable[[str], None]) -> Demo:
    """Make the municipality in `folder`, calculate its latest rapportage and report on it.

    Raises ResultaatError where such a municipality cannot be made, before anything is written.
    """
    from resultaat.world import make_world, planted

    folder = folder.resolve()
    try:
        geplant = planted(wens.geplant)
    except ValueError as error:
        mend = "Schrijf bijvoorbeeld: resultaat demo --geplant niets"
        raise ResultaatError.of(Diagnostic("R2016", str(error), mend)) from error
    _definitions(folder)
    rows = make_world(
        folder / "data",
        inwoners=wens.inwoners,
        zaad=wens.zaad,
        jaren=(_LAST_YEAR + 1 - wens.jaren, _LAST_YEAR),
        geplant=geplant,
        vuil=wens.vuil,
        progress=progress,
    )
    if wens.vuil:
        return Demo(folder, None, sum(rows.values()))
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
