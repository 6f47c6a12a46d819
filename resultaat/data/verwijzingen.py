"""References to rows of another source, held against the rows that were loaded of it.

A relation that is `verplicht` promises that each row finds its row there, where `geldig_op` is
given on that day. The keys are those of the snapshot of the other source, so that source is loaded
first, and the name of its snapshot is part of what a load depends on. A row without a reference
promises nothing: whether that may be is up to `mag_leeg`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from resultaat.data.store import Snapshot
from resultaat.language.relations import Relation

#: Columns of `Verwezen.rijen`: the key, and the first day that the other source knows it.
KEY, SINCE = "__verwijst_naar", "__vanaf"


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A relation that must hold, and the rows that the other source has now."""

    relation: Relation
    snapshot: Snapshot

    @property
    def mark(self) -> str:
        """Return what tells whether rows were judged by the same rows of the other source."""
        return f"{self.relation}={self.snapshot.digest}"

    @property
    def delivered(self) -> bool:
        """Whether there is anything to hold a reference against."""
        return self.snapshot.rijen > 0


@dataclass(frozen=True, slots=True)
class Verwezen:
    """The keys that rows may refer to: each once, with the first day that it holds (or null)."""

    relation: Relation
    rijen: pl.DataFrame

    @classmethod
    def of(cls, verwijzing: Verwijzing) -> Verwezen:
        """Read the keys of a source."""
        relation = verwijzing.relation
        wanted = [relation.key, *([relation.peildatum] if relation.peildatum else [])]
        read = pl.concat(
            pl.read_parquet(part.path, columns=wanted, glob=False)
            for part in verwijzing.snapshot.parts
        ).drop_nulls(relation.key)
        since = pl.col(relation.peildatum).min() if relation.peildatum else pl.lit(None, pl.Date)
        by = pl.col(relation.key).alias(KEY)
        return cls(relation, read.group_by(by).agg(since.first().alias(SINCE)))

    def since(self, values: pl.Series) -> pl.DataFrame:
        """Return for each value whether it is a key there (KEY), and since when (SINCE)."""
        asked = values.cast(self.rijen.schema[KEY], strict=False).alias(KEY).to_frame()
        known = self.rijen.with_columns(pl.lit(value=True).alias("__er"))
        found = asked.join(known, on=KEY, how="left", maintain_order="left")
        return found.select(pl.col("__er").fill_null(value=False).alias(KEY), SINCE)


def opened(verwijzingen: Iterable[Verwijzing]) -> tuple[Verwezen, ...]:
    """Read the keys of all sources that have any rows."""
    return tuple(Verwezen.of(each) for each in verwijzingen if each.delivered)
