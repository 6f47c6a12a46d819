"""Numbers, dates and lists as Dutch readers write them.

Numbers: point for thousands, comma for decimals (Taaladvies, "Getallen: punten en komma's").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def number(value: float | Decimal | int, decimals: int = 0) -> str:
    """Write a number: `12345.6` with one decimal becomes `12.345,6`.

    Halves are rounded away from zero, as people do and as CBS does.
    """
    step = Decimal(1).scaleb(-decimals)
    # Through `repr`, so that 0.285 is the 0.285 that was written and not the double beneath it.
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    rounded = exact.quantize(step, ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    sign = "−" if rounded < 0 else ""
    return sign + text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def percentage(fraction: float | Decimal, decimals: int = 1) -> str:
    """Write a fraction as a percentage: `0.397` becomes `39,7%`."""
    exact = fraction if isinstance(fraction, Decimal) else Decimal(repr(fraction))
    return f"{number(exact * 100, decimals)}%"


def euro(value: float | Decimal | int) -> str:
    """Write an amount of money in whole euros."""
    return f"€ {number(value)}"


def day(value: date) -> str:
    """Write a date: `1 mei 2025`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def day_or_month(written: str) -> str:
    """Write 2025-05-01 as `1 mei 2025`, and 2025-05 as `mei 2025`."""
    value = date.fromisoformat(f"{written}-01"[: len("2025-05-01")])
    return day(value) if len(written) > len("2025-05") else day(value).removeprefix("1 ")


def listing(words: Sequence[str], last: str = "en") -> str:
    """Join words as a sentence does: `a, b en c`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(amount: int, one: str, many: str) -> str:
    """Write an amount with its noun: `1 rij`, `2 rijen`."""
    return f"{number(amount)} {one if amount == 1 else many}"
