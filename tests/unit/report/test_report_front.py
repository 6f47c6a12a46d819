"""The front page: twelve tiles at most, the good news first, results beside what they need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from report_subjects import doc, figure, subject
from report_wilgenstad import wilgenstad
from report_worlds import Folder, land, stad

from resultaat.analysis.oordeel import Oordeel
from resultaat.report.front import MOST_TILES, Front, Standing, front, standing
from resultaat.report.kort import opening
from resultaat.report.modesty import NOT_ATTRIBUTED
from resultaat.report.select import Scope, Subject, select


def subjects_of(folder: Folder) -> dict[str, Subject]:
    scope = Scope.of(folder.indeling, 600)
    found = select(folder.released, folder.catalog, folder.indeling, scope)
    return {each.id: each for each in found}


@pytest.fixture(scope="module")
def subjects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Subject]:
    return subjects_of(wilgenstad(tmp_path_factory.mktemp("wilgenstad")))


@pytest.fixture(scope="module")
def laid_out(subjects: dict[str, Subject]) -> Front:
    return front(subjects, "2025", "Wilgenstad")


def tiles_of(page: Front) -> list[str]:
    return [
        each.id
        for part in page.parts
        for group in part.groups
        for pair in group.pairs
        for each in (pair.resultaat, *pair.condities)
    ]


def test_opening_of_a_gemeente(laid_out: Front) -> None:
    assert list(laid_out.opening) == [
        "Over 2025 volgen we 7 resultaten. Bij 1 is de streefwaarde gehaald, bij 1 niet, "
        "bij 4 weten we het nog niet en bij 1 is er geen streefwaarde.",
        "Van de 5 condities is er 1 op orde.",
        "Bij 4 van de 7 resultaten zijn alle condities gemeten.",
        NOT_ATTRIBUTED,
    ]


def test_opening_without_results(tmp_path: Path) -> None:
    page = front(subjects_of(stad(tmp_path)), "2019", "Lindestad")
    assert list(page.opening) == [
        "Dit rapport geeft 10 cijfers over Lindestad in 2019.",
        "Bij 2 is er geen cijfer.",
        "Het zijn omstandigheden: er hoort geen streefwaarde bij, en dus ook geen oordeel.",
    ]
    assert page.heading == "Lindestad in cijfers"
    assert len(page.tiles) == 8
    assert [each.id for each in page.absent] == ["jeugdzorg", "opleiding_laag"]
    assert page.parts == ()


def _one(oordeel: Oordeel) -> dict[str, Subject]:
    return {"a": subject(doc(condities=["bezetting"]), figure(oordeel=oordeel, streefwaarde=0.7))}


@pytest.mark.parametrize(
    ("oordeel", "said"),
    [
        (Oordeel.GEHAALD, "Bij 1 is de streefwaarde gehaald."),
        (Oordeel.NIET_GEHAALD, "Bij 1 is de streefwaarde niet gehaald."),
        (Oordeel.ROND, "Bij 1 weten we het nog niet."),
    ],
)
def test_opening_with_one_result(oordeel: Oordeel, said: str) -> None:
    assert opening(_one(oordeel), "2025", "x")[0] == f"Over 2025 volgen we 1 resultaat. {said}"


def test_the_good_news_comes_first(laid_out: Front) -> None:
    assert [part.heading for part in laid_out.parts] == [
        "Wat goed gaat",
        "Wat aandacht vraagt",
        "Wat we nog niet weten",
    ]


def test_twelve_tiles_and_no_tile_twice(laid_out: Front) -> None:
    shown = tiles_of(laid_out)
    assert len(shown) == len(set(shown)) == 12


def test_a_conditie_stands_beside_the_first_result_that_needs_it(laid_out: Front) -> None:
    first = laid_out.parts[0].groups[0].pairs[0]
    assert first.resultaat.id == "doelrealisatie_jeugdhulp"
    assert [each.id for each in first.condities] == ["wachttijd_jeugdhulp", "vakmanschap_jeugdteam"]
    again = next(
        pair
        for group in laid_out.parts[2].groups
        for pair in group.pairs
        if pair.resultaat.id == "terugkeer_jeugdhulp"
    )
    assert [(each.id, each.words) for each in again.others] == [
        ("vakmanschap_jeugdteam", "niet op orde")
    ]


def test_context_and_inzet_have_a_strip(laid_out: Front) -> None:
    found = {strip.heading: [each.id for each in strip.tiles] for strip in laid_out.strips}
    assert found == {
        "Wat meespeelt": ["gezinnen_met_schulden", "werkloosheid_regio", "inwoners"],
        "Wat het kost": ["kosten_jeugdhulp"],
    }


@pytest.mark.parametrize(
    ("current", "before", "place"),
    [
        ({"oordeel": Oordeel.GEHAALD}, None, Standing.GOOD),
        ({"oordeel": Oordeel.NIET_GEHAALD}, None, Standing.ATTENTION),
        ({"oordeel": Oordeel.ROND}, None, Standing.UNKNOWN),
        ({"oordeel": Oordeel.TE_VROEG}, None, Standing.UNKNOWN),
        ({"waarde": None}, None, Standing.UNKNOWN),
        ({}, None, Standing.UNKNOWN),
        ({}, 0.6, Standing.GOOD),
        ({}, 0.8, Standing.ATTENTION),
        ({}, 0.71, Standing.UNKNOWN),
    ],
)
def test_standing(current: dict[str, Any], before: float | None, place: Standing) -> None:
    earlier = [] if before is None else [figure("2024", before)]
    assert standing(subject(doc(), figure(**current), *earlier)) is place


def test_many_results_leave_room_for_the_most_pressing() -> None:
    many = {}
    for at in range(20):
        oordeel = Oordeel.NIET_GEHAALD if at >= 12 else Oordeel.TE_VROEG
        one = figure(oordeel=oordeel, streefwaarde=0.9)
        many[f"r{at}"] = subject(doc(condities=["c0"]), one, name=f"r{at}")
    many["c0"] = subject(doc("procesconditie"), figure(), name="c0")
    page = front(many, "2025", "x")
    shown = tiles_of(page)
    assert len(shown) == MOST_TILES
    assert {f"r{at}" for at in range(12, 20)} <= set(shown)
    assert page.more == "9 resultaten staan alleen verderop."


def test_a_result_of_which_nothing_is_known_gives_way_to_what_is_not_in_order() -> None:
    many = {}
    for at in range(12):
        oordeel = Oordeel.GEHAALD if at < 3 else Oordeel.GEEN_STREEFWAARDE
        many[f"r{at}"] = subject(
            doc(condities=["c0", "c1"]), figure(oordeel=oordeel), name=f"r{at}"
        )
    many["r11"] = subject(doc(), figure(oordeel=Oordeel.ROND, streefwaarde=0.7), name="r11")
    for at in range(2):
        broken = figure(oordeel=Oordeel.NIET_OP_ORDE)
        many[f"c{at}"] = subject(doc("procesconditie"), broken, name=f"c{at}")
    page = front(many, "2025", "x")
    shown = tiles_of(page)
    assert len(shown) == MOST_TILES
    assert {"r0", "r1", "r2", "r11", "c0", "c1"} <= set(shown)
    assert page.more == "2 resultaten staan alleen verderop."


def test_of_a_country_only_the_level_below_is_read(tmp_path: Path) -> None:
    folder = land(tmp_path, below=4)
    scope = Scope.of(folder.indeling, 600)
    assert [len(layer) for layer in scope.layers] == [355]
    assert [(each.niveau.value, each.amount) for each in scope.left_out] == [
        ("wijk", 1420),
        ("buurt", 1420),
    ]
