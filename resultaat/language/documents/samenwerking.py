"""`indicators/samenwerkingen/<id>.yaml`: who works together, what each brings and takes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from resultaat.language.documents.base import Document
from resultaat.language.documents.onderdelen import Rollen
from resultaat.language.documents.uitzondering import Uitzondering
from resultaat.language.values import Id


class Partij(Document):
    """Wie meedoet, met welk belang, en wat die partij brengt en haalt."""

    naam: str = Field(examples=["huisartsen"])
    """De naam van de partij."""
    belang: str = Field(examples=["minder gezinnen in de wachtkamer met vragen over opvoeden"])
    """Waarom deze partij meedoet."""
    brengt: str = Field(examples=["een spreekkamer en kennis van het gezin"])
    """Wat deze partij inbrengt."""
    haalt: str = Field(examples=["een collega om naar te verwijzen"])
    """Wat deze partij eraan heeft."""


class GevolgdMet(Document):
    """Met welke procescondities we volgen hoe het gaat."""

    opbrengst: list[Id] = Field(default_factory=list, examples=[["wachttijd_jeugdhulp"]])
    """Procescondities die zeggen wat de samenwerking oplevert."""
    relatie: list[Id] = Field(default_factory=list, examples=[["vertrouwen_partners"]])
    """Procescondities die zeggen hoe goed de partijen met elkaar omgaan."""
    soepelheid: list[Id] = Field(default_factory=list, examples=[["besluit_op_tijd"]])
    """Procescondities die zeggen hoe soepel het werk verloopt."""


class Samenwerking(Document):
    """Partijen die samen iets willen bereiken dat geen van hen alleen kan."""

    naam: str = Field(min_length=3, max_length=80, examples=["Jeugdhulp dichtbij"])
    """De naam van de samenwerking."""
    soort: Literal["netwerk", "keten", "convenant", "gemeenschappelijke_regeling", "inkoop"] = (
        Field(examples=["netwerk"])
    )
    """netwerk, keten, convenant, gemeenschappelijke_regeling of inkoop."""
    ambitie: str = Field(min_length=20, examples=["Elk kind met een vraag krijgt op tijd hulp."])
    """Wat de partijen samen willen bereiken."""
    partijen: list[Partij] = Field(
        min_length=2,
        examples=[
            [
                {"naam": "gemeente", "belang": "b", "brengt": "geld", "haalt": "rust"},
                {"naam": "huisartsen", "belang": "b", "brengt": "kennis", "haalt": "tijd"},
            ]
        ],
    )
    """De partijen, minstens twee."""
    rollen: Rollen | None = Field(default=None, examples=[{"regisseur": "jeugdteam van de wijk"}])
    """Wie welke rol heeft."""
    risicos: list[str] = Field(default_factory=list, examples=[["Het geld is voor twee jaar."]])
    """Wat er mis kan gaan."""
    verwachte_opbrengst: str = Field(examples=["Gezinnen vertellen hun verhaal maar één keer."])
    """Wat de samenwerking naar verwachting oplevert, en voor wie."""
    gevolgd_met: GevolgdMet | None = Field(
        default=None, examples=[{"opbrengst": ["wachttijd_jeugdhulp"]}]
    )
    """Met welke procescondities we volgen hoe het gaat."""
    uitzondering: list[Uitzondering] = Field(
        default_factory=list,
        examples=[[{"code": "R1513", "omdat": "De afspraken zijn nieuw."}]],
    )
    """Bevindingen die hier zijn toegestaan, met de reden."""
