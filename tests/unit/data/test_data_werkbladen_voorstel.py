"""The contract of a workbook as it seems to be: its sheet, its header, and the rows load by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BINNENSTAD, HAVEN, werkmap
from data_workbooks import excel, ods

import resultaat

ROWS: list[list[object]] = [
    ["Budget 2024", "", ""],
    ["", "", ""],
    ["Nummer", "Buurt", "Bedrag"],
    *([f"a{n}", (HAVEN, BINNENSTAD)[n % 2], n + 0.5] for n in range(12)),
]
SHEETS = {"Toelichting": [["Lees dit"]], "Cijfers": ROWS}


@pytest.mark.parametrize(("name", "content"), [("x.xlsx", excel(SHEETS)), ("x.ods", ods(SHEETS))])
def test_the_sheet_and_the_header_are_found(tmp_path: Path, name: str, content: bytes) -> None:
    made = werkmap(tmp_path, {f"data/{name}": content})
    voorstel = resultaat.open(made).stel_voor(made / "data" / name)
    assert voorstel.bron == "kolom_x"  # one letter is no name
    werk = resultaat.open(made)
    bron = werk.catalog().bronnen[voorstel.bron].doc
    assert (bron.blad, bron.kopregels) == ("Cijfers", [3])
    assert len([each for each in voorstel.punten if "blad" in each or "regel 3" in each]) == 2
    (lading,) = werk.laad([voorstel.bron]).ladingen
    assert (lading.levering.rijen, lading.levering.gebruikt) == (12, 12)
