"""`indicators/<programma>/<id>.yaml`: the four kinds of indicator.

They are apart by type: a result is not a condition, context is nobody's merit, and money and
hours are what it took. A field of another kind is an error that says where it belongs.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from resultaat.core.periods import Period
from resultaat.language.documents.base import Document
from resultaat.language.documents.telt import Telt
from resultaat.language.documents.uitzondering import Uitzondering
from resultaat.language.values import Datum, Heel, Id, Maat, Periode


class Soort(Enum):
    """The four kinds; the value is the word in YAML."""

    RESULTAAT = "resultaat"
    PROCESCONDITIE = "procesconditie"
    CONTEXT = "context"
    INZET = "inzet"


Richting = Literal["hoger", "lager"]
Bewijs = Literal["bewezen", "aannemelijk", "onbekend"]
#: Levels for whom something can be a result; wider than the levels at which is counted.
VanNiveau = Literal["inwoner", "aanbieder", "buurt", "wijk", "gemeente", "regio", "land"]


class Grondslag(Document):
    """Wie dit cijfer vraagt: een wet, het BBV, of de gemeente zelf."""

    wet: str | None = None
    """De wet, bijvoorbeeld Jeugdwet."""
    artikel: str | None = None
    """Het artikel van de wet."""
    bbv: str | None = None
    """De bepaling van het BBV of de ministeriële regeling."""
    eigen_keuze: str | None = None
    """Het besluit van de gemeente, als geen wet het vraagt."""


class Streefwaarde(Document):
    """Een streefwaarde met de datum waarop zij is vastgesteld."""

    vanaf: Periode
    """Vanaf welke periode zij geldt."""
    waarde: Maat
    """De waarde, bijvoorbeeld 70%."""
    vastgesteld: Datum
    """Wanneer de raad of het college haar vaststelde."""


class Versie(Document):
    """Een eerdere verandering van deze definitie, zodat die zichtbaar blijft."""

    vanaf: Datum = Field(examples=["2025-01-01"])
    """Vanaf welke dag de verandering geldt."""
    wat_veranderde: str = Field(min_length=10, examples=["Wie verhuist, telt niet meer mee."])
    """Wat er veranderde, en waarom."""


class VersieVanResultaat(Versie):
    """Een eerdere verandering van een resultaat, met de streefwaarden van toen."""

    streefwaarden: list[Streefwaarde] = Field(
        default_factory=list,
        examples=[[{"vanaf": "2024", "waarde": "70%", "vastgesteld": "2023-11-09"}]],
    )
    """De streefwaarden zoals ze voor de verandering waren."""


class LetOp(Document):
    """Een neveneffect om in het oog te houden."""

    indicator: Id
    """De indicator die slechter kan worden."""
    slechter: Richting
    """In welke richting die slechter wordt: hoger of lager."""
    marge: Maat
    """Hoeveel verslechtering nog aanvaardbaar is."""
    omdat: str
    """Waarom dit neveneffect te verwachten is."""


class NiveauUitleg(Document):
    """Voor wie het op dit niveau een resultaat is, en wat de gemeente eraan bijdraagt."""

    voor_wie: str
    """Voor wie het een resultaat is."""
    bijdrage: str | None = None
    """Wat daar wordt bijgedragen."""


class Rollen(Document):
    """Wie welke rol heeft."""

    opdrachtgever: str | None = None
    """Wie de opdracht geeft."""
    eigenaar: str | None = None
    """Wie ervoor zorgt dat de uitvoerder het kan."""
    opdrachtnemer: str | None = None
    """Wie de opdracht aanneemt."""
    uitvoerder: str | None = None
    """Wie het werk doet."""
    regisseur: str | None = None
    """Wie het geheel bewaakt."""


class Meetlast(Document):
    """Wat het meten kost."""

    uren_per_jaar: Heel
    """De uren die het meten per jaar kost."""
    bij: str
    """Bij wie die uren vallen."""


class Norm(Document):
    """De band waarbinnen een procesconditie op orde is."""

    minstens: Maat | None = None
    """De ondergrens."""
    hoogstens: Maat | None = None
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

    resultaat: Id
    """Het resultaat."""
    bewijs: Bewijs
    """bewezen, aannemelijk of onbekend."""
    bron: str | None = None
    """Waar het bewijs staat."""


class Indicator(Document):
    """Wat alle vier de soorten gemeen hebben."""

    naam: str = Field(min_length=3, max_length=80)
    """De naam, zoals die in het rapport staat."""
    waarom: str = Field(min_length=20, max_length=400)
    """Waarom we dit meten, in woorden die een inwoner begrijpt."""
    telt: Telt
    """Wat er wordt geteld."""
    doel: Id | None = None
    """Het doel uit doelen.yaml waar dit bij hoort."""
    eenheid: str | None = None
    """De eenheid achter het getal, bijvoorbeeld inwoners of euro."""
    grondslag: Grondslag | None = None
    """Wie dit cijfer vraagt."""
    niveaus: dict[VanNiveau, NiveauUitleg] | None = None
    """Per niveau voor wie het een resultaat is: inwoner, buurt, wijk, gemeente, aanbieder."""
    meetlast: Meetlast | None = None
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
    soort: Literal["resultaat"]
    """Altijd: resultaat."""
    doel: Id
    """Het doel uit doelen.yaml waar dit bij hoort."""
    richting: Richting
    """Welke kant de goede kant is: hoger of lager."""
    van_wie: Literal["inwoner", "omgeving", "partner", "gemeente"]
    """Wiens resultaat het is."""
    rol: Literal["toezicht", "faciliteren", "leveren"]
    """De rol van de gemeente."""
    invloed: Literal["geen", "beperkt", "groot"]
    """Hoeveel invloed de gemeente heeft."""
    streefwaarden: list[Streefwaarde] = Field(default_factory=list)
    """Wat we willen bereiken, per periode."""
    horizon: Periode | None = None
    """De eerste periode waarover een oordeel past."""
    buiten_onze_invloed: list[Id] = Field(default_factory=list)
    """Context-indicatoren die ook invloed hebben."""
    rollen: Rollen | None = None
    """Wie welke rol heeft."""
    condities: list[Id] = Field(default_factory=list)
    """De procescondities die dit resultaat nodig heeft."""
    let_op: list[LetOp] = Field(default_factory=list)
    """Neveneffecten om in het oog te houden."""
    geen_let_op: str | None = None
    """Waarom geen neveneffect wordt verwacht, als `let_op` leeg is."""
    # Narrower than that of other kinds, which is right for a frozen document.
    geschiedenis: list[VersieVanResultaat] = Field(  # type: ignore[assignment]
        default_factory=list,
        examples=[[{"vanaf": "2025-01-01", "wat_veranderde": "De streefwaarde ging omlaag."}]],
    )
    """Wat er eerder aan deze definitie veranderde, met de streefwaarden van toen."""

    def streefwaarde(self, periode: Period) -> Streefwaarde | None:
        """Return the target that holds in `periode`: the latest that started by then."""
        holding = [each for each in self.streefwaarden if each.vanaf.start <= periode.start]
        return max(holding, key=lambda each: each.vanaf.start, default=None)


class Procesconditie(Indicator):
    """Een voorwaarde waaronder een resultaat kan ontstaan."""

    kind = Soort.PROCESCONDITIE
    soort: Literal["procesconditie"]
    """Altijd: procesconditie."""
    conditie: Literal[
        "methodiek", "kwaliteit", "bekwaamheid", "mandaat", "capaciteit", "informatie"
    ]
    """Het soort conditie."""
    norm: Norm | None = None
    """Wanneer de conditie op orde is."""
    bevordert: list[Bevordert] = Field(default_factory=list)
    """De resultaten die deze conditie dichterbij brengt."""


class Context(Indicator):
    """Een omstandigheid die niemand hier beïnvloedt."""

    kind = Soort.CONTEXT
    soort: Literal["context"]
    """Altijd: context."""


class Inzet(Indicator):
    """Wat erin gaat: geld, uren of hulp."""

    kind = Soort.INZET
    soort: Literal["inzet"]
    """Altijd: inzet."""
    taakveld: str | None = None
    """Het taakveld uit Iv3, bijvoorbeeld 6.72."""


AnyIndicator = Resultaat | Procesconditie | Context | Inzet
KINDS: dict[str, type[Resultaat] | type[Procesconditie] | type[Context] | type[Inzet]] = {
    kind.kind.value: kind for kind in (Resultaat, Procesconditie, Context, Inzet)
}
