"""Months and quarters of published tables, as the CBS and others write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from builders import CENTRUM, HAVEN
from data_examples import loaded, parquet, refused

from resultaat.core.periods import Grain
from resultaat.data.perioden import starts

KOLOMMEN = {"buurt": "gebied", "wanneer": "tekst", "bedrag": "bedrag"}
DATUM = {**KOLOMMEN, "wanneer": "datum"}


def more(per: str) -> dict[str, str]:
    return {"more": f"gepubliceerd: ja\nperiode: {{kolom: wanneer, per: {per}}}"}


@pytest.mark.parametrize(
    ("grain", "texts", "first"),
    [
        (Grain.MAAND, ["2018MM05", "2018-05", "2018 mei", "2018 Mei*", "2018-05-31"], "2018-05-01"),
        (
            Grain.KWARTAAL,
            ["2024KW03", "2024-K3", "2024-Q3", "2024Q3", "2024 3e kwartaal**", "2024-08-01"],
            "2024-07-01",
        ),
        (Grain.JAAR, ["2020JJ00", "2020", "2020*", "2020-03-31"], "2020-01-01"),
    ],
)
def test_all_that_tables_write_for_a_period(grain: Grain, texts: list[str], first: str) -> None:
    assert set(starts(pl.Series(texts), grain)) == {date.fromisoformat(first)}


@pytest.mark.parametrize(
    ("grain", "texts"),
    [
        (Grain.MAAND, ["2018JJ00", "2018", "2018KW01", "2018MM13", "2018-13", "2018 lente", ""]),
        (Grain.KWARTAAL, ["2018JJ00", "2018", "2018MM01", "2018KW05", "2018 5e kwartaal"]),
        (Grain.JAAR, ["2018MM01", "2018KW01", "2018SJ00", "0000", "2018-02-30", "2018-W01-1"]),
    ],
)
def test_another_period_is_never_taken_for_this_one(grain: Grain, texts: list[str]) -> None:
    """A year among months would be the figure of January."""
    assert starts(pl.Series(texts), grain).null_count() == len(texts)


def test_days_of_a_parquet_file() -> None:
    days = pl.Series([date(2024, 8, 31), None])
    assert starts(days, Grain.KWARTAAL).to_list() == [date(2024, 7, 1), None]


@pytest.mark.parametrize("kolommen", [KOLOMMEN, DATUM])
def test_figures_of_months(tmp_path: Path, kolommen: dict[str, str]) -> None:
    content = f"buurt;wanneer;bedrag\n{HAVEN};2018MM01;1\n"
    content += f"{HAVEN};2018MM02;2\n{CENTRUM};2018MM02;3\n"
    frame = loaded(tmp_path, content, kolommen, **more("maand"))
    assert frame.sort("bedrag")["__start"].to_list() == [
        date(2018, 1, 1),
        date(2018, 2, 1),
        date(2018, 2, 1),
    ]


def test_the_same_month_twice_in_two_spellings(tmp_path: Path) -> None:
    content = f"buurt;wanneer;bedrag\n{HAVEN};2018MM01;1\n{HAVEN};2018-01;2\n"
    (double,) = refused(tmp_path, content, KOLOMMEN, **more("maand"))
    assert double.code == "R3011"


def test_two_days_in_one_year_are_no_two_years(tmp_path: Path) -> None:
    """Both rows would be the figure of 2024, and one of them would show."""
    content = f"buurt;wanneer;bedrag\n{HAVEN};2024-01-31;1\n{HAVEN};2024-06-30;2\n"
    about = {"more": "gepubliceerd: ja\nperiode: wanneer"}
    (double,) = refused(tmp_path, content, DATUM, **about)
    assert double.code == "R3011"


@pytest.mark.parametrize("kolommen", [KOLOMMEN, DATUM])
def test_months_are_no_years(tmp_path: Path, kolommen: dict[str, str]) -> None:
    content = f"buurt;wanneer;bedrag\n{HAVEN};2018MM01;1\n{CENTRUM};2018MM01;2\n"
    about = {"more": "gepubliceerd: ja\nperiode: wanneer"}
    (wrong,) = refused(tmp_path, content, kolommen, **about)
    assert wrong.code == "R3012"
    assert "geen jaar en geen datum (2 rijen, de eerste op regel 2)" in wrong.message
    assert "`per`" in wrong.mend


@pytest.mark.parametrize("kolommen", [KOLOMMEN, DATUM])
def test_years_are_no_months(tmp_path: Path, kolommen: dict[str, str]) -> None:
    content = f"buurt;wanneer;bedrag\n{HAVEN};2018JJ00;1\n{CENTRUM};2018JJ00;2\n"
    (wrong,) = refused(tmp_path, content, kolommen, **more("maand"))
    assert wrong.code == "R3012"
    assert wrong.mend.startswith("Schrijf een maand als 2025-01 of 2025MM01. Zijn er")


def test_years_between_the_months_are_left_out_by_declaration(tmp_path: Path) -> None:
    content = f"buurt;wanneer;bedrag\n{HAVEN};2018JJ00;12\n{HAVEN};2018KW01;3\n{HAVEN};2018MM01;1\n"
    chosen = more("maand")["more"] + '\nalleen: {wanneer: ["*MM*"]}'
    frame = loaded(tmp_path / "a", content, KOLOMMEN, more=chosen)
    assert frame["bedrag"].to_list() == [1]
    said = refused(tmp_path / "b", content, KOLOMMEN, **more("maand"))
    assert [each.code for each in said] == ["R3012"]
    said = refused(tmp_path / "c", content, DATUM, **more("maand"))
    assert {each.code for each in said} == {"R3012", "R3052"}


def test_a_row_without_a_period_is_never_lost(tmp_path: Path) -> None:
    kolommen = {**KOLOMMEN, "wanneer": "{type: tekst, mag_leeg: ja}"}
    content = f"buurt;wanneer;bedrag\n{HAVEN};2018MM01;1\n{CENTRUM};;2\n"
    (wrong,) = refused(tmp_path, content, kolommen, **more("maand"))
    assert wrong.code == "R3012"


def test_days_in_a_parquet_file_by_quarter(tmp_path: Path) -> None:
    content = parquet(wanneer=[date(2024, 3, 31), date(2024, 6, 30)], bedrag=[1, 2])
    frame = loaded(tmp_path, content, DATUM, bestand="data/x.parquet", **more("kwartaal"))
    assert frame["__start"].sort().to_list() == [date(2024, 1, 1), date(2024, 4, 1)]
