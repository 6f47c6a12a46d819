"""The period of a published figure, from what a table writes for it.

The open data of CBS write `2024JJ00`, `2024KW01` and `2024MM01`; a download of StatLine writes
`2024`, `2024 1e kwartaal` and `2024 januari`, with asterisks behind what is provisional.
"""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from resultaat.core.dutch import MONTHS
from resultaat.core.periods import Grain, Period

#: How a period is written, by its length; for messages.
WRITTEN = {"jaar": "2025", "kwartaal": "2025-K1 of 2025KW01", "maand": "2025-01 of 2025MM01"}
_UNITS = {Grain.JAAR: "1y", Grain.KWARTAAL: "1q", Grain.MAAND: "1mo"}
_YEAR = r"(\d{4})"
_KINDS = {
    Grain.JAAR: rf"{_YEAR}(?:JJ00)?",
    Grain.KWARTAAL: rf"{_YEAR}(?:KW0|-?[KQ]| (?=[1-4]e ))([1-4])(?:e kwartaal)?",
    Grain.MAAND: rf"{_YEAR}(?:MM|-| )(0[1-9]|1[0-2]|{'|'.join(MONTHS)})",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_PATTERNS = {
    grain: re.compile(rf"{kind}\*{{0,2}}", re.IGNORECASE) for grain, kind in _KINDS.items()
}


def starts(values: pl.Series, grain: Grain) -> pl.Series:
    """Return the first day of each period of this length; null where something else stands there.

    A day is in the period that holds it. A year among months is no month: it would be the figure
    of January.
    """
    if values.dtype.is_temporal():
        return values.cast(pl.Date).dt.truncate(_UNITS[grain])
    texts = values.cast(pl.String)
    first = {text: _start(text, grain) for text in texts.unique().drop_nulls()}
    return texts.replace_strict(first, default=None, return_dtype=pl.Date)


def _start(text: str, grain: Grain) -> date | None:
    found = _PATTERNS[grain].fullmatch(text)
    try:
        if found is not None:
            year, *number = found.groups()
            return date(int(year), _month(number[0], grain) if number else 1, 1)
        return Period.holding(date.fromisoformat(text), grain).start if _DAY.match(text) else None
    except ValueError:  # no such day, or the year 0
        return None


def _month(written: str, grain: Grain) -> int:
    """Return the month in which a period begins."""
    if not written.isdigit():
        return MONTHS.index(written.lower()) + 1
    return 3 * int(written) - 2 if grain is Grain.KWARTAAL else int(written)
