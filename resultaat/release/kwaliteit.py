"""The quality of the data as it may leave: what is about a few people is hidden.

How many rows of people were set aside, and why, can be about one of them. Where a count is under
the minimum it is hidden, and so is the number of rows of the file, from which it would follow.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from resultaat.data.kwaliteit import RIJEN, kwaliteit_of
from resultaat.language.catalog import Catalog
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.release.schemas import KWALITEIT

_PEOPLE = (KolomType.PSEUDONIEM, KolomType.BSN)


def released_kwaliteit(catalog: Catalog, gegevens: dict[str, str], op: date) -> pl.DataFrame:
    """Return how good the loads of a run were, as it may leave (schema KWALITEIT).

    `gegevens` is the digest of the snapshot of each source; `op` the day of the run, on which a
    source was late or not.
    """
    counted = kwaliteit_of(catalog.root, gegevens)
    docs = {name: each.doc for name, each in catalog.bronnen.items()}
    # Of a source that is not there any more nobody knows whether it was about people.
    people = [name for name in gegevens if name not in docs or _about_people(docs[name])]
    few = pl.col("aantal").is_between(1, catalog.settings.bescherming.minimum - 1)
    hidden = pl.col("bron").is_in(people) & few
    rows = pl.col("soort") == RIJEN
    tells = (hidden & rows).any().over("bron")
    whole = pl.when(~tells).then(pl.col("rijen_bestand"))
    number = pl.when(~hidden).then(pl.col("aantal"))
    frame = counted.with_columns(
        naam=pl.col("bron").replace({name: doc.naam for name, doc in docs.items()}),
        te_laat=_late(docs, op),
        rijen_bestand=whole,
        verborgen=hidden,
        aantal=number,
        aandeel=pl.when(rows & (whole > 0)).then(number / whole),
    )
    return frame.select(pl.col(name).cast(dtype) for name, dtype in KWALITEIT.items())


def _about_people(doc: Bron) -> bool:
    return doc.persoon is not None or any(k.type in _PEOPLE for k in doc.kolommen.values())


def _late(docs: dict[str, Bron], op: date) -> pl.Expr:
    """Whether nothing new came in for longer than the contract says; null where it says nothing."""
    days = {name: doc.ververst.days for name, doc in docs.items() if doc.ververst is not None}
    allowed = pl.col("bron").replace_strict(days, default=None, return_dtype=pl.Int64)
    age = pl.lit(op) - pl.col("nieuwste").str.to_date("%Y-%m-%d", strict=False)
    return age.dt.total_days() > allowed
