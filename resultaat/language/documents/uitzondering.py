"""An exception that somebody allowed: the finding stays visible, with the reason beside it."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from resultaat.language.documents.base import Document


def _finding(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"R15\d\d", value):
        return value
    raise ValueError(
        f"`{value}` is niet toe te staan; dat kan alleen bij een bevinding: R1501 tot en met R1599"
    )


class Uitzondering(Document):
    """Een bevinding die is toegestaan, met de reden. De melding blijft staan als opmerking."""

    code: Annotated[
        str,
        BeforeValidator(_finding),
        WithJsonSchema({"type": "string", "pattern": r"^R15\d\d$"}),
    ] = Field(examples=["R1506"])
    """De code van de bevinding, zoals R1504."""
    omdat: str = Field(min_length=10, examples=["De raad besloot dit op 7 november 2024."])
    """Waarom het hier mag, en wie dat besloot."""
