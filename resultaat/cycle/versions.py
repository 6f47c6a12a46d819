"""Versions of the definitions that can be compared: a folder, a revision in git, or a run."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.cycle.definitions import kept
from resultaat.language.catalog import Catalog, load_catalog
from resultaat.language.checks import check
from resultaat.register.store import Register
from resultaat.release.released import Released

_GIT, _RUN = "git:", "run:"


@dataclass(frozen=True)
class Version:
    """The definitions of a version; of a run its figures too."""

    naam: str
    catalog: Catalog
    released: Released | None = None


@contextmanager
def version_of(text: str, root: Path, register: str | None) -> Iterator[Version]:
    """Give the version that `text` names; raises ResultaatError where there is none.

    `git:HEAD~1` is a revision of the folder `root`, `run:20260503-…` a run in its register, and
    anything else the path of a working folder.
    """
    if text.startswith(_GIT):
        with tempfile.TemporaryDirectory(prefix="resultaat-") as folder:
            _unpack(root, text.removeprefix(_GIT), Path(folder))
            yield Version(text, _read(Path(folder)))
    elif text.startswith(_RUN):
        with Register.open(root, register) as opened:
            released = opened.load(text.removeprefix(_RUN))
        catalog, _ = kept(root, released.run.definities)
        yield Version(text, catalog, released)
    else:
        path = Path(text).resolve()
        if not path.is_dir():
            mend = "Schrijf een map, `git:` met een revisie, of `run:` met het nummer van een run."
            raise ResultaatError.of(Diagnostic("R2022", f"Er is geen map `{text}`.", mend))
        yield Version(text, _read(path))


def _read(folder: Path) -> Catalog:
    catalog = load_catalog(folder)
    check(catalog).raise_if_errors()
    return catalog


def _unpack(root: Path, revision: str, target: Path) -> None:
    """Put the definitions of a revision in `target`; the folder itself stays as it is."""
    if not root.is_dir() or _git(root, "rev-parse", "--is-inside-work-tree") is None:
        message = f"De map `{root.name}` staat niet onder versiebeheer met git."
        mend = "Vergelijk met een andere map, of met een run: `run:` en het nummer."
        raise ResultaatError.of(Diagnostic("R2020", message, mend))
    wanted = f"{revision}^{{commit}}"
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if not commit:
        message = f"git kent geen revisie `{revision}`."
        mend = "Kijk met `git log` welke er zijn; `git:HEAD~1` is de vorige."
        raise ResultaatError.of(Diagnostic("R2021", message, mend))
    archive = _git(root, "archive", commit.decode().strip(), "--", "resultaat.yaml", "indicators")
    if archive is None:
        message = f"In revisie `{revision}` staan in deze map geen definities."
        mend = "Kies een revisie waarin `resultaat.yaml` en `indicators` er al waren."
        raise ResultaatError.of(Diagnostic("R2021", message, mend))
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(target, filter="data")


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git answers; None where it says no, or is not there."""
    try:
        done = subprocess.run(  # noqa: S603  a list of words, no shell
            ["git", "-C", str(root), *arguments],  # noqa: S607  wherever it is installed
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
