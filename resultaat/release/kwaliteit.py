"""The quality of the data as it may leave: of rows of people never an exact number.

How many rows were set aside, and why, can be about one person: a count under the minimum is hidden.
From what stays it would follow by subtraction, also beside an earlier run or another source of the
same file. So all counts of rows of people are multiples of the minimum (`data.afgerond`).
"""

from __future__ import annotations

from datetime import date

import polars as pl

from resultaat.data.afgerond import unit_of, whole
from resultaat.data.kwaliteit import GEBIEDEN, RIJEN, kwaliteit_of
from resultaat.data.levering import BENADERD
from resultaat.data.leveringen import USED
from resultaat.language.catalog import Catalog
from resultaat.language.documents.bron import Bron
from resultaat.release.schemas import KWALITEIT

__all__ = ["BENADERD", "released_kwaliteit"]

_MONTH = len("2025-12")


def released_kwaliteit(catalog: Catalog, gegevens: dict[str, str], op: date) -> pl.DataFrame:
    """Return how good the loads of a run were, as it may leave (schema KWALITEIT).

    `gegevens` is the digest of the snapshot of each source; `op` the day of the run, on which a
    source was late or not.
    """
    counted = kwaliteit_of(catalog.root, gegevens)
    docs = {name: each.doc for name, each in catalog.bronnen.items()}
    units = {name: unit_of(catalog, name) for name in gegevens}
    unit = pl.col("bron").replace_strict(units, default=None, return_dtype=pl.Int64)
    exact, rows = unit.is_null(), pl.col("soort") == RIJEN
    areas = pl.col("soort") == GEBIEDEN  # of which the number is about nobody
    hidden = ~exact & ~areas & pl.col("aantal").is_between(1, unit - 1)
    used = rows & (pl.col("reden") == USED)
    number = pl.when(areas).then("aantal").otherwise(whole(pl.col("aantal"), unit, down=used))
    # A sum of what is shown tells nothing that is not shown.
    file = pl.when(rows).then(number).sum().over("bron")
    told = pl.when(exact | (file > 0) | (pl.col("rijen_bestand") == 0)).then(file)
    frame = counted.with_columns(
        naam=pl.col("bron").replace({name: doc.naam for name, doc in docs.items()}),
        te_laat=_late(docs, op),
        # The last day is that of one row.
        nieuwste=pl.when(exact).then("nieuwste").otherwise(pl.col("nieuwste").str.head(_MONTH)),
        rijen_bestand=told,
        verborgen=hidden,
        afgerond=pl.when(~areas).then(unit),
        aantal=pl.when(~hidden).then(number),
        aandeel=pl.when(rows & ~hidden & (told > 0)).then(number / told),
    )
    return frame.select(pl.col(name).cast(dtype) for name, dtype in KWALITEIT.items())


def _late(docs: dict[str, Bron], op: date) -> pl.Expr:
    """Whether nothing new came in for longer than the contract says; null where it says nothing."""
    days = {name: doc.ververst.days for name, doc in docs.items() if doc.ververst is not None}
    allowed = pl.col("bron").replace_strict(days, default=None, return_dtype=pl.Int64)
    age = pl.lit(op) - pl.col("nieuwste").str.to_date("%Y-%m-%d", strict=False)
    return age.dt.total_days() > allowed
