"""`indicators/escalatie.yaml`: at which threshold who must be told, and how fast."""

from __future__ import annotations

from pydantic import Field, model_validator

from resultaat.language.amounts import Drempel, Duur
from resultaat.language.documents.base import Document
from resultaat.language.values import Id


class Afspraak(Document):
    """Een afspraak: bij welke drempel wie het hoort, en binnen hoeveel dagen."""

    indicator: Id | None = Field(default=None, examples=["wachttijd_jeugdhulp"])
    """De indicator waar de afspraak over gaat."""
    doel: Id | None = Field(default=None, examples=["veilig_opgroeien"])
    """Of het doel: dan geldt de afspraak voor elke indicator van dat doel."""
    drempel: Drempel = Field(examples=["niet op orde"])
    """Een oordeel (niet gehaald, niet op orde) of een waarde: onder 50%, boven 100."""
    naar: str = Field(min_length=2, examples=["wethouder Jeugd"])
    """Wie het hoort."""
    binnen: Duur = Field(examples=["14 dagen"])
    """Binnen hoeveel dagen of weken."""

    @model_validator(mode="after")
    def _about_one(self) -> Afspraak:
        if (self.indicator is None) == (self.doel is None):
            raise ValueError("de afspraak gaat over één ding; kies `indicator` of `doel`")
        if self.doel is not None and self.drempel.oordeel is None:
            raise ValueError("een doel heeft geen waarde; kies een oordeel, zoals niet gehaald")
        if self.binnen.dagen is None:
            raise ValueError(
                f"`{self.binnen}` is geen aantal dagen; schrijf zoiets als 14 dagen of 2 weken"
            )
        return self


class Escalatie(Document):
    """Wie het hoort als het niet goed gaat."""

    afspraken: list[Afspraak] = Field(
        min_length=1,
        examples=[
            [
                {
                    "indicator": "wachttijd_jeugdhulp",
                    "drempel": "niet op orde",
                    "naar": "wethouder Jeugd",
                    "binnen": "14 dagen",
                }
            ]
        ],
    )
    """De afspraken."""
