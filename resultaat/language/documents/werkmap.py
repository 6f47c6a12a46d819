"""`resultaat.yaml`: what this working folder is about."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from resultaat.language.documents.base import Document
from resultaat.language.documents.bestand import Bestand
from resultaat.language.values import Datum, Heel, Id, PeriodeOfDag


class Rapportage(Document):
    """Een document uit de P&C-cyclus: waarover het gaat en vanaf wanneer het terugkijkt."""

    titel: str = Field(examples=["Jaarstukken 2025"])
    """De titel boven het rapport, bijvoorbeeld: Jaarstukken 2025."""
    over: PeriodeOfDag = Field(examples=["2025", "2025-K1", "2025-03"])
    """De periode waarover het gaat: 2025, 2025-K1, 2025-03, of een dag."""
    vanaf: PeriodeOfDag | None = Field(default=None, examples=["2021"])
    """De eerste periode die wordt getoond; zonder dit alleen de periode zelf."""
    peildatum: Datum | None = Field(default=None, examples=["2026-02-01"])
    """Tot wanneer de gegevens bekend zijn; zonder dit de laatste dag van de periode."""

    @model_validator(mode="after")
    def _in_order(self) -> Rapportage:
        if self.vanaf is not None and self.vanaf.start > self.over.start:
            raise ValueError("`vanaf` ligt na `over`; kies een eerdere periode")
        if self.peildatum is not None and self.peildatum < self.over.start:
            raise ValueError("de `peildatum` ligt voor de periode; kies een latere datum")
        return self


class Bescherming(Document):
    """Hoe herkenbare cijfers worden beschermd."""

    minimum: Heel = Field(default=10, ge=3, examples=[10])
    """Cijfers over minder mensen dan dit aantal worden niet getoond."""


class Signalen(Document):
    """Hoe wordt bekeken of een cijfer meer is dan gewone variatie."""

    regels: Literal["nhs", "western_electric", "nelson"] = Field(default="nhs", examples=["nhs"])
    """De set regels waaraan een punt wordt getoetst."""
    kaart: Literal["passend", "xmr"] = Field(default="passend", examples=["xmr"])
    """Welke kaart een aantal krijgt: `passend` bij hoe groot het is, of altijd `xmr`."""
    spreiding: Literal["gewinsoriseerd", "afgekapt", "geen"] = Field(
        default="gewinsoriseerd", examples=["afgekapt"]
    )
    """Hoe in een trechter wordt geschat hoeveel gebieden meer verschillen dan toeval geeft."""
    toetsing: Literal["by", "bh"] = Field(default="by", examples=["bh"])
    """Hoe in trechters vals alarm wordt begrensd: `by` bij elke samenhang, `bh` wat ruimer."""


class Grenzen(Document):
    """Waar de gebieden op de kaart liggen, zodat bekend is welke naast elkaar liggen."""

    bestand: Bestand = Field(examples=["data/gebieden.geojson"])
    """Een GeoJSON-bestand met de omtrek van elk gebied, gerekend vanaf de werkmap."""
    code: str = Field(default="code", examples=["statcode"])
    """De eigenschap in dat bestand waarin de CBS-code staat."""


class Werkmap(Document):
    """De instellingen van een werkmap, in `resultaat.yaml`."""

    naam: str = Field(examples=["Gemeente Wilgenstad"])
    """De naam van de gemeente of organisatie, zoals die boven rapporten staat."""
    gebied: str = Field(examples=["GM0518"])
    """De CBS-code van het gebied waar de werkmap over gaat, bijvoorbeeld GM0518."""
    gebieden: Bestand = Field(examples=["data/gebieden.csv"])
    """Het bestand met alle gebieden: code;naam;niveau;deel_van."""
    signalen: Signalen = Field(default=Signalen(), examples=[{"regels": "nelson"}])
    """Hoe wordt bekeken of een cijfer meer is dan gewone variatie."""
    gebieden_van: Heel | None = Field(default=None, ge=1900, le=2100, examples=[2022])
    """Van welk jaar de gebiedenlijst is; nodig om codes van een ander jaar om te rekenen."""
    herindelingen: Bestand | None = Field(default=None, examples=["data/herindelingen.csv"])
    """Het bestand met wat er van elke code werd, met het aantal adressen dat meeging."""
    grenzen: Grenzen | None = Field(default=None, examples=[{"bestand": "data/gebieden.geojson"}])
    """Waar de gebieden op de kaart liggen; zonder dit zijn er geen buren bekend."""
    rapportages: dict[Id, Rapportage] = Field(
        min_length=1,
        examples=[{"jaarstukken_2025": {"titel": "Jaarstukken 2025", "over": "2025"}}],
    )
    """De rapportages, elk onder een korte naam: berap_1, jaarstukken_2025."""
    bescherming: Bescherming = Field(default=Bescherming(), examples=[{"minimum": 10}])
    """Hoe herkenbare cijfers worden beschermd."""
