"""The one door to DuckDB: a session that is locked before it runs anything.

Its data are Parquet snapshots, each behind a view. Once they are attached, the session can read
those files and no other, and no statement can change a setting any more (E8). The one folder that
it may write in is its own: for what does not fit in memory, and for handing over its answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import duckdb
import polars as pl

from resultaat.core.settings import Settings
from resultaat.core.stopping import interrupted_by, removed_by
from resultaat.engine.spill import Spill

VERSION = duckdb.__version__


class QueryFailed(Exception):  # noqa: N818  told as R4001 by who knows the source
    """A statement that was fine could not be carried out on these data."""


class MemoryFull(QueryFailed):
    """It takes more memory than the session may use, also with its folder to spill in."""


class Session:
    """A DuckDB session over Parquet: a file, or a folder with parts, behind a view of a name."""

    def __init__(self, views: Mapping[str, Path], settings: Settings) -> None:
        self._open = ExitStack()
        self._spill = Spill()
        self._open.callback(self._spill.remove)
        self._open.enter_context(removed_by(self._spill.remove))
        try:
            self._connection = duckdb.connect(":memory:")
            self._open.callback(self._connection.close)
            self._open.enter_context(interrupted_by(self._connection.interrupt))
            self._attach(views)
            self._lock(views, settings)
        except BaseException:
            self.close()
            raise

    def _attach(self, views: Mapping[str, Path]) -> None:
        for name, path in views.items():
            files = [str(each) for each in files_of(path)]
            self._connection.read_parquet(files).create_view(name)

    def _lock(self, views: Mapping[str, Path], settings: Settings) -> None:
        values = {
            "threads": settings.threads,
            "memory_limit": settings.memory,
            "temp_directory": str(self._spill.path),
            # Without this the engine does not say how far it is; it is not to print it itself.
            "enable_progress_bar": True,
            "enable_progress_bar_print": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allowed_directories": [str(self._spill.path)],
            "allowed_paths": [str(each) for path in views.values() for each in files_of(path)],
            "enable_external_access": False,
            "lock_configuration": True,
        }
        for name, value in values.items():
            self._connection.execute(f"SET {name} = {_literal(value)}")

    def run(self, statement: str) -> None:
        """Make a table. Raises QueryFailed, also for any other kind of statement."""
        self._only("CREATE", statement)
        self._execute(statement)

    def _execute(self, statement: str) -> None:
        try:
            self._connection.execute(statement)
        except duckdb.OutOfMemoryException:
            raise MemoryFull from None
        except duckdb.InterruptException:
            raise KeyboardInterrupt from None
        except duckdb.Error as wrong:
            # Its text may quote a value of somebody.
            raise QueryFailed(type(wrong).__name__) from None
        except RuntimeError as stopped:
            # So the engine calls it when the signal came in before it was interrupted.
            if "interrupted" not in str(stopped):
                raise
            raise KeyboardInterrupt from None

    def table(self, name: str, frame: pl.DataFrame) -> None:
        """Make a table of a frame, or make it anew; handed over as Parquet, like an answer."""
        given = self._spill.path / f"{name}.parquet"
        frame.write_parquet(given, compression="uncompressed")
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS FROM read_parquet({_literal(str(given))})"
        )
        given.unlink()

    def rows(self, view: str) -> int:
        """Return the number of rows of a view; Parquet knows it without reading them."""
        return int(self._connection.view(view).aggregate("count(*)").fetchall()[0][0])

    def percent(self) -> float:
        """Return how far the running statement is, from 0 to 100; from another thread."""
        try:
            return max(0.0, self._connection.query_progress())
        except (duckdb.Error, RuntimeError):  # it was just interrupted, or has just ended
            return 0.0

    def frame(self, query: str) -> pl.DataFrame:
        """Return the rows of a query, handed over as Parquet.

        Arrow in memory would do without a file, but leaves DuckDB's binding complaining about
        leaks on stderr when the process ends.
        """
        answer = self._spill.path / "antwoord.parquet"
        self._only("SELECT", query)
        self._execute(
            f"COPY ({query}) TO {_literal(str(answer))} (FORMAT parquet, COMPRESSION uncompressed)"
        )
        return pl.read_parquet(answer, memory_map=False)

    def _only(self, kind: str, statement: str) -> None:
        """Refuse all but one statement of this kind; what may be read could else be written."""
        try:
            kinds = [each.type.name for each in self._connection.extract_statements(statement)]
        except duckdb.Error as wrong:
            raise QueryFailed(type(wrong).__name__) from None
        if kinds != [kind]:
            raise QueryFailed(f"not one {kind}")

    def close(self) -> None:
        """End the session and remove what it spilled."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def files_of(path: Path) -> list[Path]:
    """Return the Parquet files of a snapshot, in order of name."""
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def _literal(value: object) -> str:
    """Write a setting's value; `SET` takes no parameters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_literal(each) for each in value)}]"
    if isinstance(value, int):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"
