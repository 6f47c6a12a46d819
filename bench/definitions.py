"""Checking many definitions: those of the fictional municipality, repeated under new names."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import resultaat
from bench.measure import Row, best, shortest

_TOP = Path(__file__).parent.parent
_MANY = 500


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        amount = write(folder, _MANY)
        cold = shortest(lambda: _processor_time(folder), 5)
        yield Row(
            f"`resultaat check`, {amount} definitions, cold start",
            f"{cold:.2f} s",
            target="under 1.5 s",
        )
        werk = resultaat.open(folder)
        werk.check()
        warm = best(werk.check, 5)
        yield Row("the same, warm in one process", f"{warm * 1000:.0f} ms", target="under 300 ms")


def write(folder: Path, many: int) -> int:
    """Fill a working folder with at least `many` definitions; return how many there are."""
    definitions = sorted((_TOP / "indicators").rglob("*.yaml"))
    texts = {path.relative_to(_TOP): path.read_text(encoding="utf-8") for path in definitions}
    texts[Path("resultaat.yaml")] = (_TOP / "resultaat.yaml").read_text(encoding="utf-8")
    own = [path for path in texts if "\nnaam:" in texts[path] and "\ntelt:" in texts[path]]
    number = 0
    while len(texts) < many:
        path = own[number % len(own)]
        copy = f"{path.stem}_{number // len(own) + 2}"
        text = texts[path].replace("\nnaam: ", f"\nnaam: {number + 1} ", 1)
        texts[path.parent / f"{copy}.yaml"] = text
        number += 1
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return len(texts)


def _processor_time(folder: Path) -> float:
    """Return the processor time of one check in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "resultaat", "check"]
    # Modules are compiled once, as where they are installed; the first time here does that.
    settings = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / ".compiled")}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        command, cwd=folder, env=settings, check=False, capture_output=True, text=True
    )
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
