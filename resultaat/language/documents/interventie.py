"""`indicators/interventies/<id>.yaml`: what is done, for whom, where, since when, and what for."""

from __future__ import annotations

from pydantic import Field, model_validator

from resultaat.gebied.codes import niveau_of
from resultaat.gebied.niveau import Niveau
from resultaat.language.amounts import Bedrag, Duur, Jaar, Omvang, Taakveld
from resultaat.language.documents.base import Document
from resultaat.language.documents.onderdelen import Bewijs, Richting
from resultaat.language.documents.uitzondering import Uitzondering
from resultaat.language.values import Id, Periode


class VoorWie(Document):
    """De rijen van een bron die over de doelgroep gaan."""

    bron: Id = Field(examples=["inwoners"])
    """De bron, bij naam uit `bronnen/`."""
    waar: str = Field(examples=["leeftijd < 18"])
    """Welke rijen bij de doelgroep horen, bijvoorbeeld: leeftijd < 18."""


class Plek(Document):
    """Een gebied waar de interventie is, en sinds wanneer. Kies wijk, buurt of gemeente."""

    wijk: str | None = Field(default=None, examples=["WK999901"])
    """De CBS-code van de wijk."""
    buurt: str | None = Field(default=None, examples=["BU99990101"])
    """De CBS-code van de buurt."""
    gemeente: str | None = Field(default=None, examples=["GM9999"])
    """De CBS-code van de gemeente."""
    vanaf: Periode = Field(examples=["2023-03"])
    """De eerste maand, het eerste kwartaal of het eerste jaar."""
    dosis: str | None = Field(default=None, examples=["24 uur per week"])
    """Hoeveel er van is, bijvoorbeeld 24 uur per week."""

    @property
    def niveau(self) -> Niveau:
        """The level of the area."""
        return next(each for each in _NIVEAUS if getattr(self, each.value) is not None)

    @property
    def code(self) -> str:
        """The code of the area."""
        return str(getattr(self, self.niveau.value))

    @model_validator(mode="after")
    def _one_area(self) -> Plek:
        given = [each for each in _NIVEAUS if getattr(self, each.value) is not None]
        if len(given) != 1:
            raise ValueError("hier hoort precies één gebied; kies `wijk`, `buurt` of `gemeente`")
        if niveau_of(self.code) is not given[0]:
            raise ValueError(
                f"`{self.code}` is geen code van een {given[0].value}; "
                "een wijk begint met WK, een buurt met BU en een gemeente met GM"
            )
        return self


_NIVEAUS = (Niveau.WIJK, Niveau.BUURT, Niveau.GEMEENTE)


class Kosten(Document):
    """Wat de interventie per jaar kost, en op welk taakveld dat staat."""

    per_jaar: dict[Jaar, Bedrag] = Field(min_length=1, examples=[{"2023": 180000, "2024": 240000}])
    """Het bedrag in euro, per jaar."""
    taakveld: Taakveld = Field(examples=["6.2"])
    """Het taakveld uit Iv3, tussen aanhalingstekens."""


class Verwachting(Document):
    """Welke indicator hierdoor zou moeten bewegen, hoe ver, wanneer, en hoe zeker dat is."""

    indicator: Id = Field(examples=["doelrealisatie_jeugdhulp"])
    """Het resultaat of de procesconditie die zou moeten bewegen."""
    richting: Richting = Field(examples=["hoger"])
    """Welke kant op: hoger of lager."""
    na: Duur = Field(examples=["6 maanden"])
    """Na hoeveel tijd dat te zien zou moeten zijn."""
    omvang: Omvang | None = Field(default=None, examples=["3 tot 6 procentpunt"])
    """Hoeveel, als daar iets over bekend is."""
    bewijs: Bewijs | None = Field(default=None, examples=["onbekend"])
    """bewezen, aannemelijk of onbekend."""
    bron: str | None = Field(default=None, examples=["Evaluatie van de gemeente, 2024"])
    """Waar het bewijs staat."""


class Verplaatsing(Document):
    """Waar het probleem heen kan gaan, en waarmee u de twee plekken vergelijkt."""

    naar: list[str] = Field(min_length=1, examples=[["BU99990202"]])
    """De gebieden waar het probleem heen kan gaan."""
    vergelijking: list[str] = Field(min_length=1, examples=[["BU99990301"]])
    """Gebieden die lijken op die waar de interventie is."""
    vergelijking_naar: list[str] = Field(min_length=1, examples=[["BU99990302"]])
    """Gebieden die lijken op die waar het probleem heen kan gaan."""

    @model_validator(mode="after")
    def _apart(self) -> Verplaatsing:
        every = [*self.naar, *self.vergelijking, *self.vergelijking_naar]
        wrong = next((code for code in every if niveau_of(code) is None), None)
        if wrong is not None:
            raise ValueError(f"`{wrong}` is geen code van een gebied; schrijf de CBS-code")
        if len(set(every)) < len(every):
            raise ValueError("een gebied staat er twee keer; kies elk gebied één keer")
        return self


class Interventie(Document):
    """Iets dat de gemeente en haar partners doen om een resultaat dichterbij te brengen."""

    naam: str = Field(
        min_length=3, max_length=80, examples=["Praktijkondersteuner jeugd bij de huisarts"]
    )
    """De naam, zoals mensen die kennen."""
    doelgroep: str = Field(examples=["kinderen tot 18 jaar en hun ouders"])
    """Voor wie het is, in gewone woorden."""
    voor_wie: VoorWie | None = Field(
        default=None, examples=[{"bron": "inwoners", "waar": "leeftijd < 18"}]
    )
    """Hoe de doelgroep in een bron te vinden is."""
    waar_en_wanneer: list[Plek] = Field(
        min_length=1, examples=[[{"wijk": "WK999901", "vanaf": "2023-03"}]]
    )
    """In welke gebieden, en per gebied vanaf wanneer."""
    kosten: Kosten | None = Field(
        default=None, examples=[{"per_jaar": {"2023": 180000}, "taakveld": "6.2"}]
    )
    """Wat het kost."""
    verwacht: list[Verwachting] = Field(
        default_factory=list,
        examples=[[{"indicator": "doelrealisatie_jeugdhulp", "richting": "hoger", "na": "1 jaar"}]],
    )
    """Wat er naar verwachting door verandert."""
    verplaatsing: Verplaatsing | None = Field(
        default=None,
        examples=[
            {
                "naar": ["BU99990202"],
                "vergelijking": ["BU99990301"],
                "vergelijking_naar": ["BU99990302"],
            }
        ],
    )
    """Waar het probleem heen kan gaan, als dat niet alleen de buurgebieden zijn."""
    partners: list[str] = Field(default_factory=list, examples=[["huisartsen"]])
    """Met wie de gemeente dit doet."""
    uitzondering: list[Uitzondering] = Field(
        default_factory=list,
        examples=[[{"code": "R1510", "omdat": "Dit is een proef van één jaar."}]],
    )
    """Bevindingen die hier zijn toegestaan, met de reden."""
