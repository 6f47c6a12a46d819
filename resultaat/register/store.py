"""The register: what was released, kept so that the same number comes back next year.

    folder/.resultaat/register.db                   a row per run (or PostgreSQL, by URL)
    folder/.resultaat/resultaten/<sha256>.parquet   its figures and bijlagen, named by content

Saving writes the files first and the row last, in one transaction. A crash in between leaves
files that no row speaks of, which harm nothing; never a row without its files. Rows are only
added: there is no way here to change or remove one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from resultaat.register import connect, faults, frames, migrate, tables
from resultaat.register.tables import Bevinding, Run
from resultaat.release.gevonden import LOOKED, Gevonden, found_in
from resultaat.release.released import Released, RunInfo
from resultaat.release.reopen import reopen

_NEWEST_FIRST = (Run.gemaakt_op.desc(), Run.id.desc())


@dataclass(frozen=True, slots=True)
class Gezien:
    """What one run found."""

    run: RunInfo
    gevonden: tuple[Gevonden, ...]


@dataclass(frozen=True, slots=True)
class Uitspraak:
    """What somebody said of a finding, and why."""

    bevinding: str
    staat: str  # see cycle.bevindingen.Stand
    door: str
    reden: str
    op: datetime  # UTC


class Register:
    """The register of one working folder. Use as a context manager, or call `close`."""

    def __init__(self, engine: Engine, resultaten: Path) -> None:
        self._engine = engine
        self._resultaten = resultaten

    @classmethod
    def open(cls, folder: Path, url: str | None = None) -> Register:
        """Open the register of a working folder; make it when there is none yet.

        `url` (PostgreSQL, or another SQLite file) says where the rows are; the figures are always
        in the folder. Raises ResultaatError: R6001 (made by a newer version), R6002 (broken),
        R6007 (not to be reached), R6008 (a url that cannot be).
        """
        home = folder / ".resultaat"
        engine = connect.connect(connect.address(home / "register.db", url))
        register = cls(engine, home / "resultaten")
        try:
            with register._explained():
                home.mkdir(parents=True, exist_ok=True)
                migrate.upgrade(engine)
        except BaseException:
            register.close()
            raise
        return register

    def save(self, released: Released) -> None:
        """Keep a run and its figures.

        Raises ResultaatError, and leaves the register as it was: R6006 (the run is there already),
        R6007 (the disk or the database refuses).
        """
        with self._explained():
            row = Run(
                **asdict(released.run),
                resultaten=frames.keep(self._resultaten, released.resultaten),
                aansluiting=frames.keep(self._resultaten, released.aansluiting),
                rijen=released.resultaten.height,
                bijlagen={
                    name: frames.keep(self._resultaten, frame)
                    for name, frame in released.bijlagen.items()
                },
            )
            self._add(row, found_in(released) or ())

    def runs(self) -> list[RunInfo]:
        """Return all runs, newest first."""
        with self._explained(), Session(self._engine) as session:
            return [_info(row) for row in session.scalars(select(Run).order_by(*_NEWEST_FIRST))]

    def latest(self, rapportage: str | None = None) -> RunInfo | None:
        """Return the newest run, of one rapportage when given; None when there is none."""
        query = select(Run).order_by(*_NEWEST_FIRST).limit(1)
        if rapportage is not None:
            query = query.where(Run.rapportage == rapportage)
        with self._explained(), Session(self._engine) as session:
            row = session.scalars(query).first()
            return _info(row) if row else None

    def load(self, run_id: str) -> Released:
        """Return a run with its figures, exactly as they were released.

        Raises ResultaatError: R6003 (figures changed since), R6004 (figures gone), R6005 (no such
        run), R6009 (figures that this version cannot read).
        """
        with self._explained(), Session(self._engine) as session:
            row = session.get(Run, run_id)
            if row is None:
                raise faults.unknown_run(self._engine.url, run_id, session.scalars(select(Run.id)))
            run, expected = _info(row), (row.resultaten, row.aansluiting)
            beside = dict(row.bijlagen or {})
        paths = [frames.path_of(self._resultaten, sha256) for sha256 in expected]
        bijlagen = {
            name: (frames.path_of(self._resultaten, sha256), sha256)
            for name, sha256 in beside.items()
        }
        return reopen(run, paths[0], paths[1], expected, bijlagen)

    def gezien(self) -> list[Gezien]:
        """Return every run that looked for findings with what it found, the first one first."""
        oldest = select(Run).order_by(Run.gemaakt_op, Run.id)
        with self._explained(), Session(self._engine) as session:
            found: dict[str, list[Gevonden]] = {}
            for row in session.scalars(select(Bevinding).order_by(Bevinding.id)):
                told = Gevonden(row.id, row.indicator, row.naam, tuple(row.bij), row.zin)
                found.setdefault(row.run, []).append(told)
            return [
                Gezien(_info(run), tuple(found.get(run.id, ())))
                for run in session.scalars(oldest)
                if LOOKED in (run.bijlagen or {})
            ]

    def uitspraken(self) -> list[Uitspraak]:
        """Return all that was ever said of findings, the first one first."""
        query = select(tables.Uitspraak).order_by(tables.Uitspraak.nummer)
        with self._explained(), Session(self._engine) as session:
            return [
                Uitspraak(row.bevinding, row.staat, row.door, row.reden, row.op)
                for row in session.scalars(query)
            ]

    def uitspreken(self, said: Uitspraak) -> None:
        """Add what somebody says of a finding; what was said before stays."""
        with (
            self._explained(),
            Session(connect.alone(self._engine)) as session,
            session.begin(),
        ):
            session.add(tables.Uitspraak(**asdict(said)))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _add(self, row: Run, found: Sequence[Gevonden]) -> None:
        run_id = row.id
        try:
            with Session(connect.alone(self._engine)) as session, session.begin():
                session.add(row)
                session.flush()
                session.add_all(
                    Bevinding(**{**asdict(each), "bij": list(each.bij)}, run=run_id)
                    for each in found
                )
        except IntegrityError as error:
            # Every column is filled, so the id is the only thing that can stand in the way.
            raise faults.taken(self._engine.url, run_id) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with faults.explained(self._engine.url, connect.PATIENCE):
            yield


def _info(row: Run) -> RunInfo:
    return RunInfo(**{field.name: getattr(row, field.name) for field in fields(RunInfo)})
