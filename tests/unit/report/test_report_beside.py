"""Under each result: whose merit, what else moved, and whether it is more than noise."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from report_beside import BEWOOG, GESCHONDEN, JEUGD, ROWS, WEG, WERK, bevindingen, with_bijlagen
from report_subjects import plain
from report_wilgenstad import wilgenstad
from report_worlds import Folder

from resultaat.release.bijlagen import attach
from resultaat.release.schemas import BIJLAGEN
from resultaat.report import render


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    made = wilgenstad(tmp_path_factory.mktemp("wilgenstad"))
    return replace(made, released=with_bijlagen(made.released))


@pytest.fixture(scope="module")
def page(folder: Folder) -> str:
    found = bevindingen(folder.released)
    return render(folder.released, folder.catalog, folder.indeling, found)


def section(page: str, name: str) -> str:
    """The words of one section, without its tags."""
    _, _, after = page.partition(f'<section id="{name}"')
    assert after
    return words(after.partition("</section>")[0])


def words(part: str) -> str:
    return " ".join(plain(html.unescape(re.sub(r"<[^>]+>", " ", part))).split())


def drawing(page: str, name: str) -> list[dict[str, object]]:
    found = re.search(rf'id="{name}-data">(.*?)</script>', page)
    assert found is not None
    traces = json.loads(found[1])["d"]
    assert isinstance(traces, list)
    return traces


def test_the_account_names_every_part(page: str) -> None:
    said = section(page, JEUGD)
    assert (
        "Tussen 2024 en 2025 veranderde het cijfer met +5,8 procentpunt. Daarvan hoort "
        "+1,0 procentpunt bij de samenstelling, +2,0 procentpunt bij nieuwkomers, "
        "+3,0 procentpunt bij wat er is gedaan en +0,8 procentpunt bij wat elders ook gebeurde. "
        "Onverklaard is −1,0 procentpunt; daar kan ook toeval in zitten."
    ) in said
    assert "Toegevoegde waarde: Gezinscoach +3,0 +1,0 tot +5,0" in said


def test_the_bars_run_from_begin_to_end(page: str) -> None:
    (trace,) = drawing(page, f"{JEUGD}-rekening")
    base, size = trace["base"], trace["x"]
    assert isinstance(base, list)
    assert isinstance(size, list)
    ends = [low + high for low, high in zip(base, size, strict=True)]
    assert ends == pytest.approx([0.684, 0.694, 0.714, 0.744, 0.752, 0.742, 0.742])
    # Each change begins where the one before it ended.
    assert base[1:-1] == pytest.approx(ends[:-2])
    assert trace["s"] == "staaf"


def test_merit_is_said_in_the_fixed_sentence_and_is_shared(page: str) -> None:
    said = section(page, JEUGD)
    assert "Aannemelijk: deze aanpak hielp waarschijnlijk. Zeker is het niet." in said
    assert (
        "Het verschil met vergelijkbare gebieden is +5,0 procentpunt (tussen +2,0 procentpunt en "
        "+8,0 procentpunt). Vergeleken zijn 6 gebieden met de aanpak en 10 zonder."
    ) in said
    assert "gezamenlijk werk met scholen en huisartsen. De verdienste is gedeeld." in said
    assert "De aanpak is in maar 4 gebieden begonnen." in said


def test_behind_a_shut_gate_there_is_no_rung_and_no_size(page: str) -> None:
    said = section(page, WERK)
    assert "Nog niet duidbaar: ‘Tijd voor een gesprek’ is niet op orde." in said
    assert "Aangetoond" not in said
    assert "+9,0" not in said
    assert "Waardoor is niet bekend; daar kan ook toeval in zitten." in said


def test_what_was_not_taken_apart_says_why(page: str) -> None:
    said = section(page, "terugkeer_jeugdhulp")
    assert "niet uit elkaar te halen: er zijn geen twee perioden met een cijfer." in said
    assert "valt er niets te claimen" in said


def test_side_effects_stand_under_their_result(page: str) -> None:
    said = section(page, JEUGD)
    assert "Na “Gezinscoach” is naar 40 reeksen gekeken." in said
    assert "geschonden Let op: “Terugkeer” ging over de marge" in said
    assert "veilig Let op: “Wachttijd” blijft binnen de marge." in said
    assert "verklaard “Zelfredzaam” daalde in Oeverwijk" in said
    assert "is naar verwachting 1,0% toeval. Het kan ook komen door iets anders" in said
    assert "Verklaard door Controller Wmo op 1 april 2026: Een nieuwe vragenlijst." in said
    assert "Of dit binnen de marge blijft, staat bij Wat er verder bewoog." in said
    beside = section(page, "zelfredzaam_wmo")
    assert "Dit cijfer bewoog na wat er voor een ander resultaat is gedaan" in beside
    assert "Na “Gezinscoach”. “Zelfredzaam” daalde" in beside


def test_findings_are_told_with_their_life_and_when_they_are_gone(page: str) -> None:
    said = section(page, "deel-bevindingen")
    waiting, _, rest = said.partition("Bekeken")
    told, _, gone = rest.partition("Verdwenen sinds de vorige berekening")
    assert f"Nummer {GESCHONDEN}" in waiting
    assert waiting.count("nieuw") == 1  # the badge says it; the words do not say it again
    assert f"Nummer {BEWOOG}" in told
    assert "voor het eerst op 2 februari 2026" in told
    assert f"Nummer {WEG}" in gone
    assert "Verdwenen: voor het laatst gevonden op 2 februari 2026." in gone


def test_the_front_page_tells_the_broken_guardrail_first(page: str) -> None:
    said = section(page, "deel-overzicht")
    assert "Wat er verder bewoog. Na “Gezinscoach”: Let op: “Terugkeer” ging over" in said
    assert "Er is nog 1 bevinding." in said
    assert (
        "Bij 2 resultaten is gekeken of de aanpak hielp. Bij 1 daarvan is dat aangetoond of "
        "aannemelijk."
    ) in said
    assert "nog niet onderzocht" not in said


def test_the_chart_marks_its_limits_and_what_lies_outside(page: str) -> None:
    said = section(page, "wachttijd_jeugdhulp")
    assert "55,0% in december 2025. Dat is lager dan gewoon. Eén punt is nog geen patroon" in said
    assert "is naar verwachting 0,4% toeval. Het kan ook één gebeurtenis zijn" in said
    assert "De kaart begint opnieuw in 2025-02: een andere vraag in het formulier." in said
    band, middle, points = drawing(page, "wachttijd_jeugdhulp-kaart")
    assert (band["s"], middle["s"], points["s"]) == ("band", "midden", "punten")
    # The limits begin where the chart began anew: at the second of twelve periods.
    assert band["x"] == [*range(1, 12), *reversed(range(1, 12))]
    marker = points["marker"]
    assert isinstance(marker, dict)
    assert marker["symbol"] == ["circle"] * 11 + ["square"]


def test_a_norm_within_the_limits_is_hit_or_miss(page: str) -> None:
    """The limits are 70% and 90%, the norm is 80%."""
    said = section(page, "wachttijd_jeugdhulp")
    assert "De norm van 80% ligt binnen wat gewoon is." in said
    assert "dan wordt zij de ene maand gehaald en de andere niet." in said


def test_every_point_stands_in_a_table(page: str) -> None:
    said = section(page, "wachttijd_jeugdhulp")
    assert "2025-01 80,0% 2025-02 81,0% 70,0% – 90,0%" in said
    assert "2025-04 70,0% – 90,0%" in said


def test_results_stand_by_how_their_conditions_were(page: str) -> None:
    said = section(page, "deel-kwadrant")
    assert "Het resultaat is gehaald" in said or "Het resultaat is niet gehaald" in said
    assert "Jeugdhulp die haar doel bereikt" in said


def test_a_run_that_found_nothing_says_that_it_looked(folder: Folder) -> None:
    nothing = {name: pl.DataFrame(schema=BIJLAGEN[name]) for name in ROWS}
    made = render(attach(folder.released, nothing), folder.catalog, folder.indeling)
    assert "Er is gekeken, en er is niets gevonden." in section(made, "deel-bevindingen")
    assert "Er is niets gevonden." in section(made, "deel-overzicht")


def test_a_run_with_only_figures_prints_none_of_it(tmp_path: Path) -> None:
    made = wilgenstad(tmp_path)
    bare = render(made.released, made.catalog, made.indeling)
    for heading in ("Wiens verdienste", "Wat er verder bewoog", "Meer dan gewone variatie?"):
        assert f"<h3>{heading}" not in bare
    assert "deel-bevindingen" not in bare
