"""The trajecten and ervaringen of Wilgenstad: consistent, complete up to the last day."""

from datetime import date, timedelta

import polars as pl
import pytest
from world_tables import World, ended, share

EERSTE, EINDE = date(2021, 1, 1), date(2025, 12, 31)
JAREN = range(2021, 2026)


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
    for naam in ("uitgenodigd_op", "ingevuld_op"):
        assert world["ervaringen"][naam].max() <= EINDE  # type: ignore[operator]
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
    for naam in ("gezamenlijk_plan", "medewerker_opgeleid", "professional"):
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


def test_survey_goes_to_everybody_whose_help_ended(world: World) -> None:
    koppel = world["ervaringen"].join(
        ended(world).select("traject", "einddatum"), on="traject", validate="1:1"
    )
    assert koppel.height == world["ervaringen"].height
    gevraagd = (pl.col("uitgenodigd_op") - pl.col("einddatum")).dt.total_days()
    assert koppel.filter(gevraagd != 1).is_empty()
    beantwoord = (pl.col("ingevuld_op") - pl.col("einddatum")).dt.total_days()
    assert koppel.filter(~beantwoord.is_between(1, 60)).is_empty()
    stil = world["ervaringen"].filter(pl.col("ingevuld_op").is_null())
    assert stil.select("geholpen", "nut").null_count().row(0) == (stil.height, stil.height)
    assert world["ervaringen"]["buurt"].null_count() == 0


def test_the_decision_stands_between_asking_and_starting(world: World) -> None:
    toegewezen = pl.col("toegewezen_op")
    trajecten = world["trajecten"]
    assert trajecten.filter(toegewezen < pl.col("gemeld_op")).is_empty()
    assert trajecten.filter(toegewezen > pl.col("startdatum")).is_empty()
    gestart = trajecten.filter(pl.col("startdatum").is_not_null())
    assert gestart["toegewezen_op"].null_count() == 0


def test_plausible_use(large: World) -> None:
    for jaar in JAREN:
        begin, einde = date(jaar, 1, 1), date(jaar, 12, 31)
        stand = large["inwoners"].filter(peildatum=begin)
        loopt = large["trajecten"].filter(
            pl.col("startdatum") <= einde, pl.col("einddatum").fill_null(EINDE) >= begin
        )
        personen = dict(loopt.group_by("wet").agg(pl.col("inwoner").n_unique()).iter_rows())
        werkend = stand.filter(pl.col("leeftijd").is_between(18, 66)).height
        assert 0.055 < personen["wmo"] / stand.height < 0.08
        assert 0.045 < personen["participatiewet"] / werkend < 0.075
        op_einde = loopt.filter(pl.col("einddatum").is_null() | (pl.col("einddatum") > einde))
        stock = op_einde.filter(wet="participatiewet")["inwoner"].n_unique()
        assert 0.030 < stock / werkend < 0.050


def test_plausible_results(large: World) -> None:
    klaar = ended(large)
    doel = pl.col("doel_bereikt")
    assert 0.53 < share(klaar, doel) < 0.65
    per_jaar = [share(klaar.filter(pl.col("einddatum").dt.year() == jaar), doel) for jaar in JAREN]
    assert min(per_jaar) > 0.50
    assert max(per_jaar) < 0.68
    assert per_jaar[-1] > per_jaar[0]
    assert 0.07 < share(klaar, pl.col("reden_einde") == "uitval") < 0.11
    assert share(klaar, pl.col("opnieuw_gemeld")) == pytest.approx(0.20, abs=0.05)
    assert 0.001 < share(large["trajecten"], pl.col("buurt").is_null()) < 0.004


def test_a_silent_provider_leaves_a_gap(large: World) -> None:
    stil = ended(large).filter(
        pl.col("einddatum").is_between(date(2024, 7, 1), date(2024, 9, 30)),
        aanbieder="Zorggroep Oeverzicht",
    )
    assert stil.height > 10
    assert stil["doel_bereikt"].null_count() == stil.height
    rekeningen = large["declaraties"].filter(
        pl.col("maand").is_between(date(2024, 7, 1), date(2024, 9, 30)),
        aanbieder="Zorggroep Oeverzicht",
    )
    assert rekeningen.is_empty()
    elders = ended(large).filter(pl.col("aanbieder") != "Zorggroep Oeverzicht")
    assert 0.05 < share(elders, pl.col("doel_bereikt").is_null()) < 0.07


def test_conditions_further_the_goal(large: World) -> None:
    klaar, doel = ended(large), pl.col("doel_bereikt")
    for conditie in ("medewerker_opgeleid", "gezamenlijk_plan"):
        met, zonder = pl.col(conditie), ~pl.col(conditie)
        assert share(klaar.filter(met), doel) > share(klaar.filter(zonder), doel) + 0.04
    wacht = (pl.col("startdatum") - pl.col("gemeld_op")).dt.total_days()
    assert share(klaar.filter(wacht <= 42), doel) > share(klaar.filter(wacht > 42), doel) + 0.02


def test_plausible_survey(large: World) -> None:
    antwoord = large["ervaringen"].filter(pl.col("ingevuld_op").is_not_null())
    assert 0.33 < antwoord.height / large["ervaringen"].height < 0.41
    geholpen = pl.col("geholpen")
    assert 0.64 < share(antwoord, geholpen) < 0.75
    assert 0.055 < share(antwoord, geholpen.is_null()) < 0.105
