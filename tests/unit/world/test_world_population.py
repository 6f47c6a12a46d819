"""The population of Wilgenstad: gebieden, inwoners, huishoudens, uren, begroting."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from world_tables import World, read

from resultaat.world import make_world

PEILDATA = [date(jaar, 1, 1) for jaar in range(2021, 2027)]
INWONERS = 8_000


def codes(world: World, niveau: str) -> set[str]:
    return set(world["gebieden"].filter(niveau=niveau)["code"])


def test_gebieden_nest(world: World) -> None:
    gebieden = world["gebieden"]
    assert codes(world, "gemeente") == {"GM9999"}
    assert codes(world, "wijk") == {f"WK9999{n:02d}" for n in range(1, 17)}
    assert len(codes(world, "buurt")) == 48
    assert gebieden["code"].is_unique().all()
    assert gebieden["naam"].is_unique().all()
    for code, niveau, deel_van in gebieden.select("code", "niveau", "deel_van").iter_rows():
        assert (
            deel_van
            == {
                "gemeente": None,
                "wijk": "GM9999",
                "buurt": f"WK{code[2:8]}",
            }[niveau]
        )


def test_first_peildatum_has_exactly_the_inwoners_asked_for(world: World) -> None:
    per_peildatum = world["inwoners"].group_by("peildatum").len().sort("peildatum")
    assert per_peildatum["peildatum"].to_list() == PEILDATA
    assert per_peildatum["len"][0] == INWONERS
    assert per_peildatum["len"].is_between(7_600, 8_500).all()


def test_keys_are_unique(world: World) -> None:
    assert not world["inwoners"].select("inwoner", "peildatum").is_duplicated().any()
    assert not world["huishoudens"].select("huishouden", "peildatum").is_duplicated().any()
    assert not world["uren"].select("wijk", "maand", "team").is_duplicated().any()
    assert not world["begroting"].select("peildatum", "taakveld").is_duplicated().any()
    assert world["arbeidsmarkt"]["peildatum"].is_unique().all()


def test_every_buurt_and_wijk_exists(world: World) -> None:
    for naam in ("inwoners", "huishoudens"):
        assert set(world[naam]["buurt"]) == codes(world, "buurt")
    assert set(world["uren"]["wijk"]) == codes(world, "wijk")


def test_nothing_is_missing(world: World) -> None:
    for naam in ("inwoners", "huishoudens", "uren", "begroting", "arbeidsmarkt"):
        assert world[naam].null_count().row(0) == (0,) * world[naam].width


def test_huishoudens_are_the_inwoners_grouped(world: World) -> None:
    gegroepeerd = (
        world["inwoners"]
        .group_by("huishouden", "peildatum")
        .agg(
            buurten=pl.col("buurt").n_unique(),
            buurt=pl.col("buurt").first(),
            inkomens=pl.col("inkomen").n_unique(),
            kinderen=(pl.col("leeftijd") < 18).sum().cast(pl.Int64),
            volwassenen=(pl.col("leeftijd") >= 18).sum(),
        )
    )
    assert (gegroepeerd["buurten"] == 1).all()
    assert (gegroepeerd["inkomens"] == 1).all()
    assert (gegroepeerd["volwassenen"] >= 1).all()
    sleutel = ["huishouden", "peildatum"]
    verwacht = gegroepeerd.select(*sleutel, "buurt", "kinderen").sort(sleutel)
    gegeven = world["huishoudens"].select(*sleutel, "buurt", "kinderen").sort(sleutel)
    assert verwacht.equals(gegeven)


def test_inwoners_grow_a_year_older_each_year(world: World) -> None:
    leeftijden = (
        world["inwoners"]
        .sort("inwoner", "peildatum")
        .select(
            stap=pl.col("leeftijd").diff().over("inwoner"),
            jaren=pl.col("peildatum").dt.year().diff().over("inwoner"),
        )
        .drop_nulls()
    )
    assert (leeftijden["stap"] == 1).all()
    # Nobody is away for a year and back: a pseudonym is one unbroken stay.
    assert (leeftijden["jaren"] == 1).all()
    assert world["inwoners"]["leeftijd"].is_between(0, 110).all()


@pytest.mark.parametrize("zaad", [2, 3])
def test_the_little_buurt_is_little(tmp_path: Path, zaad: int) -> None:
    make_world(tmp_path, inwoners=5_000, zaad=zaad, jaren=(2023, 2025))
    gemaakt = read(tmp_path)
    klein = gemaakt["gebieden"].filter(naam="Bedrijvenpark Oost")["code"].item()
    assert klein.startswith("BU999904")
    aantallen = gemaakt["inwoners"].group_by("peildatum", "buurt").len()
    assert aantallen.filter(buurt=klein)["len"].is_between(11, 44).all()
    assert (aantallen.filter(pl.col("buurt") != klein)["len"] > 44).all()


def test_wijken_differ_in_inkomen_and_stay_so(world: World) -> None:
    for peildatum in (PEILDATA[0], PEILDATA[-1]):
        stand = world["inwoners"].filter(peildatum=peildatum)
        laag = (
            stand.group_by(wijk=pl.col("buurt").str.slice(2, 6))
            .agg((pl.col("inkomen") == "laag").mean())
            .sort("wijk")["inkomen"]
        )
        assert laag[11] > 0.45  # Spoorwijk, the poorest
        assert laag[4] < 0.28  # Bosrand, the richest


def test_plausible_population(world: World) -> None:
    stand = (
        world["inwoners"]
        .group_by("peildatum")
        .agg(
            jong=(pl.col("leeftijd") < 18).mean(),
            oud=(pl.col("leeftijd") >= 65).mean(),
            vrouw=(pl.col("geslacht") == "vrouw").mean(),
        )
    )
    assert stand["jong"].is_between(0.16, 0.25).all()
    assert stand["oud"].is_between(0.14, 0.25).all()
    assert stand["vrouw"].is_between(0.47, 0.54).all()
    assert set(world["inwoners"]["geslacht"]) == {"man", "vrouw"}
    inkomen = world["inwoners"]["inkomen"].value_counts(normalize=True)
    per_inkomen = dict(inkomen.iter_rows())
    assert 0.28 < per_inkomen["laag"] < 0.42
    assert 0.36 < per_inkomen["midden"] < 0.48
    assert 0.16 < per_inkomen["hoog"] < 0.30


def test_plausible_moves(world: World) -> None:
    """Per year: 3-7% leave or die, as many come, 5-12% change buurt, 1% is born."""
    stand = world["inwoners"].select("inwoner", "peildatum", "buurt", "leeftijd")
    volgend = stand.with_columns(pl.col("peildatum").dt.offset_by("-1y"))
    sleutel = ["inwoner", "peildatum"]
    beide = stand.join(volgend, on=sleutel, how="inner")
    jaren = PEILDATA[:-1]
    begin = stand.filter(pl.col("peildatum").is_in(jaren)).height
    assert 0.03 < 1 - beide.height / begin < 0.07
    assert (
        0.03
        < stand.filter(pl.col("peildatum") > jaren[0]).height / begin - (beide.height / begin)
        < 0.08
    )
    assert 0.05 < (beide["buurt"] != beide["buurt_right"]).mean() < 0.12  # type: ignore[operator]
    assert 0.006 < (stand["leeftijd"] == 0).mean() < 0.015  # type: ignore[operator]


def test_plausible_schuld(world: World) -> None:
    per_peildatum = (
        world["huishoudens"].group_by("peildatum").agg(pl.col("problematische_schuld").mean())
    )
    assert per_peildatum["problematische_schuld"].is_between(0.06, 0.13).all()
    inkomen = world["inwoners"].select("huishouden", "peildatum", "inkomen").unique()
    per_inkomen = dict(
        world["huishoudens"]
        .join(inkomen, on=["huishouden", "peildatum"], validate="1:1")
        .group_by("inkomen")
        .agg(pl.col("problematische_schuld").mean())
        .iter_rows()
    )
    assert per_inkomen["laag"] > 1.5 * per_inkomen["midden"] > 2 * per_inkomen["hoog"]


def test_months_add_up_to_the_year(world: World) -> None:
    begroting, realisatie = world["begroting"], world["realisatie"]
    assert begroting.height == 14 * 5
    assert realisatie.height == 14 * 5 * 12
    afwijking = (begroting["besteed"] / begroting["begroot"] - 1).abs()
    assert (afwijking < 0.25).all()
    per_jaar = realisatie.group_by("taakveld", jaar=pl.col("maand").dt.year()).agg(
        pl.col("besteed").sum()
    )
    samen = begroting.with_columns(jaar=pl.col("peildatum").dt.year()).join(
        per_jaar, on=["taakveld", "jaar"], suffix="_maanden"
    )
    assert samen.height == begroting.height
    assert ((samen["besteed"] - samen["besteed_maanden"]).abs() < 0.005).all()


def test_uren_and_arbeidsmarkt(world: World) -> None:
    uren = world["uren"]
    assert uren.height == 16 * 12 * 5 * 3
    assert (uren["maand"].dt.day() == 1).all()
    assert (uren["uren"] > uren["uren_administratie"]).all()
    assert (uren["uren_administratie"] > 0).all()
    assert world["arbeidsmarkt"]["werkloosheid"].is_between(3, 5).all()
