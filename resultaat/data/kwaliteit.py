"""The quality of the data behind a run as one frame: counts of rows, and nothing about a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from resultaat.data.history import history
from resultaat.data.levering import Levering
from resultaat.data.leveringen import OUTSIDE, USED

#: A row per source and reason (`gebruikt`, `buiten` or a code). `rijen` of a source add up to its
#: `rijen_bestand`; `aandeel` is a fraction of it. `staat` is how the load came about.
KWALITEIT = pl.Schema(
    {
        "bron": pl.String(),
        "lading": pl.Int64(),
        "geladen_op": pl.Datetime(time_zone="UTC"),
        "staat": pl.String(),
        "nieuwste": pl.String(),
        "rijen_bestand": pl.Int64(),
        "reden": pl.String(),
        "kolom": pl.String(),
        "uitleg": pl.String(),
        "rijen": pl.Int64(),
        "aandeel": pl.Float64(),
    }
)


def kwaliteit_of(root: Path, gegevens: Mapping[str, str]) -> pl.DataFrame:
    """Return how good the loads were that a run was made with (schema KWALITEIT).

    `gegevens` is the digest of the snapshot of each source, as a run keeps it. Of a source whose
    load is not in the history any more there is no row.
    """
    rows = [
        row
        for bron, digest in sorted(gegevens.items())
        for load in _last(root, bron, digest)
        for row in _rows(load)
    ]
    moment = pl.col("geladen_op").str.to_datetime(time_unit="us", time_zone="UTC")
    read = {**KWALITEIT, "geladen_op": pl.String()}
    return pl.DataFrame(rows, schema=read, orient="row").with_columns(moment)


def _last(root: Path, bron: str, digest: str) -> list[Levering]:
    """Return the last load that gave a snapshot; none where there is none."""
    return [each for each in history(root, bron) if each.momentopname == digest][-1:]


def _rows(load: Levering) -> Iterator[tuple[object, ...]]:
    head = (load.bron, load.nummer, load.moment, load.soort, load.nieuwste, load.rijen)
    whole = max(load.rijen, 1)
    yield (*head, USED, "", "", load.gebruikt, load.gebruikt / whole)
    for each in load.redenen:
        named = (each.code or OUTSIDE, each.kolom, each.reden)
        yield (*head, *named, each.rijen, each.rijen / whole)
