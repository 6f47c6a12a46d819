"""`indicators/<programma>/<id>.yaml`: the four kinds of indicator.

They are apart by type: a result is not a condition, context is nobody's merit, and money and
hours are what it took. A field of another kind is an error that says where it belongs.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from resultaat.language.documents.base import Document, or_one
from resultaat.language.documents.onderdelen import (
    Bevordert,
    Grondslag,
    LetOp,
    Meetlast,
    Minimumeis,
    NiveauUitleg,
    Norm,
    Richting,
    Rollen,
    Streefwaarde,
    VanNiveau,
    Versie,
    VersieVanResultaat,
)
from resultaat.language.documents.telt import Telt
from resultaat.language.documents.uitzondering import Uitzondering
from resultaat.language.values import Id, Periode


class Soort(Enum):
    """The four kinds; the value is the word in YAML."""

    RESULTAAT = "resultaat"
    PROCESCONDITIE = "procesconditie"
    CONTEXT = "context"
    INZET = "inzet"


#: Side effects that an indicator can be made to show.
Neveneffect = Literal[
    "verliezers", "stapeling", "terugkeer", "snelle_uitstroom", "belasting", "uitstel"
]


class Indicator(Document):
    """Wat alle vier de soorten gemeen hebben."""

    naam: str = Field(min_length=3, max_length=80, examples=["Jeugdhulp die haar doel bereikt"])
    """De naam, zoals die in het rapport staat."""
    waarom: str = Field(
        min_length=20,
        max_length=400,
        examples=["We willen weten hoe vaak hulp een kind verder helpt."],
    )
    """Waarom we dit meten, in woorden die een inwoner begrijpt."""
    telt: Telt = Field(
        examples=[{"bron": "trajecten", "aandeel": "doel_bereikt", "datum": "einddatum"}]
    )
    """Wat er wordt geteld."""
    doel: Id | None = Field(default=None, examples=["veilig_opgroeien"])
    """Het doel uit doelen.yaml waar dit bij hoort."""
    eenheid: str | None = Field(default=None, examples=["inwoners"])
    """De eenheid achter het getal, bijvoorbeeld inwoners of euro."""
    grondslag: Grondslag | None = Field(
        default=None, examples=[{"wet": "Jeugdwet", "artikel": "2.2"}]
    )
    """Wie dit cijfer vraagt."""
    niveaus: dict[VanNiveau, NiveauUitleg] | None = Field(
        default=None, examples=[{"buurt": {"voor_wie": "het kind, de ouders en de school"}}]
    )
    """Per niveau voor wie het een resultaat is: inwoner, buurt, wijk, gemeente, aanbieder."""
    neveneffect: Neveneffect | None = Field(default=None, examples=["terugkeer"])
    """Het neveneffect dat dit cijfer laat zien, als het daarvoor bedoeld is."""
    meetlast: Meetlast | None = Field(
        default=None, examples=[{"uren_per_jaar": 40, "bij": "aanbieders"}]
    )
    """Wat het meten kost."""
    bedoeling: str | None = Field(
        default=None, min_length=10, examples=["Op tijd zien of een wijk meer hulp nodig heeft."]
    )
    """Wat we met dit cijfer gaan doen."""
    geschiedenis: list[Versie] = Field(
        default_factory=list,
        examples=[[{"vanaf": "2025-01-01", "wat_veranderde": "Wie verhuist, telt niet meer mee."}]],
    )
    """Wat er eerder aan deze definitie veranderde."""
    uitzondering: list[Uitzondering] = Field(
        default_factory=list,
        examples=[[{"code": "R1506", "omdat": "Het college is klein: besluit van 7 mei 2024."}]],
    )
    """Bevindingen die hier zijn toegestaan, met de reden."""

    kind: ClassVar[Soort]


class Resultaat(Indicator):
    """Wat er voor inwoners verandert."""

    kind = Soort.RESULTAAT
    soort: Literal["resultaat"] = Field(examples=["resultaat"])
    """Altijd: resultaat."""
    doel: Id = Field(examples=["veilig_opgroeien"])
    """Het doel uit doelen.yaml waar dit bij hoort."""
    richting: Richting = Field(examples=["hoger"])
    """Welke kant de goede kant is: hoger of lager."""
    van_wie: Literal["inwoner", "omgeving", "partner", "gemeente"] = Field(examples=["inwoner"])
    """Wiens resultaat het is."""
    rol: Literal["toezicht", "faciliteren", "leveren"] = Field(examples=["faciliteren"])
    """De rol van de gemeente."""
    invloed: Literal["geen", "beperkt", "groot"] = Field(examples=["beperkt"])
    """Hoeveel invloed de gemeente heeft."""
    streefwaarden: list[Streefwaarde] = Field(
        default_factory=list,
        examples=[[{"vanaf": "2024", "waarde": "70%", "vastgesteld": "2023-11-09"}]],
    )
    """Wat we willen bereiken, per periode en zo nodig per gebied."""
    minimumeis: list[Minimumeis] = Field(
        default_factory=list,
        json_schema_extra=or_one,
        examples=[
            [
                {
                    "vanaf": "2024",
                    "waarde": "50%",
                    "vastgesteld": "2023-06-01",
                    "gesteld_door": "Inspectie Gezondheidszorg en Jeugd",
                }
            ]
        ],
    )
    """De ondergrens waar een ander toezicht op houdt: slechter mag het nooit zijn."""
    horizon: Periode | None = Field(default=None, examples=["2026"])
    """De eerste periode waarover een oordeel past."""
    buiten_onze_invloed: list[Id] = Field(default_factory=list, examples=[["werkloosheid"]])
    """Context-indicatoren die ook invloed hebben."""
    rollen: Rollen | None = Field(default=None, examples=[{"opdrachtgever": "wethouder Jeugd"}])
    """Wie welke rol heeft."""
    condities: list[Id] = Field(default_factory=list, examples=[["wachttijd_jeugdhulp"]])
    """De procescondities die dit resultaat nodig heeft."""
    let_op: list[LetOp] = Field(
        default_factory=list,
        examples=[
            [
                {
                    "indicator": "terugkeer",
                    "slechter": "hoger",
                    "marge": "2 procentpunt",
                    "omdat": "Kinderen komen terug.",
                }
            ]
        ],
    )
    """Neveneffecten om in het oog te houden."""
    geen_let_op: str | None = Field(
        default=None, examples=["Niemand wordt op dit cijfer afgerekend."]
    )
    """Waarom geen neveneffect wordt verwacht, als `let_op` leeg is."""
    # Narrower than that of other kinds, which is right for a frozen document.
    geschiedenis: list[VersieVanResultaat] = Field(  # type: ignore[assignment]
        default_factory=list,
        examples=[[{"vanaf": "2025-01-01", "wat_veranderde": "De streefwaarde ging omlaag."}]],
    )
    """Wat er eerder aan deze definitie veranderde, met de streefwaarden van toen."""

    @field_validator("minimumeis", mode="before")
    @classmethod
    def _one_or_more(cls, value: Any) -> Any:
        return [value] if isinstance(value, dict) else value


class Procesconditie(Indicator):
    """Een voorwaarde waaronder een resultaat kan ontstaan."""

    kind = Soort.PROCESCONDITIE
    soort: Literal["procesconditie"] = Field(examples=["procesconditie"])
    """Altijd: procesconditie."""
    conditie: Literal[
        "methodiek", "kwaliteit", "bekwaamheid", "mandaat", "capaciteit", "informatie"
    ] = Field(examples=["capaciteit"])
    """Het soort conditie."""
    norm: Norm | None = Field(default=None, examples=[{"minstens": "80%"}])
    """Wanneer de conditie op orde is."""
    bevordert: list[Bevordert] = Field(
        default_factory=list,
        examples=[[{"resultaat": "doelrealisatie_jeugdhulp", "bewijs": "onbekend"}]],
    )
    """De resultaten die deze conditie dichterbij brengt."""


class Context(Indicator):
    """Een omstandigheid die niemand hier beïnvloedt."""

    kind = Soort.CONTEXT
    soort: Literal["context"] = Field(examples=["context"])
    """Altijd: context."""


class Inzet(Indicator):
    """Wat erin gaat: geld, uren of hulp."""

    kind = Soort.INZET
    soort: Literal["inzet"] = Field(examples=["inzet"])
    """Altijd: inzet."""
    taakveld: str | None = Field(default=None, examples=["6.72"])
    """Het taakveld uit Iv3, bijvoorbeeld 6.72."""


AnyIndicator = Resultaat | Procesconditie | Context | Inzet
KINDS: dict[str, type[Resultaat] | type[Procesconditie] | type[Context] | type[Inzet]] = {
    kind.kind.value: kind for kind in (Resultaat, Procesconditie, Context, Inzet)
}
