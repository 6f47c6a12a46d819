"""Totals that others published, T13 to T25 of `gepubliceerde_totalen.csv`, out of `bereken`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import totalen_werkmap

import resultaat
from resultaat.core.diagnostics import ResultaatError
from resultaat.pipeline import Run

Expected = dict[str, list[str]]


@pytest.fixture(scope="module")
def totalen(open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = totalen_werkmap.make(tmp_path_factory.mktemp("totalen") / "werkmap", open_data)
    return resultaat.open(folder).bereken()


def figure(run: Run, indicator: str, periode: str, gebied: str = "NL01") -> dict[str, object]:
    return run.resultaten.row(
        by_predicate=(pl.col("indicator") == indicator)
        & (pl.col("gebied") == gebied)
        & (pl.col("periode") == periode),
        named=True,
    )


def counted(run: Run, indicator: str, periode: str, gebied: str = "NL01") -> str:
    """Return the figure of one area, as a whole number."""
    row = figure(run, indicator, periode, gebied)
    assert row["staat"] == "definitief"
    teller = row["teller"]
    assert isinstance(teller, Decimal)
    assert teller == teller.to_integral_value()
    return str(int(teller))


def below(run: Run, indicator: str, periode: str, niveau: str, gebied: str = "NL01") -> str:
    row = run.aansluiting.row(
        by_predicate=(pl.col("indicator") == indicator)
        & (pl.col("gebied") == gebied)
        & (pl.col("niveau_onder") == niveau)
        & (pl.col("periode") == periode),
        named=True,
    )
    return str(int(row["som_onder"]))


@pytest.mark.parametrize(("jaar", "code"), [("2015", "T13"), ("2016", "T14")])
def test_bijstand(totalen: Run, expected: Expected, jaar: str, code: str) -> None:
    name = f"bijstand_{jaar}"
    assert [counted(totalen, name, jaar), below(totalen, name, jaar, "gemeente")] == expected[code]


def test_dichtheid(totalen: Run, expected: Expected) -> None:
    """CBS rounds to halves; the same made of the two counts lies within a half of it."""
    published = figure(totalen, "dichtheid_2016", "2016")["waarde"]
    made = figure(totalen, "dichtheid_berekend_2016", "2016")["waarde"]
    assert isinstance(published, float) and isinstance(made, float)
    assert [str(published)] == expected["T15"]
    assert round(made * 1000, 2) == 35.93
    assert abs(made * 1000 - published) <= 0.5


def test_uitstroom_naar_werk(totalen: Run, expected: Expected) -> None:
    names = ("uit_naar_werk_2016", "met_voorziening_2016")
    assert [counted(totalen, name, "2016") for name in names] == expected["T16"]


def test_haarlem_en_zandvoort_have_no_figure_and_no_zero(totalen: Run) -> None:
    for gebied in ("GM0392", "GM0473"):
        row = figure(totalen, "met_voorziening_2016", "2016", gebied)
        assert (row["staat"], row["teller"]) == ("ontbreekt", None)


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        ("sociaal_domein_jaarrekening_2023", "T17"),
        ("alle_lasten_2023", "T18"),
        ("sociaal_domein_begroting_2023", "T19"),
        ("sociaal_domein_begroting_2024", "T20"),
    ],
)
def test_lasten(totalen: Run, expected: Expected, indicator: str, code: str) -> None:
    """The gemeenten add up to the row "Nederland", which is left out by declaration."""
    assert [counted(totalen, indicator, indicator[-4:])] == expected[code]


def test_the_row_nederland_is_found_where_nobody_declared_it(
    open_data: Path, tmp_path: Path
) -> None:
    folder = totalen_werkmap.make(tmp_path / "werkmap", open_data)
    path = folder / "indicators" / "bronnen" / "iv3_jaarrekening_2023.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("zonder: {gemeente: [Nederland]}\n", ""), encoding="utf-8")
    with pytest.raises(ResultaatError) as stopped:
        resultaat.open(folder).bereken()
    assert [each.code for each in stopped.value.diagnostics] == ["R3008"]


@pytest.mark.parametrize(("name", "code"), [("eenzaam", "T21"), ("moeite_met_rondkomen", "T22")])
def test_gezondheid(totalen: Run, expected: Expected, name: str, code: str) -> None:
    rows = [figure(totalen, f"{name}_{jaar}", jaar) for jaar in ("2012", "2016", "2020")]
    assert [f"{Decimal(str(row['teller'])) * 100:.1f}" for row in rows] == expected[code]
    assert all(Decimal(str(row["teller"])) * 1000 % 1 == 0 for row in rows)  # one decimal, kept


def test_gemeenten(totalen: Run, expected: Expected) -> None:
    assert [counted(totalen, "gemeenten_2022", "2022")] == expected["T23"]


def test_dijk_en_waard(totalen: Run, expected: Expected) -> None:
    names = ("adressen_uit_gm0398", "adressen_uit_gm0416")
    assert [counted(totalen, name, "2022", "GM1980") for name in names] == expected["T24"]


def test_misdrijven_in_baarn(totalen: Run, expected: Expected) -> None:
    years = [str(jaar) for jaar in range(2021, 2026)]
    own = [counted(totalen, "misdrijven", jaar, "GM0308") for jaar in years]
    assert own == expected["T25"][0].split()
    assert own == [below(totalen, "misdrijven", jaar, "buurt", "GM0308") for jaar in years]


@pytest.mark.parametrize(
    ("jaar", "file"),
    [("2024", "gf_clusters_sept2023_jaar2024"), ("2025", "gf_clusters_sept2024_jaar2025")],
)
def test_the_gemeentefonds_adds_up_to_its_own_row_of_the_land(
    totalen: Run, open_data: Path, jaar: str, file: str
) -> None:
    """The row Nederland is left out by the contract; the gemeenten must come to it."""
    table = pl.read_csv(open_data / "gemeentefonds" / f"{file}.csv", separator=";")
    published = table.filter(pl.col("Gemeenten") == "Nederland")["Individuele voorzieningen Jeugd"]
    value = figure(totalen, f"budget_jeugd_{jaar}", jaar)["waarde"]
    assert value == pytest.approx(published.item(), abs=0.01)


def test_a_budget_per_young_person(totalen: Run, open_data: Path) -> None:
    """Of two files, one with names of gemeenten and one with numbers: divided by hand."""
    clusters = open_data / "gemeentefonds" / "gf_clusters_sept2024_jaar2025.csv"
    volumes = open_data / "gemeentefonds" / "gf_maatstaf_volumina_sept2024_jaar2025.csv"
    money = pl.read_csv(clusters, separator=";").filter(Gemeenten="Urk")
    young = pl.read_csv(volumes, separator="\t", infer_schema=False).filter(CBS="184")
    by_hand = money["Individuele voorzieningen Jeugd"].item() / float(
        young["jong"].item().replace(",", ".")
    )
    value = figure(totalen, "budget_per_jongere", "2025", "GM0184")["waarde"]
    assert value == pytest.approx(by_hand, rel=1e-9)
