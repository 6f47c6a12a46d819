"""The lowest and the highest value of a column, as a contract writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from resultaat.language.documents.bron import Kolom, KolomType
from resultaat.language.values import to_decimal


def limit(written: str, kolom: Kolom) -> date | Decimal:
    """Return a limit (`minstens`, `hoogstens`) as the values of the column are kept.

    Raises ValueError where it is not a value of that type, with a Dutch message.
    """
    if kolom.type is KolomType.DATUM:
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise ValueError(f"`{written}` is geen datum; schrijf 2024-01-31") from None
    value = to_decimal(written)
    return value / 100 if kolom.type is KolomType.PROCENT else value
