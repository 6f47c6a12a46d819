"""Finding burgerservicenummers where none belong.

A BSN has nine digits of which 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is a multiple of 11 (the
elfproef; source: Rijksdienst voor Identiteitsgegevens, Logisch ontwerp BSN). One in eleven other
numbers passes by chance. A column in which more of its different numbers pass than chance allows
holds BSNs.
"""

from __future__ import annotations

import math
import string
from collections.abc import Iterator

import polars as pl

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
#: Four numbers that all pass are too many: 1 in 14.641.
CHANCE = 1e-4
#: Digits, also as 1234.56.782 and 123 456 782; eight where a spreadsheet dropped the first zero.
_WORD = r"\d+(?:[. ]\d+)*"
_AROUND = string.ascii_letters + string.whitespace + "+-_/#:"
_MAYBE = r"\d{8}|\d[. ]\d"


def as_bsn(column: pl.Expr) -> pl.Expr:
    """Return a text of 8 or 9 digits as a number; null where it does not pass."""
    number = column.cast(pl.Int32, strict=False)
    # A number may be written with a sign before it, a BSN may not.
    digits = column.str.len_bytes().is_between(8, 9) & ~column.str.starts_with("+")
    return pl.when(digits & (number > 0) & passes(number)).then(number)


def passes(digits: pl.Expr) -> pl.Expr:
    """Return whether texts of nine digits pass the elfproef; nine zeros do not."""
    number = digits.cast(pl.Int32, strict=False)
    # A digit is a quotient less ten times the one before it: so one division each is enough.
    total: pl.Expr = pl.lit(0, pl.Int32)
    for place, (weight, after) in enumerate(zip(_WEIGHTS, (*_WEIGHTS[1:], 0), strict=True)):
        total += number // 10 ** (8 - place) * (weight - 10 * after)
    return number.is_not_null() & (total % 11 == 0) & (number != 0)


def suspicious(numbers: pl.Series, chance: float = CHANCE) -> bool:
    """Whether more of different numbers, as `numbers_in` gives them, pass than chance allows."""
    return tail(*counts(numbers)) < chance


def counts(numbers: pl.Series) -> tuple[int, int]:
    """Return how many different numbers there are, and how many of them pass."""
    return numbers.len(), int(numbers.to_frame("w").select(passes(pl.col("w")).sum()).item())


def numbers_in(values: pl.Series) -> pl.Series:
    """Return the different numbers of 8 or 9 digits that are written in a column, also in text."""
    text = values.cast(pl.String)
    text = text.filter(text.str.len_bytes() >= 8)
    # Most texts are one number, maybe behind some letters: that is seen without looking for it.
    bare = text.str.strip_chars(_AROUND)
    number = bare.cast(pl.Int32, strict=False)
    long = bare.str.len_bytes().is_in([8, 9])
    more = text.filter(number.is_null())
    words = more.filter(more.str.contains(_MAYBE)).str.extract_all(_WORD).explode().drop_nulls()
    words = words.str.replace_all(r"[. ]", "")
    words = words.filter(words.str.len_bytes().is_in([8, 9])).cast(pl.Int32, strict=False)
    return pl.concat([number.filter(long), words]).unique().drop_nulls()


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
