"""`indicators/regelingen/<id>.yaml`: a rule or scheme, to see what piles up on one household."""

from __future__ import annotations

from pydantic import Field

from resultaat.language.amounts import Tarief
from resultaat.language.documents.base import Document
from resultaat.language.documents.interventie import VoorWie
from resultaat.language.values import Datum, Id


class Wijziging(Document):
    """Een verandering van het beleid, zodat te zien is wat er daarna nog meer bewoog."""

    vanaf: Datum = Field(examples=["2024-01-01"])
    """Vanaf welke dag de verandering geldt."""
    wat_veranderde: str = Field(
        min_length=10, examples=["De toeslag geldt nu na drie jaar in plaats van na vijf jaar."]
    )
    """Wat er veranderde."""
    vastgesteld: Datum | None = Field(default=None, examples=["2023-11-09"])
    """Wanneer de raad of het college dat vaststelde."""
    verandert: list[Id] = Field(default_factory=list, examples=[["uitstroom_naar_werk"]])
    """Indicatoren die hierdoor zouden moeten veranderen; die zijn dus geen neveneffect."""


class Regeling(Document):
    """Een regeling waar een inwoner of huishouden gebruik van kan maken."""

    naam: str = Field(min_length=3, max_length=80, examples=["Individuele inkomenstoeslag"])
    """De naam van de regeling."""
    wet: str = Field(examples=["Participatiewet, artikel 36"])
    """De wet of verordening waar de regeling op rust."""
    doelgroep: str = Field(examples=["wie al drie jaar een laag inkomen heeft"])
    """Voor wie de regeling is, in gewone woorden."""
    voor_wie: VoorWie | None = Field(
        default=None, examples=[{"bron": "inwoners", "waar": "leeftijd >= 21"}]
    )
    """Hoe de doelgroep in een bron te vinden is."""
    gebruik: VoorWie | None = Field(
        default=None, examples=[{"bron": "huishoudens", "waar": "bijstand"}]
    )
    """Hoe in een bron te zien is welke huishoudens of inwoners de regeling gebruiken."""
    bedrag: Tarief | None = Field(default=None, examples=["hoogstens 500 euro per jaar"])
    """Hoeveel iemand krijgt of betaalt, en hoe vaak."""
    loket: str = Field(examples=["het wijkteam"])
    """Waar een inwoner de regeling aanvraagt."""
    stapelt_met: list[Id] = Field(default_factory=list, examples=[["bijzondere_bijstand"]])
    """Andere regelingen die vaak bij hetzelfde huishouden horen."""
    wijzigingen: list[Wijziging] = Field(
        default_factory=list,
        examples=[
            [{"vanaf": "2024-01-01", "wat_veranderde": "De toeslag geldt nu na drie jaar."}],
        ],
    )
    """Wanneer de regels van de regeling veranderden, en wat er anders werd."""
