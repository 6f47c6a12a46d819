"""What the tests of the register share: a register with a run, and a database of each sort."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import register_examples as examples
import register_postgres as postgres

from resultaat.register.store import Register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A working folder whose register holds one run, `examples.FIRST`."""
    with Register.open(tmp_path) as opened:
        opened.save(examples.released(examples.FIRST))
    return tmp_path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """Where the rows go: None is the file in the working folder."""
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """A new, empty database on a real PostgreSQL server."""
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    there = postgres_server.replace("/postgres?", f"/{name}?")
    return there.replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as uri:
        yield uri
