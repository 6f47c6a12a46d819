"""The models: values come back as they went in, on both databases, and types are refused early."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import register_examples as examples
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError, StatementError

from resultaat.register import connect
from resultaat.register.store import Register
from resultaat.register.tables import Base, Run

_MOMENTS = [
    datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC),  # clocks go forward in an instant
    datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2))),
    datetime(2026, 10, 25, 2, 30, 0, 1, tzinfo=timezone(timedelta(hours=1))),
    datetime(2025, 12, 31, 20, 0, tzinfo=timezone(timedelta(hours=-11, minutes=-30))),
]


@pytest.mark.parametrize("moment", _MOMENTS)
def test_a_moment_comes_back_equal_and_in_utc(
    tmp_path: Path, url: str | None, moment: datetime
) -> None:
    # A session in another zone must not matter.
    there = f"{url}&options=-c%20timezone%3DAsia/Kathmandu" if url else None
    with Register.open(tmp_path, there) as register:
        register.save(examples.released(gemaakt_op=moment))
        (found,) = register.runs()
    assert found.gemaakt_op == moment
    assert found.gemaakt_op.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(register: Register) -> None:
    naive = datetime(2026, 5, 3, 14, 15)
    with pytest.raises(StatementError, match="no time zone"):
        register.save(examples.released(gemaakt_op=naive))
    assert register.runs() == []


def test_every_constraint_has_a_name() -> None:
    assert Run.__table__.primary_key.name == "pk_run"
    assert set(Base.metadata.naming_convention) == {"ix", "uq", "ck", "fk", "pk"}


def test_sqlite_keeps_foreign_keys_and_one_file(tmp_path: Path) -> None:
    engine = connect.connect(connect.address(tmp_path / "register.db", None))
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 30_000
    engine.dispose()


def test_a_column_may_not_be_empty(tmp_path: Path, url: str | None) -> None:
    with (
        Register.open(tmp_path, url) as register,
        register._engine.connect() as connection,
        pytest.raises(IntegrityError, match=r"(?i)not.null"),
    ):
        connection.execute(insert(Run).values(id="half"))
