"""Rows that stand for other rows of the same table are refused until the contract says so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from builders import BINNENSTAD, CENTRUM, GEMEENTE, HAVEN
from data_examples import attempt, folder_with, loaded, refused

KOLOMMEN = {
    "soort": "tekst",
    "leeftijd": "tekst",
    "buurt": "{type: gebied, vast: " + HAVEN + "}",
    "aantal": "{type: aantal, mag_leeg: ja}",
}
KEY = "sleutel: [soort, leeftijd]"
HEAD = "soort;leeftijd;aantal"


def table(names: tuple[str, ...], *sums: tuple[str, ...], unit: int = 1, groups: int = 30) -> str:
    """Make counts by group and name; each of `sums` is a name and the names that it is the sum of.

    Sums are made of the counts before they are rounded to `unit`, as a source does it.
    """
    pick = random.Random(4)  # noqa: S311
    lines = [HEAD]
    for number in range(groups):
        counts = {name: pick.randrange(20, 4_000) for name in names}
        for name, *parts in sums:
            counts[name] = sum(counts[each] for each in parts)
        lines += [f"g{number};{name};{round(n / unit) * unit}" for name, n in counts.items()]
    return "\n".join(lines) + "\n"


def codes(folder: Path, content: str, more: str = KEY, **kolommen: str) -> list[str]:
    """Return why this table is refused: codes with the line that each is about."""
    found = refused(folder, content, {**KOLOMMEN, **kolommen}, more=more)
    for each in found:  # no value of the file is ever repeated
        text = each.message + each.mend
        assert not any(f"{name} " in text for name in ("jong", "oud", "alles", "g1"))
    spans = [(each.code, each.place.span) for each in found if each.place]
    return [f"{code} {span.line}" for code, span in spans if span]


@pytest.mark.parametrize("unit", [1, 5, 10])
def test_a_total_between_its_parts(tmp_path: Path, unit: int) -> None:
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"), unit=unit)
    assert codes(tmp_path, text) == ["R3040 5"]


def test_a_total_of_some_is_told_with_its_parts(tmp_path: Path) -> None:
    text = table(("jong", "midden", "oud", "bejaard"), ("tot_pensioen", "jong", "midden"))
    found = refused(tmp_path, text, KOLOMMEN, more=KEY)
    assert [each.message for each in found] == [
        "De waarde van `leeftijd` op regel 6 is de som van die op regel 2 en 3."
    ]


def test_parts_alone_are_loaded(tmp_path: Path) -> None:
    assert loaded(tmp_path, table(("jong", "midden", "oud")), KOLOMMEN, more=KEY).height == 90


def test_a_declared_total_is_loaded_and_counted_as_outside(tmp_path: Path) -> None:
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    more = f"{KEY}\nzonder: {{leeftijd: [alles]}}"
    assert loaded(tmp_path, text, KOLOMMEN, more=more).height == 90


def test_what_only_looks_like_a_total_can_be_said_to_be_none(tmp_path: Path) -> None:
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    kind = "{geen_overlap: een dossier kan hier in twee groepen staan}"
    made = folder_with(tmp_path, text, {**KOLOMMEN, "leeftijd": kind}, more=KEY)
    snapshot, _ = attempt(made)
    assert snapshot is not None and snapshot.rijen == 120


def test_without_a_key_all_texts_make_a_row(tmp_path: Path) -> None:
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    assert codes(tmp_path, text, more="") == ["R3040 5"]


def test_what_follows_from_the_value_hides_nothing(tmp_path: Path) -> None:
    # As the provincie beside a gemeente, which the row of the land has not.
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    head, *lines = text.splitlines()
    fase = {"jong": "school", "midden": "werk", "oud": "werk", "alles": ""}
    rows = [f"{line};{fase[line.split(';')[1]]}" for line in lines]
    content = "\n".join([f"{head};fase", *rows]) + "\n"
    assert codes(tmp_path, content, more="", fase="{mag_leeg: ja}") == ["R3040 5"]


def test_a_gap_is_not_nothing(tmp_path: Path) -> None:
    # In half of the groups a part is hidden: those say nothing, and the others enough.
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    lines = [
        ";".join([*line.split(";")[:2], ""]) if "jong" in line and at % 8 < 4 else line
        for at, line in enumerate(text.splitlines())
    ]
    assert codes(tmp_path, "\n".join(lines) + "\n") == ["R3040 5"]


def test_a_measure_that_does_not_add_up_hides_nothing(tmp_path: Path) -> None:
    # Who moves, leaves a gemeente and not the land.
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    head, *lines = text.splitlines()
    pick = random.Random(3)  # noqa: S311
    moved = "\n".join([f"{head};weg", *(f"{x};{pick.randrange(3, 99)}" for x in lines)]) + "\n"
    assert codes(tmp_path, moved, weg="aantal") == ["R3040 5"]


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("0 tot 18 jaar", "0 tot 23 jaar", "23 jaar en ouder"), 3),
        (("15-27", "27-65", "15 jaar of ouder"), 4),
        (("mannen", "vrouwen", "Totaal mannen en vrouwen"), 4),
    ],
)
def test_values_that_say_it_themselves(tmp_path: Path, names: tuple[str, ...], line: int) -> None:
    assert codes(tmp_path, table(names)) == [f"R3041 {line}"]


@pytest.mark.parametrize(
    "names",
    [
        ("0 tot 18 jaar", "18 tot 65 jaar", "65 jaar en ouder"),
        ("0 t/m 17", "18 t/m 64", "65+"),
        ("0-18", "18-65", "65-80"),
    ],
)
def test_ages_that_touch_do_not_overlap(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert loaded(tmp_path, table(names), KOLOMMEN, more=KEY).height == 90


@pytest.mark.parametrize("highest", [2, 4])
def test_small_numbers_that_happen_to_add_up_prove_nothing(tmp_path: Path, highest: int) -> None:
    pick = random.Random(1)  # noqa: S311
    names = ("jong", "midden", "oud", "bejaard")
    rows = [f"g{g};{name};{pick.randrange(highest)}" for g in range(5) for name in names]
    assert loaded(tmp_path, "\n".join([HEAD, *rows]), KOLOMMEN, more=KEY).height == 20


def test_equal_numbers_are_no_totals(tmp_path: Path) -> None:
    names = ("jong", "midden", "oud", "bejaard")
    rows = [f"g{g};{name};{160 * (g + 1)}" for g in range(30) for name in names]
    assert loaded(tmp_path, "\n".join([HEAD, *rows]), KOLOMMEN, more=KEY).height == 120


@pytest.mark.parametrize("more", ["", f"persoon: soort\ngrondslag: test\n{KEY}"])
def test_rows_of_things_or_of_people_are_no_table(tmp_path: Path, more: str) -> None:
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    lines = text.splitlines()
    content = text if more else "\n".join([*lines, lines[1]]) + "\n"
    kind = "pseudoniem" if more else "tekst"
    frame = loaded(tmp_path, content, {**KOLOMMEN, "soort": kind}, more=more)
    assert frame.height == len(content.splitlines()) - 1


def test_an_area_beside_all_that_lies_in_it(tmp_path: Path) -> None:
    pick = random.Random(2)  # noqa: S311
    lines = ["soort;leeftijd;code;aantal"]
    for number in range(12):
        first, second = pick.randrange(50, 900), pick.randrange(50, 900)
        for code, n in ((BINNENSTAD, first), (HAVEN, second), (CENTRUM, first + second)):
            lines.append(f"g{number};x;{code};{n}")
    kolommen = {"soort": "tekst", "code": "gebied", "aantal": "aantal"}
    where = "{kolom: code, niveau: uit_code}"
    content = "\n".join(lines) + "\n"
    found = refused(tmp_path, content, kolommen, gebied=where, more="sleutel: [soort, code]")
    assert [each.code for each in found] == ["R3040"]


def test_rows_of_two_levels_that_do_not_repeat_each_other_are_loaded(tmp_path: Path) -> None:
    # What could not be placed in a buurt stands at the gemeente.
    pick = random.Random(2)  # noqa: S311
    rows = [
        f"g{number};{code};{pick.randrange(50, 900)}"
        for number in range(12)
        for code in (BINNENSTAD, HAVEN, GEMEENTE)
    ]
    kolommen = {"soort": "tekst", "code": "gebied", "aantal": "aantal"}
    content = "\n".join(["soort;code;aantal", *rows]) + "\n"
    more = {"gebied": "{kolom: code, niveau: uit_code}", "more": "sleutel: [soort, code]"}
    assert loaded(tmp_path, content, kolommen, **more).height == 36


@pytest.mark.parametrize("size", [60, 500])
def test_the_size_of_a_piece_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", size)
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    assert codes(tmp_path, text) == ["R3040 5"]


def test_a_file_that_is_too_large_for_a_table_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resultaat.data.overlap.table.MOST", 100)
    text = table(("jong", "midden", "oud"), ("alles", "jong", "midden", "oud"))
    assert loaded(tmp_path, text, KOLOMMEN, more=KEY).height == 120
