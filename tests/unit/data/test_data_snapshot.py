"""Snapshots: named by content, read once, there whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import polars as pl
import pytest
from builders import HAVEN
from data_examples import KOLOMMEN, attempt, folder_with

CSV = f"buurt;bedrag\n{HAVEN};1\n"
SOURCE = "indicators/bronnen/levering.yaml"


def snapshots(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / ".resultaat/gegevens").iterdir())


def load(folder: Path) -> Path:
    snapshot, found = attempt(folder)
    assert snapshot is not None, list(found)
    return snapshot.path


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_same_input_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_with(tmp_path, CSV)
    first = load(folder)
    before = first.stat().st_mtime_ns
    monkeypatch.setattr("resultaat.data.snapshot.read_raw", None)  # not to be called again
    assert load(folder) == first
    assert first.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/x.csv", ";1", ";2"),
        (SOURCE, "mag_leeg: ja", "mag_leeg: nee"),
        (SOURCE, "type: bedrag", "type: getal"),
        ("data/gebieden.csv", "Havenkwartier", "Haven"),
    ],
    ids=["data", "contract", "type", "areas"],
)
def test_another_input_is_another_snapshot_and_the_old_one_stays(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    folder = folder_with(tmp_path, CSV)
    first = load(folder)
    content = first.read_bytes()
    replace(folder, name, old, new)
    assert load(folder) != first
    assert first.read_bytes() == content
    replace(folder, name, new, old)
    assert load(folder) == first


def test_another_version_of_the_reader_is_another_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path, CSV)
    first = load(folder)
    monkeypatch.setattr("resultaat.data.snapshot.READER_VERSION", 999)
    assert load(folder) != first


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
    assert snapshots(folder) == []
    assert pl.read_parquet(load(folder)).height == 1


def test_a_refused_delivery_leaves_nothing(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, CSV.replace(";1", ";x"))
    assert attempt(folder)[0] is None
    assert not (folder / ".resultaat").exists()


def test_a_snapshot_is_readable_for_who_may_read_an_ordinary_file(tmp_path: Path) -> None:
    ordinary = tmp_path / "gewoon"
    ordinary.touch()
    made = load(folder_with(tmp_path, CSV))
    assert stat.S_IMODE(made.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)


def test_the_name_says_the_source_and_the_content(tmp_path: Path) -> None:
    snapshot, _ = attempt(folder_with(tmp_path, CSV, KOLOMMEN))
    assert snapshot is not None
    assert snapshot.path.name == f"levering-{snapshot.digest[:20]}.parquet"
    assert len(snapshot.digest) == 64


def test_the_same_content_elsewhere_has_the_same_hash(tmp_path: Path) -> None:
    first, _ = attempt(folder_with(tmp_path / "a", CSV))
    second, _ = attempt(folder_with(tmp_path / "b", CSV))
    assert first is not None
    assert second is not None
    assert first.digest == second.digest
    assert first.path.read_bytes() == second.path.read_bytes()
