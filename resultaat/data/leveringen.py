"""The loads themselves as a file, so that the quality of data can be counted like anything else.

`.resultaat/leveringen.csv`: one row per load of a source and reason: `gebruikt`, the code of why
rows were set aside, or `buiten` for rows that are not about the source by its contract. The rows of
one load add up to those of the file that was delivered; `gebruikt` holds them again where they were
used, so that a share can be made of the two. Of sources about people all are multiples of the
minimum (`afgerond.py`), so whatever is counted over them may be shown. A source with this file is
written anew each time that it is loaded, after all others.
"""

from __future__ import annotations

import polars as pl

from resultaat.core.atomic import replacing
from resultaat.data.afgerond import unit_of, whole
from resultaat.data.history import history
from resultaat.data.levering import GELADEN
from resultaat.data.store import FOLDER
from resultaat.language.catalog import Catalog
from resultaat.language.documents.bron import Bron

FILE = ".resultaat/leveringen.csv"
USED, OUTSIDE = "gebruikt", "buiten"
_SCHEMA = {
    "bron": pl.String,
    "lading": pl.Int64,
    "geladen_op": pl.String,
    "reden": pl.String,
    "kolom": pl.String,
    "rijen": pl.Int64,
}


def is_leveringen(bron: Bron) -> bool:
    """Whether a source is about the loads of the others."""
    return bron.bestand == FILE


def write_leveringen(catalog: Catalog, own: str, eigen: str) -> None:
    """Write the loads of all sources but `own`; each is about all of the folder's area, `eigen`."""
    folder = catalog.root / FOLDER
    names = [each.parent.name for each in sorted(folder.glob("*/ladingen"))]
    frames = [_loads_of(catalog, bron) for bron in names if bron != own]
    frame = pl.concat([pl.DataFrame(schema=_SCHEMA), *frames])
    used = pl.when(pl.col("reden") == USED).then("rijen").otherwise(0)
    frame = frame.with_columns(gebruikt=used, gebied=pl.lit(eigen))
    with replacing(catalog.root / FILE) as temporary:
        frame.write_csv(temporary, separator=";")


def _loads_of(catalog: Catalog, bron: str) -> pl.DataFrame:
    """Return the rows of all loads of a source (_SCHEMA), those of people rounded."""
    rows: list[tuple[str | int, ...]] = []
    for load in history(catalog.root, bron):
        if load.soort != GELADEN:
            continue
        head = (bron, load.nummer, load.moment[:10])
        rows.append((*head, USED, "", load.gebruikt))
        rows += [(*head, each.code or OUTSIDE, each.kolom, each.rijen) for each in load.redenen]
    used = pl.col("reden") == USED
    unit = pl.lit(unit_of(catalog, bron), pl.Int64)
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return frame.with_columns(rijen=whole(pl.col("rijen"), unit, down=used))
