"""The types of values in an expression, and which type each type of column has."""

from __future__ import annotations

from enum import Enum

from sqlglot import exp

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
    KolomType.GEBIED: Type.TEXT,
    KolomType.AANTAL: Type.NUMBER,
    KolomType.GETAL: Type.NUMBER,
    KolomType.BEDRAG: Type.NUMBER,
    KolomType.PROCENT: Type.NUMBER,
    KolomType.DATUM: Type.DATE,
    KolomType.JA_NEE: Type.BOOLEAN,
}
_COLUMNS = {
    Type.TEXT: "Kies een kolom met tekst.",
    Type.NUMBER: "Kies een kolom met getallen.",
    Type.DATE: "Kies een kolom met een datum.",
}
#: A comparison that makes a yes or no of a column.
_COMPARED = {
    Type.TEXT: "{name} = 'waarde'",
    Type.NUMBER: "{name} > 0",
    Type.DATE: "{name} is not null",
}
#: How to write a value of each type.
MENDS = {
    Type.TEXT: "Zet een tekst tussen enkele aanhalingstekens.",
    Type.NUMBER: "Schrijf een getal zonder aanhalingstekens.",
    Type.DATE: "Schrijf een datum als '2024-01-31'.",
    Type.BOOLEAN: "Schrijf alleen de kolom: `kolom` voor ja, `not kolom` voor nee.",
}


def mend_of(node: exp.Expr, kind: Type, wanted: Type) -> str:
    """Say what to write instead of a value of the wrong type."""
    if isinstance(node, exp.Column):
        if wanted is Type.BOOLEAN and kind in _COMPARED:
            example = _COMPARED[kind].format(name=node.name)
            return f"Maak er een vergelijking van, zoals `{example}`."
        if wanted in _COLUMNS:
            return _COLUMNS[wanted]
    return MENDS.get(wanted, "Vergelijk gelijke soorten.")
