"""Snapshots: named by content, cut in parts, there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, HAVEN
from data_examples import KOLOMMEN, attempt, folder_with, rows_of

from resultaat.data.history import history
from resultaat.data.store import Snapshot, find

CSV = f"buurt;bedrag\n{HAVEN};1\n"
SOURCE = "indicators/bronnen/levering.yaml"
DATED = {"buurt": "gebied", "op": "datum", "bedrag": "bedrag"}
YEARS = f"buurt;op;bedrag\n{HAVEN};2024-05-01;1\n{BINNENSTAD};2023-02-01;2\n{HAVEN};2024-01-01;3\n"


def load(folder: Path) -> Snapshot:
    snapshot, found = attempt(folder)
    assert snapshot is not None, list(found)
    return snapshot


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def kept(folder: Path) -> list[str]:
    """Return the names of the snapshots that are there, whole or not."""
    there = (folder / ".resultaat/gegevens/levering").glob("*")
    return sorted(path.name for path in there if len(path.name) == 20)


def test_the_same_input_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path, CSV)
    first = load(folder)
    monkeypatch.setattr("resultaat.data.snapshot.read_raw", None)  # not to be called again
    assert load(folder) == first
    assert len(history(folder, "levering")) == 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("data/x.csv", ";1", ";2"), (SOURCE, "type: bedrag", "type: getal")],
    ids=["data", "type"],
)
def test_other_content_is_another_snapshot_and_the_old_one_stays(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    folder = folder_with(tmp_path, CSV)
    first = load(folder)
    content = first.parts[0].path.read_bytes()
    replace(folder, name, old, new)
    assert load(folder).digest != first.digest
    assert first.parts[0].path.read_bytes() == content
    replace(folder, name, new, old)
    assert load(folder).digest == first.digest
    assert [each.nummer for each in history(folder, "levering")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SOURCE, "mag_leeg: ja", "mag_leeg: nee"),
        ("data/gebieden.csv", "Havenkwartier", "Haven"),
        ("data/x.csv", ";1", ";1,00"),
    ],
    ids=["contract", "areas", "writing"],
)
def test_the_same_content_has_the_same_name_whatever_it_came_from(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    folder = folder_with(tmp_path, CSV)
    first = load(folder)
    replace(folder, name, old, new)
    assert load(folder) == first
    assert len(history(folder, "levering")) == 2  # it was read again, and that is remembered
    assert len(kept(folder)) == 1


def test_another_version_of_the_reader_reads_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path, CSV)
    load(folder)
    monkeypatch.setattr("resultaat.data.lading.READER_VERSION", 999)
    load(folder)
    assert len(history(folder, "levering")) == 2


def test_words_in_a_contract_do_not_make_a_load(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, CSV)
    load(folder)
    replace(folder, SOURCE, "naam: X", "naam: Een andere naam")
    load(folder)
    assert len(history(folder, "levering")) == 1


def test_the_order_of_the_file_changes_nothing(tmp_path: Path) -> None:
    head, *lines = YEARS.splitlines()
    first = load(folder_with(tmp_path / "a", YEARS, DATED))
    other = load(folder_with(tmp_path / "b", "\n".join([head, *reversed(lines)]) + "\n", DATED))
    assert first.digest == other.digest
    assert [each.path.read_bytes() for each in first.parts] == [
        each.path.read_bytes() for each in other.parts
    ]


def test_the_hash_of_a_part_is_that_of_its_bytes(tmp_path: Path) -> None:
    snapshot = load(folder_with(tmp_path, YEARS, DATED))
    assert [part.deel for part in snapshot.parts] == ["2023", "2024"]
    for part in snapshot.parts:
        assert hashlib.sha256(part.path.read_bytes()).hexdigest() == part.digest
    manifest = json.loads((snapshot.path.parent / "inhoud.json").read_text(encoding="utf-8"))
    assert [(each["deel"], each["rijen"]) for each in manifest["delen"]] == [
        ("2023", 1),
        ("2024", 2),
    ]
    assert snapshot.path.parent.name == snapshot.digest[:20]


def test_a_new_year_leaves_the_parts_of_the_others(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, YEARS, DATED)
    first = load(folder)
    replace(folder, "data/x.csv", YEARS, YEARS + f"{HAVEN};2025-01-01;9\n")
    second = load(folder)
    assert [part.digest for part in second.parts][:2] == [part.digest for part in first.parts]
    # The same bytes are on the disk once.
    assert second.parts[0].path.samefile(first.parts[0].path)
    assert rows_of(second).height == 4


@pytest.mark.parametrize(
    ("more", "labels"),
    [
        ("delen: {op: op, per: maand}", ["2023-02", "2024-01", "2024-05"]),
        ("delen: {op: klaar}", ["2024", "zonder_datum"]),
    ],
)
def test_parts_as_the_contract_says(tmp_path: Path, more: str, labels: list[str]) -> None:
    content = YEARS.replace("\n", ";\n").replace("bedrag;", "bedrag;klaar", 1)
    content = content.replace("3;\n", "3;2024-06-01\n")
    kolommen = {**DATED, "klaar": "{type: datum, mag_leeg: ja}"}
    snapshot = load(folder_with(tmp_path, content, kolommen, more=more))
    assert [part.deel for part in snapshot.parts] == labels


def test_years_of_birth_are_no_parts(tmp_path: Path) -> None:
    lines = [f"{HAVEN};{year}-01-01;1" for year in range(1930, 2000)]
    content = "\n".join(["buurt;op;bedrag", *lines]) + "\n"
    assert [part.deel for part in load(folder_with(tmp_path, content, DATED)).parts] == ["alles"]


def test_a_snapshot_that_somebody_changed_is_made_again(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, CSV)
    first = load(folder)
    first.parts[0].path.write_bytes(b"PAR1 changed")
    assert find(folder, "levering", first.digest) is None
    again = load(folder)
    assert again.digest == first.digest
    assert rows_of(again).height == 1


def test_a_crash_while_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path, CSV)

    def half(_frame: pl.DataFrame, path: Path, **_more: object) -> None:
        path.write_bytes(b"PAR1 half")
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(pl.DataFrame, "write_parquet", half)
        with pytest.raises(OSError, match="disk full"):
            attempt(folder)
    assert not list((folder / ".resultaat/gegevens/levering").iterdir())
    assert rows_of(load(folder)).height == 1


#: Where a load is killed: the call that does not return, in the module that makes it.
KILLED_IN = {
    "reading": "resultaat.data.snapshot.read_raw",
    "judging": "resultaat.data.snapshot.fulfil",
    "writing a part": "polars.DataFrame.write_parquet",
    "the disk": "resultaat.data.store.to_disk",
    "the manifest": "resultaat.data.store.write_manifest",
    "naming it": "resultaat.data.store.put",
    "named, not remembered": "resultaat.data.history.add",
    "the history": "resultaat.data.history.os.link",
}
LOAD = """
import sys, os, signal, time
from pathlib import Path
from unittest.mock import patch
sys.path.insert(0, {tests!r})
from data_examples import attempt
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
with patch({where!r}, killed):
    attempt(Path({folder!r}))
"""


def script(folder: Path, where: str) -> list[str]:
    code = LOAD.format(tests=str(Path(__file__).parent), where=where, folder=str(folder))
    return [sys.executable, "-c", code]


def environment() -> dict[str, str]:
    tests = Path(__file__).parents[2]
    paths = [str(tests), str(tests.parent), str(Path(__file__).parent)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


@pytest.mark.parametrize("where", KILLED_IN.values(), ids=list(KILLED_IN))
def test_a_load_that_is_killed_leaves_the_old_one(tmp_path: Path, where: str) -> None:
    folder = folder_with(tmp_path, CSV)
    first = load(folder)
    replace(folder, "data/x.csv", ";1", ";2")
    done = subprocess.run(script(folder, where), env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    (last,) = history(folder, "levering")
    assert last.momentopname == first.digest
    assert find(folder, "levering", last.momentopname) == first
    second = load(folder)
    assert rows_of(second)["bedrag"].to_list() == [2]
    assert [each.nummer for each in history(folder, "levering")] == [1, 2]


def test_loads_at_once_do_not_mix(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, CSV)
    code = LOAD.format(
        tests=str(Path(__file__).parent), where="builtins.copyright", folder=str(folder)
    )
    running = [subprocess.Popen([sys.executable, "-c", code], env=environment()) for _ in range(3)]
    assert [each.wait(60) for each in running] == [0, 0, 0]
    loads = history(folder, "levering")
    assert [each.nummer for each in loads] == list(range(1, len(loads) + 1))
    assert len({each.momentopname for each in loads}) == 1
    assert len(kept(folder)) == 1
    assert find(folder, "levering", loads[-1].momentopname) is not None


def test_a_refused_delivery_leaves_nothing(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, CSV.replace(";1", ";x"))
    assert attempt(folder)[0] is None
    assert not (folder / ".resultaat").exists()


def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from resultaat.data import snapshot

    folder = folder_with(tmp_path, CSV)
    real = snapshot.read_raw

    def slow(*about: object) -> object:
        raw = real(*about)  # type: ignore[arg-type]
        replace(folder, "data/x.csv", ";1", ";2")
        return raw

    monkeypatch.setattr(snapshot, "read_raw", slow)
    found = attempt(folder)[1]
    assert [each.code for each in found] == ["R3207"]
    assert history(folder, "levering") == []


def test_a_snapshot_is_readable_for_who_may_read_an_ordinary_file(tmp_path: Path) -> None:
    ordinary, usual = tmp_path / "gewoon", tmp_path / "map"
    ordinary.touch()
    usual.mkdir()
    made = load(folder_with(tmp_path / "a", CSV))
    for path in (made.parts[0].path, made.path.parent / "inhoud.json"):
        assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_the_same_content_elsewhere_has_the_same_hash(tmp_path: Path) -> None:
    first, second = (load(folder_with(tmp_path / name, CSV, KOLOMMEN)) for name in "ab")
    assert first.digest == second.digest
    assert first.parts[0].path.read_bytes() == second.parts[0].path.read_bytes()
