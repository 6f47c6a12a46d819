"""Of a source: how its rows refer to those of another source."""

from __future__ import annotations

from pydantic import Field

from resultaat.language.documents.base import Document
from resultaat.language.values import Id, JaNee


class Relatie(Document):
    """Een verwijzing naar hoogstens één rij van een andere bron."""

    via: Id = Field(examples=["inwoner"])
    """De kolom van deze bron waarin de sleutel van de andere bron staat."""
    geldig_op: Id | None = Field(default=None, examples=["startdatum"])
    """De kolom met de datum waarop de rij moet gelden, als de andere bron peildata heeft."""
    verplicht: JaNee = Field(default=False, examples=["ja"])
    """Of elke rij er een moet vinden; wie niets vindt, gaat dan bij het laden terzijde."""
