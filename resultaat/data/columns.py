"""One column of a delivery by its different values.

Most columns repeat themselves: a thousand dates, forty buurten. What must be known of a value
(whether it is a date, in the list, within its limits) is found out once per different value, and
spread over the rows only where something is wrong, and for the snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from resultaat.data.typing import filled, typed
from resultaat.language.documents.bron import Bron, Kolom, KolomType

#: Rows that are looked at to see whether values repeat, and how many may differ.
_SAMPLE, _MANY = 20_000, 0.6
_TYPED = "__naar_type"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the contract: its values as written and as typed, and where each stands."""

    name: str
    kolom: Kolom
    #: Null where the file has nothing, or a word of the source for that.
    filled: pl.Series
    #: Null also where the value does not fit the type.
    typed: pl.Series
    #: The place in `filled` and `typed` of the value of each row; None where it is its own.
    at: pl.Series | None

    @classmethod
    def of(cls, values: pl.Series, name: str, bron: Bron) -> Column:
        """Return a column of a delivery as its contract types it."""
        kolom, dtype = bron.kolommen[name], values.dtype
        # Of a BSN what is found out is reckoned, which is faster than finding equal texts.
        different, at = _different(values) if kolom.type is not KolomType.BSN else (values, None)
        # As one plan: what is written twice in it is worked out once.
        plan = filled(different.alias(name).to_frame().lazy(), name, dtype, bron)
        if kolom.vertaal and dtype == pl.String:
            plan = plan.with_columns(pl.col(name).replace(kolom.vertaal))
        known = plan.with_columns(typed(pl.col(name), dtype, kolom, bron).alias(_TYPED)).collect()
        return cls(name, kolom, known[name], known[_TYPED].alias(name), at)

    def spread(self, per_value: pl.Series) -> pl.Series:
        """Return for every row what was found out per value."""
        return (per_value if self.at is None else per_value.gather(self.at)).alias(self.name)

    def where(self, per_value: pl.Series) -> pl.Series | None:
        """Return the rows of which something is so; None where there are none."""
        return self.spread(per_value.fill_null(value=False)) if per_value.any() else None


def _different(values: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    if values.dtype != pl.String or values.len() <= _SAMPLE:
        return values, None
    if values.head(_SAMPLE).n_unique() > _MANY * _SAMPLE:
        return values, None
    # Of categories of its own the numbers are places in the order in which they came.
    coded = values.cast(pl.Categorical(pl.Categories.random()))
    different = coded.unique()
    order = different.to_physical().arg_sort(nulls_last=True)
    # Nothing is a value too: the last one.
    at = coded.to_physical().fill_null(different.len() - 1)
    return different.gather(order).cast(pl.String), at
