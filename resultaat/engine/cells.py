"""Cells and levels that were counted before are not counted again.

- Cells: kept per file of the source, without the window. A new month in a file of its own is the
  only one that is read; another rapportage over the same files reads nothing.
- What they come to at every level: kept per snapshot and window, so that what is added to a
  definition is all that is rolled up. So is what does not merge (persons, products per person).
- Of both only the columns that are not there yet are counted, in one scan. Spreads of values and
  persons who are followed are never kept (see `store.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from resultaat.compile.dialect import write
from resultaat.compile.join import sources_in
from resultaat.compile.parts import Part
from resultaat.compile.plan import Cells, Holistic, Persons, Step, column
from resultaat.compile.render import cells_query, roll_sql, table_of, tables_sql
from resultaat.compile.request import Timing
from resultaat.compile.roll import Roll, dimension, places_of
from resultaat.compile.spans import BEGINNING
from resultaat.compile.views import view_of
from resultaat.core.periods import Grain, Period
from resultaat.engine.chosen import chosen
from resultaat.engine.duckdb import VERSION as DUCKDB
from resultaat.engine.duckdb import Session, files_of
from resultaat.engine.figures import EXACT
from resultaat.engine.store import VERSION, Store, digest, digest_of

_Parts = tuple[Part, ...]
_LEVELS = ("niveau", "gebied", "niveau_gebied", "start")
_LAST = date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class Kept:
    """A store, beside the snapshots (by view) whose cells it keeps."""

    store: Store
    views: Mapping[str, Path]

    def files(self) -> dict[str, Path]:
        """Return a view more for each file of a snapshot that has several."""
        return {
            _of_file(view, index): file
            for view, path in self.views.items()
            if len(files_of(path)) > 1
            for index, file in enumerate(files_of(path))
        }

    def frames(
        self, session: Session, step: Step, number: int
    ) -> Iterator[tuple[Roll, pl.DataFrame]]:
        """Yield every roll of a step that is kept (`keeps`), as the engine would give it."""
        for roll in step.rolls:
            yield roll, self._rolled(session, step, roll, number)

    def _cells(self, session: Session, step: Cells) -> pl.DataFrame:
        """Return the cells of a step, in its window: gebied, moment, dimensions, rijen, parts."""
        always, files = _always(step), files_of(self.views[view_of(step.bron)])
        keys = ["gebied", "moment", *_dimensions(step)]
        found = []
        for index, path in enumerate(files):
            bron = _of_file(step.bron, index) if len(files) > 1 else step.bron
            mine = replace(always, bron=bron)
            sheet = self._sheet(cells_query(replace(always, parts=())), step, digest_of(path))

            def count(parts: _Parts, mine: Cells = mine) -> pl.DataFrame:
                return session.frame(cells_query(replace(mine, parts=parts)))

            found.append(self._filled(sheet, keys, step, count))
        return pl.concat(found).filter(pl.col("moment").is_between(step.since, step.until))

    def _rolled(self, session: Session, step: Step, roll: Roll, number: int) -> pl.DataFrame:
        """Return a step at the areas and periods of a roll: keys and the parts."""
        places = (dimension(index) for index in places_of(step.dimensions, roll))
        keys = _LEVELS if roll.levels else ("gebied", "start", *places)
        content = [digest_of(self.views[view]) for view in (view_of(step.bron), "gebieden")]
        nothing = replace(step, parts=())
        bare = "\n".join((*tables_sql(nothing, 0), roll_sql(nothing, 0, roll)))

        def count(parts: _Parts) -> pl.DataFrame:
            some = chosen(session, replace(step, parts=parts))
            if isinstance(some, Cells):
                session.table(table_of(number), self._cells(session, some))
                some = replace(some, pieces=True)
            else:
                for table in tables_sql(some, number):
                    session.run(table)
            return session.frame(roll_sql(some, number, roll))

        return self._filled(self._sheet(bare, step, *content), keys, step, count)

    def _sheet(self, bare: str, step: Step, *content: str) -> str:
        """Return the name of a sheet: what decides which keys it has, and in what they are."""
        reached = self._reached(
            step, (name for each in step.dimensions for name in sources_in(each.tree))
        )
        return digest(str(VERSION), DUCKDB, bare, *content, *reached)

    def _reached(self, step: Step, names: Iterable[str]) -> list[str]:
        """Return how columns of other sources are found, and what those hold."""
        return [
            f"{step.relations[name]}={digest_of(self.views[view_of(name)])}"
            for name in sorted(set(names))
        ]

    def _filled(
        self, sheet: str, keys: Iterable[str], step: Step, count: Callable[[_Parts], pl.DataFrame]
    ) -> pl.DataFrame:
        """Return the sheet with every part of the step, counting what is not in it."""
        keys = list(keys)
        trees = {part: part.tree() for part in step.parts}
        names = {
            digest(write(tree), *self._reached(step, sources_in(tree))): part
            for part, tree in trees.items()
        }
        have = self.store.find(sheet, keys, names)
        missing = [name for name in names if have is None or name not in have.columns]
        if have is None or missing:
            new = _named(count(tuple(names[name] for name in missing)), keys, names, missing)
            self.store.keep(sheet, new)
            have = new if have is None else have.hstack(new.select(missing))
        places = {part: name for name, part in names.items()}
        parts = (pl.col(places[part]).alias(column(at)) for at, part in enumerate(step.parts))
        return have.select(*keys, *_rows(have), *parts)


def keeps(step: Step) -> bool:
    """Whether what a step counts is kept: no spread of values, and no persons who are followed."""
    if isinstance(step, Cells | Holistic):
        return step.key is None
    return isinstance(step, Persons)


def _rows(frame: pl.DataFrame) -> list[str]:
    """Return the column with the number of rows, where there is one."""
    return [name for name in frame.columns if name == "rijen"]


def _named(
    frame: pl.DataFrame, keys: list[str], names: Mapping[str, Part], missing: list[str]
) -> pl.DataFrame:
    """Return what was counted, in order of its keys, with every column under its own name."""
    return frame.select(
        *keys,
        *(pl.col(name).cast(pl.Int64) for name in _rows(frame)),
        *(
            pl.col(column(at)).cast(EXACT if names[name].exact else pl.Int64).alias(name)
            for at, name in enumerate(missing)
        ),
    ).sort(keys)


def _always(step: Cells) -> Cells:
    """Return the step over all that there is, so that its cells serve any window.

    By month, whatever the periods asked for, but for days. A window that begins or ends within a
    month cuts its cells: then that end stays.
    """
    fine = Grain.DAG if step.fine is Grain.DAG else Grain.MAAND
    days = step.moment.timing is not Timing.GEBEURTENIS or fine is Grain.DAG
    ends = days or Period.holding(step.until, Grain.MAAND).end == step.until
    begins = days or Period.holding(step.since, Grain.MAAND).start == step.since
    last = Period.holding(_LAST, Grain.MAAND)
    window = replace(step.window, last=last, peildatum=_LAST if ends else step.until)
    since = BEGINNING if begins else step.since
    return replace(step, window=window, since=since, fine=fine)


def _dimensions(step: Step) -> list[str]:
    return [dimension(index) for index in range(len(step.dimensions))]


def _of_file(name: str, index: int) -> str:
    # No source can have a dollar in its name.
    return f"{name}${index}"
