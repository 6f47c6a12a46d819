"""Values as people write them: `70%`, `42 dagen`, `2 procentpunt`, `ja`, `2023-11-09`.

Each is a pydantic type that reads the text of a YAML scalar; the messages are Dutch and end up
under the user's eyes as they stand here.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from resultaat.core.dutch import number, percentage
from resultaat.core.periods import Grain, Period
from resultaat.language.written import Written

_NUMBER = r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:[.,]\d+)?"
_EENHEID = "%|procentpunt|procent|dagen|dag|weken|week|euro"
_MAAT = re.compile(rf"(?P<getal>{_NUMBER})\s*(?P<eenheid>{_EENHEID})?")


class Eenheid(Enum):
    """What a number is a number of, where that changes how it is read."""

    GETAL = "getal"
    PROCENT = "%"
    PROCENTPUNT = "procentpunt"
    DAGEN = "dagen"
    EURO = "euro"


_UNITS = {
    None: Eenheid.GETAL,
    "%": Eenheid.PROCENT,
    "procent": Eenheid.PROCENT,
    "procentpunt": Eenheid.PROCENTPUNT,
    "dag": Eenheid.DAGEN,
    "dagen": Eenheid.DAGEN,
    "week": Eenheid.DAGEN,
    "weken": Eenheid.DAGEN,
    "euro": Eenheid.EURO,
}


def to_decimal(text: str, *, thousands: bool = False) -> Decimal:
    """Read a number as a Dutch writer means it: `1.234,5`, `12,5` and `12.5` all work.

    A point with exactly three digits behind it (`1.500`) could be read two ways and is refused,
    unless it can only be one of thousands.
    """
    text = text.strip()
    if not re.fullmatch(_NUMBER, text):
        raise ValueError(f"`{text}` is geen getal")
    if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text):
        plain = text.replace(".", "")
        if not thousands:
            comma = text.replace(".", ",")
            raise ValueError(f"`{text}` is op twee manieren te lezen; schrijf {plain} of {comma}")
        return Decimal(plain)
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    try:
        return Decimal(text)
    except InvalidOperation as wrong:  # pragma: no cover  the pattern lets nothing else through
        raise ValueError(f"`{text}` is geen getal") from wrong


class Maat(Written):
    """A number with its unit. `waarde` is a fraction where the unit is a percentage."""

    __slots__ = ("eenheid", "waarde")
    examples = ("70%", "42 dagen", "2 procentpunt")

    def __init__(self, waarde: Decimal, eenheid: Eenheid) -> None:
        self.waarde = waarde
        self.eenheid = eenheid

    @classmethod
    def parse(cls, text: object) -> Maat:
        """Read `70%`, `42 dagen`, `2 procentpunt`, `1.500.000 euro` or a bare number."""
        if isinstance(text, cls):
            return text
        found = _MAAT.fullmatch(text.strip()) if isinstance(text, str) else None
        if not found:
            raise ValueError(f"`{text}` is geen getal; schrijf zoiets als 70%, 42 dagen of 1500")
        eenheid = _UNITS[found["eenheid"]]
        waarde = to_decimal(found["getal"], thousands=eenheid is Eenheid.EURO)
        if found["eenheid"] in ("week", "weken"):
            waarde = waarde * 7
        if eenheid in (Eenheid.PROCENT, Eenheid.PROCENTPUNT):
            waarde = waarde / 100
        return cls(waarde, eenheid)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Maat) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        decimals = max(0, -int(self.waarde.normalize().as_tuple().exponent))
        if self.eenheid is Eenheid.PROCENT:
            return percentage(self.waarde, max(0, decimals - 2))
        if self.eenheid is Eenheid.PROCENTPUNT:
            return f"{number(self.waarde * 100, max(0, decimals - 2))} procentpunt"
        if self.eenheid is Eenheid.GETAL:
            return number(self.waarde, decimals)
        return f"{number(self.waarde, decimals)} {self.eenheid.value}"

    def __repr__(self) -> str:
        return f"Maat({self})"


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("hier hoort één tekst te staan; schrijf geen lijst of blok")


def _datum(value: object) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(_text(value))
    except ValueError:
        raise ValueError(f"`{value}` is geen datum; schrijf jaar-maand-dag: 2023-11-09") from None


def _ja_nee(value: object) -> bool:
    if isinstance(value, bool):
        return value
    answer = {"ja": True, "nee": False, "true": True, "false": False}.get(_text(value).lower())
    if answer is None:
        raise ValueError(f"`{value}` is geen ja of nee; schrijf ja of nee")
    return answer


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    if not re.fullmatch(r"-?\d+", _text(value)):
        raise ValueError(f"`{value}` is geen heel getal; schrijf een getal zonder decimalen")
    return int(_text(value))


def _periode_of_dag(value: object) -> Period:
    return value if isinstance(value, Period) else Period.parse(_text(value))


def _periode(value: object) -> Period:
    period = _periode_of_dag(value)
    if period.grain is Grain.DAG:
        raise ValueError(f"`{value}` is een dag, geen periode; schrijf 2025, 2025-K1 of 2025-03")
    return period


def is_id(text: str) -> bool:
    """Whether `text` can name a document or a column."""
    return re.fullmatch(r"[a-z][a-z0-9_]{1,59}", text) is not None


def is_pattern(text: str) -> bool:
    """Whether `text` is a regular expression."""
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def _id(value: object) -> str:
    text = _text(value)
    if not is_id(text):
        raise ValueError(
            f"`{text}` is geen goede naam; gebruik 2 tot 60 kleine letters, cijfers en _"
        )
    return text


def _id_or_empty(value: object) -> str:
    return "" if value == "" else _id(value)


_NUMERIC = {"type": ["string", "integer"]}

Datum = Annotated[
    date, BeforeValidator(_datum), WithJsonSchema({"type": "string", "format": "date"})
]
JaNee = Annotated[
    bool, BeforeValidator(_ja_nee), WithJsonSchema({"enum": ["ja", "nee", True, False]})
]
Heel = Annotated[int, BeforeValidator(_whole), WithJsonSchema(_NUMERIC)]
Periode = Annotated[
    Period, BeforeValidator(_periode), WithJsonSchema({**_NUMERIC, "examples": ["2025", "2025-K1"]})
]
#: A period that may also be one day.
PeriodeOfDag = Annotated[
    Period,
    BeforeValidator(_periode_of_dag),
    WithJsonSchema({**_NUMERIC, "examples": ["2025", "2025-K1", "2025-03-14"]}),
]
Id = Annotated[
    str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]+$"})
]
#: A name, or nothing where there is none to give.
IdOfLeeg = Annotated[
    str,
    BeforeValidator(_id_or_empty),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]+$"}),
]
