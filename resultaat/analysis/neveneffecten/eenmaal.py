"""What moved is told once: found for all areas or groups, it is not told again for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from resultaat.analysis.neveneffecten.reeksen import ALLE

#: All touched areas taken together.
SAMEN = "samen"
Row = TypeVar("Row", bound=Mapping[str, object])


def told_once(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the findings that no wider finding stands for.

    Each has indicator, groep, gebied, plek and verschil. A finding over all areas stands for the
    same in one area, and one over all groups for the same in one group, where they go the same way.
    """
    known = {_named(row, str(row["groep"]), str(row["gebied"])) for row in rows}
    for row in rows:
        groep, gebied = str(row["groep"]), str(row["gebied"])
        wider = {(ALLE, gebied), (ALLE, SAMEN), (groep, SAMEN)} - {(groep, gebied)}
        if not any(_named(row, *each) in known for each in wider):
            yield row


def _named(row: Mapping[str, object], groep: str, gebied: str) -> tuple[object, ...]:
    return row["indicator"], row["plek"], _up(row), groep, gebied


def _up(row: Mapping[str, object]) -> bool:
    size = row["verschil"]
    return isinstance(size, float) and size > 0
