"""An error of the program itself, told without anything of the data.

The text of an error may quote a value, and so may its variables: a BSN in a column that could not
be read stands in many of them. Where it happened and of what kind it was says enough.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def where(error: BaseException) -> str:
    """Return file and line where an error arose; empty where it is not known."""
    frames = traceback.extract_tb(error.__traceback__)
    return f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


def trace(error: BaseException) -> Iterator[str]:
    """Yield the way to an error and to what was behind it, the first one first: lines of code only.

    No text of an error and no variable is in it.
    """
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None:
        yield from trace(behind)
    yield f"{type(error).__name__}:"
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        inside = path.is_relative_to(_PACKAGE)
        name = path.relative_to(_PACKAGE.parent) if inside else path.name
        yield f"  {name}:{frame.lineno} {frame.name}"
        if inside and frame.line:
            yield f"    {frame.line}"
