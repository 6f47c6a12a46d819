"""A table in a databank, streamed: never more than some thousands of rows in memory.

The address comes from the environment only. It may hold a password, and so may what a driver says
when it fails: neither is ever shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from typing import Any

from resultaat.language.documents.ophalen import Ophalen

_AT_ONCE = 10_000


class Unreachable(Exception):  # noqa: N818  told as R5004
    """The databank cannot be read, and why, in words without its address."""


def stream(chosen: Ophalen, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table: these columns, and no other. Raises Unreachable."""
    import sqlalchemy as sa

    address = os.environ.get(chosen.databank or "")
    if not address:
        raise Unreachable(f"de omgevingsvariabele `{chosen.databank}` is leeg")
    try:
        engine = sa.create_engine(address, hide_parameters=True)
    except (sa.exc.ArgumentError, ImportError):
        what = "geen adres van een databank, of het stuurprogramma ontbreekt"
        raise Unreachable(f"in `{chosen.databank}` staat {what}") from None
    schema, _, name = (chosen.tabel or "").rpartition(".")
    table = sa.table(name, *(sa.column(each) for each in columns), schema=schema or None)
    try:
        with engine.connect() as connection:
            streaming = connection.execution_options(stream_results=True, yield_per=_AT_ONCE)
            result = streaming.execute(sa.select(table))
            # Of a server that went away nobody else closes it.
            with closing(result.cursor) if result.cursor else nullcontext():
                for row in result:
                    yield tuple(row)
    except sa.exc.OperationalError:
        raise Unreachable("de databank is niet bereikbaar, of brak de verbinding af") from None
    except sa.exc.SQLAlchemyError:
        raise Unreachable(f"`{chosen.tabel}` is er niet, mist een kolom of mag niet") from None
    finally:
        engine.dispose()
