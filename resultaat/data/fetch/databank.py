"""A table in a databank, streamed: never more than some thousands of rows in memory.

The address comes from the environment only. It may hold a password, and so may what a driver says
when it fails: neither is ever shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from resultaat.language.documents.ophalen import Ophalen

if TYPE_CHECKING:
    import sqlalchemy as sa

_AT_ONCE = 10_000


class Unreachable(Exception):  # noqa: N818  told as R5004
    """The databank cannot be read, and why, in words without its address."""


def stream(chosen: Ophalen, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table: these columns, and no other. Raises Unreachable."""
    import sqlalchemy as sa

    schema, _, name = (chosen.tabel or "").rpartition(".")
    table = sa.table(name, *(sa.column(each) for each in columns), schema=schema or None)
    with _reached(chosen) as engine:
        _verify(engine, chosen, columns)
        try:
            with engine.connect() as connection:
                streaming = connection.execution_options(stream_results=True, yield_per=_AT_ONCE)
                result = streaming.execute(sa.select(table))
                # Of a server that went away nobody else closes it.
                with closing(result.cursor) if result.cursor else nullcontext():
                    for row in result:
                        yield tuple(row)
        except sa.exc.DBAPIError as wrong:
            if wrong.connection_invalidated:
                raise
            what = f"`{chosen.tabel}` mag niet worden gelezen, of het duurde te lang"
            raise Unreachable(what) from None


def columns_of(chosen: Ophalen) -> list[str]:
    """Return the names of the columns of a table. Raises Unreachable."""
    with _reached(chosen) as engine:
        return _columns(engine, chosen)


def _verify(engine: sa.Engine, chosen: Ophalen, columns: Sequence[str]) -> None:
    """Raise Unreachable where a column is not there.

    SQLite takes a name in quotes that is no column for a text, and would give it for every row.
    """
    there = _columns(engine, chosen)
    for each in columns:
        if each not in there:
            raise Unreachable(f"`{chosen.tabel}` heeft geen kolom `{each}`")


def _columns(engine: sa.Engine, chosen: Ophalen) -> list[str]:
    import sqlalchemy as sa

    schema, _, name = (chosen.tabel or "").rpartition(".")
    try:
        return [each["name"] for each in sa.inspect(engine).get_columns(name, schema or None)]
    except sa.exc.NoSuchTableError:
        what = f"de tabel `{chosen.tabel}` is er niet, of u mag haar niet zien"
        raise Unreachable(what) from None


@contextmanager
def _reached(chosen: Ophalen) -> Iterator[sa.Engine]:
    """Give an engine; what it says when it fails is never passed on."""
    import sqlalchemy as sa

    address = os.environ.get(chosen.databank or "")
    if not address:
        raise Unreachable(f"de omgevingsvariabele `{chosen.databank}` is leeg")
    try:
        engine = sa.create_engine(address, hide_parameters=True)
    except (sa.exc.ArgumentError, ImportError):
        what = "geen adres van een databank, of het stuurprogramma ontbreekt"
        raise Unreachable(f"in `{chosen.databank}` staat {what}") from None
    try:
        yield engine
    except sa.exc.OperationalError:
        raise Unreachable("de databank is niet bereikbaar, of brak de verbinding af") from None
    except sa.exc.SQLAlchemyError:
        raise Unreachable(f"`{chosen.tabel}` is niet te lezen") from None
    finally:
        engine.dispose()
