"""The blocks inside an indicator: who asks for it, its targets, its roles, its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from resultaat.core.periods import Period
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.base import Document
from resultaat.language.documents.telt import Telt
from resultaat.language.values import Datum, Heel, Id, Maat, Periode

Richting = Literal["hoger", "lager"]
Bewijs = Literal["bewezen", "aannemelijk", "onbekend"]
#: Levels for whom something can be a result; wider than the levels at which is counted.
VanNiveau = Literal["inwoner", "aanbieder", "buurt", "wijk", "gemeente", "regio", "land"]


class Grondslag(Document):
    """Wie dit cijfer vraagt: een wet, het BBV, of de gemeente zelf."""

    wet: str | None = Field(default=None, examples=["Jeugdwet"])
    """De wet, bijvoorbeeld Jeugdwet."""
    artikel: str | None = Field(default=None, examples=["2.2"])
    """Het artikel van de wet."""
    bbv: str | None = Field(default=None, examples=["Regeling beleidsindicatoren gemeenten"])
    """De bepaling van het BBV of de ministeriële regeling."""
    eigen_keuze: str | None = Field(default=None, examples=["Raadsbesluit van 7 november 2024"])
    """Het besluit van de gemeente, als geen wet het vraagt."""


class Grens(Document):
    """Een waarde waaraan een cijfer wordt getoetst, vanaf een periode en op een plek."""

    vanaf: Periode = Field(examples=["2024"])
    """Vanaf welke periode zij geldt."""
    waarde: Maat = Field(examples=["70%"])
    """De waarde, bijvoorbeeld 70%."""
    vastgesteld: Datum = Field(examples=["2023-11-09"])
    """Wanneer zij werd vastgesteld."""
    niveau: Niveau | None = Field(default=None, examples=["wijk"])
    """Alleen voor gebieden van dit niveau; zonder dit voor alle."""
    gebied: str | None = Field(default=None, examples=["WK051801"])
    """Alleen voor dit gebied, met zijn code."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.niveau is not None and self.gebied is not None:
            raise ValueError("de code zegt het niveau al; haal `niveau` weg")
        return self

    @property
    def plek(self) -> str:
        """Where it holds, as it is written; empty where it holds everywhere."""
        return self.gebied or (self.niveau.value if self.niveau else "")

    @property
    def achteraf(self) -> bool:
        """Whether it was set when its first period had begun."""
        return self.vastgesteld > self.vanaf.start


AGrens = TypeVar("AGrens", bound=Grens)


def geldend(
    grenzen: Sequence[AGrens], periode: Period, niveau: Niveau | None, gebied: str | None
) -> AGrens | None:
    """Return the one that holds in a period and a place: the most precise, then the latest."""
    holding = [
        each
        for each in grenzen
        if each.vanaf.start <= periode.start
        and each.gebied in (None, gebied)
        and each.niveau in (None, niveau)
    ]
    return max(
        holding,
        key=lambda each: (each.gebied is not None, each.niveau is not None, each.vanaf.start),
        default=None,
    )


class Streefwaarde(Grens):
    """Een streefwaarde met de datum waarop de raad of het college haar vaststelde."""


class Minimumeis(Grens):
    """Een ondergrens waar een ander toezicht op houdt."""

    gesteld_door: str = Field(examples=["Inspectie Gezondheidszorg en Jeugd"])
    """Wie de eis stelt en er toezicht op houdt."""


class Versie(Document):
    """Een verandering van deze definitie, zodat zichtbaar blijft wat wanneer gold."""

    vanaf: Datum = Field(examples=["2025-01-01"])
    """Vanaf welke dag de verandering geldt."""
    wat_veranderde: str = Field(min_length=10, examples=["Wie verhuist, telt niet meer mee."])
    """Wat er veranderde, en waarom."""
    vastgesteld: Datum | None = Field(default=None, examples=["2024-11-07"])
    """Wanneer de verandering werd vastgesteld."""
    telde: Telt | None = Field(
        default=None,
        examples=[{"bron": "trajecten", "aandeel": "doel_bereikt", "datum": "einddatum"}],
    )
    """Het blok `telt` zoals het tot die dag was; periodes van voor die dag tellen dan zo."""


class VersieVanResultaat(Versie):
    """Een eerdere verandering van een resultaat, met de streefwaarden van toen."""

    streefwaarden: list[Streefwaarde] = Field(
        default_factory=list,
        examples=[[{"vanaf": "2024", "waarde": "70%", "vastgesteld": "2023-11-09"}]],
    )
    """De streefwaarden zoals ze voor de verandering waren."""


class LetOp(Document):
    """Een neveneffect om in het oog te houden."""

    indicator: Id = Field(examples=["terugkeer_jeugdhulp"])
    """De indicator die slechter kan worden."""
    slechter: Richting = Field(examples=["hoger"])
    """In welke richting die slechter wordt: hoger of lager."""
    marge: Maat = Field(examples=["2 procentpunt"])
    """Hoeveel verslechtering nog aanvaardbaar is."""
    omdat: str = Field(examples=["Wie te vroeg afsluit, ziet kinderen misschien terugkomen."])
    """Waarom dit neveneffect te verwachten is."""


class NiveauUitleg(Document):
    """Voor wie het op dit niveau een resultaat is, en wat de gemeente eraan bijdraagt."""

    voor_wie: str = Field(examples=["het kind en de ouders"])
    """Voor wie het een resultaat is."""
    bijdrage: str | None = Field(default=None, examples=["een vast gezicht op school"])
    """Wat daar wordt bijgedragen."""


class Rollen(Document):
    """Wie welke rol heeft."""

    opdrachtgever: str | None = Field(default=None, examples=["wethouder Jeugd"])
    """Wie de opdracht geeft."""
    eigenaar: str | None = Field(default=None, examples=["wethouder Financiën"])
    """Wie ervoor zorgt dat de uitvoerder het kan."""
    opdrachtnemer: str | None = Field(default=None, examples=["jeugdhulpregio"])
    """Wie de opdracht aanneemt."""
    uitvoerder: str | None = Field(default=None, examples=["aanbieders"])
    """Wie het werk doet."""
    regisseur: str | None = Field(default=None, examples=["jeugdteam van de wijk"])
    """Wie het geheel bewaakt."""


class Meetlast(Document):
    """Wat het meten kost."""

    uren_per_jaar: Heel = Field(examples=[40])
    """De uren die het meten per jaar kost."""
    bij: str = Field(examples=["aanbieders"])
    """Bij wie die uren vallen."""


class Norm(Document):
    """De band waarbinnen een procesconditie op orde is."""

    minstens: Maat | None = Field(default=None, examples=["80%"])
    """De ondergrens."""
    hoogstens: Maat | None = Field(default=None, examples=["20%"])
    """De bovengrens."""

    @model_validator(mode="after")
    def _bounds(self) -> Norm:
        if self.minstens and self.hoogstens and self.minstens.waarde > self.hoogstens.waarde:
            raise ValueError("`minstens` is hoger dan `hoogstens`; draai ze om")
        if self.minstens is None and self.hoogstens is None:
            raise ValueError("de norm is leeg; geef `minstens`, `hoogstens` of beide")
        return self


class Bevordert(Document):
    """Een resultaat dat deze conditie dichterbij brengt, en hoe zeker dat is."""

    resultaat: Id = Field(examples=["doelrealisatie_jeugdhulp"])
    """Het resultaat."""
    bewijs: Bewijs = Field(examples=["aannemelijk"])
    """bewezen, aannemelijk of onbekend."""
    bron: str | None = Field(default=None, examples=["Evaluatie van de gemeente, 2024"])
    """Waar het bewijs staat."""
