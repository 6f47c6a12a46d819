"""The table of how good the data were: all of it in words, and nothing that was hidden."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
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


@pytest.mark.parametrize("wrong", [1, 5, 9])
def test_a_few_rows_of_people_are_hidden_with_what_tells_them(tmp_path: Path, wrong: int) -> None:
    """By hand: 29, 25 or 21 rows were used, and each is told as 20 of about 30."""
    cells = told(folder(tmp_path, wrong, people=True))
    assert cells == (
        "maart 2024, te laat",
        "ongeveer 30",
        "ongeveer 20",
        "een waarde is te laag of te hoog (uren): minder dan het minimum",
        "leeg: minder dan het minimum; nog niet gepubliceerd: minder dan het minimum",
    )


def test_many_rows_of_people_are_shown(tmp_path: Path) -> None:
    assert told(folder(tmp_path, 10, people=True))[1:4] == (
        "ongeveer 30",
        "ongeveer 20",
        "een waarde is te laag of te hoog (uren): ongeveer 10",
    )


def test_two_runs_do_not_tell_of_the_rows_between_them(tmp_path: Path) -> None:
    """With one row mended the numbers that were shown stay what they were."""
    kept = []
    for wrong in (3, 2, 0):
        run = resultaat.open(folder(tmp_path, wrong, people=True)).bereken()
        frame = run.bijlagen["kwaliteit"].filter(bron="meldingen", soort="rijen")
        kept.append(frame.filter(reden="gebruikt").select("aantal").item())
        assert frame["afgerond"].unique().to_list() == [10]
        assert not frame["aantal"].is_in([27, 28, 3, 2]).any()
        assert frame.filter(pl.col("aantal") % 10 != 0).is_empty()
    # None wrong is about nobody: then all rows were used.
    assert kept == [20, 20, 30]


def test_two_sources_of_one_file_do_not_tell_of_the_rows_between_them(tmp_path: Path) -> None:
    """The whole of one source and the part of another would give the few rows of the rest."""
    made = folder(tmp_path, 0, people=True)
    path = made / "indicators/bronnen/meldingen.yaml"
    text = path.read_text(encoding="utf-8")
    part = text.replace("kolommen:", "zonder: {uren: [-99995]}\nkolommen:")
    (made / "indicators/bronnen/deel.yaml").write_text(part, encoding="utf-8")
    telt = INDICATOR.replace("bron: meldingen", "bron: deel")
    (made / "indicators/jeugd/deel.yaml").write_text(telt, encoding="utf-8")
    frame = resultaat.open(made).bereken().bijlagen["kwaliteit"].filter(soort="rijen")
    rows = frame.select("bron", "reden", "aantal", "rijen_bestand").sort("bron", "reden")
    assert [each for each in rows.rows() if each[0] in ("deel", "meldingen")] == [
        ("deel", "buiten", None, 30),
        ("deel", "gebruikt", 20, 30),
        ("meldingen", "gebruikt", 30, 30),
    ]


def test_fewer_rows_than_the_minimum_are_no_number_at_all(tmp_path: Path) -> None:
    made = folder(tmp_path, 1, people=True)
    path = made / "data/meldingen.csv"
    few = path.read_text(encoding="utf-8").splitlines()[:1] + [
        f"p{at};2024-03-01;{HAVEN};8" for at in range(9)
    ]
    path.write_text("\n".join(few) + "\n", encoding="utf-8")
    frame = resultaat.open(made).bereken().bijlagen["kwaliteit"].filter(bron="meldingen")
    assert frame.select("aantal", "rijen_bestand", "aandeel", "verborgen").rows() == [
        (None, None, None, True)
    ]


def test_what_is_hidden_stands_nowhere_in_what_is_kept(tmp_path: Path) -> None:
    run = resultaat.open(folder(tmp_path, 4, people=True)).bereken()
    frame = run.bijlagen["kwaliteit"].filter(bron="meldingen")
    hidden = frame.filter("verborgen")
    assert hidden["reden"].to_list() == ["R3020", "leeg", "nog niet gepubliceerd"]
    assert hidden["aantal"].null_count() == hidden["aandeel"].null_count() == 3
    # Used is 26, and the whole less what is used would be the number that is hidden.
    assert frame["rijen_bestand"].unique().to_list() == [30]
    assert frame.filter(reden="gebruikt").select("aantal", "aandeel").rows() == [(20, 20 / 30)]


def test_a_run_with_only_figures_has_no_table_and_still_its_quality(tmp_path: Path) -> None:
    werk = resultaat.open(folder(tmp_path, 4, people=True))
    run = werk.bereken(alleen_cijfers=True)
    assert "Hoe goed de gegevens" not in werk.rapport().read_text(encoding="utf-8")
    counts = werk.kwaliteit(run).filter(bron="meldingen")["aantal"].to_list()
    assert counts == [20, None, None, None]


HERINDELING = """jaar_van;jaar_naar;code_van;code_naar;adressen
2020;2022;BU99990191;BU99990102;30
2020;2022;BU99990192;BU99990102;10
2020;2022;BU99990192;BU99990101;30
2020;2022;BU99990193;BU99990201;30
"""


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (
            ("BU99990193",),
            "codes van 2020, omgerekend naar 2022: 1 gelijk gebleven of hernoemd; over de jaren te "
            "vergelijken",
        ),
        (
            ("BU99990191", "BU99990192", "BU99990193"),
            "codes van 2020, omgerekend naar 2022: 1 gelijk gebleven of hernoemd, 2 bij "
            "benadering, naar adressen; vergelijk die alleen in grote lijnen",
        ),
    ],
)
def test_areas_of_another_year_say_how_far_they_can_be_compared(
    tmp_path: Path, codes: tuple[str, ...], said: str
) -> None:
    rows = [f"{code};{number}" for number, code in enumerate(codes, start=4)]
    folder = werkmap(
        tmp_path,
        {
            "indicators/bronnen/oud.yaml": "naam: Oud\nherkomst: test\nbestand: data/oud.csv\n"
            "gebied: {kolom: buurt, niveau: buurt, jaar: 2020}\nperiode: 2024\ngepubliceerd: ja\n"
            "kolommen: {buurt: gebied, mensen: aantal}\n",
            "indicators/jeugd/mensen.yaml": INDICATOR.replace("meldingen", "oud").replace(
                "som: uren, datum: op", "som: mensen"
            ),
            "data/oud.csv": "\n".join(["buurt;mensen", *rows]) + "\n",
            "data/herindelingen.csv": HERINDELING,
        },
    )
    settings = folder / "resultaat.yaml"
    more = "gebieden_van: 2022\nherindelingen: data/herindelingen.csv\n"
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    run = resultaat.open(folder).bereken()
    frame = run.bijlagen["kwaliteit"].filter(soort="gebieden")
    assert frame["verborgen"].to_list() == [False] * frame.height
    table = data_table(run.bijlagen["kwaliteit"].to_dicts())
    assert table is not None
    told = {row.head: row.cells[-1] for body in table.bodies for row in body.rows}
    assert told.pop("Oud") == said
    assert set(told.values()) <= {""}
