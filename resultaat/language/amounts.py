"""Amounts with a word to them: `6 maanden`, `3 tot 6 procentpunt`, `150 euro per maand`.

Each is a pydantic type that reads the text of a YAML scalar, as those in `values.py` do; `str()`
gives it back as people write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, WithJsonSchema

from resultaat.core.dutch import counted, number
from resultaat.language.values import Eenheid, Maat, to_decimal
from resultaat.language.written import Written

#: The verdicts on a figure, as they stand in every output; `analysis/oordeel.py` gives them.
OORDELEN_RESULTAAT = ("gehaald", "rond de streefwaarde", "niet gehaald")
OORDEEL_MINIMUM = "onder de minimumeis"
OORDELEN_CONDITIE = ("op orde", "rond de norm", "niet op orde")
_EENHEDEN = {
    "dag": "dagen", "week": "weken", "maand": "maanden", "kwartaal": "kwartalen", "jaar": "jaar",
}  # fmt: skip
_MANY = {many: one for one, many in _EENHEDEN.items()}
_DAYS = {"dag": 1, "week": 7}
_MONTHS = {"maand": 1, "kwartaal": 3, "jaar": 12}
_EURO = re.compile(r"(?:€\s*)?(?P<getal>[\d.,]+)(?:\s*euro)?")


@dataclass(frozen=True, slots=True)
class Duur(Written):
    """A length of time in whole days, weeks, months, quarters or years."""

    examples = ("14 dagen", "6 maanden", "1 jaar")
    aantal: int
    eenheid: str

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read `14 dagen`, `6 maanden` or `1 jaar`."""
        if isinstance(text, cls):
            return text
        found = re.fullmatch(r"(\d{1,4})\s*([a-z]+)", _stripped(text))
        word = _MANY.get(found[2], found[2]) if found else ""
        if found is None or word not in _EENHEDEN:
            raise ValueError(f"`{text}` is geen duur; schrijf zoiets als 14 dagen of 6 maanden")
        return cls(int(found[1]), word)

    @property
    def maanden(self) -> int:
        """The number of months, of what is not in days or weeks."""
        return self.aantal * _MONTHS[self.eenheid]

    @property
    def dagen(self) -> int | None:
        """The number of days, where it has one: a month is longer than another."""
        return self.aantal * _DAYS[self.eenheid] if self.eenheid in _DAYS else None

    def __str__(self) -> str:
        return counted(self.aantal, self.eenheid, _EENHEDEN[self.eenheid])


@dataclass(frozen=True, slots=True)
class Omvang(Written):
    """How large an effect is thought to be: from `onder` to `boven`, in one unit."""

    examples = ("3 tot 6 procentpunt", "5 procentpunt")
    onder: Maat
    boven: Maat

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read `3 tot 6 procentpunt` or `5 procentpunt`."""
        if isinstance(text, cls):
            return text
        low, between, high = _stripped(text).partition(" tot ")
        boven = Maat.parse(high if between else low)
        onder = boven
        if between:
            # `3 tot 6 procentpunt`: the unit stands behind the last number, and goes for both.
            unit = re.sub(r"^[\d.,\s]+", "", high.strip())
            onder = Maat.parse(low if re.search(r"[%a-z]", low) else f"{low} {unit}".strip())
        if onder.eenheid is not boven.eenheid:
            raise ValueError(f"`{text}` heeft twee eenheden; schrijf beide getallen in dezelfde")
        if onder.waarde < 0 or onder.waarde > boven.waarde:
            raise ValueError(
                f"`{text}` loopt niet van laag naar hoog; schrijf het kleinste getal eerst, "
                "zonder min"
            )
        return cls(onder, boven)

    @property
    def eenheid(self) -> Eenheid:
        """The unit of both ends."""
        return self.boven.eenheid

    def __str__(self) -> str:
        if self.onder == self.boven:
            return str(self.boven)
        number, _, unit = str(self.onder).partition(" ")
        return f"{number if unit else self.onder} tot {self.boven}"


@dataclass(frozen=True, slots=True)
class Tarief(Written):
    """An amount of money that comes once or again: `150 euro per maand`."""

    examples = ("150 euro per maand", "hoogstens 1.200 euro per jaar", "500 euro per keer")
    euro: Decimal
    per: str
    hoogstens: bool = False

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read an amount with how often it comes."""
        if isinstance(text, cls):
            return text
        found = re.fullmatch(
            r"(?P<top>hoogstens )?(?P<bedrag>.+?) per (?P<per>keer|week|maand|jaar)",
            _stripped(text),
        )
        if found is None:
            raise ValueError(f"`{text}` zegt niet hoe vaak; schrijf zoiets als 150 euro per maand")
        return cls(_bedrag(found["bedrag"]), found["per"], found["top"] is not None)

    def __str__(self) -> str:
        top = "hoogstens " if self.hoogstens else ""
        cents = 0 if self.euro == self.euro.to_integral_value() else 2
        return f"{top}€ {number(self.euro, cents)} per {self.per}"


@dataclass(frozen=True, slots=True)
class Drempel(Written):
    """When somebody must be told: a verdict, or a value below or above which it is so."""

    examples = ("niet gehaald", "niet op orde", "onder 50%", "boven 100")
    oordeel: str | None = None
    kant: str | None = None
    maat: Maat | None = None

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read `niet gehaald`, `onder 50%` or `boven 100`."""
        if isinstance(text, cls):
            return text
        words = _stripped(text)
        if words in (*OORDELEN_RESULTAAT, *OORDELEN_CONDITIE, OORDEEL_MINIMUM):
            return cls(oordeel=words)
        found = re.fullmatch(r"(onder|boven) (.+)", words)
        if found is None:
            raise ValueError(
                f"`{text}` is geen drempel; schrijf niet gehaald, niet op orde, of onder 50%"
            )
        return cls(kant=found[1], maat=Maat.parse(found[2]))

    @property
    def in_words(self) -> str:
        """The threshold as a part of a sentence."""
        return f"bij het oordeel “{self.oordeel}”" if self.oordeel else str(self)

    def __str__(self) -> str:
        return self.oordeel or f"{self.kant} {self.maat}"


def _stripped(text: object) -> str:
    if isinstance(text, str):
        return text.strip()
    raise ValueError("hier hoort één tekst te staan; schrijf geen lijst of blok")


def _bedrag(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    found = _EURO.fullmatch(_stripped(value))
    if found is None:
        raise ValueError(f"`{value}` is geen bedrag; schrijf zoiets als 180.000 of 12,50")
    return to_decimal(found["getal"], thousands=True)


def _pattern(shape: str, message: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _stripped(value)
        if not re.fullmatch(shape, text):
            raise ValueError(message.format(text))
        return text

    return read


def _bestuursperiode(value: object) -> str:
    text = _stripped(value)
    found = re.fullmatch(r"(\d{4})-(\d{4})", text)
    if found is None or not int(found[1]) < int(found[2]) <= int(found[1]) + 8:
        raise ValueError(f"`{text}` is geen bestuursperiode; schrijf twee jaren: 2022-2026")
    return text


_JAAR = _pattern(r"(?:19|20)\d\d", "`{}` is geen jaar; schrijf vier cijfers: 2025")
_TAAKVELD = _pattern(r"\d\.\d{1,3}[a-z]?", '`{}` is geen taakveld; schrijf een nummer als "6.72"')

Bedrag = Annotated[
    Decimal,
    BeforeValidator(_bedrag),
    WithJsonSchema({"type": ["string", "number"], "examples": ["180.000", "12,50 euro"]}),
]
Jaar = Annotated[
    str, BeforeValidator(_JAAR), WithJsonSchema({"type": "string", "pattern": r"^(19|20)\d\d$"})
]
Taakveld = Annotated[
    str,
    BeforeValidator(_TAAKVELD),
    WithJsonSchema({"type": ["string", "number"], "examples": ["6.72"]}),
]
Bestuursperiode = Annotated[
    str,
    BeforeValidator(_bestuursperiode),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{4}$", "examples": ["2022-2026"]}),
]
