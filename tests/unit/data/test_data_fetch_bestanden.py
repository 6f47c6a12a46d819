"""Several files made into one: all rows, each with its file, or the old file stays."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, HAVEN, werkmap
from data_examples import attempt, rows_of
from data_workbooks import excel

import resultaat
from resultaat.cli import app
from resultaat.core.diagnostics import Diagnostics, ResultaatError
from resultaat.data.fetch.fetch import fetch
from resultaat.language.catalog import load_catalog

BRON = """\
naam: Kosten per jaar
herkomst: test
bestand: data/samen.csv
haal: {bestanden: PATTERN}
MORE
sleutel: [buurt, jaar]
gebied: {kolom: buurt}
periode: jaar
gepubliceerd: ja
kolommen:
  buurt: gebied
  kosten: {type: bedrag, kolom: Kosten}
  jaar: {kolom: bronbestand, deel: "20[0-9]{2}"}
"""
ONE = f"buurt;Kosten\n{HAVEN};1,50\n{BINNENSTAD};2\n"
TWO = f"Kosten;buurt;meer\n3;{HAVEN};x\n"


def made(
    folder: Path, files: dict[str, str | bytes], pattern: str = "data/delen/*", more: str = ""
) -> Path:
    contract = BRON.replace("PATTERN", pattern).replace("MORE\n", more)
    parts = {f"data/delen/{name}": content for name, content in files.items()}
    return werkmap(folder, {"indicators/bronnen/levering.yaml": contract, **parts})


def fetched(folder: Path) -> tuple[int | None, Diagnostics]:
    catalog = load_catalog(folder)
    catalog.found.raise_if_errors()
    found = Diagnostics()
    return fetch(catalog.bronnen["levering"], folder, lambda _: None, found), found


@pytest.mark.parametrize(
    ("second", "name"),
    [
        (TWO, "kosten_2024.csv"),
        (excel({"Blad1": [["Kosten", "buurt"], [3, HAVEN]]}), "kosten_2024.xlsx"),
    ],
)
def test_all_rows_each_with_its_file(tmp_path: Path, second: str | bytes, name: str) -> None:
    """Columns may stand in another order, and more of them may be there."""
    folder = made(tmp_path, {"kosten_2023.csv": ONE, name: second})
    assert fetched(folder)[0] == 3
    snapshot, found = attempt(folder)
    assert snapshot is not None, list(found)
    frame = rows_of(snapshot).sort("jaar", "kosten").with_columns(pl.col("kosten").cast(float))
    rows = frame.select("jaar", "buurt", "kosten").rows()
    assert rows == [("2023", HAVEN, 1.5), ("2023", BINNENSTAD, 2.0), ("2024", HAVEN, 3.0)]


@pytest.mark.parametrize("codering", ["windows-1252", "utf-16"])
def test_files_keep_the_encoding_that_is_stated(tmp_path: Path, codering: str) -> None:
    codec = {"windows-1252": "cp1252", "utf-16": "utf-16"}[codering]
    files: dict[str, str | bytes] = {
        f"é_{year}.csv": f"buurt;Kosten;é\n{HAVEN};{year};é\n".encode(codec)
        for year in (2023, 2024)
    }
    folder = made(tmp_path, files, more=f"codering: {codering}\n")
    assert fetched(folder)[0] == 2
    snapshot, found = attempt(folder)
    assert snapshot is not None, list(found)
    assert snapshot.rijen == 2


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "geen enkel bestand"),
        ({"a_2023.csv": ONE, "b_2024.csv": "buurt;Kostn\nx;1\n"}, "`b_2024.csv` heeft geen kolom"),
        ({"a_2023.csv": ONE, "b_2024.csv": ONE}, "zijn hetzelfde"),
        ({"a_2023.csv": ONE, "b_2024.csv": ONE.replace(";", ",")}, "`b_2024.csv` is maar één"),
        ({"a_2023.csv": ONE, "b_2024.csv": f"{TWO}4;{HAVEN}\n"}, "`b_2024.csv`"),
        ({"a_2023.csv": ONE, "b_2024.csv": b"PAR1xxxx"}, "Parquet"),
        ({"a_2023.csv": ONE, "b_2024.csv": ""}, "leeg"),
    ],
)
def test_what_does_not_fit_leaves_the_old_file(
    tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    folder = made(tmp_path, files)
    (folder / "data/samen.csv").write_text("oud\n", encoding="utf-8")
    count, found = fetched(folder)
    assert count is None
    assert [each.code for each in found] == ["R5008"]
    assert said in next(iter(found)).message
    assert (folder / "data/samen.csv").read_text(encoding="utf-8") == "oud\n"
    assert list((folder / "data").glob(".*")) == []


def test_the_file_itself_is_none_of_its_parts(tmp_path: Path) -> None:
    folder = made(tmp_path, {}, "data/samen*.csv")
    (folder / "data/samen_2023.csv").write_text(ONE, encoding="utf-8")
    assert [fetched(folder)[0] for _ in range(2)] == [2, 2]


@pytest.mark.parametrize("pattern", ["../x/*.csv", "/etc/*", "data/waarheid.json", "[]"])
def test_files_elsewhere_are_no_part(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(ResultaatError, match="R1103"):
        fetched(made(tmp_path, {"a_2023.csv": ONE}, pattern))


def test_a_contract_of_several_files_is_proposed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The year of each row is in the name of its file, and nowhere else."""
    files: dict[str, str | bytes] = {"kosten_2023.csv": ONE, "kosten_2024.csv": ONE + "\n"}
    parts = {f"data/delen/{name}": content for name, content in files.items()}
    folder = werkmap(tmp_path, parts)
    pattern = str(folder / "data/delen/*.csv")
    args = ["--map", str(folder)]
    assert app.run(["laad", "kosten_wijk", "--stel-voor", pattern, *args]) == 0
    assert "resultaat haal kosten_wijk, en dan resultaat laad" in capsys.readouterr().out
    doc = load_catalog(folder).bronnen["kosten_wijk"].doc
    assert doc.haal is not None and doc.haal.bestanden == ["data/delen/*.csv"]
    assert (doc.periode, doc.gepubliceerd, doc.sleutel) == ("jaar", True, ["buurt", "jaar"])
    assert app.run(["haal", "kosten_wijk", *args]) == 0
    done = resultaat.open(folder).laad(["kosten_wijk"])
    assert [each.levering.gebruikt for each in done.ladingen] == [4]


@pytest.mark.parametrize(("other", "said"), [("begroting_2023", True), ("rekening_2022", False)])
def test_two_files_of_one_year_are_not_added_up_unseen(
    tmp_path: Path, other: str, said: bool
) -> None:
    """A begroting and a jaarrekening of one year say the same thing twice."""
    second = ONE.replace("1,50", "2,50")  # the very same file is told as such
    files = {"data/delen/rekening_2023.csv": ONE, f"data/delen/{other}.csv": second}
    folder = werkmap(tmp_path, files)
    voorstel = resultaat.open(folder).stel_voor(folder / "data/delen/*.csv", "kosten")
    assert any("Tel die nooit op" in each for each in voorstel.punten) is said


def test_files_of_another_shape_are_not_proposed(tmp_path: Path) -> None:
    folder = werkmap(tmp_path, {"data/delen/a.csv": ONE, "data/delen/b.csv": "buurt;x\nx;1\n"})
    with pytest.raises(ResultaatError, match="R3042"):
        resultaat.open(folder).stel_voor(folder / "data/delen/*.csv", "samen")
