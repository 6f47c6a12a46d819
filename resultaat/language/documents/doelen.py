"""`indicators/doelen.yaml`: programmes and their goals."""

from __future__ import annotations

from resultaat.language.documents.base import Document
from resultaat.language.values import Id


class Doel(Document):
    """Een doel: wat de gemeente wil bereiken."""

    naam: str
    """Het doel in een paar woorden."""
    wat_willen_we: str
    """Wat we willen bereiken, zoals het in de programmabegroting staat."""
    wat_doen_we: str | None = None
    """Wat we daarvoor doen."""
    taakvelden: list[str] | None = None
    """De taakvelden waarop het geld staat, bijvoorbeeld 6.72."""


class Programma(Document):
    """Een programma uit de begroting met zijn doelen."""

    naam: str
    """De naam van het programma."""
    doelen: dict[Id, Doel]
    """De doelen, elk onder een korte naam."""


class Doelen(Document):
    """De doelenboom van een bestuursperiode."""

    bestuursperiode: str
    """De jaren waarvoor de doelen gelden, bijvoorbeeld 2022-2026."""
    programmas: dict[Id, Programma]
    """De programma's, elk onder een korte naam."""

    def doel(self, name: str) -> Doel | None:
        """Return the goal of this name."""
        return self.all_doelen().get(name)

    def all_doelen(self) -> dict[str, Doel]:
        """Return every goal of every programme by name."""
        return {
            name: doel
            for programma in self.programmas.values()
            for name, doel in programma.doelen.items()
        }
