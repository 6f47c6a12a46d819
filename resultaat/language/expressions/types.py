"""The types of values in an expression, and which type each type of column has."""

from __future__ import annotations

from enum import Enum

from resultaat.language.documents.bron import KolomType


class Type(Enum):
    """The type of a value in an expression; the value is the word in messages."""

    TEXT = "tekst"
    NUMBER = "getal"
    DATE = "datum"
    BOOLEAN = "ja of nee"
    NULL = "leeg"


COLUMN_TYPES = {
    KolomType.TEKST: Type.TEXT,
    KolomType.PSEUDONIEM: Type.TEXT,
    KolomType.BSN: Type.TEXT,
    KolomType.GEBIED: Type.TEXT,
    KolomType.AANTAL: Type.NUMBER,
    KolomType.GETAL: Type.NUMBER,
    KolomType.BEDRAG: Type.NUMBER,
    KolomType.PROCENT: Type.NUMBER,
    KolomType.DATUM: Type.DATE,
    KolomType.JA_NEE: Type.BOOLEAN,
}
#: How to write a value of each type.
MENDS = {
    Type.TEXT: "Zet een tekst tussen enkele aanhalingstekens.",
    Type.NUMBER: "Schrijf een getal zonder aanhalingstekens.",
    Type.DATE: "Schrijf een datum als '2024-01-31'.",
    Type.BOOLEAN: "Schrijf alleen de kolom: `kolom` voor ja, `not kolom` voor nee.",
}
