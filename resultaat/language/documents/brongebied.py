"""Of a source: which column holds the area, of what level, written how, and of which year."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.base import Document
from resultaat.language.documents.bestand import Schrijfwijze
from resultaat.language.values import Heel, Id


class BronGebied(Document):
    """In welke kolom het gebied staat, en van welk niveau het is."""

    kolom: Id = Field(examples=["buurt"])
    """De kolom met de CBS-code."""
    niveau: Niveau | Literal["uit_code"] = Field(default="uit_code", examples=["buurt", "uit_code"])
    """buurt, wijk of gemeente; of uit_code, als rijen van meer niveaus door elkaar staan."""
    geschreven_als: Schrijfwijze = Field(default=Schrijfwijze.CODE, examples=["naam"])
    """Hoe het gebied in het bestand staat: als code, als naam of als gemeentenummer (14 = GM0014).
    """
    jaar: Heel | None = Field(default=None, ge=1900, le=2100, examples=[2015])
    """Van welk jaar de codes zijn, als dat een ander jaar is dan dat van de gebiedenlijst."""
