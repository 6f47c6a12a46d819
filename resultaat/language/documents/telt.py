"""The block `telt`: what is counted, from which source, when.

Exactly one measure per block. What each means to the row is in `compile/measures.py`, and in the
handbook for those who write it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from resultaat.language.documents.base import Document
from resultaat.language.values import Heel, Id, Maat

MEASURES = (
    "aantal",
    "som",
    "gemiddelde",
    "aandeel",
    "doorlooptijd",
    "verhouding",
    "gepubliceerd",
)


class Doorlooptijd(Document):
    """Het deel dat binnen een termijn klaar is. Wie nog wacht, telt mee."""

    van: Id
    """De kolom met de begindatum."""
    tot: Id
    """De kolom met de einddatum; leeg zolang het nog loopt."""
    binnen: Maat
    """De termijn, bijvoorbeeld 42 dagen."""


class Verhouding(Document):
    """De som van een kolom gedeeld door de som van een andere kolom van dezelfde bron."""

    teller: str
    """Wat boven de streep staat."""
    noemer: str
    """Wat onder de streep staat."""


class Per(Document):
    """Deel door een andere indicator, bijvoorbeeld per 1.000 inwoners."""

    indicator: Id
    """De indicator waardoor wordt gedeeld."""
    keer: Heel = Field(default=1000, ge=1)
    """Per hoeveel: 100, 1000 of 10000."""


class Telt(Document):
    """Wat er wordt geteld. Kies precies één maat."""

    bron: Id
    """De bron, bij naam uit `bronnen/`."""
    waar: str | None = None
    """Welke rijen meetellen, bijvoorbeeld: wet = 'jeugdwet'."""
    datum: Id | None = None
    """De kolom met de datum waarop iets gebeurde: de rij telt in die periode."""
    peildatum: Id | None = None
    """De kolom met de datum van een stand: de laatste stand in de periode telt."""
    aantal: Literal["rijen", "personen"] | None = None
    """Tel rijen, of tel verschillende personen."""
    som: str | None = None
    """Tel een kolom op."""
    gemiddelde: str | None = None
    """Het gemiddelde van een kolom, over rijen waar hij is ingevuld."""
    aandeel: str | None = None
    """Het deel van de rijen waar dit waar is, van de rijen waar het bekend is."""
    doorlooptijd: Doorlooptijd | None = None
    """Het deel dat binnen een termijn klaar is."""
    verhouding: Verhouding | None = None
    """De ene som gedeeld door de andere."""
    gepubliceerd: Id | None = None
    """Een gepubliceerd cijfer dat niet opgeteld kan worden, zoals een percentage."""
    per: Per | None = None
    """Deel de telling door een andere indicator."""

    @property
    def measure(self) -> str:
        """The name of the measure that this block chose."""
        return next(name for name in MEASURES if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _exactly_one(self) -> Telt:
        chosen = [name for name in MEASURES if getattr(self, name) is not None]
        if not chosen:
            raise ValueError(f"hier staat geen maat; kies er een: {', '.join(MEASURES)}")
        if len(chosen) > 1:
            raise ValueError(f"hier staan {len(chosen)} maten; kies er één: {', '.join(chosen)}")
        if self.datum and self.peildatum:
            raise ValueError(
                "`datum` en `peildatum` kunnen niet samen; "
                "kies `datum` als iets gebeurde, `peildatum` bij een stand"
            )
        if self.per and self.measure not in ("aantal", "som"):
            raise ValueError("`per` kan alleen bij `aantal` of `som`; haal het weg")
        return self
