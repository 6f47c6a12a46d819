"""BSNs become pseudonyms at the door, and stand in nothing that a run leaves behind."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, HAVEN, indicator
from data_examples import attempt, folder_with, rows_of
from test_data_elfproef import bsns

import resultaat
from resultaat.cli import app
from resultaat.core.diagnostics import ResultaatError
from resultaat.data.history import history
from resultaat.data.sleutel import NAME, OLD

KEY = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
KOLOMMEN = {"wie": "bsn", "buurt": "gebied", "op": "datum", "uitleg": "{mag_leeg: ja}"}
MORE = "persoon: wie\ngrondslag: test"
PEOPLE = bsns(30)
HEAD = "wie;buurt;op;uitleg;naam"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, KEY)


def made(folder: Path, *lines: str, more: str = MORE, **kolommen: str) -> Path:
    content = "\n".join([HEAD, *lines]) + "\n"
    return folder_with(folder, content, {**KOLOMMEN, **kolommen}, more=more)


def people(text: str = "") -> list[str]:
    return [f"{bsn};{HAVEN};2024-01-01;{text};Geheim{n}" for n, bsn in enumerate(PEOPLE)]


def test_a_pseudonym_is_the_hmac_of_the_number(tmp_path: Path) -> None:
    lost = str(int("010000008"))
    snapshot, found = attempt(
        made(tmp_path, f"999900006;{HAVEN};2024-01-01;;x", f"{lost};{HAVEN};2024-01-01;;x")
    )
    assert snapshot is not None, list(found)
    expected = [
        base64.urlsafe_b64encode(hmac.new(KEY.encode(), bsn, hashlib.sha256).digest())[:12].decode()
        for bsn in (b"999900006", b"010000008")
    ]
    assert sorted(rows_of(snapshot)["wie"]) == sorted(expected)


def test_a_number_that_is_no_bsn_is_wrong(tmp_path: Path) -> None:
    found = attempt(made(tmp_path, f"999900007;{HAVEN};2024-01-01;;x"))[1]
    assert [each.code for each in found] == ["R3004"]
    assert "999900007" not in next(iter(found)).render()


@pytest.mark.parametrize(
    ("value", "code"),
    [(None, "R3301"), ("qwerty", "R3302"), ("a" * 64, "R3302"), (" " + KEY + "\n", None)],
)
def test_the_key_must_be_there_and_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None, code: str | None
) -> None:
    folder = made(tmp_path, *people())
    monkeypatch.delenv(NAME)
    if value is not None:
        monkeypatch.setenv(NAME, value)
    if code is None:
        assert attempt(folder)[0] is not None
        return
    with pytest.raises(ResultaatError, match=code) as stopped:
        attempt(folder)
    assert value is None or value not in str(stopped.value)
    assert not (folder / ".resultaat").exists()


def test_the_key_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = attempt(made(tmp_path / "a", *people()))[0]
    monkeypatch.delenv(NAME)
    monkeypatch.setenv(f"{NAME}_BESTAND", str(tmp_path / "sleutel"))
    with pytest.raises(ResultaatError, match="R3302"):
        attempt(made(tmp_path / "b", *people()))
    (tmp_path / "sleutel").write_text(KEY + "\n", encoding="utf-8")
    second = attempt(made(tmp_path / "c", *people()))[0]
    assert first is not None
    assert second is not None
    assert first.digest == second.digest


def test_a_new_key_is_let_in_with_the_old_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(tmp_path, *people())
    first = attempt(folder)[0]
    monkeypatch.setenv(NAME, OTHER)
    assert [each.code for each in attempt(folder)[1]] == ["R3303"]
    monkeypatch.setenv(OLD, OTHER)  # not the one that was used
    assert [each.code for each in attempt(folder)[1]] == ["R3303"]
    monkeypatch.setenv(OLD, KEY)
    second = attempt(folder)[0]
    assert first is not None
    assert second is not None
    assert first.digest != second.digest
    monkeypatch.delenv(OLD)  # from now on the new key is the one
    assert attempt(folder)[0] == second
    monkeypatch.setenv(NAME, KEY)
    assert [each.code for each in attempt(folder)[1]] == ["R3303"]


PERSONEN = """\
naam: Personen
herkomst: test
grondslag: test
bestand: data/personen.csv
sleutel: wie
persoon: wie
gebied: {kolom: buurt}
kolommen: {wie: bsn, buurt: gebied, groep: tekst}
"""


def marks(folder: Path) -> set[str | None]:
    """Return which keys the loads that count now were made with."""
    return {history(folder, name)[-1].sleutel for name in ("levering", "personen")}


@pytest.mark.parametrize("verplicht", ["nee", "ja"])
def test_pseudonyms_of_two_keys_are_never_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verplicht: str
) -> None:
    """By hand: 30 of 30 people are found. With two keys side by side it would be none."""
    relatie = f"relaties: {{personen: {{via: wie, verplicht: {verplicht}}}}}"
    folder = made(tmp_path, *people(), more=f"{MORE}\n{relatie}")
    (folder / "indicators/bronnen/personen.yaml").write_text(PERSONEN, encoding="utf-8")
    lines = [f"{bsn};{HAVEN};a" for bsn in PEOPLE]
    (folder / "data/personen.csv").write_text(
        "\n".join(["wie;buurt;groep", *lines]) + "\n", "utf-8"
    )
    telt = "{bron: levering, waar: personen.groep = 'a', aantal: personen, datum: op}"
    (folder / "indicators/jeugd/geteld.yaml").write_text(indicator(telt), encoding="utf-8")
    werk = resultaat.open(folder)

    def found() -> float:
        frame = werk.bereken(alleen_cijfers=True).resultaten
        return float(frame.filter(indicator="geteld", gebied=GEMEENTE, periode="2024")["waarde"][0])

    assert found() == 30
    old = marks(folder)
    monkeypatch.setenv(NAME, OTHER)
    for _ in range(2):  # nobody said that the key changes: nothing is loaded, nothing is counted
        with pytest.raises(ResultaatError, match="R3303"):
            found()
        assert "R3303" in {each.code for each in werk.laad().meldingen.errors}
    assert marks(folder) == old
    monkeypatch.setenv(OLD, KEY)
    werk.laad(["levering"])  # the other one is still that of the old key, or went with it
    assert found() == 30
    assert len(marks(folder)) == 1
    assert marks(folder) != old
    for name in ("levering", "personen"):
        with pytest.raises(ResultaatError, match="R3205"):
            werk.terug(name, 1)
    assert found() == 30


@pytest.mark.parametrize("kind", ["{mag_leeg: ja}", "pseudoniem", "{type: aantal}"])
def test_bsns_in_another_column_stop_the_load(tmp_path: Path, kind: str) -> None:
    lines = [f"{bsn};{HAVEN};2024-01-01;{bsn};x" for bsn in PEOPLE]
    folder = made(tmp_path, *lines, uitleg=kind)
    snapshot, found = attempt(folder)
    assert snapshot is None
    (leak,) = found
    assert leak.code == "R3304"
    assert "`uitleg`" in leak.message
    assert not any(bsn in leak.render() for bsn in PEOPLE)
    assert not (folder / ".resultaat").exists()


def test_numbers_that_are_no_bsn_may_be_named_so(tmp_path: Path) -> None:
    lines = [f"{bsn};{HAVEN};2024-01-01;{bsn};x" for bsn in PEOPLE]
    folder = made(tmp_path, *lines, uitleg="{geen_bsn: RSIN van de aanbieder}")
    assert attempt(folder)[0] is not None


def test_a_full_run_leaves_no_number_and_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Snapshots, register, released figures, report, JSON, messages and a crash."""
    bad = f"{PEOPLE[0]};{HAVEN};geen datum;;GeheimSlecht"
    folder = made(tmp_path, *people(), bad, more=f"{MORE}\nhoogstens_terzijde: 10%")
    telt = "{bron: levering, aantal: personen, datum: op}"
    (folder / "indicators/jeugd/geteld.yaml").write_text(indicator(telt), encoding="utf-8")
    monkeypatch.setenv("RESULTAAT_DEBUG", "")
    for arguments in (
        ["check"],
        ["laad", "levering", "--json"],
        ["laad", "levering", "--geschiedenis"],
        ["bereken", "--json"],
        ["bereken"],
        ["rapport"],
        ["uitleg", "geteld", "--sql"],
    ):
        assert app.run([*arguments, "--map", str(folder)]) in (0, 1), arguments
    broken = folder / "data/x.csv"
    whole = broken.read_text(encoding="utf-8")
    broken.write_text(whole + f"{PEOPLE[1]};{HAVEN};2024-01-01;;GeheimLang;{PEOPLE[2]}\n")
    assert app.run(["laad", "levering", "--map", str(folder)]) == 3
    broken.write_text(whole.replace(PEOPLE[3], f"{PEOPLE[3]}9"), encoding="utf-8")
    app.run(["laad", "levering", "--map", str(folder)])

    def crash(*_: object, **__: object) -> None:
        raise RuntimeError(f"{PEOPLE[4]} GeheimCrash")

    monkeypatch.setattr("resultaat.data.snapshot.fulfil", crash)
    broken.write_text(whole + "\n", encoding="utf-8")
    assert app.run(["laad", "levering", "--map", str(folder)]) == 4
    said = "".join(capfd.readouterr())
    assert "levering" in said
    places = {"what was said": said.encode()}
    for path in folder.rglob("*"):
        if path.is_file() and path != broken:
            places[str(path)] = path.read_bytes()
    assert any(name.endswith(".html") for name in places)
    assert any(name.endswith("register.db") for name in places)
    hunted = [*(bsn.encode() for bsn in PEOPLE), b"Geheim", KEY.encode()]
    for name, content in places.items():
        assert [each for each in hunted if each in content] == [], name
    for path in folder.rglob("*.parquet"):  # compressed: look inside as well
        inside = pl.read_parquet(path).write_json()
        assert not any(each.decode() in inside for each in hunted), path
