"""The example around open data gives the totals that were published, and passes every check."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import totalen_werkmap

import resultaat
from resultaat.language.catalog import load_catalog
from resultaat.language.checks import check
from resultaat.pipeline import Run

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "voorbeelden" / "open-data"


@pytest.fixture(scope="module")
def folder(open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("open_data") / "werkmap"
    return totalen_werkmap.make(made, open_data, EXAMPLE)


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    return resultaat.open(folder).bereken()


def value(run: Run, indicator: str, jaar: str, gebied: str = "NL01") -> float:
    row = run.resultaten.row(
        by_predicate=(pl.col("indicator") == indicator)
        & (pl.col("gebied") == gebied)
        & (pl.col("periode") == jaar),
        named=True,
    )
    assert row["waarde"] is not None, (indicator, row["staat"])
    return float(row["waarde"])


def test_the_example_has_no_findings(folder: Path) -> None:
    catalog = load_catalog(folder)
    assert len(check(catalog)) == 0
    assert len(catalog.indicatoren) >= 12
    reasons = [each.doc.waarom for each in catalog.indicatoren.values()]
    assert len(set(reasons)) == len(reasons)
    assert min(map(len, reasons)) > 100


def test_its_figures_are_the_published_ones(run: Run, expected: dict[str, list[str]]) -> None:
    assert value(run, "bijstand", "2016") == float(expected["T14"][0])
    to_work = value(run, "uitstroom_naar_werk", "2016")
    assert to_work == pytest.approx(60_120 / 130_750, abs=1e-6)
    assert value(run, "hulp_naar_werk", "2016") == float(expected["T16"][1])
    assert value(run, "lasten_sociaal_domein", "2023") == float(expected["T17"][0])
    years = dict(zip(range(2021, 2026), expected["T25"][0].split(), strict=True))
    for jaar, misdrijven in years.items():
        assert value(run, "misdrijven", str(jaar), "GM0308") == float(misdrijven)


def test_every_indicator_shows_a_figure(run: Run) -> None:
    shown = set(run.resultaten.filter(pl.col("waarde").is_not_null())["indicator"])
    assert shown == set(run.resultaten["indicator"])
    assert len(shown) >= 12
