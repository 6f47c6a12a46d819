"""Names that people choose may be words that SQL, the plan or the file system uses as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HAVEN, MELDINGEN, calculated, figure, proef

ROWS = [
    {"buurt": HAVEN, "soort": "a", "kosten": "10,00"},
    {"buurt": HAVEN, "soort": "b", "kosten": "5,00"},
]


def with_column(folder: Path, name: str, maat: str) -> object:
    """Count with the column `soort` under another name."""
    bron = MELDINGEN.replace(
        "  soort: {type: tekst, mag_leeg: ja}",
        f"  {name}: {{type: tekst, mag_leeg: ja, kolom: soort}}",
    )
    telt = {"proef": f"{{bron: meldingen, {maat}, waar: {name} = 'a', datum: op}}"}
    return figure(calculated(proef(folder, ROWS, telt, bron=bron)).figures)["waarde"]


@pytest.mark.parametrize(
    "name",
    ["rijen", "moment", "start", "order", "group", "do", "end", "p0", "cells", "date", "maand"],
)
@pytest.mark.parametrize(("maat", "value"), [("aantal: personen", 1), ("som: kosten", 10)])
def test_a_column_may_be_called_so(tmp_path: Path, name: str, maat: str, value: int) -> None:
    assert with_column(tmp_path, name, maat) == value


@pytest.mark.parametrize("name", ["gebied", "niveau", "binnen"])
def test_a_column_may_be_called_like_one_of_the_area_list(tmp_path: Path, name: str) -> None:
    assert with_column(tmp_path, name, "aantal: personen") == 1


def with_source(folder: Path, name: str) -> object:
    telt = {"proef": f"{{bron: {name}, aantal: rijen, datum: op}}"}
    files = {f"indicators/bronnen/{name}.yaml": MELDINGEN}
    return figure(calculated(proef(folder, ROWS, telt, more=files)).figures)["waarde"]


@pytest.mark.parametrize("name", ["order", "table", "values", "op", "cells"])
def test_a_source_may_be_called_so(tmp_path: Path, name: str) -> None:
    assert with_source(tmp_path, name) == 2


@pytest.mark.parametrize("name", ["gebieden", "cells_0"])
def test_a_source_may_be_called_like_a_table_of_the_plan(tmp_path: Path, name: str) -> None:
    assert with_source(tmp_path, name) == 2


@pytest.mark.parametrize(
    "name", ["Sociaal Domein (2024)", "o'brien", "ëé", "50%", "kopie [2]", "a*b?", "a[1] 'b' *"]
)
def test_the_folder_may_be_called_so(tmp_path: Path, name: str) -> None:
    assert with_source(tmp_path / name, "meldingen") == 2
