"""Bringing a register to the tables that this version knows, with Alembic.

Revisions stand in `migrations/versions`. All steps run in one transaction, on SQLite too: a
crash halfway leaves the register as it was. Two processes may try at once; one waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from resultaat.core.bundled import bundled
from resultaat.register import faults
from resultaat.register.connect import alone, damage
from resultaat.register.tables import VERSION_TABLE

_LOCK = 7_361_500_001  # PostgreSQL: any number, as long as nobody else in the database uses it


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's settings; `migrations/env.py` finds the connection in `attributes`."""
    config = Config(attributes={"connection": connection})
    # `%` begins a reference in these settings, and may stand in the name of a folder.
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    return config


def known() -> list[str]:
    """Return all revisions that this version of resultaat knows, newest first."""
    script = ScriptDirectory.from_config(configuration())
    return [step.revision for step in script.walk_revisions()]


def current(connection: Connection) -> str | None:
    """Return the revision of a register, or None where there is none yet."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def upgrade(engine: Engine) -> None:
    """Bring a register to the newest revision, making the tables when new.

    Raises ResultaatError when it is newer than this version (R6001) or broken (R6002), and lets
    exceptions of the database through.
    """
    with engine.begin() as connection:
        broken = damage(connection)
        if broken:
            raise faults.unreadable(engine.url, broken)
        found = current(connection)
    revisions = known()
    if found is not None and found not in revisions:
        raise faults.newer(engine.url, found, revisions[0])
    if found == revisions[0]:
        return
    with _exclusive(engine) as connection:
        command.upgrade(configuration(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Bring a register back to `revision`, or to `base`.

    Each revision says in its docstring what is lost. There is no command for this: it is for
    an administrator who must go back to an older version of resultaat.
    """
    with _exclusive(engine) as connection:
        command.downgrade(configuration(connection), revision)


@contextmanager
def _exclusive(engine: Engine) -> Iterator[Connection]:
    with alone(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection
