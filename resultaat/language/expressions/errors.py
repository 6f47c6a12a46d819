"""What can be wrong with an expression, with the characters that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.errors import SqlglotError


@dataclass(frozen=True, slots=True)
class ExpressionError:
    """What is wrong, with the characters (start, width) of the expression that it is about."""

    code: str
    message: str
    mend: str
    start: int = 0
    width: int = 1


def extent(text: str, node: exp.Expr) -> tuple[int, int]:
    """Return (start, width) of a node: from its first to its last positioned part."""
    starts = [part.meta for part in node.walk() if "start" in part.meta]
    if not starts:
        return 0, len(text)
    start = min(int(meta["start"]) for meta in starts)
    end = max(int(meta["end"]) for meta in starts)
    return start, end - start + 1


def syntax_error(text: str, wrong: SqlglotError) -> ExpressionError:
    """Say where the parser stopped."""
    start, width = 0, len(text)
    for detail in getattr(wrong, "errors", []):
        if detail.get("highlight"):
            start, width = len(detail["start_context"]), len(detail["highlight"])
            if not text.startswith(detail["start_context"]):
                start = max(0, text.find(detail["highlight"]))
    for dutch, sql in _DUTCH.items():
        if found := re.search(rf"\b{dutch}\b", re.sub(r"'[^']*'", _blank, text), re.IGNORECASE):
            mend = f"Schrijf `{sql}` in plaats van `{dutch}`."
            return ExpressionError("R1201", _UNREADABLE, mend, found.start(), len(dutch))
    mend = "Kijk naar haken, aanhalingstekens en woorden als `and` en `is not null`."
    return ExpressionError("R1201", _UNREADABLE, mend, start, width)


_UNREADABLE = "Deze uitdrukking is niet te lezen."
#: Words that people write in Dutch, and what the language knows them as.
_DUTCH = {"en": "and", "of": "or", "niet": "not", "leeg": "null", "tussen": "between"}


def _blank(text: re.Match[str]) -> str:
    return " " * len(text[0])


def too_big() -> ExpressionError:
    """Say that nobody could read this any more."""
    return ExpressionError(
        "R1207",
        "Deze uitdrukking is te lang of te diep genest.",
        "Maak er een kolom van in de bron, of splits de indicator.",
    )
