"""The told size of each side effect is the difference with a world in which it was not planted.

The same people live in both, so the figures of the two worlds can be set beside each other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from world_tables import World, read, truth

from resultaat.world import make_world
from resultaat.world.neveneffecten import CODES

c = pl.col
Figure = Callable[[World], float]
#: (code, indicator, maat) → how the same is counted in the files, and how far chance may take it.
FIGURES: dict[tuple[str, str, str], tuple[Figure, float]] = {}


def figure(code: str, indicator: str, maat: str, margin: float) -> Callable[[Figure], Figure]:
    def keep(count: Figure) -> Figure:
        FIGURES[code, indicator, maat] = (count, margin)
        return count

    return keep


def mean(rows: pl.DataFrame, of: pl.Expr) -> float:
    return float(rows.select(of.cast(pl.Float64).mean()).item())


def asked(world: World, wet: str, since: date) -> pl.DataFrame:
    return world["trajecten"].filter(c("gemeld_op") >= since, wet=wet)


def wijken(*numbers: int) -> pl.Expr:
    return c("buurt").str.slice(6, 2).cast(pl.Int64).is_in(numbers)


WACHT = (c("startdatum") - c("gemeld_op")).dt.total_days()
AF = c("startdatum").is_not_null() & c("einddatum").is_not_null()
SINCE_2024 = date(2024, 1, 1)


@figure("n3_wet", "jeugdhulp_starts", "vragen", 25)
def _youth(world: World) -> float:
    rows = world["trajecten"].filter(wijken(1, 4), wet="jeugdwet")
    return rows.filter(_reached(rows)).height


@figure("n3_wet", "wmo_starts", "vragen", 25)
def _parents(world: World) -> float:
    rows = world["trajecten"].filter(wijken(1, 4), c("leeftijd").is_between(25, 54), wet="wmo")
    return rows.filter(_reached(rows)).height


def _reached(rows: pl.DataFrame) -> pl.Series:
    since = pl.when(wijken(1)).then(date(2023, 3, 1)).otherwise(SINCE_2024)
    return rows.select(c("gemeld_op") >= since).to_series()


@figure("n5", "uitstroom_naar_werk", "aandeel lichte vragen", 0.06)
def _light(world: World) -> float:
    rows = asked(world, "participatiewet", SINCE_2024)
    return mean(rows.filter(aanbieder="Leerwerkplaats Wilgenhout"), c("zwaarte") == "licht")


@figure("n6", "wachttijd_jeugdhulp", "aandeel", 0.02)
def _in_time(world: World) -> float:
    rows = asked(world, "jeugdwet", date(2023, 1, 1)).filter(c("startdatum").is_not_null())
    return mean(rows, WACHT <= 42)


@figure("n8", "veel_regelingen_tegelijk", "aandeel", 1e-6)
def _many(world: World) -> float:
    rows = world["huishoudens"].filter(wijken(3, 12), c("peildatum") >= SINCE_2024)
    return mean(rows, c("regelingen") >= 4)


def _quick(world: World) -> pl.DataFrame:
    rows = asked(world, "jeugdwet", SINCE_2024).filter(AF, aanbieder="Praktijk Groeikracht")
    # Who has ended soon is over-represented on the last day, so only requests of the first year.
    return rows.filter(c("gemeld_op") < date(2024, 10, 1))


@figure("n9", "doelrealisatie_jeugdhulp", "aandeel", 0.07)
def _goal(world: World) -> float:
    return mean(_quick(world), c("doel_bereikt"))


@figure("n9", "terugkeer_jeugdhulp", "aandeel", 0.10)
def _back(world: World) -> float:
    return mean(_quick(world), c("opnieuw_gemeld"))


@figure("n9", "doelrealisatie_jeugdhulp", "dagen hulp", 60)
def _days(world: World) -> float:
    return mean(_quick(world), (c("einddatum") - c("startdatum")).dt.total_days())


@figure("n10", "schrijfwerk_jeugdteam", "aandeel", 0.005)
def _writing(world: World) -> float:
    rows = world["uren"].filter(_coached(), c("maand") >= SINCE_2024, team="jeugdteam")
    return float(rows["uren_administratie"].sum() / rows["uren"].sum())  # type: ignore[operator]


@figure("n10", "ziek_wijkteams", "aandeel", 0.05)
def _ill(world: World) -> float:
    rows = world["professionals"].filter(_coached(), c("kwartaal") >= SINCE_2024, team="jeugdteam")
    return mean(rows, c("verzuim"))


def _coached() -> pl.Expr:
    return c("wijk").str.slice(6, 2).cast(pl.Int64).is_in([2, 5, 7, 10, 13, 15])


@pytest.fixture(scope="module")
def alone(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], tuple[World, dict[str, Any]]]:
    """Return the world in which one thing alone was planted, and what is told of it."""

    @cache
    def made(naam: str) -> tuple[World, dict[str, Any]]:
        folder = tmp_path_factory.mktemp(naam)
        make_world(folder, inwoners=60_000, zaad=5, geplant=naam)
        return read(folder), truth(folder)

    return made


def told_of(told: dict[str, Any], code: str) -> dict[str, Any]:
    (found,) = (each for each in told["neveneffecten"] if each["code"] == code.upper())
    return dict(found)


@pytest.mark.parametrize(("code", "indicator", "maat"), FIGURES)
def test_a_size_is_the_difference_with_a_world_without(
    alone: Callable[[str], tuple[World, dict[str, Any]]], code: str, indicator: str, maat: str
) -> None:
    count, margin = FIGURES[code, indicator, maat]
    (without, _), (world, told) = alone("niets"), alone(code)
    found = [
        each
        for each in told_of(told, code)["maten"]
        if (each["indicator"], each["maat"]) == (indicator, maat)
    ]
    assert len(found) == 1
    seen = count(world) - count(without)
    assert abs(found[0]["grootte"]) > margin
    assert seen == pytest.approx(found[0]["grootte"], abs=margin)
    assert found[0]["richting"] == ("hoger" if seen > 0 else "lager")


def test_a_reversal_is_told_as_it_is_in_the_files(
    alone: Callable[[str], tuple[World, dict[str, Any]]],
) -> None:
    world, told = alone("n4")
    rows = world["trajecten"].filter(AF, wet="jeugdwet")
    whole, *within = told_of(told, "n4")["maten"]
    assert whole["grootte"] < -0.02
    assert whole["geteld"]

    def apart(part: pl.DataFrame) -> float:
        names = ("Jeugdhulp Het Anker", "Kind & Gezin Rivierenland")
        one, other = (mean(part.filter(aanbieder=name), c("doel_bereikt")) for name in names)
        return one - other

    assert apart(rows) == pytest.approx(whole["grootte"], abs=0.04)
    assert [each["binnen"] for each in within] == [
        f"zwaarte = {naam}" for naam in ("licht", "middel", "zwaar")
    ]
    for each in within:
        assert each["grootte"] > 0.04
        part = rows.filter(zwaarte=each["binnen"].split(" = ")[1])
        assert apart(part) == pytest.approx(each["grootte"], abs=0.13)


def test_every_side_effect_has_a_size_that_is_nothing_where_it_is_not_planted(
    alone: Callable[[str], tuple[World, dict[str, Any]]], folder: Path
) -> None:
    _, calm = alone("niets")
    for code in CODES:
        everything, nothing = (told_of(told, code) for told in (truth(folder), calm))
        assert everything["maten"]
        assert {each["indicator"] for each in everything["maten"]} <= set(everything["indicatoren"])
        for each in everything["maten"]:
            assert each["grootte"] != 0
        for each in nothing["maten"]:
            assert each["geteld"] or (each["grootte"], each["richting"]) == (0, "geen")


def test_what_is_told_is_about_indicators_that_there_are(folder: Path) -> None:
    library = {path.stem for path in (Path(__file__).parents[3] / "indicators").glob("*/*.yaml")}
    told = truth(folder)
    named = {each["indicator"] for each in told["ingrepen"]}
    named |= {naam for each in told["neveneffecten"] for naam in each["indicatoren"]}
    assert named <= library
