"""The table of how good the data were: all of it in words, and nothing that was hidden."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import HAVEN, werkmap

import resultaat
from resultaat.report.gegevens import data_table

BRON = """
naam: Meldingen
herkomst: test
bestand: data/meldingen.csv
gebied: {kolom: buurt}
hoogstens_terzijde: 50%
ververst: jaarlijks
nog_niet_gepubliceerd: ["-99995"]
PERSOON
kolommen:
  wie: KIND
  op: datum
  buurt: gebied
  uren: {type: aantal, mag_leeg: ja, hoogstens: 40}
"""
INDICATOR = """
soort: context
naam: Uren
waarom: We willen weten hoeveel uren er zijn.
telt: {bron: meldingen, som: uren, datum: op}
"""


def folder(path: Path, wrong: int, *, people: bool) -> Path:
    """Thirty rows of which `wrong` have too many hours, five none yet and two are blank."""
    uren = [*["41"] * wrong, *["-99995"] * 5, *["", ""]]
    uren += ["8"] * (30 - len(uren))
    rows = [f"p{at};2024-03-01;{HAVEN};{each}" for at, each in enumerate(uren)]
    persoon = "persoon: wie\ngrondslag: test" if people else ""
    kind = "pseudoniem" if people else "tekst"
    return werkmap(
        path,
        {
            "indicators/bronnen/meldingen.yaml": BRON.replace("PERSOON", persoon).replace(
                "KIND", kind
            ),
            "indicators/jeugd/uren.yaml": INDICATOR,
            "data/meldingen.csv": "\n".join(["wie;op;buurt;uren", *rows]) + "\n",
        },
    )


def told(path: Path) -> tuple[str, ...]:
    run = resultaat.open(path).bereken()
    table = data_table(run.bijlagen["kwaliteit"].to_dicts())
    assert table is not None
    (cells,) = [row.cells for body in table.bodies for row in body.rows if row.head == "Meldingen"]
    page = resultaat.open(path).rapport().read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", " ", page)
    assert "Hoe goed de gegevens zijn" in text
    for cell in cells:
        assert cell in text
    return cells


def test_all_of_it_in_words(tmp_path: Path) -> None:
    assert told(folder(tmp_path, 3, people=False)) == (
        "1 maart 2024, te laat",
        "30",
        "27",
        "een waarde is te laag of te hoog (uren): 3",
        "leeg: 2; nog niet gepubliceerd: 5",
    )


@pytest.mark.parametrize("wrong", [1, 9])
def test_a_few_rows_of_people_are_hidden_with_what_tells_them(tmp_path: Path, wrong: int) -> None:
    cells = told(folder(tmp_path, wrong, people=True))
    assert cells[1:] == (
        "verborgen",
        str(30 - wrong),
        "een waarde is te laag of te hoog (uren): minder dan het minimum",
        "leeg: minder dan het minimum; nog niet gepubliceerd: minder dan het minimum",
    )


def test_many_rows_of_people_are_shown(tmp_path: Path) -> None:
    assert told(folder(tmp_path, 10, people=True))[1:4] == (
        "30",
        "20",
        "een waarde is te laag of te hoog (uren): 10",
    )


def test_what_is_hidden_stands_nowhere_in_what_is_kept(tmp_path: Path) -> None:
    run = resultaat.open(folder(tmp_path, 4, people=True)).bereken()
    frame = run.bijlagen["kwaliteit"].filter(bron="meldingen")
    hidden = frame.filter("verborgen")
    assert hidden["reden"].to_list() == ["R3020", "leeg", "nog niet gepubliceerd"]
    assert hidden["aantal"].null_count() == hidden["aandeel"].null_count() == 3
    # Used is known; the whole less what is used would be the number that is hidden.
    assert frame["rijen_bestand"].null_count() == frame["aandeel"].null_count() == frame.height


def test_a_run_with_only_figures_has_no_table_and_still_its_quality(tmp_path: Path) -> None:
    werk = resultaat.open(folder(tmp_path, 4, people=True))
    run = werk.bereken(alleen_cijfers=True)
    assert "Hoe goed de gegevens" not in werk.rapport().read_text(encoding="utf-8")
    assert 4 not in werk.kwaliteit(run).filter(bron="meldingen")["aantal"].to_list()
