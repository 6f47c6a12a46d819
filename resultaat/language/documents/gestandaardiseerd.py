"""The measures `gestandaardiseerd` and `verandering_per_persoon`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from resultaat.language.documents.base import Document
from resultaat.language.values import Eenheid, Heel, Maat, Periode


class Gestandaardiseerd(Document):
    """Een cijfer per groep, gewogen naar één vaste verdeling over die groepen."""

    teller: str = Field(examples=["uitstroom"])
    """Wat er gebeurde: een kolom die ja of nee is, of met `noemer` een kolom met aantallen."""
    noemer: str | None = Field(default=None, examples=["inwoners"])
    """Een kolom met aantallen waardoor wordt gedeeld; zonder dit: het aantal rijen."""
    groep: str = Field(examples=["leeftijd_op(geboren, peildatum)"])
    """De kolom of berekening die zegt in welke groep een rij hoort."""
    gewichten: dict[str, Maat] | None = Field(
        default=None, min_length=2, max_length=100, examples=[{"0-17": "20%", "18+": "80%"}]
    )
    """De vaste verdeling: per groep hoe zwaar zij telt."""
    groepen: list[str] | None = Field(
        default=None, min_length=2, max_length=100, examples=[["0-17", "18-64", "65+"]]
    )
    """De groepen, als de verdeling uit de eigen cijfers komt."""
    standaard: Literal["gemeente"] | Periode | None = Field(
        default=None, examples=["gemeente", "2021"]
    )
    """Met `groepen`: de verdeling van de gemeente, of die van de gemeente in een periode."""
    keer: Heel = Field(default=1, ge=1, examples=[1000])
    """Per hoeveel: 1, 100, 1000 of 10000."""

    @model_validator(mode="after")
    def _one_standard(self) -> Gestandaardiseerd:
        own = (self.groepen is not None, self.standaard is not None)
        if any(own) == (self.gewichten is not None) or own[0] != own[1]:
            raise ValueError(
                "zeg naar welke verdeling; schrijf `gewichten`, of `groepen` met `standaard`"
            )
        weights = list((self.gewichten or {}).values())
        units = {each.eenheid for each in weights}
        if len(units) > 1 or units - {Eenheid.GETAL, Eenheid.PROCENT}:
            raise ValueError("gewichten zijn alle aantallen of alle percentages; schrijf ze gelijk")
        if any(each.waarde <= 0 for each in weights):
            raise ValueError("een gewicht is meer dan nul; laat een groep die niet telt weg")
        return self

    @property
    def namen(self) -> tuple[str, ...]:
        """The groups, as they are written."""
        return tuple(self.gewichten or self.groepen or ())


class VeranderingPerPersoon(Document):
    """Per persoon de laatste meting min de eerste; daarvan het gemiddelde."""

    van: str = Field(examples=["zelfredzaamheid"])
    """De kolom of berekening die is gemeten."""
    binnen: Maat | None = Field(default=None, examples=["365 dagen"])
    """Hoe ver de eerste meting terug mag liggen; zonder dit tot het begin van de periode."""
