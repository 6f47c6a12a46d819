"""JSON from a file, of which nothing is lost: numbers as they were written, no name said twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from resultaat.core.source import Span
from resultaat.data.readers.unreadable import Unreadable


class _Twice(Exception):  # noqa: N818  told by who knows the file
    """An object names a key twice, of which JSON keeps the last one in silence."""


def parsed(path: Path, number: Callable[[str], Any]) -> Any:
    """Return what a file holds, each number by way of `number`; raises Unreadable."""
    try:
        return json.loads(
            path.read_text(encoding="utf-8-sig"),
            parse_float=number,
            parse_int=number,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as wrong:
        raise Unreadable(
            f"`{path.name}` is geen geldige JSON.",
            "Lever het bestand opnieuw aan.",
            Span.at(wrong.lineno, wrong.colno),
        ) from None
    except (ValueError, RecursionError):
        raise Unreadable(f"`{path.name}` is niet te lezen.", "Lever het opnieuw aan.") from None
    except _Twice:
        raise Unreadable(
            f"In `{path.name}` heeft een onderwerp, jaar of gebied twee waarden.",
            "Lever het bestand opnieuw aan; van twee waarden zou er één verdwijnen.",
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Twice
    return made


def _no_number(word: str) -> Any:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(word)
