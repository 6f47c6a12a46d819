"""Expressions: a small, typed part of SQL, and nothing of the rest of it."""

from __future__ import annotations

import pytest
from language_examples import KOLOMMEN

from resultaat.language.expressions import ExpressionError, Type, parse_expression


def problems(text: str) -> list[ExpressionError]:
    expression, errors = parse_expression(text, KOLOMMEN)
    assert (expression is None) is bool(errors)
    return errors


def marked(text: str) -> list[tuple[str, str]]:
    """Return each error's code with the characters that it points at."""
    return [(each.code, text[each.start : each.start + each.width]) for each in problems(text)]


@pytest.mark.parametrize(
    ("text", "kind", "columns"),
    [
        ("kosten", Type.NUMBER, {"kosten"}),
        ("goed", Type.BOOLEAN, {"goed"}),
        ("wet = 'wmo'", Type.BOOLEAN, {"wet"}),
        ("wet <> 'wmo' and kosten > 10.5", Type.BOOLEAN, {"wet", "kosten"}),
        ("wet in ('wmo', 'jeugdwet') or not goed", Type.BOOLEAN, {"wet", "goed"}),
        ("wet not in ('wmo')", Type.BOOLEAN, {"wet"}),
        ("kosten between 1 and 10", Type.BOOLEAN, {"kosten"}),
        ("klaar is null", Type.BOOLEAN, {"klaar"}),
        ("klaar is not null", Type.BOOLEAN, {"klaar"}),
        ("goed is true", Type.BOOLEAN, {"goed"}),
        ("goed = true", Type.BOOLEAN, {"goed"}),
        ("op >= '2024-01-01'", Type.BOOLEAN, {"op"}),
        ("op >= date '2024-01-01'", Type.BOOLEAN, {"op"}),
        ("op between '2024-01-01' and klaar", Type.BOOLEAN, {"op", "klaar"}),
        ("klaar - op", Type.NUMBER, {"klaar", "op"}),
        ("klaar - op <= 42", Type.BOOLEAN, {"klaar", "op"}),
        ("(kosten + 2) * uren - -aantal", Type.NUMBER, {"kosten", "uren", "aantal"}),
        ("WET = 'wmo' AND Kosten > 1".lower(), Type.BOOLEAN, {"wet", "kosten"}),
        ("naam = 'o''clock; -- drop'", Type.BOOLEAN, {"naam"}),
        ("1 < kosten", Type.BOOLEAN, {"kosten"}),
        ("\"wet\" = 'wmo'", Type.BOOLEAN, {"wet"}),
    ],
)
def test_what_can(text: str, kind: Type, columns: set[str]) -> None:
    expression, errors = parse_expression(text, KOLOMMEN)
    assert errors == []
    assert expression is not None
    assert (expression.type, expression.columns) == (kind, columns)


def test_a_refused_part_is_said_in_the_words_of_the_user() -> None:
    (error,) = problems("lower(naam) = 'a'")
    assert error.message == "`LOWER(naam)` kan niet in een definitie."
    assert "and, or, not, in, between, is null" in error.mend


def test_one_refused_part_is_said_once() -> None:
    assert len(problems("wet in (select wet from read_csv('a.csv'))")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wet = 'wmo' and kostn > 1", [("R1203", "kostn")]),
        ("kostn > 1 and gemeld is null", [("R1203", "kostn"), ("R1203", "gemeld")]),
        ("  kostn   > 1", [("R1203", "kostn")]),
        ("wet = 'wmo' and naam = 3", [("R1204", "3")]),
        ("kosten > '10'", [("R1204", "'10'")]),
        ("kosten + naam", [("R1204", "naam")]),
        ("not kosten", [("R1204", "kosten")]),
        ("-naam", [("R1204", "naam")]),
        ("goed and kosten", [("R1204", "kosten")]),
        ("op > 'gisteren'", [("R1204", "'gisteren'")]),
        ("op > '2024-02-30'", [("R1204", "'2024-02-30'")]),
        ("op - 3", [("R1204", "op")]),
        ("op is true", [("R1204", "op")]),
        ("naam is not false", [("R1204", "naam")]),
        ("wet in ('wmo', 'wvo')", [("R1205", "'wvo'")]),
        ("wet = 'Wmo'", [("R1205", "'Wmo'")]),
        ("klaar = null", [("R1206", "klaar")]),
        ("klaar <> null and goed", [("R1206", "klaar")]),
        ("kosten > 1 and naam like 'a'", [("R1202", "naam like 'a'")]),
        ("andere.kosten > 1", [("R1203", "andere.kosten")]),
        ("één = 1", [("R1203", "één")]),
        ("naam = 'ëë' and kostn > 1", [("R1203", "kostn")]),
        ("naam = 'it''s' and kostn > 1", [("R1203", "kostn")]),
        ("naam = 'a'\n  and kostn > 1", [("R1203", "kostn")]),
    ],
)
def test_exactly_what_is_wrong(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("kostn > 1", "Bedoelt u `kosten`?"),
        ("Wet = 'wmo'", "Bedoelt u `wet`?"),
        ("wet = 'jeugd_wet'", "Bedoelt u `jeugdwet`?"),
        ("wet = 'xyz'", "Kies uit: jeugdwet, wmo, participatiewet."),
        ("wet = wmo", "Zet een tekst tussen enkele aanhalingstekens: 'wmo'."),
        ('wet = "wmo"', "Zet een tekst tussen enkele aanhalingstekens: 'wmo'."),
        ("goed = 'ja'", "Schrijf alleen de kolom: `kolom` voor ja, `not kolom` voor nee."),
        ("op > 'mei'", "Schrijf een datum als '2024-01-31'."),
        ("kosten > 1 en goed", "Schrijf `and` in plaats van `en`."),
        ("klaar = null", "Schrijf `is null` of `is not null`."),
    ],
)
def test_how_to_mend_it(text: str, mend: str) -> None:
    assert [each.mend for each in problems(text)] == [mend]


@pytest.mark.parametrize(
    "text",
    ["", " ", "(", "wet =", "wet = 'wmo", "and", "kosten >", "kosten kosten", "wet = 'a' 'b'"],
)
def test_what_cannot_be_read(text: str) -> None:
    (error,) = problems(text)
    assert error.code in {"R1201", "R1202"}
    assert error.start <= len(text)


def test_a_date_is_one_in_the_query_too() -> None:
    for text in ("op > '2024-01-01'", "op in ('2024-01-01', '2024-02-01')"):
        expression, _ = parse_expression(text, KOLOMMEN)
        assert expression is not None
        assert "CAST('2024-01-01' AS DATE)" in expression.tree.sql(dialect="duckdb")


@pytest.mark.parametrize("day", ["20240131", "2024-W05-1", "2024W051"])
def test_another_spelling_of_a_date_is_no_date(day: str) -> None:
    assert marked(f"op > '{day}'") == [("R1204", f"'{day}'")]


@pytest.mark.parametrize(("text", "codes"), [("'wvo' = wet", ["R1205"]), ("'2024-01-01' < op", [])])
def test_a_value_may_come_first(text: str, codes: list[str]) -> None:
    assert [each.code for each in problems(text)] == codes


def test_length_and_depth_are_bounded() -> None:
    assert problems(" or ".join(["goed"] * 30)) == []
    for text in (
        "goed" + " " * 2_000,
        "(" * 50 + "goed" + ")" * 50,
        "(" * 900 + "goed" + ")" * 900,
        "not " * 400 + "goed",
        "-" * 1_000 + "kosten",
        " + ".join(["kosten"] * 200),
    ):
        assert {each.code for each in problems(text)} <= {"R1207", "R1201"}, text[:20]
