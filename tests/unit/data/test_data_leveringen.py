"""What was set aside can be counted by an indicator."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from builders import HAVEN, indicator
from data_examples import folder_with

import resultaat
from resultaat.release.schemas import KWALITEIT

BRON = """
naam: Leveringen
herkomst: het programma
bestand: .resultaat/leveringen.csv
gebied: {kolom: gebied, niveau: gemeente}
kolommen:
  {bron: tekst, geladen_op: datum, reden: tekst, rijen: aantal, gebruikt: aantal, gebied: gebied}
"""

CONDITIE = """
soort: procesconditie
conditie: informatie
naam: Bruikbare rijen
waarom: Wat niet klopt, telt niet mee. Dat willen we weten.
grondslag: {eigen_keuze: "Werkafspraak"}
telt:
  bron: leveringen
  waar: bron = 'levering' and reden <> 'buiten'
  verhouding: {teller: gebruikt, noemer: rijen}
  datum: geladen_op
norm: {minstens: 98%}
"""


def test_rows_set_aside_by_reason(tmp_path: Path) -> None:
    lines = [f"{HAVEN};{amount}" for amount in ("1", "2", "x", "3", "")]
    content = "\n".join(["buurt;bedrag", *lines]) + "\n"
    kolommen = {"buurt": "gebied", "bedrag": "bedrag"}
    folder = folder_with(tmp_path, content, kolommen, more="hoogstens_terzijde: 50%")
    (folder / "indicators/bronnen/leveringen.yaml").write_text(BRON, encoding="utf-8")
    settings = folder / "resultaat.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("over: 2024", f"over: {date.today().year}"), "utf-8")
    for name, reden in (
        ("in_orde", "= 'gebruikt'"),
        ("fout_bedrag", "= 'R3004'"),
        ("leeg", "= 'R3005'"),
    ):
        waar = f"bron = 'levering' and reden {reden}"
        telt = f'{{bron: leveringen, waar: "{waar}", som: rijen, datum: geladen_op}}'
        path = folder / f"indicators/jeugd/{name}.yaml"
        path.write_text(indicator(telt), encoding="utf-8")
    (folder / "indicators/jeugd/bruikbaar.yaml").write_text(CONDITIE, encoding="utf-8")
    werk = resultaat.open(folder)
    assert not werk.check().errors
    werk.laad(["levering"])
    rows = werk.bereken().resultaten.filter(pl.col("niveau") == "gemeente")
    found = dict(rows.select("indicator", "waarde").iter_rows())
    assert (found["in_orde"], found["fout_bedrag"], found["leeg"]) == (3, 1, 1)
    assert found["bruikbaar"] == pytest.approx(3 / 5)  # 60% is under the norm of 98%
    oordeel = rows.filter(indicator="bruikbaar")["oordeel"].drop_nulls().unique().to_list()
    assert oordeel == ["niet op orde"]
    # Nothing was loaded since, so the next time there is nothing new to tell.
    werk.bereken()
    assert len(werk.ladingen("leveringen")) == 1


PEOPLE = {"wie": "pseudoniem", "buurt": "gebied", "bedrag": "bedrag"}


def told_of_people(folder: Path, used: int, wrong: int) -> list[tuple[str, int, int]]:
    """Return what the loads say of a delivery of people: reason, rows and rows that were used."""
    lines = [f"p{at};{HAVEN};{'x' if at < wrong else 1}" for at in range(used + wrong)]
    content = "\n".join(["wie;buurt;bedrag", *lines]) + "\n"
    more = "persoon: wie\ngrondslag: test\nhoogstens_terzijde: 95%"
    made = folder_with(folder, content, PEOPLE, more=more)
    (made / "indicators/bronnen/leveringen.yaml").write_text(BRON, encoding="utf-8")
    werk = resultaat.open(made)
    done = werk.laad()
    assert not done.meldingen.errors
    (lading,) = [each for each in done.ladingen if each.levering.bron == "levering"]
    # Who loads it sees what came of it; that is no figure.
    assert (lading.levering.gebruikt, lading.levering.terzijde) == (used, wrong)
    frame = pl.read_csv(made / ".resultaat/leveringen.csv", separator=";")
    return frame.filter(bron="levering").select("reden", "rijen", "gebruikt").rows()


@pytest.mark.parametrize(
    ("used", "wrong", "told"),
    [
        (95, 0, [("gebruikt", 90, 90)]),
        (90, 0, [("gebruikt", 90, 90)]),
        (94, 1, [("gebruikt", 90, 90), ("R3004", 10, 0)]),
        (91, 9, [("gebruikt", 90, 90), ("R3004", 10, 0)]),
        (90, 10, [("gebruikt", 90, 90), ("R3004", 10, 0)]),
        (90, 11, [("gebruikt", 90, 90), ("R3004", 20, 0)]),
        (5, 5, [("gebruikt", 0, 0), ("R3004", 10, 0)]),
        (9, 0, [("gebruikt", 0, 0)]),
    ],
)
def test_loads_of_people_are_told_in_multiples_of_the_minimum(
    tmp_path: Path, used: int, wrong: int, told: list[tuple[str, int, int]]
) -> None:
    """One row or nine set aside are the same ten, so no figure over loads is about one of them."""
    assert told_of_people(tmp_path, used, wrong) == told


def test_a_source_that_is_gone_may_have_been_about_people(tmp_path: Path) -> None:
    lines = [f"p{at};{HAVEN};1" for at in range(25)]
    content = "\n".join(["wie;buurt;bedrag", *lines]) + "\n"
    kolommen = {"wie": "tekst", "buurt": "gebied", "bedrag": "bedrag"}
    made = folder_with(tmp_path, content, kolommen)
    (made / "indicators/bronnen/leveringen.yaml").write_text(BRON, encoding="utf-8")
    told = []
    for _ in range(2):
        assert not resultaat.open(made).laad().meldingen.errors
        frame = pl.read_csv(made / ".resultaat/leveringen.csv", separator=";")
        told.append(frame.filter(bron="levering")["rijen"].to_list())
        (made / "indicators/bronnen/levering.yaml").unlink(missing_ok=True)
    assert told == [[25], [20]]


def test_the_quality_of_a_run_is_that_of_its_own_loads(tmp_path: Path) -> None:
    lines = [f"{HAVEN};{amount}" for amount in ("1", "2", "x", "3", "9")]
    content = "\n".join(["buurt;bedrag", *lines, "Nederland;8"]) + "\n"
    kolommen = {"buurt": "gebied", "bedrag": "bedrag"}
    more = "hoogstens_terzijde: 50%\nzonder: {buurt: [Nederland]}"
    folder = folder_with(tmp_path, content, kolommen, more=more)
    telt = "{bron: levering, som: bedrag, datum: dag}"
    bron = folder / "indicators/bronnen/levering.yaml"
    vast = '  dag: {type: datum, vast: "2024-12-31"}\n'
    bron.write_text(bron.read_text(encoding="utf-8") + vast, encoding="utf-8")
    (folder / "indicators/jeugd/som.yaml").write_text(indicator(telt), encoding="utf-8")
    werk = resultaat.open(folder)
    run = werk.bereken()
    (folder / "data/x.csv").write_text(content + f"{HAVEN};10\n", encoding="utf-8")
    werk.laad(["levering"])  # a later load is not that of the run
    frame = werk.kwaliteit(run).filter(pl.col("bron") == "levering")
    assert frame.schema == KWALITEIT
    assert frame.select("soort", "reden", "kolom", "aantal", "rijen_bestand").rows() == [
        ("rijen", "gebruikt", "", 4, 6),
        ("rijen", "R3004", "bedrag", 1, 6),
        ("rijen", "buiten", "buurt", 1, 6),
    ]
    assert frame["aandeel"].sum() == pytest.approx(1)
    assert frame["lading"].unique().to_list() == [1]
    assert frame["geladen_op"].unique().to_list() == [date.today().isoformat()]
    assert frame.equals(run.bijlagen["kwaliteit"].filter(pl.col("bron") == "levering"))
