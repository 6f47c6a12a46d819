"""The hash of a large file, which is made while the file is read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Event

import polars as pl
import pytest
from builders import HAVEN
from data_examples import attempt, folder_with

from resultaat.data import snapshot as door
from resultaat.data.contract import fulfil
from resultaat.data.history import history
from resultaat.data.store import sha256_of_file

FILE = "data/x.csv"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("resultaat.data.lading._LARGE", 1)
    return folder_with(tmp_path, f"buurt;bedrag\n{HAVEN};1\n")


def test_a_file_is_read_before_its_hash_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Event()

    def slow(path: Path) -> str:
        assert read.wait(30)
        return sha256_of_file(path)

    def reading(*about: object) -> object:
        judged = fulfil(*about)  # type: ignore[arg-type]
        read.set()
        return judged

    monkeypatch.setattr("resultaat.data.lading.sha256_of_file", slow)
    monkeypatch.setattr(door, "fulfil", reading)
    snapshot, found = attempt(folder)
    assert snapshot is not None, list(found)
    (levering,) = history(folder, "levering")
    assert levering.bestand == hashlib.sha256((folder / FILE).read_bytes()).hexdigest()


def test_the_same_file_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = attempt(folder)
    monkeypatch.setattr(door, "fulfil", None)  # who reads it fails
    second, found = attempt(folder)
    assert first is not None
    assert second is not None, list(found)
    assert first.digest == second.digest


def test_a_disk_that_gives_up_halfway_is_no_delivery(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = attempt(folder)
    assert before is not None
    (folder / FILE).write_text(f"buurt;bedrag\n{HAVEN};2\n", encoding="utf-8")

    def broken(_: Path) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("resultaat.data.lading.sha256_of_file", broken)
    _, found = attempt(folder)
    assert [each.code for each in found] == ["R3002"]
    monkeypatch.undo()
    (last,) = history(folder, "levering")
    assert last.momentopname == before.digest


def test_a_file_that_changes_while_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading(*about: object) -> object:
        judged = fulfil(*about)  # type: ignore[arg-type]
        (folder / FILE).write_text(f"buurt;bedrag\n{HAVEN};99\n", encoding="utf-8")
        return judged

    monkeypatch.setattr(door, "fulfil", reading)
    snapshot, found = attempt(folder)
    assert snapshot is None
    assert [each.code for each in found] == ["R3207"]


def test_a_pseudonym_is_kept_in_the_column_itself() -> None:
    from resultaat.data.sleutel import Sleutel

    made = Sleutel(b"k" * 32).pseudonyms(pl.Series("wie", [999900006, None, 123456782], pl.Int32))
    assert made.str.len_bytes().to_list() == [12, None, 12]
    assert made.drop_nulls().str.contains("^[A-Za-z0-9_-]{12}$").all()
