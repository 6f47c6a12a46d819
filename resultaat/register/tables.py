"""The tables of the register, as SQLAlchemy models.

A change here needs a revision in `migrations/versions`; a test compares the two. The types are
chosen so that SQLite and PostgreSQL give back the very values that went in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Date, DateTime, ForeignKey, Integer, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

#: Where Alembic notes how far a register is. Not its default name: a team may keep the register
#: in a PostgreSQL database where other software already has an `alembic_version`.
VERSION_TABLE = "register_version"

#: A constraint with a name can be changed by a later revision, on both databases.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond; refuses a datetime without a time zone.

    SQLite forgets the zone and PostgreSQL answers in the zone of the session. Both are put right
    here, so that a moment comes back equal, and as UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the database the moment in UTC; raises ValueError on one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone; the register keeps UTC")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read the moment back as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share: names of constraints, and how a Python type is stored."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: Integer,
        date: Date,
        datetime: UtcDateTime,
        dict[str, str]: JSON,
        list[str]: JSON,
    }


class Run(Base):
    """One run as it was released: the fields of `RunInfo`, and what proves its figures."""

    __tablename__ = "run"

    id: Mapped[str] = mapped_column(primary_key=True)
    rapportage: Mapped[str]
    titel: Mapped[str]
    organisatie: Mapped[str]
    gebied: Mapped[str]
    over: Mapped[str]
    peildatum: Mapped[date]
    gemaakt_op: Mapped[datetime]
    definities: Mapped[str]
    gegevens: Mapped[dict[str, str]]
    motor: Mapped[dict[str, str]]
    instellingen: Mapped[dict[str, str]]
    staat: Mapped[str]
    resultaten: Mapped[str]  # sha256 of the Parquet file, which is also its name
    aansluiting: Mapped[str]  # the same
    rijen: Mapped[int]  # rows in `resultaten`, to show without opening the file
    #: sha256 of the Parquet file of each bijlage; null for a run from before there were any.
    bijlagen: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))


class Bevinding(Base):
    """That one run found one thing. A run that looked and found nothing has no rows here."""

    __tablename__ = "bevinding"

    id: Mapped[str] = mapped_column(primary_key=True)  # the same in every run
    run: Mapped[str] = mapped_column(ForeignKey("run.id"), primary_key=True)
    indicator: Mapped[str]
    naam: Mapped[str]
    bij: Mapped[list[str]]
    zin: Mapped[str]


class Uitspraak(Base):
    """What somebody said of a finding. A later one holds; the earlier ones stay."""

    __tablename__ = "uitspraak"

    nummer: Mapped[int] = mapped_column(primary_key=True)
    bevinding: Mapped[str] = mapped_column(index=True)
    staat: Mapped[str]
    door: Mapped[str]
    reden: Mapped[str]
    op: Mapped[datetime]
