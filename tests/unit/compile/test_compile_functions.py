"""The Dutch functions written out: right on DuckDB against plain Python, and as text for Spark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl
import pytest
import sqlglot
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from resultaat.compile.dialect import Dialect, write
from resultaat.compile.functions import _FUNCTIONS, expand
from resultaat.core.settings import Settings
from resultaat.engine.duckdb import Session
from resultaat.language.documents.bron import Kolom, KolomType
from resultaat.language.expressions import parse_expression
from resultaat.language.expressions.functions import FUNCTIONS

KOLOMMEN = {
    "van": Kolom(type=KolomType.DATUM),
    "tot": Kolom(type=KolomType.DATUM),
    "naam": Kolom(type=KolomType.TEKST),
    "getal": Kolom(type=KolomType.GETAL),
    "aantal": Kolom(type=KolomType.AANTAL),
}
_TYPES = {
    "van": "DATE",
    "tot": "DATE",
    "naam": "VARCHAR",
    "getal": "DECIMAL(18, 6)",
    "aantal": "BIGINT",
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path: Path = tmp_path_factory.mktemp("bron") / "een.parquet"
    pl.DataFrame({"x": [1]}).write_parquet(path)
    with Session({"een": path}, Settings(threads=1)) as opened:
        yield opened


def value(session: Session, text: str, **given: object) -> object:
    """Evaluate an expression over one row."""
    expression, errors = parse_expression(text, KOLOMMEN)
    assert expression is not None, errors
    columns = ", ".join(
        f"CAST({'NULL' if each is None else repr(str(each))} AS {_TYPES[name]}) AS {name}"
        for name, each in given.items()
    )
    query = f"SELECT {write(expression.tree)} AS uit FROM (SELECT {columns})"  # noqa: S608
    return session.frame(query)["uit"].item()


def birthday(born: date, months: int) -> date:
    """The day on which `months` are full: the same day, or the first after a shorter month."""
    total = born.year * 12 + born.month - 1 + months
    try:
        return date(total // 12, total % 12 + 1, born.day)
    except ValueError:
        total += 1
        return date(total // 12, total % 12 + 1, 1)


def full(start: date, end: date, step: int) -> int:
    """Count by walking: how many times `step` months fit."""
    if end < start:
        return -full(end, start, step)
    many = 0
    while birthday(start, (many + 1) * step) <= end:
        many += 1
    return many


days = st.dates(date(1995, 1, 1), date(2032, 12, 31))
ends = st.sampled_from(
    [date(2024, 2, 29), date(2023, 2, 28), date(2024, 1, 31), date(2024, 3, 1), date(2023, 3, 1)]
)
near = days | ends


@settings(max_examples=300, deadline=None)
@given(start=near, end=near)
@example(start=date(2004, 2, 29), end=date(2022, 2, 28))
@example(start=date(2004, 2, 29), end=date(2022, 3, 1))
@example(start=date(2004, 2, 29), end=date(2024, 2, 29))
@example(start=date(2024, 1, 31), end=date(2024, 2, 29))
@example(start=date(2024, 1, 31), end=date(2024, 3, 1))
@example(start=date(2024, 3, 31), end=date(2024, 2, 29))
def test_dates_count_as_plain_python_does(session: Session, start: date, end: date) -> None:
    row = {"van": start, "tot": end}
    assert value(session, "dagen_tussen(van, tot)", **row) == (end - start).days
    assert value(session, "tot - van", **row) == (end - start).days
    assert value(session, "maanden_tussen(van, tot)", **row) == full(start, end, 1)
    assert value(session, "jaren_tussen(van, tot)", **row) == full(start, end, 12)
    age = full(start, end, 12) if end >= start else None
    assert value(session, "leeftijd_op(van, tot)", **row) == age
    assert value(session, "jaar_van(van)", **row) == start.year
    assert value(session, "maand_van(van)", **row) == start.month


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2007-06-15", "2025-06-14", 17),
        ("2007-06-15", "2025-06-15", 18),
        ("2007-12-31", "2008-01-01", 0),
        ("2025-06-15", "2025-06-14", None),
    ],
)
def test_age_by_hand(session: Session, born: str, day: str, age: int | None) -> None:
    found = value(
        session,
        "leeftijd_op(van, tot)",
        van=date.fromisoformat(born),
        tot=date.fromisoformat(day),
    )
    assert found == age


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"anders", "begint_met", "afgerond"}))
def test_of_an_unknown_date_nothing_is_known(session: Session, name: str) -> None:
    text = f"{name}(van)" if len(FUNCTIONS[name].arguments) == 1 else f"{name}(van, tot)"
    some = date(2024, 2, 29)
    unknown = [(None, some), (None, None)] + [(some, None)] * ("tot" in text)
    for start, end in unknown:
        assert value(session, text, van=start, tot=end) is None


@settings(max_examples=300, deadline=None)
@given(
    number=st.decimals(-(10**6), 10**6, places=6) | st.sampled_from(["0.5", "-0.5", "2.125"]),
    decimals=st.integers(0, 6),
)
@example(number="0.125", decimals=2)
@example(number="-0.125", decimals=2)
@example(number="2.5", decimals=0)
def test_halves_are_rounded_away_from_zero(
    session: Session, number: Decimal | str, decimals: int
) -> None:
    exact = Decimal(number)
    step = Decimal(1).scaleb(-decimals)
    found = value(session, f"afgerond(getal, {decimals})", getal=exact)
    assert found == exact.quantize(step, ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("text", "row", "found"),
    [
        ("getal / 4", {"getal": Decimal("1")}, Decimal("0.25")),
        ("getal / 3", {"getal": Decimal("1")}, Decimal("0.33333333")),
        ("getal / aantal", {"getal": Decimal("1"), "aantal": 0}, None),
        ("getal / aantal", {"getal": Decimal("0"), "aantal": 0}, None),
        ("getal / aantal", {"getal": None, "aantal": 2}, None),
        ("(getal + 1) / (aantal - 1)", {"getal": Decimal("1"), "aantal": 3}, Decimal("1")),
        ("aantal / 2 / 2", {"aantal": 1}, Decimal("0.25")),
        ("7 / 10 = 0.7", {"aantal": 1}, True),
        ("anders(getal, 0)", {"getal": None}, Decimal("0")),
        ("anders(getal, 0)", {"getal": Decimal("1.5")}, Decimal("1.5")),
        ("anders(naam, 'x')", {"naam": None}, "x"),
        ("begint_met(naam, 'jeugd')", {"naam": "jeugdwet"}, True),
        ("begint_met(naam, 'jeugd')", {"naam": "Jeugdwet"}, False),
        ("begint_met(naam, 'jeugd')", {"naam": None}, None),
        ("begint_met(naam, '%')", {"naam": "jeugdwet"}, False),
        ("anders(begint_met(naam, 'x'), false)", {"naam": None}, False),
        ("leeftijd_op(van, anders(tot, '2025-01-01'))", {"van": date(2000, 1, 1), "tot": None}, 25),
        ("afgerond(aantal, 2)", {"aantal": 5}, 5),
    ],
)
def test_by_hand(session: Session, text: str, row: dict[str, object], found: object) -> None:
    assert value(session, text, **row) == found


def test_every_function_is_written_out() -> None:
    assert set(_FUNCTIONS) == set(FUNCTIONS)


def texts() -> Sequence[str]:
    pairs = [
        f"{name}({', '.join(arguments)})"
        for name, arguments in (
            ("leeftijd_op", ("van", "tot")),
            ("dagen_tussen", ("van", "tot")),
            ("maanden_tussen", ("van", "tot")),
            ("jaren_tussen", ("van", "tot")),
            ("jaar_van", ("van",)),
            ("maand_van", ("van",)),
            ("begint_met", ("naam", "'x'")),
            ("anders", ("getal", "0")),
            ("afgerond", ("getal / aantal", "2")),
        )
    ]
    return [*pairs, "tot - van"]


@pytest.mark.parametrize("text", texts())
@pytest.mark.parametrize("dialect", list(Dialect))
def test_the_text_reads_back_and_holds_plain_functions_only(text: str, dialect: Dialect) -> None:
    expression, _ = parse_expression(text, KOLOMMEN)
    assert expression is not None
    written = write(expression.tree, dialect)
    tree = sqlglot.parse_one(written, dialect=dialect.value)
    assert list(tree.find_all(exp.Anonymous)) == []
    assert tree.sql(dialect=dialect.value, pretty=True) == written


@pytest.mark.parametrize(
    ("text", "spark"),
    [
        ("dagen_tussen(van, tot)", "DATEDIFF(tot, van)"),
        ("tot - van", "DATEDIFF(tot, van)"),
        ("begint_met(naam, 'x')", "STARTSWITH(naam, 'x')"),
        ("anders(getal, 0)", "COALESCE(getal, 0)"),
        ("afgerond(getal, 1)", "ROUND(getal, 1)"),
        ("maand_van(van)", "MONTH(van)"),
        (
            "getal / aantal",
            "CAST(CAST(getal AS DOUBLE) / NULLIF(CAST(aantal AS DOUBLE), 0) AS DECIMAL(38, 8))",
        ),
    ],
)
def test_the_text_for_spark(text: str, spark: str) -> None:
    expression, _ = parse_expression(text, KOLOMMEN)
    assert expression is not None
    assert write(expression.tree, Dialect.SPARK) == spark


def test_writing_out_leaves_the_tree_as_it_was() -> None:
    expression, _ = parse_expression("afgerond(getal / 2, 1) > 1", KOLOMMEN)
    assert expression is not None
    before = expression.tree.sql()
    expand(expression.tree)
    assert expression.tree.sql() == before


def test_days_are_days_across_the_change_of_the_clock(session: Session) -> None:
    for day in (date(2024, 3, 31), date(2024, 10, 27)):
        row = {"van": day - timedelta(days=1), "tot": day + timedelta(days=1)}
        assert value(session, "dagen_tussen(van, tot)", **row) == 2
