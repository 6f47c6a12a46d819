"""Finding burgerservicenummers where none belong.

A BSN has nine digits of which 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is a multiple of 11 (the
elfproef; source: Rijksdienst voor Identiteitsgegevens, Logisch ontwerp BSN). One in eleven other
numbers passes by chance. A column in which more of its different numbers pass than chance allows
holds BSNs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
#: Four numbers that all pass are too many: 1 in 14.641.
CHANCE = 1e-4
#: Digits, also as 1234.56.782 and 123 456 782; eight where a spreadsheet dropped the first zero.
_WORD = r"\d+(?:[. ]\d+)*"


def as_bsn(column: pl.Expr) -> pl.Expr:
    """Return a text of 8 or 9 digits as a BSN of nine; null where it does not pass."""
    digits = column.str.extract(r"^(\d{8,9})$").str.zfill(9)
    return pl.when(passes(digits)).then(digits)


def passes(digits: pl.Expr) -> pl.Expr:
    """Return whether texts of nine digits pass the elfproef; nine zeros do not."""
    total = pl.sum_horizontal(
        digits.str.slice(place, 1).cast(pl.Int32, strict=False) * weight
        for place, weight in enumerate(_WEIGHTS)
    )
    return (total % 11 == 0) & (digits != "000000000")


def suspicious(values: pl.Series) -> bool:
    """Whether more of the different numbers in a column pass than chance allows."""
    tried, passed = counts(values)
    return tail(tried, passed) < CHANCE


def counts(values: pl.Series) -> tuple[int, int]:
    """Return how many different words of 8 or 9 digits there are, and how many of them pass."""
    text = values.cast(pl.String).drop_nulls().unique()
    text = text.filter(text.str.contains(r"\d{8}|\d[. ]\d"))
    words = text.str.extract_all(_WORD).explode().drop_nulls().str.replace_all(r"[. ]", "")
    words = words.filter(words.str.len_bytes().is_in([8, 9])).str.zfill(9).unique()
    if words.is_empty():
        return 0, 0
    return words.len(), int(words.to_frame("w").select(passes(pl.col("w")).sum()).item())


def tail(tried: int, passed: int) -> float:
    """Return the chance of `passed` or more out of `tried`, where each has 1 in 11 (binomial)."""
    if passed <= tried / 11:
        return 1.0
    return min(1.0, sum(_terms(tried, passed)))


def _terms(tried: int, passed: int) -> Iterator[float]:
    log_first = (
        math.lgamma(tried + 1)
        - math.lgamma(passed + 1)
        - math.lgamma(tried - passed + 1)
        + passed * math.log(1 / 11)
        + (tried - passed) * math.log(10 / 11)
    )
    term = math.exp(log_first) if log_first > -700 else 0.0
    count = passed
    # Beyond the mean each next term is smaller than the one before.
    while term > 1e-18:
        yield term
        term *= (tried - count) / (count + 1) / 10
        count += 1
