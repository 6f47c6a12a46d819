"""Which areas lie beside each other: those whose outlines share at least two corners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Point = tuple[float, float]
#: Decimals of a degree within which two corners are one: about ten centimetres.
PRECISION = 6


def neighbours(corners: Mapping[str, Iterable[Point]]) -> dict[str, frozenset[str]]:
    """Return for each area which others border it. `corners` holds the corners of each outline.

    One corner in common is meeting at a point, not lying beside each other.
    """
    areas_at: dict[Point, set[str]] = {}
    for code, points in corners.items():
        for x, y in points:
            areas_at.setdefault((round(x, PRECISION), round(y, PRECISION)), set()).add(code)
    shared: dict[tuple[str, str], int] = {}
    for areas in areas_at.values():
        for one in areas:
            for other in areas - {one}:
                shared[one, other] = shared.get((one, other), 0) + 1
    return {
        code: frozenset(
            other for (one, other), count in shared.items() if one == code and count > 1
        )
        for code in corners
    }
