"""Ctrl-C on real work in a real process: gone at once, nothing half-written, told in Dutch."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from builders import BUURTEN, MELDINGEN, proef

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")

#: So many rows that counting different persons takes much longer than the test waits.
ROWS = 3_000_000
BRON = MELDINGEN.replace("meldingen.csv", "meldingen.parquet").replace("sleutel: rij\n", "")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that was calculated once, so that its source is loaded and a run is there."""
    telt = {
        f"mensen_{n}": f"{{bron: meldingen, gemiddelde: kosten, waar: uren > {n}, datum: op}}"
        for n in range(12)
    }
    folder = proef(tmp_path_factory.mktemp("groot"), [], telt, bron=BRON)
    index = pl.int_range(ROWS, eager=True)
    pl.DataFrame(
        {
            "rij": index.cast(pl.String),
            "wie": (index * 7 % 900_001).cast(pl.String),
            "buurt": pl.Series(BUURTEN).gather(index % 4),
            "op": (pl.Series([19_723]).gather(index * 0) + index % 366).cast(pl.Date),
            "klaar": pl.Series([None], dtype=pl.Date).gather(index * 0),
            "goed": index % 3 == 0,
            "soort": pl.Series(["a"]).gather(index * 0),
            "kosten": (index % 1000).cast(pl.Decimal(18, 2)),
            "uren": (index % 50).cast(pl.Decimal(18, 6)),
        }
    ).write_parquet(folder / "data" / "meldingen.parquet")
    return folder


def started(folder: Path, spill: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "resultaat", *arguments],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(spill), "RESULTAAT_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(process: subprocess.Popen[str], there: Path, pattern: str) -> None:
    """Wait until a file is there, which says how far the process is."""
    for _ in range(1_200):
        assert process.poll() is None, process.communicate()
        if any(there.glob(pattern)):
            return
        time.sleep(0.05)
    raise AssertionError(f"no {pattern} in {there}")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("during", ["reading", "counting"])
def test_it_stops_within_a_second_and_leaves_nothing(
    loaded: Path, tmp_path: Path, during: str, sent: signal.Signals
) -> None:
    process = started(loaded, tmp_path, "bereken")
    if during == "counting":
        wait_for(process, tmp_path, "resultaat-sessie-*/bezet")
        time.sleep(0.5)
    else:
        time.sleep(1.5)
    before = files(loaded)
    begun = time.monotonic()
    process.send_signal(sent)
    out, said = process.communicate(timeout=30)
    spent = time.monotonic() - begun
    assert process.returncode == 130
    assert said.strip() == "Gestopt. Wat er al was, staat er nog."
    assert out == ""
    # A second, and as much again for a machine on which other tests run.
    assert spent < 2
    assert not list(tmp_path.glob("resultaat-*"))
    assert {name for name in files(loaded) if "/." in name.replace("/.resultaat", "")} == set()
    assert not list((loaded / ".resultaat" / "resultaten").glob("*"))
    assert files(loaded) <= before | files(loaded / ".resultaat" / "gegevens", loaded)


def files(folder: Path, root: Path | None = None) -> set[str]:
    return {f"/{path.relative_to(root or folder)}" for path in folder.rglob("*") if path.is_file()}


def test_what_a_killed_process_left_goes_with_the_next(loaded: Path, tmp_path: Path) -> None:
    process = started(loaded, tmp_path, "bereken")
    wait_for(process, tmp_path, "resultaat-sessie-*/bezet")
    process.kill()
    process.communicate()
    (left,) = tmp_path.glob("resultaat-sessie-*")
    at_work = tmp_path / "resultaat-sessie-bezig"
    at_work.mkdir()
    long_ago = time.time() - 3_600
    for folder in (left, at_work):
        os.utime(folder, (long_ago, long_ago))
    code = "from resultaat.engine.spill import Spill; Spill().remove()"
    subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(tmp_path)}, check=True
    )
    assert not left.exists()
    # Nobody knows what that is: it has no lock.
    assert at_work.exists()


def test_a_folder_at_work_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from resultaat.engine.spill import Spill

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    working = Spill()
    long_ago = time.time() - 3_600
    os.utime(working.path, (long_ago, long_ago))
    Spill().remove()
    assert working.path.exists()
    working.remove()
    working.remove()
    assert not list(tmp_path.iterdir())
