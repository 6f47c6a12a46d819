"""Groups as people write them: a text as it stands, or numbers as `0-17`, `18` or `65+`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: What is counted in each group, and so what no group can be called.
BEZET = frozenset(
    (
        *("gebied", "start", "groep"),
        *("rijen", "teller", "noemer", "n", "onbekend", "open", "personen", "kwadraten"),
    )
)
_RANGE = re.compile(r"(?P<van>\d{1,9})(?:(?P<open>\+)|-(?P<tot>\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `van` up to but not including `tot`; without an end where it is None.

    `0-17` holds all that is under 18, so that nothing falls between it and `18-64`.
    """

    van: int
    tot: int | None

    def overlaps(self, other: Range) -> bool:
        """Whether some number lies in both."""
        return (other.tot is None or self.van < other.tot) and (
            self.tot is None or other.van < self.tot
        )


def range_of(text: str) -> Range | None:
    """Read `0-17`, `18` or `65+`; None where it is something else."""
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return None
    first = int(found["van"])
    if found["open"]:
        return Range(first, None)
    last = int(found["tot"] or first)
    return Range(first, last + 1) if last >= first else None


def overlapping(texts: Sequence[str]) -> tuple[str, str] | None:
    """Return the first two groups of numbers that share a number, as written."""
    read = [(text, found) for text in texts if (found := range_of(text)) is not None]
    for index, (text, one) in enumerate(read):
        for other_text, other in read[:index]:
            if one.overlaps(other):
                return other_text, text
    return None
