"""What some rows hold, whatever their order and in however many pieces they came.

Each row is a number, and a content is two sums of it, of 64 bits each: adding rows to it needs no
other rows. So the same rows have the same content without ever being put in order. It names a
snapshot; that a file was not changed is held by the hash of its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_WHOLE, _HALF = 1 << 64, 1 << 32
_SEEDS = (0x52657375, 0x6C746161)


@dataclass(frozen=True, slots=True)
class Content:
    """A sum per half of the number of each row, and how many rows there are."""

    rows: int = 0
    sums: tuple[int, ...] = (0,) * len(_SEEDS)

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Content:
        """Return the content of a frame; the order of the columns counts."""
        first, second = _SEEDS
        numbers = frame.hash_rows(first)
        return cls(frame.height, (_sum(numbers), _sum(numbers.hash(second))))

    @classmethod
    def read(cls, name: str) -> Content:
        """Read back what `name` gave; raises ValueError on anything else."""
        rows, *sums = name.split("-")
        if len(sums) != len(_SEEDS):
            raise ValueError(name)
        return cls(int(rows), tuple(int(each, 16) for each in sums))

    def __add__(self, other: Content) -> Content:
        sums = zip(self.sums, other.sums, strict=True)
        return Content(self.rows + other.rows, tuple((a + b) % _WHOLE for a, b in sums))

    @property
    def name(self) -> str:
        """Return the content as text."""
        return "-".join([str(self.rows), *(f"{each:016x}" for each in self.sums)])


def _sum(numbers: pl.Series) -> int:
    # In two halves, of which the sum of four billion fits.
    halves = pl.DataFrame({"hoog": numbers // _HALF, "laag": numbers % _HALF}).sum().row(0)
    high, low = (int(each) for each in halves)
    return (high * _HALF + low) % _WHOLE
