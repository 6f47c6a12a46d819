"""Writing so that a reader sees the old file or the new one, never half of either."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from resultaat.core.atomic import replacing, sha256_of


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_new_file_is_in_place_after_the_block(tmp_path: Path) -> None:
    target = tmp_path / "diep" / "er" / "a.txt"
    with replacing(target) as temporary:
        temporary.write_text("nieuw")
        assert not target.exists()
        assert temporary.parent == target.parent  # one file system, so one rename
        assert temporary.suffix == ".txt"
    assert target.read_text() == "nieuw"
    assert names(target.parent) == ["a.txt"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_crash_in_the_block_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("oud")
    with pytest.raises(error), replacing(target) as temporary:
        temporary.write_text("half")
        raise error
    assert target.read_text() == "oud"
    assert names(tmp_path) == ["a.txt"]


def test_a_crash_while_putting_it_in_place_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("oud")

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError("disk")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="disk"), replacing(target) as temporary:
        temporary.write_text("nieuw")
    assert target.read_text() == "oud"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640)])
def test_the_file_has_the_rights_of_an_ordinary_one(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        with replacing(tmp_path / "a") as temporary:
            temporary.write_text("x")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode
        assert os.umask(umask) == umask  # and the mask is as it was
    finally:
        os.umask(before)


def test_the_hash_is_of_content_and_order(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"x" * 3_000_000)
    second.write_bytes(b"y")
    assert len(sha256_of(first)) == 64
    assert sha256_of(first, second) != sha256_of(second, first)
    copy = tmp_path / "c"
    copy.write_bytes(first.read_bytes())
    assert sha256_of(copy) == sha256_of(first)
    copy.write_bytes(b"x" * 2_999_999 + b"z")
    assert sha256_of(copy) != sha256_of(first)


def test_files_are_not_run_together(tmp_path: Path) -> None:
    contents = [(b"ab", b"c"), (b"a", b"bc")]
    hashes = set()
    for one, two in contents:
        (tmp_path / "1").write_bytes(one)
        (tmp_path / "2").write_bytes(two)
        hashes.add(sha256_of(tmp_path / "1", tmp_path / "2"))
    assert len(hashes) == 2
