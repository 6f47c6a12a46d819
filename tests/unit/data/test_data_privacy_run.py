"""A full run by every reader, and all that can go wrong with a file, leave no number and no name.

Where `test_data_privacy.py` breaks what is in the rows, here they stand beside them: in names of
columns, of sheets and of files, in values that cannot be read, and in texts of which too few hold a
number for chance to notice. With RESULTAAT_DEBUG=1, so that a crash says all it can.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, HAVEN, indicator
from data_berichten import bericht, toegewezen, zipped
from data_examples import folder_with
from data_readers import TABLES, Row, every_table
from data_workbooks import excel, ods
from test_data_elfproef import bsns

from resultaat.cli import app
from resultaat.data.sleutel import NAME

KEY = "0123456789abcdef0123456789abcdef"
PEOPLE = bsns(24, seed=7)
MARKER = "Geheim"
HEAD: Row = ("wie", "buurt", "op", "uren", "geld", "klaar", "uitleg", "naam")
KOLOMMEN = {
    "wie": "bsn",
    "buurt": "gebied",
    "op": "datum",
    "uren": "{type: aantal, mag_leeg: ja}",
    "geld": "{type: bedrag, mag_leeg: ja}",
    "klaar": "{type: ja_nee, mag_leeg: ja}",
    "uitleg": "{mag_leeg: ja}",
}
MORE = "persoon: wie\ngrondslag: test\nhoogstens_terzijde: 50%"
COMMANDS = (
    ("check",),
    ("laad", "levering", "--json"),
    ("laad", "levering"),
    ("laad", "levering", "--geschiedenis"),
    ("bereken", "--json"),
    ("bereken",),
    ("rapport",),
    ("uitleg", "geteld", "--sql"),
    ("uitleg", "geteld", "--meet"),
    ("neveneffecten", "--json"),
    ("signalen", "--json"),
    ("condities", "--json"),
)


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, KEY)
    monkeypatch.setenv("RESULTAAT_DEBUG", "1")


def people(count: int = len(PEOPLE)) -> list[Row]:
    return [
        (bsn, HAVEN, "2024-01-01", at, None, None, "gewoon", f"{MARKER}{at}")
        for at, bsn in enumerate(PEOPLE[:count])
    ]


def run(folder: Path, *arguments: str) -> int:
    return int(app.run([*arguments, "--map", str(folder)]))


def dotted(bsn: str) -> str:
    return f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}"


def hunted() -> list[str]:
    written = [*PEOPLE, *(str(int(each)) for each in PEOPLE), *map(dotted, PEOPLE)]
    return [*written, MARKER, KEY]


def clean(folder: Path, said: str, without: Sequence[Path]) -> list[str]:
    """Fail where a number, a name or the key is anywhere; return the names of what was searched."""
    assert [each for each in hunted() if each in said] == []
    searched = []
    for path in folder.rglob("*"):
        if not path.is_file() or path in without:
            continue
        searched.append(path.name)
        content = path.read_bytes()
        assert [each for each in hunted() if each.encode() in content] == [], path
        if path.suffix == ".parquet":  # compressed: look inside as well
            inside = pl.read_parquet(path).write_json()
            assert [each for each in hunted() if each in inside] == [], path
    return searched


def count_people(folder: Path, datum: str = "op") -> None:
    telt = f"{{bron: levering, aantal: personen, datum: {datum}}}"
    (folder / "indicators/jeugd/geteld.yaml").write_text(indicator(telt), encoding="utf-8")


def all_commands(folder: Path) -> None:
    for arguments in COMMANDS:
        assert run(folder, *arguments) in (0, 1), arguments


def whole(searched: list[str]) -> None:
    """A run leaves all of it: snapshots, the history, lines set aside, the register, the report."""
    assert {"register.db", "inhoud.json", "000001.json"} <= set(searched)
    assert any(each.endswith(".html") for each in searched)
    assert sum(each.endswith(".parquet") for each in searched) > 3


@every_table
def test_a_full_run(tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    """Every value that can be wrong is: with a number or a name in it, and set aside."""
    bad: list[Row] = [
        (PEOPLE[0], HAVEN, f"{MARKER} {PEOPLE[1]}", None, None, None, "", MARKER),
        (PEOPLE[1], HAVEN, "2024-01-01", f"{PEOPLE[2]}{MARKER}", None, None, "", MARKER),
        (PEOPLE[2], HAVEN, "2024-01-01", None, f"{PEOPLE[3]},005", None, "", MARKER),
        (PEOPLE[3], HAVEN, "2024-01-01", None, None, PEOPLE[4], "", MARKER),
        (PEOPLE[4], PEOPLE[5], "2024-01-01", None, None, None, "", MARKER),
        (PEOPLE[5], f"{MARKER}straat", "2024-01-01", None, None, None, "", MARKER),
        (f"{PEOPLE[6]}7", HAVEN, "2024-01-01", None, None, None, "", MARKER),
        (MARKER, HAVEN, "2024-01-01", None, None, None, "", MARKER),
        # These are right: too few for chance to notice, and so struck out.
        (PEOPLE[7], HAVEN, "2024-01-01", 1, None, None, f"belde over {PEOPLE[8]}", MARKER),
        (PEOPLE[8], HAVEN, "2024-01-01", 1, None, None, f"BSN {dotted(PEOPLE[9])} twee", MARKER),
    ]
    reader = TABLES[kind]
    folder = reader.made(tmp_path, [HEAD, *people(), *bad], KOLOMMEN, MORE)
    if kind == "databank":  # a file that this program made, as the source has it
        assert stat.S_IMODE((folder / reader.bestand).stat().st_mode) == 0o600
    count_people(folder)
    all_commands(folder)
    said = "".join(capfd.readouterr())
    assert [each for each in ("R3004", "R3008", "R3305") if each not in said] == []
    whole(clean(tmp_path, said, [folder / reader.bestand]))
    page = next(folder.glob("rapporten/*.html")).read_text(encoding="utf-8")
    assert "ongeveer 20" in page  # how many rows were used, of 24


@every_table
def test_a_crash_within_a_load(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The way to it is told, with RESULTAAT_DEBUG=1, and no value that was in its hands."""
    reader = TABLES[kind]
    folder = reader.made(tmp_path, [HEAD, *people()], KOLOMMEN, MORE)

    def crash(_: object, frame: pl.DataFrame, *_more: object) -> None:
        values = frame.row(0)
        assert PEOPLE[0] in values
        raise ValueError(f"could not read {values}") from KeyError(PEOPLE[0])

    monkeypatch.setattr("resultaat.data.contract.judge", crash)
    assert run(folder, "laad", "levering") == 4
    said = "".join(capfd.readouterr())
    assert "ValueError" in said and "KeyError" in said
    clean(tmp_path, said, [folder / reader.bestand])


@every_table
def test_names_of_columns_that_are_numbers_of_people(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    """A head that is a row, names that come twice, and a column that is nearly what was asked."""
    reader = TABLES[kind]
    if kind == "databank":
        pytest.skip("a databank is asked for columns by name")
    path = tmp_path / reader.bestand
    folder = reader.made(tmp_path, [HEAD, *people()], KOLOMMEN, MORE)
    heads: list[Row] = [
        (PEOPLE[0], PEOPLE[0], "op", "uren", "geld", "klaar", "uitleg", PEOPLE[1]),
        ("wie", "buurt", f"op {PEOPLE[2]}", "uren", "geld", "klaar", "uitleg", PEOPLE[1]),
        ("wie ", f"buurt{PEOPLE[3]}", "op", "uren", "geld", "klaar", "uitleg", "naam"),
    ]
    if kind in ("parquet", "geojson"):
        heads = heads[1:]  # there a name comes once
    for head in heads:
        path.write_bytes(reader.write([head, *people()]))
        assert run(folder, "laad", "levering") == 3
        clean(tmp_path, "".join(capfd.readouterr()), [path])


@pytest.mark.parametrize(("write", "name"), [(excel, "x.xlsx"), (ods, "x.ods")])
def test_names_of_sheets_that_are_people(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], write: object, name: str
) -> None:
    assert callable(write)
    rows = [HEAD, *people()]
    content = write({f"{PEOPLE[0]}": rows, f"Dossier {PEOPLE[1]}": rows})
    folder = folder_with(tmp_path, content, KOLOMMEN, bestand=f"data/{name}", more=MORE)
    assert run(folder, "laad", "levering") == 3
    path = folder / "indicators/bronnen/levering.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "blad: Dossier\n", encoding="utf-8")
    assert run(folder, "laad", "levering") == 3
    said = "".join(capfd.readouterr())
    # Names without a number may be people as well.
    (folder / "data" / name).write_bytes(write({f"{MARKER}blad": rows, "Uitleg": rows}))
    assert run(folder, "laad", "levering") == 3
    said += "".join(capfd.readouterr())
    assert said.count("R3002 fout") == 3
    clean(tmp_path, said, [folder / "data" / name])
    # A contract that names no person tells what sheets there are, but never a number.
    only = {"buurt": "gebied", "op": "datum"}
    for number, sheets in enumerate([("Cijfers", "Uitleg"), (PEOPLE[0], f"Dossier {PEOPLE[1]}")]):
        content = write(dict.fromkeys(sheets, rows))
        other = folder_with(tmp_path / str(number), content, only, bestand=f"data/{name}")
        assert run(other, "laad", "levering") == 3
        said = "".join(capfd.readouterr())
        assert ("Cijfers en Uitleg" in said) == (number == 0)
        clean(tmp_path, said, [folder / "data" / name, other / "data" / name])
        (other / "data" / name).unlink()


def test_names_of_files_that_are_people(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The file is not there; one beside it has nearly its name, and a number behind it."""
    reader = TABLES["csv"]
    folder = reader.made(tmp_path, [HEAD, *people()], KOLOMMEN, MORE)
    (folder / "data/x.csv").rename(folder / f"data/x{PEOPLE[0]}.csv")
    assert run(folder, "laad", "levering") == 3
    said = "".join(capfd.readouterr())
    assert "R3001" in said
    clean(tmp_path, said, [folder / f"data/x{PEOPLE[0]}.csv"])


def test_a_full_run_of_messages(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    berichten = {
        f"{MARKER}_{bsn}.xml": bericht(
            "301", toegewezen(str(at), "2024-01-01"), kenmerk=str(at), bsn=bsn
        ).replace("<Achternaam>Wit", f"<Achternaam>{MARKER}")
        for at, bsn in enumerate(PEOPLE)
    }
    first = next(iter(berichten.values()))
    berichten[f"a{PEOPLE[1]}.xml"] = first.replace(
        "<Toewijzingsdatum>2024-01-01", f"<Toewijzingsdatum>{MARKER}"
    )
    berichten[f"b{PEOPLE[2]}.xml"] = first.replace(f"<Bsn>{PEOPLE[0]}", f"<Bsn>{PEOPLE[0]}9")
    folder = folder_with(
        tmp_path,
        zipped(berichten),
        {"inwoner": "{type: bsn, kolom: bsn}", "gemeente": "gebied", "toegewezen_op": "datum"},
        bestand="data/x.zip",
        gebied="{kolom: gemeente}",
        more="persoon: inwoner\ngrondslag: test\n"
        "berichten: {soort: toewijzingen, hoogstens_terzijde: 2}",
    )
    count_people(folder, "toegewezen_op")
    all_commands(folder)
    said = "".join(capfd.readouterr())
    assert said.count("R3017") >= 2
    whole(clean(tmp_path, said, [folder / "data/x.zip"]))


def test_a_full_run_of_series(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Codes and names of topics that are people: beside what the contract asks for."""
    content = {GEMEENTE: {"tijdreeksen": {"nr": {"2024": 12}, PEOPLE[0]: {"2024": 1}}}}
    more = {bsn: {"tijdreeksen": {"nr": {"2024": 3}}} for bsn in PEOPLE[:2]}
    folder = folder_with(
        tmp_path,
        json.dumps({**content, **more, MARKER: {"tijdreeksen": {"nr": {"2024": PEOPLE[3]}}}}),
        {"buurt": "{type: gebied, kolom: code}", "jaar": "tekst", "nr": "aantal"},
        bestand="data/x.json",
        more="gepubliceerd: ja\nperiode: jaar\nhoogstens_terzijde: 90%",
    )
    telt = "{bron: levering, som: nr}"
    (folder / "indicators/jeugd/geteld.yaml").write_text(indicator(telt), encoding="utf-8")
    all_commands(folder)
    said = "".join(capfd.readouterr())
    assert "R3008" in said
    whole(clean(tmp_path, said, [folder / "data/x.json"]))
