"""The Dutch functions: what they are given, what is wrong with a call, and how they read."""

from __future__ import annotations

import pytest

from resultaat.language.documents.bron import Kolom, KolomType
from resultaat.language.expressions import Type, parse_expression
from resultaat.language.expressions.functions import FUNCTIONS
from resultaat.language.reading.words import condition_in_words, in_words

KOLOMMEN = {
    "geboren": Kolom(type=KolomType.DATUM),
    "op": Kolom(type=KolomType.DATUM),
    "naam": Kolom(type=KolomType.TEKST),
    "uren": Kolom(type=KolomType.GETAL),
    "goed": Kolom(type=KolomType.JA_NEE),
}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("leeftijd_op(geboren, op)", Type.NUMBER, "de leeftijd op op (volgens geboren)"),
        (
            "leeftijd_op(geboren, '2025-01-01')",
            Type.NUMBER,
            "de leeftijd op 1 januari 2025 (volgens geboren)",
        ),
        ("dagen_tussen(geboren, op)", Type.NUMBER, "het aantal dagen van geboren tot op"),
        ("maanden_tussen(geboren, op)", Type.NUMBER, "het aantal hele maanden van geboren tot op"),
        ("jaren_tussen(geboren, op)", Type.NUMBER, "het aantal hele jaren van geboren tot op"),
        ("jaar_van(op)", Type.NUMBER, "het jaar van op"),
        ("maand_van(op)", Type.NUMBER, "de maand van op"),
        ("begint_met(naam, 'jeugd')", Type.BOOLEAN, "naam begint met “jeugd”"),
        ("anders(uren, 0)", Type.NUMBER, "uren (en waar dat leeg is: 0)"),
        ("anders(naam, 'x')", Type.TEXT, "naam (en waar dat leeg is: x)"),
        ("anders(op, '2025-01-01')", Type.DATE, "op (en waar dat leeg is: 1 januari 2025)"),
        ("afgerond(uren, 0)", Type.NUMBER, "uren, afgerond op een heel getal"),
        ("afgerond(uren, 1)", Type.NUMBER, "uren, afgerond op 1 decimaal"),
        ("afgerond(uren / 3, 2)", Type.NUMBER, "uren gedeeld door 3, afgerond op 2 decimalen"),
        ("uren / 36", Type.NUMBER, "uren gedeeld door 36"),
    ],
)
def test_a_function_has_a_type_and_words(text: str, kind: Type, words: str) -> None:
    expression, errors = parse_expression(text, KOLOMMEN)
    assert errors == []
    assert expression is not None
    assert expression.type is kind
    assert in_words(expression.tree) == words


def test_a_condition_with_functions_reads_as_a_sentence() -> None:
    text = "leeftijd_op(geboren, op) < 18 and not begint_met(naam, 'wmo')"
    expression, _ = parse_expression(text, KOLOMMEN)
    assert expression is not None
    assert expression.columns == {"geboren", "op", "naam"}
    assert condition_in_words(expression.tree) == (
        "de leeftijd op op (volgens geboren) is minder dan 18 en niet (naam begint met “wmo”)"
    )


@pytest.mark.parametrize(
    ("text", "code", "under", "said"),
    [
        ("leeftijd(geboren, op) < 18", "R1210", "leeftijd", "Bedoelt u `leeftijd_op`?"),
        ("uren > 1 and foo(uren) > 2", "R1210", "foo", "De functies zijn: afgerond, anders"),
        ("Jaar_Van(op) = 2025", "R1210", "Jaar_Van", "Bedoelt u `jaar_van`?"),
        ("leeftijd_op(geboren) < 18", "R1211", "leeftijd_op", "hier staat er 1"),
        ("goed and jaar_van() = 1", "R1211", "jaar_van", "vraagt 1 waarde (datum)"),
        ("anders(uren, 1, 2) > 0", "R1211", "anders", "hier staan er 3"),
        ("leeftijd_op(geboren, uren) < 18", "R1204", "uren", "hoort een datum"),
        ("leeftijd_op(geboren, '2025-13-01') < 18", "R1204", "'2025-13-01'", "hoort een datum"),
        ("begint_met(naam, 3)", "R1204", "3", "hoort een tekst"),
        ("anders(uren, 'x') > 1", "R1204", "'x'", "hoort een getal"),
        ("jaar_van(naam) = 2025", "R1204", "naam", "hoort een datum"),
        ("afgerond(uren, uren) > 1", "R1212", "uren", "van 0 tot en met 6"),
        ("afgerond(uren, 7) > 1", "R1212", "7", "van 0 tot en met 6"),
        ("afgerond(uren, 1.5) > 1", "R1212", "1.5", "van 0 tot en met 6"),
        ("goed or dagen_tussen(null, op) > 1", "R1212", "dagen_tussen", "niet rekenen met leeg"),
        ("jaar_van(opp) = 2025", "R1203", "opp", "Bedoelt u `op`?"),
        ("round(uren, 1) > 1", "R1202", "round(uren, 1", "Dat heet hier `afgerond`"),
        ("coalesce(uren, 1) > 1", "R1202", "coalesce(uren, 1", "Dat heet hier `anders`"),
        ("null in (naam, 'x')", "R1206", "naam, 'x'", "nooit waar"),
        ("naam is true", "R1204", "naam", "hoort een ja of nee"),
    ],
)
def test_what_is_wrong_is_pointed_at(text: str, code: str, under: str, said: str) -> None:
    expression, errors = parse_expression(text, KOLOMMEN)
    assert expression is None
    [error] = errors
    assert error.code == code
    pointed = text[error.start : error.start + error.width]
    assert pointed == under
    assert said in f"{error.message} {error.mend}"


def test_every_example_is_a_right_call() -> None:
    names = {
        "geboortedatum": "datum",
        "startdatum": "datum",
        "einddatum": "datum",
        "soort": "tekst",
        "uren": "getal",
        "cijfer": "getal",
    }
    kolommen = {name: Kolom(type=KolomType(kind)) for name, kind in names.items()}
    for function in FUNCTIONS.values():
        assert parse_expression(function.example, kolommen)[1] == []
