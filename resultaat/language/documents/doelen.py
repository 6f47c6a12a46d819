"""`indicators/doelen.yaml`: programmes and their goals."""

from __future__ import annotations

from pydantic import Field, model_validator

from resultaat.language.amounts import Bedrag, Bestuursperiode, Jaar
from resultaat.language.documents.base import Document
from resultaat.language.values import Heel, Id


class NietGemeten(Document):
    """Iets dat we met opzet niet meten."""

    wat: str = Field(min_length=5, examples=["Hoe vaak een gezin ruzie heeft"])
    """Wat we niet meten."""
    omdat: str = Field(min_length=10, examples=["Daar hoort de gemeente niet naar te vragen."])
    """Waarom niet."""


class Doel(Document):
    """Een doel: wat de gemeente wil bereiken."""

    naam: str = Field(examples=["Kinderen groeien veilig en gezond op"])
    """Het doel in een paar woorden."""
    wat_willen_we: str = Field(examples=["Kinderen die hulp krijgen, komen daar verder mee."])
    """Wat we willen bereiken, zoals het in de programmabegroting staat."""
    wat_doen_we: str | None = Field(default=None, examples=["In elke wijk werkt een jeugdteam."])
    """Wat we daarvoor doen."""
    wat_mag_het_kosten: dict[Jaar, Bedrag] | None = Field(
        default=None, min_length=1, examples=[{"2025": 3200000, "2026": 3300000}]
    )
    """Wat het mag kosten, in euro per jaar, op de taakvelden van dit doel."""
    taakvelden: list[str] | None = Field(default=None, examples=[["6.2", "6.72"]])
    """De taakvelden waarop het geld staat, bijvoorbeeld 6.72."""
    hoogstens: Heel | None = Field(default=None, ge=1, examples=[8])
    """Hoeveel indicatoren er hoogstens bij dit doel mogen horen."""
    bewust_niet_gemeten: list[NietGemeten] = Field(
        default_factory=list,
        examples=[[{"wat": "Hoe vaak een gezin ruzie heeft", "omdat": "Dat vragen we niet."}]],
    )
    """Wat we met opzet niet meten, en waarom."""

    @model_validator(mode="after")
    def _money_has_a_place(self) -> Doel:
        if self.wat_mag_het_kosten and not self.taakvelden:
            raise ValueError(
                "bij `wat_mag_het_kosten` horen de taakvelden waarop dat geld staat; "
                'voeg `taakvelden: ["6.2"]` toe'
            )
        return self


class Programma(Document):
    """Een programma uit de begroting met zijn doelen."""

    naam: str = Field(examples=["Jeugd"])
    """De naam van het programma."""
    doelen: dict[Id, Doel] = Field(
        examples=[
            {
                "veilig_opgroeien": {
                    "naam": "Kinderen groeien veilig en gezond op",
                    "wat_willen_we": "Kinderen die hulp krijgen, komen daar verder mee.",
                }
            }
        ]
    )
    """De doelen, elk onder een korte naam."""


class Doelen(Document):
    """De doelenboom van een bestuursperiode."""

    bestuursperiode: Bestuursperiode = Field(examples=["2022-2026"])
    """De jaren waarvoor de doelen gelden, bijvoorbeeld 2022-2026."""
    programmas: dict[Id, Programma] = Field(
        examples=[
            {
                "jeugd": {
                    "naam": "Jeugd",
                    "doelen": {
                        "veilig_opgroeien": {
                            "naam": "Kinderen groeien veilig en gezond op",
                            "wat_willen_we": "Kinderen die hulp krijgen, komen daar verder mee.",
                        }
                    },
                }
            }
        ]
    )
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
