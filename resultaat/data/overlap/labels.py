"""Values that say themselves that they overlap: `Totaal`, or ages that hold the same year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

_TOTAL = re.compile(r"^(totaal|total)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"^(\d{1,3})\s*(?:jaar\s*)?(tot en met|t/m|tot|-|–)\s*(\d{1,3})(?: jaar)?$")
_OLDER = re.compile(r"^(\d{1,3})\s*(?:\+|jaar (?:en|of) ouder|en ouder|jaar\+)$")
_YOUNGER = re.compile(r"^(?:jonger dan|tot|onder de)\s*(\d{1,3})(?: jaar)?$")


def overlapping(values: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each value that is a total by name, and each that overlaps with another, with that.

    Of two stretches the longest one is the one that stands for others.
    """
    if len(values) < 3:
        return
    for value in values:
        if _TOTAL.match(value):
            yield value, None
    ages = {value: years for value in values if (years := _years(value)) is not None}
    longest_first = sorted(ages, key=lambda each: ages[each][0] - ages[each][1])
    told: set[str] = set()
    for long, short in combinations(longest_first, 2):
        (start, end), (first, last) = ages[long], ages[short]
        if long not in told and max(start, first) < min(end, last):
            told.add(long)
            yield long, short


def _years(text: str) -> tuple[float, float] | None:
    """Return from and until (not itself) which age a text speaks; None where of none."""
    if (between := _BETWEEN.match(text)) is not None:
        inclusive = between[2] in ("tot en met", "t/m")
        return float(between[1]), float(between[3]) + inclusive
    if (older := _OLDER.match(text)) is not None:
        return float(older[1]), float("inf")
    if (younger := _YOUNGER.match(text)) is not None:
        return 0.0, float(younger[1])
    return None
