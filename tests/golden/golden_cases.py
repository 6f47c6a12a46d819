"""Cases: a folder with the files that differ from `fouten/_basis`, and the text it must give.

weg.txt       files of the base that are not there, one a line
bekend.txt    why the expected text is not given yet: the case is expected to fail
verwacht.txt  the exact text; written anew with RESULTAAT_GOLDEN=1, then read it
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from builders import werkmap

from resultaat.core.diagnostics import Diagnostic

HERE = Path(__file__).parent
_ABOUT = ("weg.txt", "bekend.txt", "verwacht.txt")


def cases(kind: str) -> list[object]:
    """Return the cases of a folder, each with its name and its mark."""
    folders = sorted(path for path in (HERE / kind).iterdir() if path.name != "_basis")
    return [pytest.param(path, id=path.name, marks=_marks(path)) for path in folders]


def _marks(case: Path) -> list[pytest.MarkDecorator]:
    known = case / "bekend.txt"
    if not known.is_file():
        return []
    return [pytest.mark.xfail(strict=True, reason=known.read_text(encoding="utf-8").strip())]


def lay_over_base(case: Path, folder: Path) -> Path:
    """Make the working folder of a case."""
    changed = {
        path.relative_to(case).as_posix(): path.read_bytes()
        for path in case.rglob("*")
        if path.is_file() and path.name not in _ABOUT
    }
    gone = case / "weg.txt"
    without = gone.read_text(encoding="utf-8").split() if gone.is_file() else []
    return werkmap(folder, changed, without)


def text_of(found: Iterable[Diagnostic], folder: Path) -> str:
    """Return what a user reads, whatever the place of the working folder."""
    # Two messages at one place have no order of their own; here they must have one.
    ordered = sorted(found, key=lambda each: (*each.sort_key(), each.message))
    text = "\n\n".join(each.render(folder) for each in ordered)
    return text.replace(str(folder), "<werkmap>") + "\n"


def compare(case: Path, folder: Path, say: Callable[[Path], Iterable[Diagnostic]]) -> None:
    """Compare what `say` finds in the folder of a case with its expected text."""
    made = lay_over_base(case, folder)
    text = text_of(say(made), made)
    expected = case / "verwacht.txt"
    if os.environ.get("RESULTAAT_GOLDEN") and not (case / "bekend.txt").exists():
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
