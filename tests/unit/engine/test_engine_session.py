"""The DuckDB session is locked: its own views and nothing else, whatever a statement asks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import duckdb
import polars as pl
import pytest

from resultaat.core.settings import Settings
from resultaat.core.stopping import interrupt_all, remove_all
from resultaat.engine.duckdb import QueryFailed, Session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("eigen", "ander"):
        pl.DataFrame({"a": [1, 2]}).write_parquet(tmp_path / f"{name}.parquet")
    (tmp_path / "ander.csv").write_text("a\n1\n")
    return tmp_path


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    with Session({"eigen": folder / "eigen.parquet"}, Settings(threads=2)) as opened:
        yield opened


def test_its_own_view_can_be_read(session: Session) -> None:
    assert session.frame("SELECT sum(a)::INT AS som FROM eigen").item() == 3


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM '{folder}/ander.parquet'",
        "SELECT * FROM read_parquet('{folder}/*.parquet')",
        "SELECT * FROM read_csv('{folder}/ander.csv')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_json('/etc/passwd')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM read_text('{folder}/sub/../ander.csv')",
        "FROM 'https://example.com/a.csv'",
        "COPY (SELECT 1) TO '{folder}/nieuw.csv'",
        "COPY eigen TO '{folder}/eigen.parquet' (FORMAT parquet)",
        "EXPORT DATABASE '{folder}/alles'",
        "ATTACH '{folder}/db.duckdb' AS db",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE SECRET (TYPE s3)",
        "SET threads = 8",
        "SET memory_limit = '1GB'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET allowed_paths = ['{folder}/ander.csv']",
        "RESET threads",
        "PRAGMA threads = 8",
        "SELECT getenv('HOME')",
    ],
)
def test_everything_else_is_refused(session: Session, folder: Path, statement: str) -> None:
    before = sorted(folder.iterdir())
    written = statement.format(folder=folder)
    # What reads goes the way of a query, past the check of its kind, and meets the lock itself.
    attempt = session.frame if written.startswith(("SELECT", "FROM")) else session.run
    with pytest.raises((duckdb.Error, QueryFailed)):
        attempt(written)
    # The lock holds without that check too.
    with pytest.raises(duckdb.Error):
        session._connection.execute(written).fetchall()
    assert sorted(folder.iterdir()) == before


def test_its_own_file_cannot_be_written(session: Session, folder: Path) -> None:
    own = folder / "eigen.parquet"
    before = own.read_bytes()
    statement = f"COPY (SELECT 9) TO '{own}' (FORMAT parquet, USE_TMP_FILE false)"
    with pytest.raises((duckdb.Error, QueryFailed)):
        session.run(statement)
    assert own.read_bytes() == before


def test_settings_hold(folder: Path) -> None:
    with Session({}, Settings(threads=3, memory="300MB")) as session:
        threads = session.frame("SELECT current_setting('threads')::INT AS n").item()
        memory = session.frame("SELECT current_setting('memory_limit') AS m").item()
    assert threads == 3
    assert memory.startswith("286")  # 300 million bytes, in MiB


def test_a_query_that_runs_can_be_ended(session: Session) -> None:
    """From another thread, as Ctrl-C is heard; by itself it takes much longer."""
    Timer(0.3, interrupt_all).start()
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        session.frame("SELECT count(*) AS n FROM range(300000) a(x), range(300000) b(y)")
    assert time.monotonic() - begun < 5


def test_what_is_cut_off_takes_its_folder_along(folder: Path) -> None:
    """Where the session itself gets no chance to close."""
    with Session({"eigen": folder / "eigen.parquet"}, Settings()) as session:
        spill = Path(session.frame("SELECT current_setting('temp_directory') AS d").item())
        remove_all()
        assert not spill.exists()


def test_a_path_with_quotes_and_brackets(folder: Path) -> None:
    strange = folder / "d'e [1] *.parquet"
    strange.write_bytes((folder / "eigen.parquet").read_bytes())
    with Session({"eigen": strange}, Settings()) as session:
        assert session.frame("SELECT count(*) AS n FROM eigen").item() == 2


def test_nothing_stays_behind(folder: Path) -> None:
    session = Session({"eigen": folder / "eigen.parquet"}, Settings())
    spill = Path(session.frame("SELECT current_setting('temp_directory') AS d").item())
    assert spill.is_dir()
    session.close()
    assert not spill.exists()
