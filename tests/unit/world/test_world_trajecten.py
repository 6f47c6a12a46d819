"""The trajecten and ervaringen of Wilgenstad: consistent, complete up to the last day."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from resultaat.world import make_world

EERSTE, EINDE = date(2021, 1, 1), date(2025, 12, 31)
JAREN = range(2021, 2026)
World = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("wilgenstad")
    make_world(folder, inwoners=3_000)
    return read(folder)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Large enough to tell a level from chance."""
    folder = tmp_path_factory.mktemp("wilgenstad-groot")
    make_world(folder, inwoners=20_000)
    return read(folder)


def read(folder: Path) -> World:
    frames = {path.stem: pl.read_parquet(path) for path in folder.glob("*.parquet")}
    return frames | {"gebieden": pl.read_csv(folder / "gebieden.csv", separator=";")}


def share(frame: pl.DataFrame, of: pl.Expr) -> float:
    """The share of rows where `of` is true; rows where it is null do not count."""
    return float(frame.select(of.mean()).item())


def ended(world: World) -> pl.DataFrame:
    return world["trajecten"].filter(
        pl.col("startdatum").is_not_null(), pl.col("einddatum").is_not_null()
    )


def test_keys_are_unique(world: World) -> None:
    assert world["trajecten"]["traject"].is_unique().all()
    assert world["ervaringen"]["vragenlijst"].is_unique().all()
    gevallen = world["trajecten"].select("inwoner", "wet", "gemeld_op")
    assert not gevallen.is_duplicated().any()


@pytest.mark.parametrize("naam", ["trajecten", "ervaringen"])
def test_references_hold(world: World, naam: str) -> None:
    buurten = set(world["gebieden"].filter(niveau="buurt")["code"])
    assert set(world[naam]["buurt"].drop_nulls()) <= buurten
    assert set(world[naam]["inwoner"]) <= set(world["inwoners"]["inwoner"])


def test_inwoner_lives_here_when_asking(world: World) -> None:
    """On the peildatum before the request, or, who came in that year, on the one after."""
    stand = world["inwoners"].select("inwoner", jaar=pl.col("peildatum").dt.year())
    binnen = world["trajecten"].filter(pl.col("gemeld_op") >= EERSTE)
    jaar = pl.col("gemeld_op").dt.year()
    voor = binnen.with_columns(jaar=jaar).join(stand, on=["inwoner", "jaar"], how="semi")
    na = binnen.with_columns(jaar=jaar + 1).join(stand, on=["inwoner", "jaar"], how="semi")
    assert set(voor["traject"]) | set(na["traject"]) == set(binnen["traject"])


def test_buurt_is_that_of_the_day(world: World) -> None:
    """One of the two addresses around the request; the older one unless moved meanwhile."""
    stand = world["inwoners"].select("inwoner", "buurt", jaar=pl.col("peildatum").dt.year())
    binnen = (
        world["trajecten"]
        .filter(pl.col("gemeld_op") >= EERSTE, pl.col("buurt").is_not_null())
        .with_columns(jaar=pl.col("gemeld_op").dt.year())
    )
    voor = binnen.join(stand, on=["inwoner", "jaar"], suffix="_voor", how="left")
    beide = voor.with_columns(pl.col("jaar") + 1).join(
        stand, on=["inwoner", "jaar"], suffix="_na", how="left"
    )
    buurt = pl.col("buurt")
    klopt = (buurt == pl.col("buurt_voor")) | (buurt == pl.col("buurt_na"))
    assert share(beide, klopt.fill_null(value=False)) == 1.0
    assert share(beide, buurt == pl.col("buurt_voor")) > 0.9


def test_nothing_after_the_end(world: World) -> None:
    for naam in ("gemeld_op", "startdatum", "einddatum"):
        assert world["trajecten"][naam].max() <= EINDE  # type: ignore[operator]
    assert world["ervaringen"]["ingevuld_op"].max() <= EINDE  # type: ignore[operator]
    assert world["uren"]["maand"].max() == date(2025, 12, 1)


def test_dates_are_in_order(world: World) -> None:
    trajecten = world["trajecten"]
    assert (trajecten["startdatum"] >= trajecten["gemeld_op"]).all()
    assert (trajecten["einddatum"] >= trajecten["gemeld_op"]).all()
    assert (trajecten["einddatum"] >= trajecten["startdatum"]).all()
    assert trajecten["gemeld_op"].is_sorted()


def test_what_was_asked_before_the_first_day_ran_on_it(world: World) -> None:
    ouder = world["trajecten"].filter(pl.col("gemeld_op") < EERSTE)
    assert 0 < ouder.height < world["trajecten"].height / 3
    assert (ouder["einddatum"] >= EERSTE).all()


def test_nobody_has_two_at_once_under_one_wet(world: World) -> None:
    volgorde = world["trajecten"].sort("inwoner", "wet", "gemeld_op")
    vorige = pl.col("einddatum").fill_null(date(2099, 1, 1)).shift(1).over("inwoner", "wet")
    assert volgorde.filter(pl.col("gemeld_op") <= vorige).is_empty()


def test_null_where_there_is_nothing_to_know(world: World) -> None:
    trajecten = world["trajecten"]
    gestart, af = pl.col("startdatum").is_not_null(), pl.col("einddatum").is_not_null()
    participatie = pl.col("wet") == "participatiewet"
    for naam in ("gezamenlijk_plan", "medewerker_opgeleid"):
        assert share(trajecten, pl.col(naam).is_not_null() == gestart) == 1.0
    assert share(trajecten, pl.col("reden_einde").is_not_null() == af) == 1.0
    werk = pl.col("uitstroom_werk").is_not_null() == (participatie & gestart & af)
    assert share(trajecten, werk) == 1.0
    assert trajecten.filter(~(gestart & af))["doel_bereikt"].null_count() == (
        trajecten.filter(~(gestart & af)).height
    )
    assert (trajecten.filter(~gestart)["kosten"] == 0).all()
    assert (trajecten.filter(gestart)["kosten"] > 0).all()
    assert trajecten.select("wet", "aanbieder", "gemeld_op", "kosten").null_count().row(0) == (
        (0,) * 4
    )


def test_codes(world: World) -> None:
    trajecten = world["trajecten"]
    assert set(trajecten["wet"]) == {"jeugdwet", "wmo", "participatiewet"}
    assert trajecten["aanbieder"].n_unique() == 8
    redenen = {"volgens_plan", "uitval", "verhuizing", "overig"}
    assert set(trajecten["reden_einde"].drop_nulls()) == redenen
    assert set(world["ervaringen"]["wet"]) == {"jeugdwet", "wmo"}


def test_opnieuw_gemeld_recounted_slowly(world: World) -> None:
    rows = world["trajecten"].to_dicts()
    seen = set()
    for row in rows:
        expected: bool | None = None
        af = row["einddatum"]
        if af is not None and af + timedelta(days=365) <= EINDE:
            expected = any(
                other["inwoner"] == row["inwoner"]
                and timedelta(days=1) <= other["gemeld_op"] - af <= timedelta(days=365)
                for other in rows
            )
        assert row["opnieuw_gemeld"] is expected
        seen.add(expected)
    assert seen == {True, False, None}


def test_survey_follows_an_ended_traject(world: World) -> None:
    koppel = world["ervaringen"].join(
        ended(world).select("inwoner", "wet", "einddatum"), on=["inwoner", "wet"]
    )
    dagen = (pl.col("ingevuld_op") - pl.col("einddatum")).dt.total_days()
    passend = koppel.filter(dagen.is_between(1, 60))
    assert set(passend["vragenlijst"]) == set(world["ervaringen"]["vragenlijst"])
    assert world["ervaringen"]["buurt"].null_count() == 0


def test_plausible_use(large: World) -> None:
    for jaar in JAREN:
        begin, einde = date(jaar, 1, 1), date(jaar, 12, 31)
        stand = large["inwoners"].filter(peildatum=begin)
        loopt = large["trajecten"].filter(
            pl.col("startdatum") <= einde, pl.col("einddatum").fill_null(EINDE) >= begin
        )
        personen = dict(loopt.group_by("wet").agg(pl.col("inwoner").n_unique()).iter_rows())
        gestart = (
            large["trajecten"]
            .filter(pl.col("startdatum").dt.year() == jaar, wet="jeugdwet")["inwoner"]
            .n_unique()
        )
        jong = stand.filter(pl.col("leeftijd") < 18).height
        werkend = stand.filter(pl.col("leeftijd").is_between(18, 66)).height
        assert 0.085 < gestart / jong < 0.12
        assert 0.055 < personen["wmo"] / stand.height < 0.075
        assert 0.045 < personen["participatiewet"] / werkend < 0.075
        op_einde = loopt.filter(pl.col("einddatum").is_null() | (pl.col("einddatum") > einde))
        stock = op_einde.filter(wet="participatiewet")["inwoner"].n_unique()
        assert 0.033 < stock / werkend < 0.047


def test_plausible_results(large: World) -> None:
    klaar = ended(large)
    doel = pl.col("doel_bereikt")
    assert 0.55 < share(klaar, doel) < 0.65
    per_jaar = [share(klaar.filter(pl.col("einddatum").dt.year() == jaar), doel) for jaar in JAREN]
    assert min(per_jaar) > 0.53
    assert max(per_jaar) < 0.68
    assert per_jaar[-1] > per_jaar[0]
    assert 0.07 < share(klaar, pl.col("reden_einde") == "uitval") < 0.11
    assert 0.05 < share(klaar, doel.is_null()) < 0.075
    assert share(klaar, pl.col("opnieuw_gemeld")) == pytest.approx(0.20, abs=0.05)
    assert 0.001 < share(large["trajecten"], pl.col("buurt").is_null()) < 0.004


def test_conditions_further_the_goal(large: World) -> None:
    klaar, doel = ended(large), pl.col("doel_bereikt")
    for conditie in ("medewerker_opgeleid", "gezamenlijk_plan"):
        met, zonder = pl.col(conditie), ~pl.col(conditie)
        assert share(klaar.filter(met), doel) > share(klaar.filter(zonder), doel) + 0.04
    wacht = (pl.col("startdatum") - pl.col("gemeld_op")).dt.total_days()
    assert share(klaar.filter(wacht <= 42), doel) > share(klaar.filter(wacht > 42), doel) + 0.02


def test_waiting_gets_better_and_worse_after_2023(large: World) -> None:
    wacht = (pl.col("startdatum") - pl.col("gemeld_op")).dt.total_days()
    binnen = large["trajecten"].filter(pl.col("gemeld_op") >= EERSTE)
    mediaan = dict(binnen.group_by("wet").agg(wacht.median()).iter_rows())
    assert mediaan["jeugdwet"] == pytest.approx(35, abs=4)
    assert mediaan["wmo"] == pytest.approx(30, abs=3)
    assert mediaan["participatiewet"] == pytest.approx(20, abs=3)
    jeugd = binnen.filter(wet="jeugdwet").with_columns(
        wijk=pl.col("buurt").str.slice(6, 2), later=pl.col("gemeld_op").dt.year() >= 2024
    )
    op_tijd = {
        (wijk, later): aandeel
        for wijk, later, aandeel in jeugd.group_by("wijk", "later")
        .agg((wacht <= 42).mean())
        .iter_rows()
    }
    assert op_tijd["04", True] > op_tijd["04", False] + 0.05  # Tuindorp
    assert op_tijd["03", True] < op_tijd["03", False] - 0.05  # Molenwijk


def test_plausible_survey(large: World) -> None:
    klaar = ended(large).filter(pl.col("wet") != "participatiewet")
    assert 0.30 < large["ervaringen"].height / klaar.height < 0.40
    geholpen = pl.col("geholpen")
    assert 0.65 < share(large["ervaringen"], geholpen) < 0.75
    assert 0.055 < share(large["ervaringen"], geholpen.is_null()) < 0.105
