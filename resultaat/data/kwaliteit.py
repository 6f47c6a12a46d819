"""The quality of the data behind a run as one frame: counts of rows and values, of no person.

The counts are exact, so they leave by `release/kwaliteit.py` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from resultaat.data.history import history
from resultaat.data.levering import Levering
from resultaat.data.leveringen import OUTSIDE, USED
from resultaat.data.store import PARTS, folder_of
from resultaat.language.documents.bestand import Reden, reden_column

#: What a row of the frame counts.
RIJEN, WAARDEN, GEBIEDEN = "rijen", "waarden", "gebieden"
#: Why a value is not there, where the source gives no reason.
EMPTY = "leeg"
#: A row per source and reason: `gebruikt`, `buiten` or a code of rows, which add up to
#: `rijen_bestand`; why values are not there; or what became of areas of another year.
#: `lading_soort` is how the load came about.
TELLINGEN = pl.Schema(
    {
        "bron": pl.String(),
        "lading": pl.Int64(),
        "geladen_op": pl.String(),
        "lading_soort": pl.String(),
        "nieuwste": pl.String(),
        "rijen_bestand": pl.Int64(),
        "soort": pl.String(),
        "reden": pl.String(),
        "kolom": pl.String(),
        "uitleg": pl.String(),
        "aantal": pl.Int64(),
    }
)
#: A message that does not fit is named by its file, which could be about somebody.
_MESSAGE = {"R3017": "een bericht van iJw of iWmo klopt niet"}


def kwaliteit_of(root: Path, gegevens: Mapping[str, str]) -> pl.DataFrame:
    """Return how good the loads were that a run was made with (schema TELLINGEN).

    `gegevens` is the digest of the snapshot of each source, as a run keeps it. Of a source whose
    load is not in the history any more there is no row.
    """
    rows = [
        (*_head(load), *row)
        for bron, digest in sorted(gegevens.items())
        for load in _last(root, bron, digest)
        for row in (*_rows(load), *_values(root, load), *_areas(load))
    ]
    frame = pl.DataFrame(rows, schema=TELLINGEN, orient="row")
    by = [name for name in TELLINGEN if name != "aantal"]
    return frame.group_by(by, maintain_order=True).agg(pl.col("aantal").sum())


def _last(root: Path, bron: str, digest: str) -> list[Levering]:
    """Return the last load that gave a snapshot; none where there is none."""
    return [each for each in history(root, bron) if each.momentopname == digest][-1:]


def _head(load: Levering) -> tuple[object, ...]:
    return load.bron, load.nummer, load.moment[:10], load.soort, load.nieuwste, load.rijen


def _rows(load: Levering) -> Iterator[tuple[object, ...]]:
    yield RIJEN, USED, "", "", load.gebruikt
    for each in load.redenen:
        uitleg = _MESSAGE.get(each.code, each.reden)
        yield RIJEN, each.code or OUTSIDE, each.kolom, uitleg, each.rijen


def _areas(load: Levering) -> Iterator[tuple[object, ...]]:
    """Yield what became of areas of another year: how many there are now, and how sure they are."""
    done = load.omgerekend
    if done is None:
        return
    for kind, many in done.soorten:
        yield GEBIEDEN, kind, "", f"codes van {done.van}, omgerekend naar {done.naar}", many


def _values(root: Path, load: Levering) -> Iterator[tuple[object, ...]]:
    """Yield how many values of the rows that are used are not there, by what the source says."""
    absent = {name: round(each.leeg * load.gebruikt) for name, each in load.kolommen.items()}
    told = dict.fromkeys(Reden, 0)
    for path in sorted((folder_of(root, load.bron) / load.momentopname[:20] / PARTS).glob("*")):
        with path.open("rb") as stream:
            names = pl.read_parquet_schema(stream)
        reasons = [reden_column(name) for name in absent if reden_column(name) in names]
        if reasons:
            frame = pl.read_parquet(path, columns=reasons, glob=False)
            for reden in told:
                found = frame.select(pl.all() == reden.value).sum_horizontal().sum()
                told[reden] += int(found or 0)
    rest = sum(absent.values()) - sum(told.values())
    for why, count in ((EMPTY, rest), *((each.value, many) for each, many in told.items())):
        if count > 0:
            yield WAARDEN, why, "", "", count
