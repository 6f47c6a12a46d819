"""Several files of one shape, looked at as the one file that `resultaat haal` will make of them."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from resultaat.data.fetch.bestanden import FILE, joined, matching
from resultaat.data.readers.unreadable import Unreadable
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.ophalen import Ophalen
from resultaat.scaffold.voorstel.columns import Proposed
from resultaat.scaffold.voorstel.written import BARE, Written, read_as_written

_YEAR = r"(?:19|20)[0-9]{2}"
_JOINED = (Formaat.CSV.value, Formaat.EXCEL.value, Formaat.ODS.value)


def read_together(pattern: str, root: Path, bron: str) -> Written:
    """Read all files that fit a pattern; raises Unreadable where they are not of one shape."""
    files = matching([pattern], root)
    made = read_as_written(files[0], f"data/{bron}.csv")
    if made.keys["formaat"] not in _JOINED:
        raise Unreadable(
            f"Bestanden als `{files[0].name}` zijn niet samen te voegen.",
            "Dat kan met CSV, Excel en ODS. Maak anders van elk bestand een bron.",
        )
    names = [name for name in made.frame.columns if name]
    asked = {f"kolom_{at}": {"kolom": name} for at, name in enumerate(names)}
    made.keys |= {"haal": {"bestanden": [pattern]}, "formaat": Formaat.CSV.value}
    contract = Bron.model_validate({**BARE, **made.keys, "kolommen": asked})
    columns, rows = joined(contract, Ophalen(bestanden=[pattern]), root)
    schema = dict.fromkeys(columns, pl.String())
    made.frame = pl.DataFrame(list(rows), schema=schema, orient="row").select(*names, FILE)
    made.punten.append(
        f"{len(files)} bestanden met dezelfde kolommen worden er een: resultaat haal {bron}"
    )
    return made


def year_of_file(columns: dict[str, Proposed]) -> None:
    """Take the year of each row from the name of its file, where each name has one and no more."""
    each = columns.get(FILE)
    if each is None:
        return
    names = each.values.unique().drop_nulls().to_list()
    years = [set(re.findall(rf"(?<!\d){_YEAR}(?!\d)", name)) for name in names]
    if "jaar" in columns or len(names) < 2 or any(len(found) != 1 for found in years):
        return
    del columns[FILE]
    values = each.values.str.extract(f"({_YEAR})")
    columns["jaar"] = Proposed("jaar", {"type": "tekst", "kolom": FILE, "deel": _YEAR}, values)
    columns["jaar"].punten.append("`jaar` komt uit de naam van elk bestand.")
    if len({year for found in years for year in found}) < len(names):
        columns["jaar"].punten.append(
            "Meer dan een bestand is van hetzelfde jaar. Staat daarin hetzelfde, zoals in een "
            "begroting en een jaarrekening? Tel die nooit op: maak er twee bronnen van."
        )
