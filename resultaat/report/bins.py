"""Dividing values over bins with round edges."""

from __future__ import annotations

import math
from collections.abc import Sequence

_ABOUT = 14
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def bins_of(values: Sequence[float]) -> list[tuple[float, float, int]]:
    """Return (from, up to, amount) for about fourteen bins of equal width, without empty ends."""
    low, high = min(values), max(values)
    step = _round_step((high - low) / _ABOUT or abs(low) or 1.0)
    first = math.floor(low / step + 1e-9)
    amount = max(1, math.floor(high / step + 1e-9) - first + 1)
    counts = [0] * amount
    for value in values:
        counts[min(math.floor(value / step + 1e-9) - first, amount - 1)] += 1
    return [
        ((first + at) * step, (first + at + 1) * step, count) for at, count in enumerate(counts)
    ]


def _round_step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(step * size for step in _STEPS if step * size >= rough * 0.999)
