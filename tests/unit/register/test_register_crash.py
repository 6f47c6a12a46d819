"""A crash, a full disk or a broken file: never half a run, never a figure that was changed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import register_examples as examples

from resultaat.core import atomic
from resultaat.core.diagnostics import ResultaatError
from resultaat.register.store import Register


def figures(folder: Path) -> dict[str, bytes]:
    files = (folder / ".resultaat" / "resultaten").iterdir()
    return {item.name: item.read_bytes() for item in files}


def codes(error: pytest.ExceptionInfo[ResultaatError]) -> list[str]:
    return [item.code for item in error.value.diagnostics]


def test_a_crash_between_files_and_row_leaves_the_earlier_run(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures(saved)
    with Register.open(saved) as register:
        with monkeypatch.context() as patch:
            patch.setattr(Register, "_add", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                register.save(examples.released(examples.SECOND, waarde=0.9))
        assert len(figures(saved)) == len(before) + 1  # the crash did come after the files
        assert [run.id for run in register.runs()] == [examples.FIRST]
        register.save(examples.released(examples.SECOND, waarde=0.9))
        assert register.load(examples.SECOND).resultaten["waarde"][0] == 0.9


_DYING = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import Session
import register_examples as examples
from resultaat.register.store import Register

@event.listens_for(Session, "after_flush")
def die(session, context):
    os._exit(9)

Register.open(Path(sys.argv[1])).save(examples.released(examples.SECOND))
"""


def test_a_process_that_dies_before_the_commit_leaves_no_half_run(saved: Path) -> None:
    died = subprocess.run(
        [sys.executable, "-c", _DYING, str(saved)],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert died.returncode == 9
    with Register.open(saved) as register:
        assert [run.id for run in register.runs()] == [examples.FIRST]
        register.save(examples.released(examples.SECOND))  # and nothing is locked


def test_a_full_disk_says_so_and_leaves_no_file(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = figures(saved)
    monkeypatch.setattr(atomic.os, "fsync", full)
    with Register.open(saved) as register:
        with pytest.raises(ResultaatError) as error:
            register.save(examples.released(examples.SECOND, waarde=0.9))
        assert codes(error) == ["R6007"]
        assert figures(saved) == before
        latest = register.latest()
        assert latest is not None
        assert latest.id == examples.FIRST


def test_every_changed_byte_is_noticed(saved: Path) -> None:
    content = figures(saved)
    with Register.open(saved) as register:
        for name, whole in content.items():
            path = saved / ".resultaat" / "resultaten" / name
            for position in range(0, len(whole), max(1, len(whole) // 20)):
                changed = bytearray(whole)
                changed[position] ^= 1
                path.write_bytes(changed)
                with pytest.raises(ResultaatError) as error:
                    register.load(examples.FIRST)
                assert codes(error) == ["R6003"]
                assert [item.place.path for item in error.value.diagnostics if item.place] == [path]
            path.write_bytes(whole)
        register.load(examples.FIRST)


def test_missing_and_changed_are_told_at_once(saved: Path) -> None:
    first, second, _ = sorted((saved / ".resultaat" / "resultaten").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    with Register.open(saved) as register, pytest.raises(ResultaatError) as error:
        register.load(examples.FIRST)
    assert sorted(codes(error)) == ["R6003", "R6004"]


def test_saving_the_same_figures_again_mends_a_changed_file(saved: Path) -> None:
    whole = figures(saved)
    for name in whole:
        (saved / ".resultaat" / "resultaten" / name).write_bytes(b"kapot")
    with Register.open(saved) as register:
        register.save(examples.released(examples.SECOND))
        assert figures(saved) == whole
        register.load(examples.FIRST)
