"""What `waarheid.json` says is in the rows: each planted effect, counted from the files alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from world_tables import World, ended, read, share, truth

from resultaat.world import make_world
from resultaat.world.ingrepen import INGREPEN
from resultaat.world.neveneffecten import NEVENEFFECTEN

SEEDS = (11, 12)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return two worlds with everything in it: together large enough to see it all."""
    made = [tmp_path_factory.mktemp(f"zaad{seed}") for seed in SEEDS]
    for folder, seed in zip(made, SEEDS, strict=True):
        make_world(folder, inwoners=60_000, zaad=seed)
    return made


@pytest.fixture(scope="module")
def worlds(folders: list[Path]) -> list[World]:
    return [read(folder) for folder in folders]


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, dict[str, Any]]:
    """Return a world in which nothing was planted."""
    folder = tmp_path_factory.mktemp("niets")
    make_world(folder, inwoners=30_000, zaad=5, geplant="niets")
    return read(folder), truth(folder)


def in_wijken(codes: list[str]) -> pl.Expr:
    return pl.col("buurt").str.slice(2, 6).is_in([code[2:8] for code in codes])


def places(folder: Path, naam: str) -> dict[str, date]:
    ingreep = next(each for each in truth(folder)["ingrepen"] if each["naam"] == naam)
    return {p["gebied"]: date.fromisoformat(f"{p['vanaf']}-01") for p in ingreep["plekken"]}


def difference_in_differences(
    worlds: list[World], frame: Callable[[World], pl.DataFrame], since: dict[str, date], day: str
) -> float:
    """The change of the share in wijken since the start, minus that of the never treated.

    Each started wijk is compared over the same days with wijken where it never began; the result
    is the mean over wijken and worlds.
    """
    found = []
    for world in worlds:
        rows = frame(world)
        elsewhere = rows.filter(~in_wijken(list(since)).fill_null(value=True))
        for wijk, start in since.items():
            own = rows.filter(in_wijken([wijk]))
            na = pl.col(day) >= start
            uit = pl.col("uit").cast(pl.Float64)
            own_change = share(own.filter(na), uit) - share(own.filter(~na), uit)
            other = share(elsewhere.filter(na), uit) - share(elsewhere.filter(~na), uit)
            found.append(own_change - other)
    return sum(found) / len(found)


def by_end(wet: str, uitkomst: str) -> Callable[[World], pl.DataFrame]:
    def rows(world: World) -> pl.DataFrame:
        return ended(world).filter(wet=wet).with_columns(uit=uitkomst)

    return rows


def waits(wet: str, days: int) -> Callable[[World], pl.DataFrame]:
    def rows(world: World) -> pl.DataFrame:
        binnen = (pl.col("startdatum") - pl.col("gemeld_op")).dt.total_days() <= days
        asked = world["trajecten"].filter(
            pl.col("gemeld_op").is_between(date(2021, 1, 1), date(2025, 10, 31)), wet=wet
        )
        return asked.with_columns(uit=binnen.fill_null(value=False))

    return rows


def test_everything_that_can_be_planted_is_told(folders: list[Path]) -> None:
    told = truth(folders[0])
    assert told["versie"] == 2
    assert [each["naam"] for each in told["ingrepen"]] == [each.naam for each in INGREPEN]
    assert {each["soort"] for each in told["ingrepen"]} == {
        *("werkt", "werkt_onder_voorwaarden", "niets_door_selectie", "vertraagd"),
        *("gemiddelde_met_verliezers", "twee_wijken"),
    }
    codes = {each["code"] for each in told["neveneffecten"]}
    assert codes >= {f"N{n}" for n in range(1, 11)}
    assert all(each["geplant"] for each in told["neveneffecten"])
    assert len(told["neveneffecten"]) == len(NEVENEFFECTEN)
    assert {each["soort"] for each in told["vuil"]} >= {"te_laat", "leeg", "non_respons", "zwijgt"}


def test_gezinscoach_works_as_told(worlds: list[World], folders: list[Path]) -> None:
    since = places(folders[0], "gezinscoach")
    seen = difference_in_differences(worlds, by_end("jeugdwet", "doel_bereikt"), since, "einddatum")
    effects = [truth(folder)["ingrepen"][0]["effect"]["gemiddeld"] for folder in folders]
    told = sum(effects) / len(effects)
    assert 0.05 < told < 0.15
    # 12 wijken of about 75 cases before and 250 after: a standard error of about 0.02.
    assert seen == pytest.approx(told, abs=0.06)


def test_samen_een_plan_works_only_with_its_conditions(folders: list[Path]) -> None:
    for folder in folders:
        told = truth(folder)["ingrepen"][1]["effect"]["per_gebied"]
        late = [row for row in told if row["jaar"] == 2025]
        good = [row["effect"] for row in late if row["gebied"][-2:] in ("03", "08", "11", "14")]
        poor = [row["effect"] for row in late if row["gebied"][-2:] not in ("03", "08", "11", "14")]
        assert min(good) > 0.06
        assert max(poor) < 0.04


def test_schoolcontract_does_nothing_after_one_bad_year(worlds: list[World]) -> None:
    # WK999903 and 07 were chosen on what the peildatum of January 2023 says of 2022.
    rows = pl.concat(
        world["onderwijs"].filter(pl.col("leeftijd") < 18, in_wijken(["WK999903", "WK999907"]))
        for world in worlds
    )
    jaar, verzuim = pl.col("peildatum").dt.year(), pl.col("verzuim")
    before, bad, after = (
        share(rows.filter(each), verzuim) for each in (jaar < 2023, jaar == 2023, jaar > 2023)
    )
    assert bad > 1.5 * before
    assert after == pytest.approx(before, abs=0.01)


def test_schuldhulp_works_after_a_year_and_a_half(worlds: list[World]) -> None:
    rows = pl.concat(world["huishoudens"] for world in worlds)
    schuld = pl.col("problematische_schuld").mean()
    hier = in_wijken(["WK999901", "WK999906"])  # since July 2021
    own = dict(rows.filter(hier).group_by(pl.col("peildatum").dt.year()).agg(schuld).iter_rows())
    rest = in_wijken([f"WK9999{n:02d}" for n in (2, 3, 5, 7, 8, 10, 11, 13, 14, 16)])
    other = dict(rows.filter(rest).group_by(pl.col("peildatum").dt.year()).agg(schuld).iter_rows())
    ratio = {jaar: own[jaar] / other[jaar] / (own[2021] / other[2021]) for jaar in own}
    assert ratio[2022] == pytest.approx(1.0, abs=0.08)
    assert ratio[2024] == pytest.approx(0.72, abs=0.10)


def test_werkgesprek_helps_the_mean_and_harms_who_is_50(
    worlds: list[World], folders: list[Path]
) -> None:
    groepen = [truth(folder)["ingrepen"][4] for folder in folders]
    for told in groepen:
        jong, oud = (each["effect"] for each in told["groepen"])
        assert jong > 0.10
        assert oud < -0.08
        assert told["effect"]["gemiddeld"] > 0.02
    since = places(folders[0], "werkgesprek_aan_huis")
    rows = by_end("participatiewet", "uitstroom_werk")
    for jong, sign in ((True, 1), (False, -1)):
        van_leeftijd = (pl.col("leeftijd") < 50) == jong

        def part(world: World, van_leeftijd: pl.Expr = van_leeftijd) -> pl.DataFrame:
            return rows(world).filter(van_leeftijd)

        seen = difference_in_differences(worlds, part, since, "einddatum")
        assert sign * seen > 0.04


def test_waits_move_where_they_should(worlds: list[World], folders: list[Path]) -> None:
    helped = places(folders[0], "praktijkondersteuner_jeugd")
    assert list(helped) == ["WK999901", "WK999904"]
    assert difference_in_differences(worlds, waits("jeugdwet", 42), helped, "gemeld_op") > 0.10
    coached = places(folders[0], "gezinscoach")
    # N1, the declared guardrail, and N2, where nobody looks.
    assert difference_in_differences(worlds, waits("jeugdwet", 42), coached, "gemeld_op") < -0.08
    assert difference_in_differences(worlds, waits("wmo", 56), coached, "gemeld_op") < -0.08


def test_nuisance_moves_next_door(worlds: list[World], folders: list[Path]) -> None:
    told = truth(folders[0])
    eigen = next(each for each in told["ingrepen"] if each["naam"] == "jongerenwerk_op_straat")
    naast = next(each for each in told["neveneffecten"] if each["code"] == "N3")
    weg, erbij = (sum(row["effect"] for row in each) for each in (
        eigen["effect"]["per_gebied"], naast["per_gebied"]))  # fmt: skip
    assert weg < 0 < erbij
    assert erbij == pytest.approx(-0.8 * weg, rel=0.01)
    melding = pl.col("soort") == "overlast_jeugd"

    def change(codes: list[str]) -> float:
        rows = pl.concat(
            world["incidenten"].filter(melding, pl.col("buurt").is_in(codes)) for world in worlds
        )
        jaar = pl.col("datum").dt.year()
        return rows.filter(jaar >= 2024).height / 2 / (rows.filter(jaar <= 2022).height / 2)

    early = [p["gebied"] for p in eigen["plekken"] if p["vanaf"] == "2023-05"]
    assert change(early) < 0.75
    assert change(naast["gebieden"]) > 1.08


def test_more_parents_ask_under_another_law(worlds: list[World]) -> None:
    def asked(wet: str, van: int, tot: int, jaren: tuple[int, ...]) -> int:
        rows = pl.concat(
            world["trajecten"].filter(
                pl.col("gemeld_op").dt.year().is_in(jaren),
                pl.col("leeftijd").is_between(van, tot),
                in_wijken(["WK999901"]).fill_null(value=False),
                wet=wet,
            )
            for world in worlds
        )
        return rows.height

    assert asked("wmo", 25, 54, (2024, 2025)) > 1.4 * asked("wmo", 25, 54, (2021, 2022))
    assert asked("jeugdwet", 0, 17, (2024, 2025)) < 0.92 * asked("jeugdwet", 0, 17, (2021, 2022))


def test_a_better_provider_looks_worse(worlds: list[World]) -> None:
    """N4: in every zwaarte Het Anker does better, over all together worse."""
    rows = pl.concat(ended(world) for world in worlds)
    anker = rows.filter(aanbieder="Jeugdhulp Het Anker")
    ander = rows.filter(aanbieder="Kind & Gezin Rivierenland")
    doel = pl.col("doel_bereikt")
    assert share(anker, doel) < share(ander, doel) - 0.01
    for zwaarte in ("licht", "middel"):  # of the hard cases the other has next to none
        assert share(anker.filter(zwaarte=zwaarte), doel) > share(
            ander.filter(zwaarte=zwaarte), doel
        )


def test_light_cases_are_taken_first(worlds: list[World]) -> None:
    """N5."""
    rows = pl.concat(world["trajecten"].filter(aanbieder="Leerwerkplaats Wilgenhout")
                     for world in worlds)  # fmt: skip
    licht, later = pl.col("zwaarte") == "licht", pl.col("gemeld_op") >= date(2024, 1, 1)
    assert share(rows.filter(later), licht) > share(rows.filter(~later), licht) + 0.25


def test_starts_pile_up_before_the_norm(worlds: list[World]) -> None:
    """N6: three days before the norm of 42 against the three before those, and after it."""
    wacht = (pl.col("startdatum") - pl.col("gemeld_op")).dt.total_days()
    rows = pl.concat(
        world["trajecten"].filter(pl.col("gemeld_op") >= date(2023, 1, 1), wet="jeugdwet")
        for world in worlds
    )
    before, at, after = (rows.filter(wacht.is_between(van, van + 2)).height for van in (36, 40, 44))
    assert at > 2.0 * before
    assert after < 0.7 * before


def test_schemes_pile_up_and_professionals_tire(worlds: list[World]) -> None:
    """N8 and N10."""
    huishoudens = pl.concat(world["huishoudens"] for world in worlds)
    hier = in_wijken(["WK999903", "WK999912"])
    stapel, later = pl.col("regelingen") >= 4, pl.col("peildatum") >= date(2024, 1, 1)
    voor, na = (share(huishoudens.filter(hier, each), stapel) for each in (~later, later))
    assert na > 1.5 * voor
    coached = ["WK999902", "WK999905", "WK999907", "WK999910"]
    teams = pl.concat(world["professionals"].filter(team="jeugdteam") for world in worlds)
    moe = teams.filter(pl.col("kwartaal") >= date(2024, 1, 1))
    druk = pl.col("wijk").is_in(coached)
    assert share(moe.filter(druk), pl.col("verzuim")) > 1.5 * share(
        moe.filter(~pl.col("wijk").is_in([*coached, "WK999913", "WK999915"])), pl.col("verzuim")
    )


def test_quick_exits_come_back(worlds: list[World]) -> None:
    """N9: shorter, more goals, and more children who ask again."""
    rows = pl.concat(ended(world).filter(wet="jeugdwet") for world in worlds)
    later = rows.filter(pl.col("gemeld_op") >= date(2024, 1, 1))
    snel, rest = (
        later.filter((pl.col("aanbieder") == "Praktijk Groeikracht") == each)
        for each in (True, False)
    )
    assert share(snel, pl.col("doel_bereikt")) > share(rest, pl.col("doel_bereikt")) + 0.08
    assert share(snel, pl.col("opnieuw_gemeld")) > share(rest, pl.col("opnieuw_gemeld")) + 0.08


def test_where_nothing_is_planted_nothing_is_told_or_seen(
    calm: tuple[World, dict[str, Any]],
) -> None:
    world, told = calm
    assert told["geplant"] == told["incidenten"] == []
    for ingreep in told["ingrepen"]:
        assert not ingreep["geplant"]
        assert {row["effect"] for row in ingreep["effect"]["per_gebied"]} <= {0.0}
    for neveneffect in told["neveneffecten"]:
        assert not neveneffect["geplant"]
        assert {row["effect"] for row in neveneffect["per_gebied"]} <= {0.0}
    assert world["deelnames"].height > 100  # it was done all the same


def test_one_incident_is_one_month_in_one_buurt(tmp_path: Path) -> None:
    for naam in ("niets", "incident"):
        make_world(tmp_path / naam, inwoners=8_000, zaad=3, geplant=naam)
    (incident,) = truth(tmp_path / "incident")["incidenten"]
    maand = pl.col("datum").dt.strftime("%Y-%m") == incident["maand"]
    hier = maand & (pl.col("buurt") == incident["gebied"])
    spike = read(tmp_path / "incident")["incidenten"].filter(hier).height
    assert spike > 15
    assert read(tmp_path / "niets")["incidenten"].filter(hier).height < 5
    before, after = ((tmp_path / naam / "trajecten.parquet").read_bytes()
                     for naam in ("niets", "incident"))  # fmt: skip
    assert before == after


def test_dirt_is_only_there_when_asked_for(tmp_path: Path) -> None:
    make_world(tmp_path, inwoners=5_000, jaren=(2024, 2025), vuil=True)
    trajecten = pl.read_parquet(tmp_path / "trajecten.parquet")
    assert trajecten["traject"].is_duplicated().any()
    assert "JW" in set(trajecten["wet"])
    soorten = {each["soort"] for each in truth(tmp_path)["vuil"]}
    assert {"dubbel", "code"} <= soorten


def test_deelnames_are_of_the_wijken_since_the_start(world: World, folder: Path) -> None:
    deelnames = world["deelnames"]
    assert not deelnames.select("traject", "interventie").is_duplicated().any()
    for naam in set(deelnames["interventie"]):
        since = places(folder, naam)
        rows = deelnames.filter(interventie=naam)
        assert {f"WK{code[2:8]}" for code in rows["buurt"]} <= set(since)
        for wijk, start in since.items():
            own = rows.filter(in_wijken([wijk]))
            assert own.filter(pl.col("vanaf") < start).is_empty()
