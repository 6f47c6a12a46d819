"""Where the file of a source is fetched, and how one is made that has a row per measurement."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from resultaat.language.documents.base import Document, one_or_more, or_one
from resultaat.language.documents.bestand import Bestand


class Ophalen(Document):
    """Waar `resultaat haal` het bestand van deze bron vandaan haalt."""

    cbs: str | None = Field(default=None, pattern=r"^[0-9]{5}[A-Za-z]{3}$", examples=["83765NED"])
    """Het nummer van een tabel bij de open data van het CBS."""
    odata: Literal["v3", "v4"] = Field(default="v4", examples=["v3"])
    """v3 of v4: in v4 is elke meting een rij, in v3 elk onderwerp een kolom."""
    filter: str | None = Field(default=None, examples=["startswith(WijkenEnBuurten,'GM0308')"])
    """Welke rijen van de tabel, zoals OData dat schrijft."""
    databank: str | None = Field(
        default=None, pattern=r"^[A-Z][A-Z0-9_]*$", examples=["ZAAKSYSTEEM_URL"]
    )
    """De omgevingsvariabele met het adres van een databank; het adres zelf hoort hier nooit."""
    tabel: str | None = Field(default=None, examples=["uitvoer.meldingen"])
    """De tabel of view in die databank, met het schema ervoor."""

    bestanden: list[Bestand] = Field(
        default_factory=list, json_schema_extra=or_one, examples=[["data/iv3/*.csv"]]
    )
    """Bestanden met dezelfde kolommen die samen het bestand worden; een ster staat voor de rest."""

    _one_or_more = field_validator("bestanden", mode="before")(one_or_more)

    @field_validator("bestanden")
    @classmethod
    def _within(cls, value: list[str]) -> list[str]:
        for each in value:
            if Path(each).is_absolute() or ".." in Path(each).parts or not each:
                raise ValueError(f"`{each}` ligt niet in de werkmap; schrijf data/iv3/*.csv")
        return value

    @model_validator(mode="after")
    def _one_place(self) -> Ophalen:
        places = (self.cbs is not None, self.databank is not None, bool(self.bestanden))
        if sum(places) != 1:
            raise ValueError("noem een van `cbs`, `databank` en `bestanden`")
        if (self.databank is None) is not (self.tabel is None):
            raise ValueError("bij `databank` hoort een `tabel`, en bij `cbs` niet")
        return self


class Lang(Document):
    """Hoe een bestand is gemaakt waarin elke meting een rij is, zoals OData v4."""

    kenmerk: str = Field(examples=["Measure"])
    """De kolom met de code van het onderwerp; zo'n code is daarna de naam van een kolom."""
    waarde: str = Field(examples=["Value"])
    """De kolom met de waarde."""
    reden: str | None = Field(default=None, examples=["ValueAttribute"])
    """De kolom die zegt waarom een waarde er niet is; die tekst staat dan op haar plaats."""
