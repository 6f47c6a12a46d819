"""Where the file of a source is fetched, and how one is made that has a row per measurement."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from resultaat.language.documents.base import Document


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

    @model_validator(mode="after")
    def _one_place(self) -> Ophalen:
        if (self.cbs is None) is (self.databank is None):
            raise ValueError("noem `cbs` of `databank`, en niet allebei")
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
