"""How a source reads messages of iJw and iWmo."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from resultaat.language.documents.base import Document
from resultaat.language.values import Heel


class BerichtSoort(Enum):
    """What the rows of a source of messages are; the value is the word in YAML."""

    TRAJECTEN = "trajecten"
    TOEWIJZINGEN = "toewijzingen"
    STARTS = "starts"
    STOPS = "stops"
    VERZOEKEN = "verzoeken"
    DECLARATIES = "declaraties"


class Berichten(Document):
    """Welke rijen uit de berichten komen, en waar de schema's staan."""

    soort: BerichtSoort = Field(examples=["trajecten"])
    """trajecten (301, 305 en 307 samen), toewijzingen, starts, stops, verzoeken of declaraties."""
    schemas: str | None = Field(default=None, examples=["schemas/istandaarden"])
    """De map met de gepubliceerde XSD's, gerekend vanaf de werkmap; zonder map gelden de eigen
    controles."""
    hoogstens_terzijde: Heel | None = Field(default=None, ge=0, examples=[5])
    """Hoeveel berichten er niet mogen kloppen; zonder dit geen enkel."""
