"""Connecting to the database of a register: SQLite in the working folder, or PostgreSQL by URL."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import NullPool, create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from resultaat.register import faults

#: How long SQLite waits while another process writes, in seconds. Saving a run takes a few ms.
PATIENCE = 30.0

_INSTALL = 'Installeer het stuurprogramma: `pip install "resultaat[postgres]"`.'
_SHAPE = "Schrijf het als `postgresql+psycopg://gebruiker@server/databank`."


def address(file: Path, url: str | None) -> URL:
    """Return where the register is: `url` when given, else the SQLite file.

    Raises ResultaatError (R6008) for an address that is none, or of another sort of database.
    The URL itself is not repeated when it cannot be read: it may hold a password.
    """
    if url is None:
        return URL.create("sqlite", database=str(file.absolute()))
    try:
        made = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise faults.unusable("url", "het heeft niet de vorm van een url", _SHAPE) from error
    if made.get_backend_name() not in ("sqlite", "postgresql"):
        raise faults.unusable(faults.name_of(made), "alleen SQLite en PostgreSQL kunnen", _SHAPE)
    if made.get_backend_name() == "sqlite" and made.database in (None, "", ":memory:"):
        why = "een register in het geheugen bewaart niets"
        raise faults.unusable(faults.name_of(made), why, "Noem een bestand.")
    return made


def connect(url: URL) -> Engine:
    """Return an engine for `url`; nothing is opened yet.

    Every use opens and closes its own connection: a register is used a few times a run, and so
    no file stays open that another process or a backup waits for. Raises ResultaatError (R6008)
    when the driver is not installed.
    """
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, poolclass=NullPool)
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": PATIENCE})
    except (ImportError, NoSuchModuleError) as error:
        why = "het stuurprogramma is niet geïnstalleerd"
        raise faults.unusable(faults.name_of(url), why, _INSTALL) from error
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def alone(engine: Engine) -> Engine:
    """Return the same engine, whose transactions on SQLite take the right to write at once.

    A transaction that first reads and then wants to write fails when another did so meanwhile,
    without waiting. One that asks for the right at the start waits its turn.
    """
    return engine.execution_options(sqlite_begin="IMMEDIATE")


def damage(connection: Connection) -> str | None:
    """Return what SQLite finds broken in its file, or None; PostgreSQL watches over its own."""
    if connection.dialect.name != "sqlite":
        return None
    found = str(connection.execute(text("PRAGMA quick_check(1)")).scalar_one())
    return None if found == "ok" else " ".join(found.split())


def _prepare(raw: SqliteConnection, record: object) -> None:
    # `_begin` begins transactions. Python's own way leaves CREATE TABLE and SELECT outside them.
    raw.isolation_level = None
    raw.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
