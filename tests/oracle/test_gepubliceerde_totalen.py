"""Totals that CBS published, T01 to T12 of `gepubliceerde_totalen.csv`, out of `bereken`."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from resultaat.pipeline import Run

Expected = dict[str, list[str]]


def published(run: Run, indicator: str, gebied: str, periode: str) -> str:
    """Return the published figure of one area, as a whole number."""
    row = run.resultaten.row(
        by_predicate=(pl.col("indicator") == indicator)
        & (pl.col("gebied") == gebied)
        & (pl.col("periode") == periode),
        named=True,
    )
    assert row["staat"] == "definitief"
    assert row["herkomst"] == "gepubliceerd"
    assert row["waarde"] == float(row["teller"])
    return whole(row["teller"])


def sum_below(run: Run, indicator: str, gebied: str, niveau: str, periode: str) -> str:
    """Return the sum of the published figures of one level below an area."""
    row = run.aansluiting.row(
        by_predicate=(pl.col("indicator") == indicator)
        & (pl.col("gebied") == gebied)
        & (pl.col("niveau_onder") == niveau)
        & (pl.col("periode") == periode),
        named=True,
    )
    assert row["verschil"] == row["som_onder"] - row["gepubliceerd"]
    return whole(row["som_onder"])


def whole(value: Decimal) -> str:
    assert value == value.to_integral_value()
    return str(int(value))


def test_nederland_inwoners(nederland: Run, expected: Expected) -> None:
    assert [published(nederland, "inwoners", "NL00", "2020")] == expected["T01"]
    for code, niveau in (("T02", "gemeente"), ("T03", "wijk"), ("T04", "buurt")):
        assert [sum_below(nederland, "inwoners", "NL00", niveau, "2020")] == expected[code]


def test_nederland_bijstand(nederland: Run, expected: Expected) -> None:
    assert [published(nederland, "bijstand", "NL00", "2020")] == expected["T05"]
    sums = [
        sum_below(nederland, "bijstand", "NL00", niveau, "2020")
        for niveau in ("gemeente", "wijk", "buurt")
    ]
    assert sums == expected["T06"]


def test_the_difference_is_reported_and_says_how_many_areas_are_empty(nederland: Run) -> None:
    """1,498 buurten of 2020 have no bijstand figure; nobody may take them for zero."""
    row = nederland.aansluiting.row(
        by_predicate=(pl.col("indicator") == "bijstand")
        & (pl.col("gebied") == "NL00")
        & (pl.col("niveau_onder") == "buurt"),
        named=True,
    )
    assert (row["gebieden"], row["zonder_waarde"]) == (13808, 1498)
    assert row["verschil"] == 0  # by coincidence, as the list of totals says


def test_baarn_in_two_releases(nederland: Run, baarn: Run, expected: Expected) -> None:
    first = [published(nederland, "inwoners", "GM0308", "2020")] + [
        sum_below(nederland, "inwoners", "GM0308", niveau, "2020") for niveau in ("wijk", "buurt")
    ]
    assert first == expected["T07"]
    later = [
        published(baarn, "inwoners", "GM0308", "2020"),
        sum_below(baarn, "inwoners", "GM0308", "buurt", "2020"),
    ]
    assert later == expected["T08"]


def test_den_haag_2020(nederland: Run, expected: Expected) -> None:
    figures = [published(nederland, each, "GM0518", "2020") for each in ("inwoners", "bijstand")]
    assert figures == expected["T09"]


@pytest.mark.parametrize(("indicator", "code"), [("inwoners", "T10"), ("bijstand", "T11")])
def test_den_haag_2019(den_haag: Run, expected: Expected, indicator: str, code: str) -> None:
    figures = [published(den_haag, indicator, "GM0518", "2019")] + [
        sum_below(den_haag, indicator, "GM0518", niveau, "2019") for niveau in ("wijk", "buurt")
    ]
    assert figures == expected[code]


@pytest.mark.parametrize("indicator", ["jeugdzorg", "jeugdzorg_aandeel", "wmo_clienten"])
def test_an_empty_column_is_missing_and_never_zero(nederland: Run, indicator: str) -> None:
    """T12: columns that were not published yet in the release of March 2021."""
    rows = nederland.resultaten.filter(pl.col("indicator") == indicator)
    assert rows.height == 1 + 355 + 3177 + 13808
    assert rows["staat"].unique().to_list() == ["ontbreekt"]
    assert rows["waarde"].null_count() == rows["teller"].null_count() == rows.height


def test_every_level_has_ten_indicators_or_more(den_haag: Run, nederland: Run) -> None:
    for run in (den_haag, nederland):
        for niveau in ("buurt", "wijk", "gemeente"):
            rows = run.resultaten.filter(pl.col("niveau") == niveau)
            assert rows["indicator"].n_unique() >= 10
            assert rows.filter(pl.col("waarde").is_not_null())["indicator"].n_unique() >= 9


def test_public_figures_are_not_suppressed(den_haag: Run) -> None:
    assert "onderdrukt" not in den_haag.resultaten["staat"].to_list()
