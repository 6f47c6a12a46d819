"""Parquet and JSON: typed values, files that are not what their name says, half a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, HAVEN
from data_examples import KOLOMMEN, loaded, parquet, refused

PARQUET = {"bestand": "data/x.parquet"}
JSON = {"bestand": "data/x.json", "more": "gepubliceerd: ja\nperiode: jaar"}


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("aantal", [1, None], [1, None]),
        ("aantal", [1.0, float("nan")], [1, None]),
        ("bedrag", [12, None], [Decimal(12), None]),
        ("bedrag", [Decimal("12.50")], [Decimal("12.50")]),
        ("bedrag", ["12,50"], [Decimal("12.50")]),
        ("procent", [9.5], [Decimal("0.095")]),
        ("datum", [date(2024, 1, 31)], [date(2024, 1, 31)]),
        ("datum", [datetime(2024, 1, 31, 23, 59, tzinfo=UTC)], [date(2024, 1, 31)]),
        ("datum", ["2024-01-31"], [date(2024, 1, 31)]),
        ("ja_nee", [False, True, None], [False, True, None]),
        ("ja_nee", [0, 1], [False, True]),
        ("tekst", [" a ", "", None], ["a", None, None]),
        ("tekst", [363], ["363"]),
        ("aantal", ["25184.0"], [25184]),
    ],
)
def test_typed_columns(
    tmp_path: Path, kind: str, values: list[object], expected: list[object]
) -> None:
    kolommen = {"buurt": "gebied", "waarde": f"{{type: {kind}, mag_leeg: ja}}"}
    frame = loaded(tmp_path, parquet(waarde=values), kolommen, **PARQUET)
    assert frame["waarde"].to_list() == expected


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("aantal", [1.5]),
        ("bedrag", [Decimal("12.505")]),
        ("bedrag", [float("inf")]),
        ("datum", ["31-01-2024"]),
        ("ja_nee", [2]),
        ("aantal", ["12.5"]),
    ],
)
def test_typed_columns_that_do_not_fit(tmp_path: Path, kind: str, values: list[object]) -> None:
    kolommen = {"buurt": "gebied", "waarde": kind}
    (problem,) = refused(tmp_path, parquet(waarde=values), kolommen, **PARQUET)
    assert (problem.code, problem.place.span.line) == ("R3004", 1)


def test_a_float_with_three_decimals_is_no_amount(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, parquet(bedrag=[12.505]), KOLOMMEN, **PARQUET)
    assert problem.code == "R3004"


def test_dictionary_columns_are_texts(tmp_path: Path) -> None:
    values = pl.Series(["a", "b", "a"], dtype=pl.Categorical)
    kolommen = {"buurt": "gebied", "soort": "tekst"}
    frame = loaded(tmp_path, parquet(soort=values), kolommen, **PARQUET)
    assert frame["soort"].to_list() == ["a", "a", "b"]


def test_a_parquet_file_of_another_kind(tmp_path: Path) -> None:
    csv = f"buurt;bedrag\n{HAVEN};1\n"
    (problem,) = refused(tmp_path / "a", csv, KOLOMMEN, **PARQUET)
    assert (problem.code, "geen Parquet" in problem.message) == ("R3002", True)
    whole = parquet(bedrag=[Decimal(1)])
    (problem,) = refused(tmp_path / "b", whole, KOLOMMEN)
    assert (problem.code, "maar is Parquet" in problem.message) == ("R3002", True)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_half_a_parquet_file(tmp_path: Path, part: float) -> None:
    whole = parquet(bedrag=[Decimal(number) for number in range(1000)])
    (problem,) = refused(tmp_path, whole[: int(len(whole) * part)], KOLOMMEN, **PARQUET)
    assert problem.code == "R3002"


def test_a_parquet_file_that_was_hit(tmp_path: Path) -> None:
    whole = bytearray(parquet(bedrag=[Decimal(number) for number in range(1000)]))
    whole[40:200] = bytes(160)
    (problem,) = refused(tmp_path, bytes(whole), KOLOMMEN, **PARQUET)
    assert problem.code == "R3002"


def series(**years: dict[str, object]) -> str:
    area = {"naam": "Wilgenstad", "tijdreeksen": years}
    return json.dumps({"gemeenten": {GEMEENTE: area, "leeg": {"naam": "zonder reeksen"}}})


KOLOMMEN_JSON = {
    "buurt": "{type: gebied, kolom: code}",
    "jaar": "tekst",
    "inwoners": "{type: aantal, mag_leeg: ja}",
    "prijs": "{type: getal, mag_leeg: ja}",
}


def test_a_series_per_area(tmp_path: Path) -> None:
    content = series(inwoners={"2023": 100, "2024": None}, prijs={"2024": 1.10, "2025": 2})
    more = {**JSON, "more": f'{JSON["more"]}\ndecimaalteken: "."'}
    frame = loaded(tmp_path, content, KOLOMMEN_JSON, **more)
    assert frame.select("__gebied", "jaar", "inwoners").rows() == [
        (GEMEENTE, "2023", 100),
        (GEMEENTE, "2024", None),
        (GEMEENTE, "2025", None),
    ]
    # As written, not by way of a double: 1.10 is 1.1 and not 1.1000000000000001.
    assert frame["prijs"].to_list() == [None, Decimal("1.1"), Decimal(2)]


def test_an_area_may_name_its_own_code(tmp_path: Path) -> None:
    area = {"code": GEMEENTE, "tijdreeksen": {"inwoners": {"2024": 1}, "prijs": {}}}
    frame = loaded(tmp_path, json.dumps({"x": area}), KOLOMMEN_JSON, **JSON)
    assert frame["__gebied"].to_list() == [GEMEENTE]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{"a": [1,\n 2,, 3]}', 2),
        ("", 1),
        ('{"a": 1', 1),
        ("buurt;bedrag\n", 1),
    ],
)
def test_bad_json_says_where(tmp_path: Path, content: str, line: int) -> None:
    (problem,) = refused(tmp_path, content, KOLOMMEN_JSON, **JSON)
    assert (problem.code, problem.place.span.line) == ("R3002", line)


@pytest.mark.parametrize(
    "content",
    ["[]", "{}", "1", '"tekst"', "null", "[" * 100_000, '{"a":' * 100_000, b"\xff\xfe{}"],
    ids=["list", "empty", "number", "text", "null", "deep list", "deep object", "utf-16"],
)
def test_json_that_is_something_else(tmp_path: Path, content: str | bytes) -> None:
    (problem,) = refused(tmp_path, content, KOLOMMEN_JSON, **JSON)
    assert problem.code == "R3002"


@pytest.mark.parametrize("reeks", [[1, 2], 5, "tekst", None])
def test_json_with_a_series_of_another_shape(tmp_path: Path, reeks: object) -> None:
    content = json.dumps({GEMEENTE: {"tijdreeksen": {"inwoners": reeks}}})
    problems = refused(tmp_path, content, KOLOMMEN_JSON, **JSON)
    assert problems[0].code == "R3002"
