"""Up and down with data in it, and no drift between models and migrations."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import register_examples as examples
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from resultaat.core.bundled import bundled
from resultaat.register import connect, migrate
from resultaat.register.store import Register, Uitspraak
from resultaat.register.tables import VERSION_TABLE, Base

_NEXT = '''"""A later revision, as a test needs it."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("opmerking", sa.Text(), nullable=False, server_default="geen"))
    {crash}


def downgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.drop_column("opmerking")
'''


HEAD = migrate.known()[0]


def next_revision(crash: str = "") -> str:
    return _NEXT.format(crash=crash, head=HEAD)


@pytest.fixture
def engine(tmp_path: Path, url: str | None) -> Iterator[Engine]:
    """The database of a register that holds one run."""
    with Register.open(tmp_path, url) as register:
        register.save(examples.released())
    made = connect.connect(connect.address(tmp_path / ".resultaat" / "register.db", url))
    yield made
    made.dispose()


@pytest.fixture
def own_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, in a folder with an awkward name, that may get more."""
    copy = tmp_path / "map 100%"
    shutil.copytree(bundled("migrations"), copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "bundled", lambda name: copy)
    return copy


def revision_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return migrate.current(connection)


def columns(engine: Engine) -> set[str]:
    return {column["name"] for column in inspect(engine).get_columns("run")}


def test_models_and_migrations_do_not_drift(engine: Engine) -> None:
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    assert inspect(engine).get_pk_constraint("run")["name"] == "pk_run"
    tables = {"run", "bevinding", "uitspraak", VERSION_TABLE}
    assert set(inspect(engine).get_table_names()) == tables


def test_drift_would_be_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE run ADD COLUMN vergeten TEXT"))
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert [step[0] for step in compare_metadata(context, Base.metadata)] == ["remove_column"]


def test_down_loses_the_rows_and_keeps_the_figures(
    tmp_path: Path, engine: Engine, url: str | None
) -> None:
    kept = tmp_path / ".resultaat" / "resultaten"
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    migrate.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) == {VERSION_TABLE}
    assert revision_of(engine) is None
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
    with Register.open(tmp_path, url) as register:  # and up again
        assert register.runs() == []
        register.save(examples.released())
        assert register.load(examples.FIRST).run == examples.run_info()


def test_opening_brings_an_older_register_up_with_its_data(
    tmp_path: Path, engine: Engine, url: str | None, own_migrations: Path
) -> None:
    (own_migrations / "versions" / "next.py").write_text(next_revision())
    with Register.open(tmp_path, url) as register:
        assert register.load(examples.FIRST).run == examples.run_info()
    assert revision_of(engine) == "next"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT opmerking FROM run")).scalar_one() == "geen"
    migrate.downgrade(engine, HEAD)
    assert revision_of(engine) == HEAD
    assert "opmerking" not in columns(engine)
    assert inspect(engine).get_pk_constraint("run")["name"] == "pk_run"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT id FROM run")).scalar_one() == examples.FIRST


def test_a_migration_that_crashes_halfway_leaves_the_register_as_it_was(
    tmp_path: Path, engine: Engine, url: str | None, own_migrations: Path
) -> None:
    later = own_migrations / "versions" / "next.py"
    later.write_text(next_revision(crash="1 / 0"))
    with pytest.raises(ZeroDivisionError):
        Register.open(tmp_path, url)
    assert revision_of(engine) == HEAD
    assert "opmerking" not in columns(engine)
    later.unlink()
    with Register.open(tmp_path, url) as register:
        assert register.load(examples.FIRST).run == examples.run_info()


def test_opening_again_writes_nothing(saved: Path) -> None:
    file = saved / ".resultaat" / "register.db"
    before = file.stat().st_mtime_ns, file.read_bytes()
    with Register.open(saved) as register:
        register.load(examples.FIRST)
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before


def test_the_template_makes_a_revision_that_runs(
    tmp_path: Path, engine: Engine, own_migrations: Path
) -> None:
    with engine.begin() as connection:
        config = migrate.configuration(connection)
        command.revision(config, "Uitleg", autogenerate=True, rev_id="next")
    (made,) = (own_migrations / "versions").glob("next_*.py")
    source = made.read_text()
    assert source.startswith('"""Uitleg.\n')
    assert f'down_revision = "{HEAD}"' in source
    assert source.count("    pass\n") == 2  # nothing to change: the models are the head
    migrate.upgrade(engine)
    assert revision_of(engine) == "next"


def test_a_register_from_before_the_bijlagen_opens_and_loads(
    tmp_path: Path, engine: Engine, url: str | None
) -> None:
    before = columns(engine)
    migrate.downgrade(engine, "0001")
    assert columns(engine) == before - {"bijlagen"}
    with Register.open(tmp_path, url) as register:
        found = register.load(examples.FIRST)
        assert found.run == examples.run_info()
        assert dict(found.bijlagen) == {}
        register.save(examples.released(examples.SECOND))
        assert list(register.load(examples.SECOND).bijlagen) == ["kaarten"]
    assert columns(engine) == before


def test_without_findings_the_runs_stay(tmp_path: Path, engine: Engine, url: str | None) -> None:
    said = Uitspraak("een", "actie", "Teamleider", "Er wordt iets aan gedaan.", datetime.now(UTC))
    with Register.open(tmp_path, url) as register:
        register.save(examples.found(examples.SECOND, "een"))
        register.uitspreken(said)
    migrate.downgrade(engine, "0002")
    assert set(inspect(engine).get_table_names()) == {"run", VERSION_TABLE}
    with Register.open(tmp_path, url) as register:  # and up again
        assert register.uitspraken() == []
        assert [each.gevonden for each in register.gezien()] == [()]
        assert list(register.load(examples.SECOND).bijlagen) == ["neveneffecten", "signalen"]
        register.uitspreken(said)
        assert register.uitspraken() == [said]
