"""The loads themselves as a file, so that the quality of data can be counted like anything else.

`.resultaat/leveringen.csv`: one row per load of a source and reason: `gebruikt`, the code of why
rows were set aside, or `buiten` for rows that are not about the source by its contract. The rows of
one load add up to those of the file that was delivered; `gebruikt` holds them again where they were
used, so that a share can be made of the two. A source with this file is written anew
each time that it is loaded, after all others.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from resultaat.core.atomic import replacing
from resultaat.data.history import history
from resultaat.data.levering import GELADEN
from resultaat.data.store import FOLDER
from resultaat.language.documents.bron import Bron

FILE = ".resultaat/leveringen.csv"
USED, OUTSIDE = "gebruikt", "buiten"
COLUMNS = ("bron", "lading", "geladen_op", "reden", "kolom", "rijen", "gebruikt", "gebied")


def is_leveringen(bron: Bron) -> bool:
    """Whether a source is about the loads of the others."""
    return bron.bestand == FILE


def write_leveringen(root: Path, own: str, eigen: str) -> None:
    """Write the loads of all sources but `own`; each is about all of the folder's area, `eigen`."""
    rows: list[tuple[str, ...]] = []
    for folder in sorted((root / FOLDER).glob("*/ladingen")):
        bron = folder.parent.name
        for load in history(root, bron) if bron != own else ():
            if load.soort != GELADEN:
                continue
            head = (bron, str(load.nummer), load.moment[:10])
            used = str(load.gebruikt)
            rows.append((*head, USED, "", used, used, eigen))
            for each in load.redenen:
                rows.append((*head, each.code or OUTSIDE, each.kolom, str(each.rijen), "0", eigen))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    with replacing(root / FILE) as temporary:
        frame.write_csv(temporary, separator=";")
