"""No text gives a traceback, and what the checks let through DuckDB can run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from language_examples import KOLOMMEN

from resultaat.compile.dialect import write
from resultaat.core.settings import Settings
from resultaat.engine.duckdb import Session
from resultaat.language.expressions import Type, parse_expression
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
    """A source with every type of column: a row that is empty, and one of the largest values."""
    path: Path = tmp_path_factory.mktemp("bron") / "rijen.parquet"
    schema = {name: _DTYPES[kolom.type.value] for name, kolom in KOLOMMEN.items()}
    largest = {"kosten": "9999999999999999.99", "uren": "999999999999.999999", "dekking": "9.99"}
    full = {"aantal": "9223372036854775807", "op": "2024-01-31", "klaar": "2024-02-29"}
    texts = {"wet": "wmo", "naam": "x", "buurt": "BU1", "wie": "p", "goed": None}
    rows = [dict.fromkeys(schema), {**largest, **full, **texts}]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(schema, pl.String))
    frame.select(
        pl.lit(None, pl.Boolean).alias(name)
        if dtype == pl.Boolean
        else pl.col(name).str.to_date()
        if dtype == pl.Date
        else pl.col(name).cast(dtype)
        for name, dtype in schema.items()
    ).write_parquet(path)
    with Session({"rijen": path}, Settings(threads=1)) as opened:
        yield opened


CODES = {*(f"R120{digit}" for digit in range(1, 8)), "R1210", "R1211", "R1212"}
column = st.sampled_from(sorted(KOLOMMEN))
literal = st.sampled_from(
    ["1", "0", "10.5", "1e5", "99999999999", "'wmo'", "'x'", "'2024-01-31'", "true", "null"]
)
TWO = (
    "leeftijd_op dagen_tussen maanden_tussen jaren_tussen begint_met anders afgerond geen"
).split()
expressions = st.recursive(
    column | literal,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("= <> < <= > >= + - * / and or".split()), inner).map(" ".join),
        st.tuples(inner, st.sampled_from([" is null", " is not null", " is true"])).map("".join),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"not {text}"),
        inner.map(lambda text: f"- {text}"),
        st.tuples(st.sampled_from(TWO), inner, inner).map(lambda three: "{}({}, {})".format(*three)),
        st.tuples(st.sampled_from(["jaar_van", "maand_van"]), inner).map(
            lambda two: "{}({})".format(*two)
        ),
        st.tuples(inner, inner, inner).map(lambda three: "{} in ({}, {})".format(*three)),
        st.tuples(inner, inner, inner).map(lambda three: "{} between {} and {}".format(*three)),
    ),
    max_leaves=6,
)


def run(session: Session, text: str) -> None:
    """Run an expression as the compiler places it: in a filter, or in an exact sum."""
    expression, errors = parse_expression(text, KOLOMMEN)
    assert (expression is None) is bool(errors)
    for error in errors:
        assert error.code in CODES
        assert 0 <= error.start <= max(len(text), 1)
        assert error.message.endswith(".")
        assert error.mend
    if expression is None:
        return
    sql = write(expression.tree)
    if expression.type is Type.BOOLEAN:
        session.frame(f"SELECT count(*) FILTER (WHERE {sql}) AS n FROM rijen")
    elif expression.type is Type.NUMBER:
        session.frame(f"SELECT typeof({sql}) AS soort FROM rijen")
    words = (in_words(expression.tree), condition_in_words(expression.tree))
    assert all(isinstance(each, str) for each in words)


@settings(max_examples=400, deadline=None)
@given(text=expressions)
@example(text="klaar - op <= 42 and wet in ('wmo', 'jeugdwet')")
def test_what_is_let_through_can_be_run_and_said(session: Session, text: str) -> None:
    run(session, text)


@pytest.mark.xfail(strict=True, reason="a number too large for any column reaches DuckDB")
@pytest.mark.parametrize("number", ["9" * 50, "1" + "0" * 40])
def test_a_number_that_no_column_can_hold(session: Session, number: str) -> None:
    run(session, f"kosten < {number}")


@settings(max_examples=500, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_gives_messages_and_no_traceback(session: Session, text: str) -> None:
    run(session, text)


SIGNS = (
    "wet kosten op goed 'wmo' ' \" ` ( ) [ ] { } , ; . : :: = <> != < > <= >= + - * / % ^ & | ~ ! @ # $ "
    "? \\ -- /* */ 1 0.5 1e9 0x1 and or not in is null between like case when then else end select "
    "from where with as cast date interval array row lambda over partition by distinct all any "
    "exists values create attach copy set pragma en of niet"
).split()


@settings(max_examples=800, deadline=None)
@given(text=st.lists(st.sampled_from(SIGNS), max_size=12).map(" ".join))
@example(text="goed and")
@example(text="wet = 'wmo' ; kosten")
def test_any_row_of_words_gives_messages_and_no_traceback(session: Session, text: str) -> None:
    run(session, text)
