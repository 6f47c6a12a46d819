"""What a contract says of a delivery as a whole: by whom, when, like the last one, in parts."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Discriminator, Field, Tag, field_validator

from resultaat.language.documents.base import Document
from resultaat.language.values import Eenheid, Id, Maat, Periode


def as_percentage(value: Maat | None) -> Maat | None:
    """Return the value; raises ValueError where it is not a percentage of zero or more."""
    kinds = (Eenheid.PROCENT, Eenheid.PROCENTPUNT)
    if value is not None and (value.eenheid not in kinds or value.waarde < 0):
        raise ValueError(f"`{value}` is geen percentage; schrijf bijvoorbeeld 1%")
    return value


class Levering(Enum):
    """Who delivers the file; the value is the word in YAML."""

    EIGEN = "eigen"
    DERDEN = "derden"


class PerDeel(Enum):
    """How long a part of a snapshot is; the value is the word in YAML."""

    JAAR = "jaar"
    MAAND = "maand"


class PerPeriode(Enum):
    """How long the periods of published figures are; the value is the word in YAML."""

    JAAR = "jaar"
    KWARTAAL = "kwartaal"
    MAAND = "maand"


class Delen(Document):
    """Hoe een momentopname in delen wordt bewaard, zodat een nieuwe maand alleen zichzelf raakt."""

    op: Id = Field(examples=["gemeld_op"])
    """De kolom met de datum."""
    per: PerDeel = Field(default=PerDeel.JAAR, examples=["maand"])
    """jaar of maand."""


class PeriodeKolom(Document):
    """In welke kolom de periode van een gepubliceerd cijfer staat, en hoe lang die is."""

    kolom: Id = Field(examples=["maand"])
    """De kolom met de periode."""
    per: PerPeriode = Field(default=PerPeriode.JAAR, examples=["maand"])
    """jaar, kwartaal of maand: hoe lang een periode is."""


#: Told apart by its shape, so that of a block only what is wrong in the block is said.
PeriodeOfKolom = Annotated[
    Annotated[Periode | Id, Tag("tekst")] | Annotated[PeriodeKolom, Tag("blok")],
    Discriminator(lambda value: "blok" if isinstance(value, (dict, PeriodeKolom)) else "tekst"),
]


class Breuk(Document):
    """Vanaf wanneer een bron iets anders telt, zodat ervoor en erna geen reeks zijn."""

    vanaf: Periode = Field(examples=["2025"])
    """De eerste periode waarin het anders is."""
    omdat: str = Field(examples=["Iv3 deelt de taakvelden anders in"])
    """Wat er veranderde."""
    kolommen: list[Id] = Field(default_factory=list, examples=[["taakveld"]])
    """Om welke kolommen het gaat; zonder dit om de hele bron."""


class Verschuiving(Document):
    """Hoeveel een levering van de vorige mag verschillen; meer, en zij wordt geweigerd."""

    rijen: Maat | None = Field(default=None, examples=["20%"])
    """Hoeveel meer of minder rijen er mogen zijn."""
    leeg: Maat | None = Field(default=None, examples=["5 procentpunt"])
    """Hoeveel het deel lege waarden van een kolom mag stijgen of dalen."""
    gemiddelde: Maat | None = Field(default=None, examples=["25%"])
    """Hoeveel het gemiddelde van een kolom met getallen mag stijgen of dalen."""

    @field_validator("rijen", "leeg", "gemiddelde")
    @classmethod
    def _share(cls, value: Maat | None) -> Maat | None:
        return as_percentage(value)


class Ververst(Enum):
    """How often a source is delivered; the value is the word in YAML."""

    DAGELIJKS = "dagelijks"
    WEKELIJKS = "wekelijks"
    MAANDELIJKS = "maandelijks"
    PER_KWARTAAL = "per_kwartaal"
    JAARLIJKS = "jaarlijks"

    @property
    def days(self) -> int:
        """After how many days without anything new it is late: the time itself, and half of it."""
        return {
            "dagelijks": 3,
            "wekelijks": 11,
            "maandelijks": 46,
            "per_kwartaal": 138,
            "jaarlijks": 548,
        }[self.value]
