"""What was set aside can be counted by an indicator."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
from builders import HAVEN, indicator
from data_examples import folder_with

import resultaat

BRON = """
naam: Leveringen
herkomst: het programma
bestand: .resultaat/leveringen.csv
gebied: {kolom: gebied, niveau: gemeente}
kolommen: {bron: tekst, geladen_op: datum, reden: tekst, rijen: aantal, gebied: gebied}
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
    werk = resultaat.open(folder)
    werk.laad(["levering"])
    rows = werk.bereken().resultaten.filter(pl.col("niveau") == "gemeente")
    found = dict(rows.select("indicator", "waarde").iter_rows())
    assert (found["in_orde"], found["fout_bedrag"], found["leeg"]) == (3, 1, 1)
    # Nothing was loaded since, so the next time there is nothing new to tell.
    werk.bereken()
    assert len(werk.ladingen("leveringen")) == 1
