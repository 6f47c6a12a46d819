"""The SQL of every indicator of the fictional municipality, for each engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from resultaat.cli.definities import Dialect as Choice
from resultaat.compile.compiler import compile_requests
from resultaat.compile.dialect import Dialect
from resultaat.compile.render import statements as statements_of
from resultaat.compile.request import Window, requests_for
from resultaat.core.periods import Period
from resultaat.language.catalog import load_catalog

ROOT = Path(__file__).resolve().parents[3]


def statements(dialect: Dialect) -> list[str]:
    window = Window(Period.parse("2024-K1"), Period.parse("2025-K4"), date(2025, 12, 31))
    found = []
    for number, step in enumerate(compile_requests(requests_for(load_catalog(ROOT), window)).steps):
        found += statements_of(step, number, dialect)
    assert len(found) > 5
    return found


@pytest.mark.parametrize("dialect", list(Dialect))
def test_every_statement_reads_back_as_itself(dialect: Dialect) -> None:
    for text in statements(dialect):
        assert (
            sqlglot.parse_one(text, dialect=dialect.value).sql(dialect.value, pretty=True) == text
        )


def test_spark_gets_what_it_knows() -> None:
    for duckdb, spark in zip(statements(Dialect.DUCKDB), statements(Dialect.SPARK), strict=True):
        flat = " ".join(spark.split())
        assert flat.count("FILTER(") == " ".join(duckdb.split()).count("FILTER(")
        assert ("CREATE TEMPORARY VIEW" in flat) == ("CREATE TEMPORARY TABLE" in duckdb)
        assert "TEMPORARY TABLE" not in flat
        assert "DATE_DIFF" not in flat
        tree = sqlglot.parse_one(spark, dialect="spark")
        # Two dates apart are an interval in Spark, which no number can be compared with.
        dates = {"einddatum", "startdatum", "gemeld_op", "geboortedatum", "op"}
        for each in tree.find_all(exp.Sub):
            found = [column for column in each.find_all(exp.Column) if not _number(column)]
            assert not {column.name for column in found} & dates
        for each in tree.find_all(exp.TimestampTrunc, exp.DateTrunc):
            assert isinstance(each.parent, exp.Cast)


def _number(column: exp.Column) -> bool:
    """Whether of a date it is the year, the quarter or the month that is asked."""
    return column.find_ancestor(exp.Year, exp.Quarter, exp.Month) is not None


@pytest.mark.parametrize(
    ("dialect", "period"),
    [
        (Dialect.DUCKDB, "CAST(DATE_TRUNC('QUARTER', einddatum) AS DATE)"),
        (Dialect.SPARK, "CAST(TRUNC(einddatum, 'QUARTER') AS DATE)"),
    ],
)
def test_money_is_exact_and_a_period_a_date(dialect: Dialect, period: str) -> None:
    text = " ".join(" ".join(statements(dialect)).split())
    assert "AS DECIMAL(38, 8))" in text
    assert period in text


def test_every_dialect_can_be_asked_for() -> None:
    assert {each.value for each in Choice} == {each.value for each in Dialect}
