"""What differs between two versions, in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import werkmap

from resultaat.language.catalog import load_catalog
from resultaat.language.changes import Group
from resultaat.language.checks import check
from resultaat.language.diff import compare
from resultaat.language.meaning import meaning_of

DOEL = "indicators/jeugd/doelrealisatie.yaml"
WACHT = "indicators/jeugd/wachttijd.yaml"
BRON = "indicators/bronnen/trajecten.yaml"
Differ = Callable[..., list[Group]]


@pytest.fixture
def differ(tmp_path: Path) -> Differ:
    old, new = werkmap(tmp_path / "oud"), werkmap(tmp_path / "nieuw")

    def compared(*edits: tuple[str, str, str], moved: tuple[str, str] | None = None) -> list[Group]:
        for name, before, after in edits:
            path = new / name
            text = path.read_text(encoding="utf-8")
            assert before in text, f"{name}:\n{text}"
            path.write_text(text.replace(before, after), encoding="utf-8")
        if moved:
            (new / moved[0]).rename(new / moved[1])
        check(load_catalog(new)).raise_if_errors()
        return compare(load_catalog(old), load_catalog(new))

    return compared


def said(groups: list[Group]) -> list[str]:
    [group] = groups
    return [change.zin for change in group.wijzigingen]


def test_nothing(differ: Differ) -> None:
    assert differ() == []


def test_a_comment_or_a_blank_line_is_no_difference(differ: Differ) -> None:
    assert differ((DOEL, "telt:", "\n# nu telt het\ntelt:")) == []


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            "waarde: 70%, vastgesteld: 2023-11-09",
            "waarde: 75%, vastgesteld: 2023-12-01",
            ["streefwaarde vanaf 2024 was 70%, is 75%, vastgesteld op 1 december 2023"],
        ),
        (
            "vastgesteld: 2023-11-09",
            "vastgesteld: 2023-12-01",
            [
                "streefwaarde vanaf 2024 bleef 70%, vastgesteld op 1 december 2023 "
                "(was 9 november 2023)"
            ],
        ),
        (
            "streefwaarden:\n",
            "minimumeis: {vanaf: 2024, waarde: 40%, vastgesteld: 2023-05-01, gesteld_door: het "
            "rijk}\nstreefwaarden:\n  - {vanaf: 2024, waarde: 60%, vastgesteld: 2023-11-09, "
            "niveau: wijk}\n",
            [
                "streefwaarde vanaf 2024 (wijk) is nieuw: 60%, vastgesteld op 9 november 2023",
                "minimumeis vanaf 2024 is nieuw: 40%, vastgesteld op 1 mei 2023",
            ],
        ),
        (
            "streefwaarden:\n",
            "streefwaarden:\n  - {vanaf: 2026, waarde: 80%, vastgesteld: 2025-11-06}\n",
            ["streefwaarde vanaf 2026 is nieuw: 80%, vastgesteld op 6 november 2025"],
        ),
        (
            "aandeel: doel_bereikt",
            "aandeel: not doel_bereikt",
            [
                "het aandeel waarvoor geldt was “doel bereikt is ja”, is “doel bereikt is nee”",
            ],
        ),
        (
            "invloed: beperkt",
            "invloed: groot",
            ["invloed was beperkt, is groot"],
        ),
    ],
)
def test_of_a_result(differ: Differ, before: str, after: str, sentences: list[str]) -> None:
    assert said(differ((DOEL, before, after))) == sentences


def test_ideas_come_before_the_counting(differ: Differ) -> None:
    groups = differ(
        (DOEL, "aandeel: doel_bereikt", "aandeel: not doel_bereikt"),
        (DOEL, "invloed: beperkt", "invloed: groot"),
        (DOEL, "waarde: 70%", "waarde: 75%"),
    )
    assert [sentence.split()[0] for sentence in said(groups)] == ["invloed", "streefwaarde", "het"]
    assert [change.counts for change in groups[0].wijzigingen] == [False, False, True]


def test_another_measure(differ: Differ) -> None:
    groups = differ((DOEL, "aandeel: doel_bereikt", "gemiddelde: kosten"), (DOEL, "70%", "70"))
    assert said(groups) == [
        "streefwaarde vanaf 2024 was 70%, is 70, vastgesteld op 9 november 2023",
        "het aandeel waarvoor geldt is weg; was “doel bereikt is ja”",
        "waarvan het gemiddelde is nieuw: “kosten”",
    ]


def test_another_order_of_terms_is_no_difference(differ: Differ) -> None:
    filters = "wet = 'jeugdwet' and einddatum is not null"
    turned = "(einddatum is not null) and 'jeugdwet' = wet"
    assert differ((DOEL, filters, turned)) == []


def test_gone_new_and_renamed(differ: Differ) -> None:
    groups = differ(
        (WACHT, "42 dagen", "30 dagen"),
        (DOEL, "[wachttijd]", "[wachttijd_jeugd]"),
        moved=(WACHT, WACHT.replace("wachttijd", "wachttijd_jeugd")),
    )
    found = {group.id: group for group in groups}
    assert found["wachttijd_jeugd"].staat == "hernoemd"
    assert found["wachttijd_jeugd"].was_id == "wachttijd"
    sentences = [change.zin for change in found["wachttijd_jeugd"].wijzigingen]
    assert sentences == ["de termijn was 42 dagen, is 30 dagen"]
    assert [change.zin for change in found["doelrealisatie"].wijzigingen] == [
        "conditie wachttijd is weg",
        "conditie wachttijd jeugd is nieuw",
    ]


def test_a_new_indicator_and_one_that_is_gone(tmp_path: Path) -> None:
    old, new = (
        werkmap(tmp_path / "a"),
        werkmap(tmp_path / "b", without=["indicators/jeugd/kosten.yaml"]),
    )
    [gone] = [
        group for group in compare(load_catalog(old), load_catalog(new)) if group.id == "kosten"
    ]
    [come] = [
        group for group in compare(load_catalog(new), load_catalog(old)) if group.id == "kosten"
    ]
    assert (gone.staat, come.staat) == ("weg", "nieuw")


def test_of_a_source(differ: Differ) -> None:
    groups = differ((BRON, "  kosten: bedrag\n", "  kosten: getal\n  uren: getal\n"))
    assert said(groups) == ["kolom kosten: type was bedrag, is getal", "kolom uren is nieuw"]
    assert groups[0].counts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("wet = 'wmo' and kosten > 3", "kosten > 3 and wet = 'wmo'", True),
        ("(wet = 'wmo') and (kosten > 3 and goed)", "goed and kosten > 3 and wet = 'wmo'", True),
        ("wet in ('wmo', 'jeugdwet')", "wet in ('jeugdwet', 'wmo')", True),
        ("kosten > 3", "3 < kosten", True),
        ("kosten > 3", "kosten < 3", False),
        ("kosten > 3", "kosten >= 3", False),
        ("kosten - 3 > 0", "3 - kosten > 0", False),
        ("kosten * 3 + 1 > 0", "1 + 3 * kosten > 0", True),
        ("kosten * (3 + 1) > 0", "kosten * 3 + 1 > 0", False),
        ("kosten < 1 or kosten > 3 and goed", "(kosten < 1 or kosten > 3) and goed", False),
        ("not doel_bereikt", "doel_bereikt", False),
        ("not (doel_bereikt and kosten > 3)", "not doel_bereikt and kosten > 3", False),
        ("jaar_van(gemeld_op) = 1", "maand_van(gemeld_op) = 1", False),
        ("dagen_tussen(gemeld_op, einddatum) > 1", "dagen_tussen(einddatum, gemeld_op) > 1", False),
        ("gemeld_op > '2024-01-01'", "gemeld_op > '2024-01-02'", False),
        ("einddatum is null", "einddatum is not null", False),
        ("kosten between 1 and 2", "kosten between 2 and 1", False),
        ("doel_bereikt is true", "doel_bereikt is false", False),
    ],
)  # fmt: skip
def test_what_means_the_same(tmp_path: Path, one: str, other: str, same: bool) -> None:
    columns = dict(load_catalog(werkmap(tmp_path)).bronnen["trajecten"].doc.columns)
    columns["goed"] = columns["doel_bereikt"]
    assert (meaning_of(one, columns) == meaning_of(other, columns)) is same


GEBIEDEN = "data/gebieden.csv"


def test_area_lists_are_compared_in_words(differ: Differ) -> None:
    groups = differ(
        (GEBIEDEN, "Centrum;wijk", "Oude stad;wijk"),
        (
            GEBIEDEN,
            "BU99990102;Havenkwartier;buurt;WK999901",
            "BU99990102;Havenkwartier;buurt;WK999902",
        ),
        (GEBIEDEN, "BU99990202;", "BU99990203;"),
    )
    assert [(each.document, each.staat, each.counts) for each in groups] == [
        ("gebieden", "gewijzigd", True)
    ]
    assert said(groups) == [
        "buurt Havenkwartier (BU99990102) lag in Centrum (WK999901), ligt in Rietlanden (WK999902)",
        "buurt Karekietbuurt (BU99990202) is weg",
        "buurt Karekietbuurt (BU99990203) is nieuw",
        "wijk WK999901 heette Centrum, heet Oude stad",
    ]


def test_of_another_division_only_the_numbers_are_told(differ: Differ, tmp_path: Path) -> None:
    path = tmp_path / "nieuw" / GEBIEDEN
    rows = [f"BU999903{number:02};Buurt {number};buurt;WK999901\n" for number in range(60)]
    path.write_text(path.read_text(encoding="utf-8") + "".join(rows), encoding="utf-8")
    assert said(differ()) == [
        "gebieden: 60 nieuw, 0 weg en 0 gewijzigd; de lijst had er 7 en heeft er 67"
    ]


def test_without_a_list_on_one_side_nothing_is_said_of_areas(
    differ: Differ, tmp_path: Path
) -> None:
    (tmp_path / "oud" / GEBIEDEN).unlink()
    assert differ() == []


def test_what_is_done_and_agreed_is_compared_too(differ: Differ, tmp_path: Path) -> None:
    for side, richting in (("oud", "hoger"), ("nieuw", "lager")):
        for folder in ("interventies", "samenwerkingen"):
            (tmp_path / side / "indicators" / folder).mkdir()
        path = tmp_path / side / "indicators" / "interventies" / "gezinscoach.yaml"
        path.write_text(INTERVENTIE.format(richting=richting), encoding="utf-8")
    path = tmp_path / "nieuw" / "indicators" / "escalatie.yaml"
    path.write_text(ESCALATIE, encoding="utf-8")
    groups = {each.document: each for each in differ()}
    assert list(groups) == ["interventie", "escalatie"]
    [change] = groups["interventie"].wijzigingen
    assert change.zin.endswith("richting was hoger, is lager")
    # What is done changes no figure.
    assert not groups["interventie"].counts
    assert groups["escalatie"].staat == "nieuw"


INTERVENTIE = """\
naam: Gezinscoach
doelgroep: gezinnen met meer dan één vraag
waar_en_wanneer:
  - {{wijk: WK999901, vanaf: 2024-03}}
verwacht:
  - {{indicator: doelrealisatie, richting: {richting}, na: 6 maanden, bewijs: onbekend}}
"""
ESCALATIE = """\
afspraken:
  - {indicator: doelrealisatie, drempel: niet gehaald, naar: het college, binnen: 14 dagen}
"""
