"""A number of a person between words is never kept: it is struck out, and that is said."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest
from builders import HAVEN
from data_examples import attempt, folder_with, rows_of
from data_readers import TABLES, Row, every_table
from test_data_elfproef import by_hand

from resultaat.data.doorgestreept import struck_out
from resultaat.data.history import history

#: What is written, and what is kept. 999900006 and 123456782 pass the elfproef by hand.
TEXTS: dict[str, str] = {
    "belde over 999900006": "belde over *********",
    "Bsn:123456782, komt terug": "Bsn:*********, komt terug",
    "kind van 9999.00.006 en van 123 456 782": "kind van ****.**.*** en van *** *** ***",
    "op 12 999900006 gemeld": "op 12 ********* gemeld",
    "zonder nul: 10000008 dus": "zonder nul: ******** dus",
    "999900006 staat vooraan": "********* staat vooraan",
    # What is left as it is.
    "belde over 999900007": "belde over 999900007",
    "tel. 0612345678": "tel. 0612345678",
    "rekening 9999000061234": "rekening 9999000061234",
    "rekening 1234999900006": "rekening 1234999900006",
    "999900006": "999900006",
    "Z999900006": "Z999900006",
    "999900006 123456782": "999900006 123456782",
    "gewoon": "gewoon",
    "": "",
}


def test_by_hand() -> None:
    clean, hits = struck_out(pl.Series("t", [*TEXTS, None]))
    assert clean.to_list() == [*TEXTS.values(), None]
    assert hits is not None
    assert hits.to_list() == [*(text != kept for text, kept in TEXTS.items()), False]


@pytest.mark.parametrize(
    "texts", [["gewoon", None], ["belde over 999900007", None], [None, None], []]
)
def test_nothing_is_said_where_nothing_is_struck_out(texts: list[str | None]) -> None:
    clean, hits = struck_out(pl.Series("t", texts, dtype=pl.String))
    assert (clean.to_list(), hits) == (texts, None)


def test_any_number_that_passes_and_no_other() -> None:
    """Against the elfproef by hand, over numbers of which none was chosen."""
    chosen = random.Random(3)  # noqa: S311  the same each time
    numbers = [chosen.randrange(10_000_000, 1_000_000_000) for _ in range(3000)]
    kept, _ = struck_out(pl.Series("t", [f"gezien met {each} erbij" for each in numbers]))
    assert kept.to_list() == [
        f"gezien met {'*' * len(str(each)) if by_hand(each) else each} erbij" for each in numbers
    ]


HEAD: Row = ("nr", "buurt", "uitleg", "code")
KOLOMMEN = {"nr": "tekst", "buurt": "gebied", "uitleg": "{mag_leeg: ja}", "code": "tekst"}


@every_table
def test_too_few_for_chance_are_struck_out_by_every_reader(tmp_path: Path, kind: str) -> None:
    rows: list[Row] = [HEAD, *((f"n{at}", HAVEN, f"tekst {at}", "k") for at in range(20))]
    rows += [("n20", HAVEN, "belde over 999900006", "k"), ("n21", HAVEN, None, "k")]
    folder = TABLES[kind].made(tmp_path, rows, KOLOMMEN, "sleutel: nr")
    snapshot, found = attempt(folder)
    assert snapshot is not None, [each.message for each in found]
    assert [(each.code, each.severity.value) for each in found] == [("R3305", "bevinding")]
    assert "in 1 tekst " in next(iter(found)).message
    kept = rows_of(snapshot)["uitleg"].to_list()
    assert "belde over *********" in kept
    assert not any("999900006" in (each or "") for each in kept)
    (levering,) = history(folder, "levering")
    assert (levering.rijen, levering.gebruikt) == (22, 22)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ("sleutel: uitleg", "tekst"),
        ("", "{geen_bsn: zaaknummers}"),
        ("", "{keuze: [belde over 999900006, anders]}"),
    ],
)
def test_what_is_a_key_or_a_choice_is_left_as_it_is(tmp_path: Path, more: str, kind: str) -> None:
    content = f"nr;buurt;uitleg;code\na;{HAVEN};belde over 999900006;x\nb;{HAVEN};anders;x\n"
    folder = folder_with(tmp_path, content, {**KOLOMMEN, "uitleg": kind}, more=more)
    snapshot, found = attempt(folder)
    assert snapshot is not None
    assert list(found) == []
    assert rows_of(snapshot)["uitleg"].sort().to_list() == ["anders", "belde over 999900006"]


@pytest.mark.parametrize("size", [None, 100])
def test_the_size_of_a_piece_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int | None
) -> None:
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", size)
    words = ["over 999900006" if at in (3, 40) else "niets" for at in range(60)]
    lines = [f"n{at};{HAVEN};{text};k" for at, text in enumerate(words)]
    content = "\n".join([";".join(KOLOMMEN), *lines]) + "\n"
    snapshot, found = attempt(folder_with(tmp_path, content, KOLOMMEN, more="sleutel: nr"))
    assert snapshot is not None
    assert ["in 2 teksten " in each.message for each in found] == [True]
    assert rows_of(snapshot)["uitleg"].sort().to_list() == ["niets"] * 58 + ["over *********"] * 2
