"""Nothing of a person comes out, whichever reader it came in by, and whatever goes wrong.

Numbers and names are planted in every column of a file; then everything that a load, a calculation,
a refusal and a crash leave behind is searched for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, HAVEN, indicator
from data_berichten import bericht, toegewezen, zipped
from data_examples import folder_with
from data_workbooks import excel, ods
from test_data_elfproef import bsns

from resultaat.cli import app
from resultaat.data.sleutel import NAME

KEY = "0123456789abcdef0123456789abcdef"
PEOPLE = bsns(24, seed=5)
HEAD = ("wie", "buurt", "op", "uitleg", "naam")
KOLOMMEN = {"wie": "bsn", "buurt": "gebied", "op": "datum", "uitleg": "{mag_leeg: ja}"}
MORE = "persoon: wie\ngrondslag: test\nhoogstens_terzijde: 10%"
Rows = Sequence[Sequence[object]]


def csv(rows: Rows) -> bytes:
    return ("\n".join(";".join(map(str, row)) for row in rows) + "\n").encode()


def parquet(rows: Rows) -> bytes:
    stream = BytesIO()
    head, *rest = rows
    columns = {str(name): [row[at] for row in rest] for at, name in enumerate(head)}
    pl.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


TABLES: dict[str, Callable[[Rows], bytes]] = {
    "csv": csv,
    "xlsx": lambda rows: excel({"Blad1": rows}),
    "ods": lambda rows: ods({"Blad1": rows}),
    "parquet": parquet,
}


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, KEY)
    monkeypatch.setenv("RESULTAAT_DEBUG", "1")


def people(uitleg: Callable[[str], str] = lambda _: "niets") -> list[tuple[object, ...]]:
    return [
        (bsn, HAVEN, "2024-01-01", uitleg(bsn), f"Geheim{number}")
        for number, bsn in enumerate(PEOPLE)
    ]


def clean(folder: Path, said: str, without: Sequence[Path]) -> None:
    """Fail where a number or a name is in what was said or in any file that was left."""
    hunted = [*PEOPLE, *(str(int(bsn)) for bsn in PEOPLE), "Geheim", KEY]
    assert [each for each in hunted if each in said] == []
    raw = [each.encode() for each in hunted]
    for path in folder.rglob("*"):
        if path.is_file() and path not in without:
            content = path.read_bytes()
            assert [each for each in raw if each in content] == [], path
            if path.suffix == ".parquet":  # compressed: look inside as well
                inside = pl.read_parquet(path).write_json()
                assert not any(each in inside for each in hunted), path


def run(folder: Path, *arguments: str) -> int:
    return int(app.run([*arguments, "--map", str(folder)]))


@pytest.mark.parametrize("kind", TABLES)
def test_no_reader_lets_a_person_through(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    made, bestand = TABLES[kind], f"data/x.{kind}"
    path = tmp_path / bestand
    bad = (PEOPLE[0], HAVEN, "Geheim datum", "", "GeheimSlecht")
    folder = folder_with(
        tmp_path, made([HEAD, *people(), bad]), KOLOMMEN, bestand=bestand, more=MORE
    )
    telt = "{bron: levering, aantal: personen, datum: op}"
    (folder / "indicators/jeugd/geteld.yaml").write_text(indicator(telt), encoding="utf-8")
    assert run(folder, "laad", "levering", "--json") == 1
    assert run(folder, "bereken", "--json") in (0, 1)
    # Free text and names of columns that are numbers of persons.
    told: dict[str, str] = {}
    for name, rows in {
        "free text": [HEAD, *people(lambda bsn: f"belde over {bsn}, komt terug")],
        "with dots": [HEAD, *people(lambda bsn: f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}")],
        "no head": people(lambda bsn: bsn),
        "other key": [HEAD, *((f"{row[0]}0", *row[1:]) for row in people())],
    }.items():
        capfd.readouterr()
        path.write_bytes(made(rows))
        assert run(folder, "laad", "levering") == 3, name
        told[name] = "".join(capfd.readouterr())
        clean(tmp_path, told[name], [path])
    for name in ("free text", "with dots"):
        assert "R3304" in told[name]
        assert "`uitleg`" in told[name]
    assert any(code in told["no head"] for code in ("R3002", "R3003"))
    assert "R3004" in told["other key"]
    path.write_bytes(made([HEAD, *people()])[:-300])
    assert run(folder, "laad", "levering") == 3

    def crash(*_: object, **__: object) -> None:
        try:
            int(f"{PEOPLE[4]} Geheim")
        except ValueError as wrong:
            raise RuntimeError(f"{PEOPLE[5]} GeheimCrash") from wrong

    monkeypatch.setattr("resultaat.data.snapshot.fulfil", crash)
    path.write_bytes(made([HEAD, *people(), people()[0]]))
    assert run(folder, "laad", "levering") == 4
    said = "".join(capfd.readouterr())
    assert "RuntimeError" in said and "ValueError" in said
    assert "resultaat/data/snapshot.py:" in said
    clean(tmp_path, said, [path])


def test_no_message_lets_a_person_through(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    berichten = {
        f"Geheim_{bsn}.xml": bericht(
            "301", toegewezen(str(number), "2024-01-01"), kenmerk=str(number), bsn=bsn
        ).replace("<Achternaam>Wit", "<Achternaam>Geheim")
        for number, bsn in enumerate(PEOPLE)
    }
    first = next(iter(berichten))
    fout = berichten[first].replace("<Toewijzingsdatum>2024-01-01", "<Toewijzingsdatum>Geheim")
    stuk = berichten[first][:-40]
    folder = folder_with(
        tmp_path,
        zipped({**berichten, f"{PEOPLE[1]}.xml": fout, f"{PEOPLE[2]}.xml": stuk}),
        {"inwoner": "{type: bsn, kolom: bsn}", "gemeente": "gebied", "toegewezen_op": "datum"},
        bestand="data/x.zip",
        gebied="{kolom: gemeente}",
        more="persoon: inwoner\ngrondslag: test\n"
        "berichten: {soort: toewijzingen, hoogstens_terzijde: 2}",
    )
    path = tmp_path / "data/x.zip"
    assert run(folder, "laad", "levering", "--json") == 1
    said = "".join(capfd.readouterr())
    assert "bericht " in said
    clean(tmp_path, said, [path])
    path.write_bytes(path.read_bytes()[:-100])
    assert run(folder, "laad", "levering") == 3

    def crash(*_: object) -> None:
        raise RuntimeError(f"{PEOPLE[5]} GeheimCrash")

    path.write_bytes(zipped(berichten))
    monkeypatch.setattr("resultaat.data.readers.berichten.read.rows_of", crash)
    assert run(folder, "laad", "levering") == 4
    clean(tmp_path, "".join(capfd.readouterr()), [path])


def test_a_series_per_area_that_is_one_per_person(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nobody delivers so, on purpose; not even then a number is told."""
    years = {str(1990 + number): int(bsn) for number, bsn in enumerate(PEOPLE)}
    folder = folder_with(
        tmp_path,
        json.dumps({GEMEENTE: {"tijdreeksen": {"nr": years}}}),
        {"buurt": "{type: gebied, kolom: code}", "jaar": "tekst", "nr": "aantal"},
        bestand="data/x.json",
        more="gepubliceerd: ja\nperiode: jaar",
    )
    path = tmp_path / "data/x.json"
    assert run(folder, "laad", "levering") == 3
    said = "".join(capfd.readouterr())
    assert "R3304" in said
    clean(tmp_path, said, [path])
    path.write_text(
        json.dumps({bsn: {"tijdreeksen": {"nr": [bsn]}} for bsn in PEOPLE}), encoding="utf-8"
    )
    assert run(folder, "laad", "levering") == 3
    clean(tmp_path, "".join(capfd.readouterr()), [path])


@pytest.mark.parametrize("debug", ["1", ""])
def test_a_crash_says_where_and_never_what(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, debug: str
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyError(PEOPLE[0])

    monkeypatch.setenv("RESULTAAT_DEBUG", debug)
    monkeypatch.setattr(app, "app", crash)
    assert app.run(["check"]) == 4
    said = "".join(capfd.readouterr())
    assert "KeyError" in said and "test_data_privacy.py:" in said
    assert PEOPLE[0] not in said
    assert ("resultaat/cli/app.py:" in said) == bool(debug)
    assert "Traceback" not in said
