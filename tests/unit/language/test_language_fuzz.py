"""No text gives a traceback, and what the checks let through DuckDB can run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from language_examples import KOLOMMEN

from resultaat.compile.dialect import write
from resultaat.core.settings import Settings
from resultaat.engine.duckdb import Session
from resultaat.language.expressions import Expression, Type, parse_expression
from resultaat.language.reading.words import condition_in_words, in_words

#: What stands in a snapshot, by the type in the contract.
_DTYPES = {
    "tekst": pl.String,
    "gebied": pl.String,
    "pseudoniem": pl.String,
    "bedrag": pl.Decimal(18, 2),
    "getal": pl.Decimal(18, 6),
    "aantal": pl.Int64,
    "procent": pl.Decimal(20, 8),
    "datum": pl.Date,
    "ja_nee": pl.Boolean,
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A source with every type of column: a row with values and a row without any."""
    path: Path = tmp_path_factory.mktemp("bron") / "rijen.parquet"
    schema = {name: _DTYPES[kolom.type.value] for name, kolom in KOLOMMEN.items()}
    texts = {"wet": "wmo", "naam": "x", "buurt": "BU1", "wie": "p", "goed": True}
    numbers = {"kosten": Decimal("12.34"), "uren": Decimal("1.5"), "dekking": Decimal("0.097")}
    dates = {"op": date(2024, 1, 31), "klaar": date(2024, 2, 29)}
    rows = [{**texts, **numbers, **dates, "aantal": 1000}, dict.fromkeys(schema)]
    pl.DataFrame(rows, schema=schema).write_parquet(path)
    with Session({"rijen": path}, Settings(threads=1)) as opened:
        yield opened


CODES = {*(f"R120{digit}" for digit in range(1, 8)), "R1210", "R1211", "R1212", "R1209"}
column = st.sampled_from(sorted(KOLOMMEN))
literal = st.sampled_from(
    ["1", "0", "10.5", "365", "'wmo'", "'x'", "'2024-01-31'", "true", "false"]
)
TWO = ["leeftijd_op", "dagen_tussen", "maanden_tussen", "jaren_tussen"]
TWO += ["begint_met", "anders", "afgerond", "geen"]
signs = st.sampled_from(["=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or"])
expressions = st.recursive(
    column | literal,
    lambda inner: st.one_of(
        st.tuples(inner, signs, inner).map(" ".join),
        st.tuples(inner, st.sampled_from([" is null", " is not null"])).map("".join),
        st.tuples(st.sampled_from(TWO), inner, inner).map(
            lambda three: "{}({}, {})".format(*three)
        ),
        st.tuples(st.sampled_from(["jaar_van", "maand_van"]), inner).map(
            lambda two: "{}({})".format(*two)
        ),
        inner.map("({})".format),
        inner.map("not ({})".format),
        inner.map("- ({})".format),
        st.tuples(inner, inner, inner).map(lambda three: "({}) in ({}, {})".format(*three)),
        st.tuples(inner, inner, inner).map(
            lambda three: "({}) between ({}) and ({})".format(*three)
        ),
    ),
    max_leaves=6,
)


def checked(text: str) -> Expression | None:
    """Check an expression; whatever is wrong must be said in full, and what is right in words."""
    expression, errors = parse_expression(text, KOLOMMEN)
    assert (expression is None) is bool(errors)
    for error in errors:
        assert error.code in CODES
        assert 0 <= error.start <= max(len(text), 1)
        assert error.message.endswith(".")
        assert error.mend
    if expression is not None:
        words = (in_words(expression.tree), condition_in_words(expression.tree))
        assert all(isinstance(each, str) for each in words)
    return expression


def run(session: Session, text: str) -> None:
    """Run an expression that is right as the compiler places it: a filter, or an exact sum."""
    expression = checked(text)
    if expression is None:
        return
    sql = write(expression.tree)
    if expression.type is Type.BOOLEAN:
        session.frame(f"SELECT count(*) FILTER (WHERE {sql}) AS n FROM rijen")  # noqa: S608
    elif expression.type is Type.NUMBER:
        session.frame(f"SELECT sum(CAST({sql} AS DECIMAL(38, 8))) AS n FROM rijen")  # noqa: S608


@settings(max_examples=400, deadline=None)
@given(text=expressions)
@example(text="klaar - op <= 42 and wet in ('wmo', 'jeugdwet')")
def test_what_is_let_through_can_be_run_and_said(session: Session, text: str) -> None:
    run(session, text)


@pytest.mark.parametrize(
    "text",
    [
        "kosten < 99999999999999999999999999999999999999999999999999",
        "kosten * 1e30",
        "aantal * 9999999999 * 9999999999",
        "op > '20240131'",
        "op > '2024-W05-1'",
        "goed is true in (true, false)",
        "kosten > 0e",
    ],
)
def test_what_the_engine_cannot_do_is_refused_before(session: Session, text: str) -> None:
    run(session, text)


@settings(max_examples=500, deadline=None)
@given(text=st.text(max_size=80))
@example(text="->")
def test_any_text_gives_messages_and_no_traceback(text: str) -> None:
    checked(text)


#: Every sign and many words that mean something to the parser.
SIGNS = r"""
wet kosten op goed 'wmo' ' " ` ( ) [ ] { } , ; . : :: = <> != < > <= >= + - * / % ^ & | ~ ! @ # $
? \ -- /* */ 1 0.5 1e9 0x1 and or not in is null between like case when then else end select from
where with as cast date interval array row lambda over partition by distinct all any exists values
create attach copy set pragma en of niet
"""


@settings(max_examples=800, deadline=None)
@given(text=st.lists(st.sampled_from(SIGNS.split()), max_size=12).map(" ".join))
@example(text="goed and")
@example(text="wet = 'wmo' ; kosten")
def test_any_row_of_words_gives_messages_and_no_traceback(text: str) -> None:
    checked(text)
