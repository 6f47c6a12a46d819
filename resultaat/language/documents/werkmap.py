"""`resultaat.yaml`: what this working folder is about."""

from __future__ import annotations

from pydantic import Field, model_validator

from resultaat.language.documents.base import Document
from resultaat.language.values import Datum, Heel, Id, Periode


class Rapportage(Document):
    """Een document uit de P&C-cyclus: waarover het gaat en vanaf wanneer het terugkijkt."""

    titel: str
    """De titel boven het rapport, bijvoorbeeld: Jaarstukken 2025."""
    over: Periode
    """De periode waarover het gaat: 2025, 2025-K1 of 2025-03."""
    vanaf: Periode | None = None
    """De eerste periode die wordt getoond; zonder dit alleen de periode zelf."""
    peildatum: Datum | None = None
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

    minimum: Heel = Field(default=10, ge=3)
    """Cijfers over minder mensen dan dit aantal worden niet getoond."""


class Werkmap(Document):
    """De instellingen van een werkmap, in `resultaat.yaml`."""

    naam: str
    """De naam van de gemeente of organisatie, zoals die boven rapporten staat."""
    gebied: str
    """De CBS-code van het gebied waar de werkmap over gaat, bijvoorbeeld GM0518."""
    gebieden: str
    """Het bestand met alle gebieden: code;naam;niveau;deel_van."""
    rapportages: dict[Id, Rapportage] = Field(min_length=1)
    """De rapportages, elk onder een korte naam: berap_1, jaarstukken_2025."""
    bescherming: Bescherming = Bescherming()
    """Hoe herkenbare cijfers worden beschermd."""
