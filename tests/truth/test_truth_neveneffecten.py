"""What the demo finds of each side effect that was planted in it, beside `waarheid.json`.

The definitions ask what shows each of them. With sixty thousand inwoners some are too small to tell
from noise: those must not be claimed, and the size that was seen must leave room for the true one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from resultaat.pipeline import Run, Werk
from resultaat.release.neveneffecten import Gescreend

Sizes = Mapping[str, list[Mapping[str, Any]]]
#: (code, after what, indicator, pattern): found by the module that is meant for it.
GEVONDEN = [
    ("N1", "interventie:gezinscoach", "wachttijd_jeugdhulp", "ander cijfer bewoog"),
    ("N2", "interventie:gezinscoach", "wachttijd_wmo", "verplaatsing naar een andere wet"),
    ("N5", "cijfer:uitstroom_naar_werk", "uitstroom_naar_werk", "selectie aan de voordeur"),
    ("N6", "cijfer:wachttijd_jeugdhulp", "wachttijd_jeugdhulp", "ophoping bij een norm"),
    (
        "N7",
        "interventie:werkgesprek_aan_huis",
        "uitstroom_naar_werk",
        "verliezers onder een stijgend gemiddelde",
    ),
    (
        "N8",
        "interventie:regelingen_in_een_keer",
        "veel_regelingen_tegelijk",
        "stapeling op een huishouden",
    ),
    ("N10", "interventie:gezinscoach", "schrijfwerk_jeugdteam", "belasting"),
]
#: Looked at by the module that is meant for it, but too small among so few people to be sure.
TE_KLEIN = [
    ("N3", "interventie:jongerenwerk_op_straat", "verplaatsing naar een ander gebied"),
    ("N3_WET", "interventie:praktijkondersteuner_jeugd", "verplaatsing naar een andere wet"),
    ("N4", "cijfer:doelrealisatie_jeugdhulp", "omkering"),
    ("N9", "cijfer:terugkeer_jeugdhulp", "snel weg en weer terug"),
]


@pytest.fixture(scope="module")
def told(run: Run) -> pl.DataFrame:
    """What a run keeps and the report shows."""
    return run.released.bijlagen["neveneffecten"]


@pytest.fixture(scope="module")
def screened(run: Run, werkmap: Path) -> Mapping[str, Gescreend]:
    """All that was looked at, per question; after the run, so that it finds what was counted."""
    assert run.resultaten.height
    return {each.vraag.id: each for each in Werk(werkmap).neveneffecten()}


@pytest.fixture(scope="module")
def maten(waarheid: Mapping[str, Any]) -> Sizes:
    return {each["code"]: each["maten"] for each in waarheid["neveneffecten"]}


def found(told: pl.DataFrame, vraag: str, indicator: str, patroon: str) -> pl.DataFrame:
    return told.filter(
        (pl.col("soort") == "bevinding")
        & (pl.col("vraag") == vraag)
        & (pl.col("indicator") == indicator)
        & (pl.col("patroon") == patroon)
    )


def test_every_planted_side_effect_is_looked_for(waarheid: Mapping[str, Any]) -> None:
    planted = {each["code"] for each in waarheid["neveneffecten"] if each["geplant"]}
    assert planted == {each[0] for each in GEVONDEN} | {each[0] for each in TE_KLEIN}


@pytest.mark.parametrize(("code", "vraag", "indicator", "patroon"), GEVONDEN)
def test_what_the_data_carry_is_found(  # noqa: PLR0917  fixtures and what stands in the table
    told: pl.DataFrame, maten: Sizes, code: str, vraag: str, indicator: str, patroon: str
) -> None:
    rows = found(told, vraag, indicator, patroon)
    assert rows.height
    # The last size is that of who is meant, where it is about a part.
    *_, way = (each["richting"] for each in maten[code] if each["indicator"] == indicator)
    assert ((rows["verschil"] > 0) == (way == "hoger")).all()


def test_the_size_is_the_planted_one(told: pl.DataFrame, maten: Sizes) -> None:
    """Where the truth is about the same rows, the interval holds it."""
    for code, vraag, indicator, patroon in GEVONDEN:
        if code in {"N1", "N2", "N8"}:
            rows = found(told, vraag, indicator, patroon)
            whole = rows.filter(pl.col("groep").is_in(["alle", ""]) | pl.col("groep").is_null())
            row = whole.filter(
                pl.col("gebied").is_null() | pl.col("gebied").is_in(["samen", ""])
            ).row(0, named=True)
            (true,) = (each["grootte"] for each in maten[code] if each["maat"] == "aandeel")
            assert row["onder"] < true < row["boven"], code


def test_burden_is_told_once_and_in_points(told: pl.DataFrame, maten: Sizes) -> None:
    """Hours of paperwork over all hours read as a percentage."""
    rows = found(told, *next(each[1:] for each in GEVONDEN if each[0] == "N10"))
    assert set(rows["eenheid"]) == {"procentpunt"}
    assert rows["zin"].str.contains("procentpunt").all()
    keys = rows.select("groep", "gebied")
    assert keys.n_unique() == keys.height
    true = maten["N10"][0]["grootte"]
    assert rows.filter(pl.col("onder") <= true, pl.col("boven") > 0).height


def test_the_guardrail_that_was_declared_is_broken(told: pl.DataFrame) -> None:
    rows = told.filter(
        (pl.col("soort") == "waarborg") & (pl.col("vraag") == "interventie:gezinscoach")
    )
    states = dict(rows.select("indicator", "waarborg").iter_rows())
    assert states["wachttijd_jeugdhulp"] == "geschonden"
    assert states["terugkeer_jeugdhulp"] != "veilig"  # not shown to be safe is not safe


def test_the_party_that_took_the_easy_cases_is_named(told: pl.DataFrame) -> None:
    (row,) = found(told, *GEVONDEN[2][1:]).iter_rows(named=True)
    assert "Leerwerkplaats Wilgenhout, vanaf 2024-K1" in row["zin"]


@pytest.mark.parametrize(("code", "vraag", "patroon"), TE_KLEIN)
def test_what_the_data_do_not_carry_is_looked_at_and_not_claimed(
    told: pl.DataFrame, screened: Mapping[str, Gescreend], code: str, vraag: str, patroon: str
) -> None:
    kept = screened[vraag]
    looked = kept.patronen.filter(pl.col("patroon") == patroon)
    assert looked.height, code
    assert set(looked["antwoord"]) <= {"niet gevonden", "te weinig gegevens"}
    assert not told.filter((pl.col("vraag") == vraag) & (pl.col("patroon") == patroon)).height


def test_who_lost_under_the_mean_is_seen_about_as_large_as_it_is(
    screened: Mapping[str, Gescreend], maten: Sizes
) -> None:
    """N7: that they are the same persons is not shown, as too few of them came twice."""
    rows = screened["interventie:werkgesprek_aan_huis"].bevindingen.filter(
        (pl.col("indicator") == "uitstroom_naar_werk")
        & (pl.col("groep") == "leeftijd >= 50: ja")
        & (pl.col("gebied") == "samen")
    )
    (row,) = rows.iter_rows(named=True)
    (true,) = (each["grootte"] for each in maten["N7"] if each.get("groep") == "leeftijd >= 50")
    assert row["onder"] < true < row["boven"]
    patterns = screened["interventie:werkgesprek_aan_huis"].patronen
    followed = patterns.filter(pl.col("patroon").str.starts_with("verliezers"))
    assert set(followed["antwoord"]) == {"te weinig gegevens"}


def test_what_else_was_done_there_is_said(told: pl.DataFrame) -> None:
    """Paperwork rose beside one intervention, for another was there: the reader can see that."""
    rows = told.filter(
        (pl.col("vraag") == "interventie:regelingen_in_een_keer")
        & (pl.col("indicator") == "schrijfwerk_jeugdteam")
        & (pl.col("soort") == "bevinding")
    )
    touched = {"WK999902", "WK999905", "WK999907", "WK999910", "WK999913", "WK999915"}
    for row in rows.iter_rows(named=True):
        assert ("“Gezinscoach bij jeugdhulp” (vanaf" in row["ook"]) == (row["gebied"] in touched)
    own = told.filter(
        (pl.col("vraag") == "interventie:gezinscoach") & (pl.col("soort") == "bevinding")
    )
    assert own.height
    assert not own["ook"].str.contains("Gezinscoach bij jeugdhulp").any()


def test_what_has_nothing_to_do_with_it_is_not_called_a_pattern(told: pl.DataFrame) -> None:
    """Of the patterns, those planted and no others."""
    planted = {(vraag, indicator, patroon) for _, vraag, indicator, patroon in GEVONDEN}
    screens = {"ander cijfer bewoog", "verplaatsing naar een andere wet", "belasting"}
    screens |= {"verplaatsing naar een ander gebied"}
    rows = told.filter((pl.col("soort") == "bevinding") & ~pl.col("patroon").is_in(screens))
    seen = set(rows.select("vraag", "indicator", "patroon").iter_rows())
    assert seen <= planted


def test_only_what_is_counted_can_have_moved_to_another_law(
    screened: Mapping[str, Gescreend], werkmap: Path
) -> None:
    """An hour of work stands beside no request: it fell under no other law."""
    catalog = Werk(werkmap).catalog()
    beside = pl.concat(
        each.patronen.filter(pl.col("patroon") == "verplaatsing naar een andere wet")
        for each in screened.values()
    )
    names = set(beside["indicator"])
    assert {catalog.indicator(each).telt.measure for each in names} == {"aantal"}
