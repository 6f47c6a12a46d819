"""A table in a databank, looked at as the file that `resultaat haal` will make of it."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import polars as pl

from resultaat.core.dutch import number
from resultaat.data.fetch.databank import Unreachable, columns_of, stream
from resultaat.data.fetch.fetch import as_text
from resultaat.data.readers.unreadable import Unreadable
from resultaat.language.documents.ophalen import Ophalen
from resultaat.scaffold.voorstel.written import Written

#: Rows that show how a table is; it may have millions.
_LOOKED_AT = 50_000
_MARK = ","


def in_databank(file: Path) -> Ophalen | None:
    """Return the table that `ZAAKSYSTEEM_URL:uitvoer.meldingen` names; None for a file."""
    found = re.fullmatch(r"([A-Z][A-Z0-9_]*):([^/:*]+)", str(file))
    return Ophalen(databank=found[1], tabel=found[2]) if found else None


def read_table(chosen: Ophalen, bron: str) -> Written:
    """Read the first rows of a table; raises Unreadable where that cannot be done."""
    try:
        names = columns_of(chosen)
        rows = list(islice(stream(chosen, names), _LOOKED_AT))
    except Unreachable as wrong:
        raise Unreadable(
            f"De databank is niet te lezen: {wrong}.",
            "Schrijf VARIABELE:schema.tabel, met het adres in die omgevingsvariabele.",
        ) from None
    if not rows:
        raise Unreadable(f"In `{chosen.tabel}` staat geen enkele rij.", "Kijk naar de naam.")
    columns = {
        name: [None if row[at] is None else as_text(row[at], _MARK) for row in rows]
        for at, name in enumerate(names)
    }
    made = Written(
        pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String())),
        {
            "bestand": f"data/{bron}.csv",
            "haal": {"databank": chosen.databank, "tabel": chosen.tabel},
            "formaat": "csv",
            "decimaalteken": _MARK,
        },
    )
    made.punten += [
        f"Het voorstel is gemaakt van de eerste {number(len(rows))} rijen van de tabel.",
        "Haal alleen op wat u nodig hebt: laat de andere kolommen weg.",
    ]
    return made
