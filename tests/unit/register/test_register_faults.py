"""What a user reads when the register cannot be used. Nothing is ever removed or overwritten."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
import register_examples as examples

from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.register import connect
from resultaat.register.store import Register


def refused(folder: Path, url: str | None = None) -> Diagnostic:
    """Open a register that must refuse; return the one thing that it says."""
    with pytest.raises(ResultaatError) as error:
        Register.open(folder, url)
    (said,) = error.value.diagnostics
    assert said.mend
    return said


def database(folder: Path) -> Path:
    return folder / ".resultaat" / "register.db"


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_register_of_a_newer_version(saved: Path) -> None:
    sql(database(saved), "UPDATE register_version SET version_num = '9999'")
    before = database(saved).read_bytes()
    said = refused(saved)
    assert said.code == "R6001"
    assert "9999" in said.message
    assert said.place is not None
    assert said.place.path == database(saved)
    assert database(saved).read_bytes() == before


@pytest.mark.parametrize("content", [b"kapot", b"x" * 5000, b"SQLite format 3\x00" + b"\x00" * 84])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    database(tmp_path).parent.mkdir()
    database(tmp_path).write_bytes(content)
    assert refused(tmp_path).code == "R6002"
    assert database(tmp_path).read_bytes() == content


def test_a_database_of_something_else(tmp_path: Path) -> None:
    database(tmp_path).parent.mkdir()
    sql(database(tmp_path), "CREATE TABLE run (marathon TEXT)", "INSERT INTO run VALUES ('42 km')")
    assert refused(tmp_path).code == "R6002"
    with closing(sqlite3.connect(database(tmp_path))) as connection:
        assert connection.execute("SELECT * FROM run").fetchall() == [("42 km",)]
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("run",)]


@pytest.mark.parametrize("at_open", [True, False])
def test_a_damaged_database(tmp_path: Path, at_open: bool) -> None:
    with Register.open(tmp_path) as register:
        for number in range(30):
            register.save(examples.released(f"run-{number}"))
        content = bytearray(database(tmp_path).read_bytes())
        content[12_288:] = b"\xff" * (len(content) - 12_288)
        database(tmp_path).write_bytes(content)
        if at_open:
            said = refused(tmp_path)
        else:
            with pytest.raises(ResultaatError) as error:
                register.runs()
            (said,) = error.value.diagnostics
    assert said.code == "R6002"
    assert database(tmp_path).read_bytes() == content


def test_an_empty_file_is_a_new_register(tmp_path: Path) -> None:
    database(tmp_path).parent.mkdir()
    database(tmp_path).touch()
    with Register.open(tmp_path) as register:
        assert register.runs() == []


def test_another_process_that_does_not_let_go(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "PATIENCE", 0.1)
    other = sqlite3.connect(database(saved), isolation_level=None)
    with closing(other), Register.open(saved) as register:
        other.execute("BEGIN IMMEDIATE")
        assert len(register.runs()) == 1  # who only reads is not in the way
        with pytest.raises(ResultaatError) as error:
            register.save(examples.released(examples.SECOND))
        other.execute("ROLLBACK")
        register.save(examples.released(examples.SECOND))
    (said,) = error.value.diagnostics
    assert said.code == "R6007"
    assert "bezet" in said.message


def test_a_register_that_may_not_be_written(saved: Path) -> None:
    readonly = f"sqlite:///file:{database(saved)}?mode=ro&uri=true"
    with Register.open(saved, readonly) as register:
        assert len(register.runs()) == 1
        with pytest.raises(ResultaatError) as error:
            register.save(examples.released(examples.SECOND))
    (said,) = error.value.diagnostics
    assert said.code == "R6007"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / ".resultaat").write_text("in de weg")
    assert refused(tmp_path).code == "R6007"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://server/databank", "alleen SQLite en PostgreSQL"),
        ("postgres://server/databank", "alleen SQLite en PostgreSQL"),
        ("duckdb:///x.db", "alleen SQLite en PostgreSQL"),
        ("sqlite://", "geheugen"),
        ("sqlite:///:memory:", "geheugen"),
        ("register.db", "vorm van een url"),
        ("postgresql://jan:geheim@server:poort/databank", "vorm van een url"),
        ("postgresql+onbekend://jan:geheim@server/databank", "stuurprogramma"),
        ("mysql://server/databank?password=geheim", "alleen SQLite en PostgreSQL"),
    ],
)
def test_an_address_that_cannot_be(tmp_path: Path, url: str, says: str) -> None:
    said = refused(tmp_path, url)
    assert said.code == "R6008"
    assert says in said.message
    assert "geheim" not in said.message + said.mend
    assert list(tmp_path.iterdir()) == []


def test_postgresql_without_its_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    said = refused(tmp_path, "postgresql+psycopg://jan:geheim@server/databank")
    assert said.code == "R6008"
    assert "resultaat[postgres]" in said.mend
    assert "geheim" not in said.message


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra `postgres`)")
    said = refused(tmp_path, "postgresql+psycopg://jan:geheim@127.0.0.1:1/databank")
    assert said.code == "R6007"
    assert "geheim" not in said.message
    assert said.place is None


def test_a_postgresql_database_that_lost_its_table(tmp_path: Path, postgres_url: str) -> None:
    import psycopg

    with Register.open(tmp_path, postgres_url) as register:
        with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
            connection.execute("DROP TABLE run CASCADE")
        with pytest.raises(ResultaatError) as error:
            register.runs()
    (said,) = error.value.diagnostics
    assert said.code == "R6002"
    assert "lege databank" in said.mend
