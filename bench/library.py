"""Working folders for benchmarks: a source, an area list, and as many indicators as a job needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from resultaat.compile.request import Request, Window, requests_for
from resultaat.compile.views import view_of
from resultaat.core.periods import Period
from resultaat.language.catalog import load_catalog

#: What the peers have to be told as well: a name, what is counted, and of which rows.
Measure = dict[str, str]
_BRON = """\
naam: Meldingen
herkomst: bench
grondslag: bench
bestand: meldingen.parquet
sleutel: rij
persoon: wie
gebied: {kolom: buurt, niveau: buurt}
kolommen: {rij: aantal, wie: pseudoniem, buurt: gebied, op: datum, getal: aantal, bedrag: bedrag}
"""
_TELT = {
    "count": "aantal: rijen",
    "sum": "som: bedrag",
    "distinct": "aantal: personen",
}


def measures(counts: int, sums: int, distinct: int) -> list[Measure]:
    """Return measures that each have a filter of their own."""
    parts = [("count", counts), ("sum", sums), ("distinct", distinct)]
    return [
        {"name": f"{kind}_{n}_m", "kind": kind, "where": f"getal < {(n * 7 + len(kind)) % 97 + 2}"}
        for kind, number in parts
        for n in range(number)
    ]


@dataclass(frozen=True)
class Levels:
    """How many areas there are; each lies in one of the next level."""

    buurten: int
    wijken: int = 0
    gemeenten: int = 1
    land: bool = False

    def write(self, path: Path) -> None:
        """Write the closure of the area list."""
        code = "'BU' || lpad(b::VARCHAR, 8, '0')"
        above = {"buurt": code}
        if self.wijken:
            above["wijk"] = f"'WK' || lpad((b % {self.wijken})::VARCHAR, 6, '0')"
        above["gemeente"] = f"'GM' || lpad((b % {self.gemeenten})::VARCHAR, 4, '0')"
        if self.land:
            above["land"] = "'NL00'"
        # From every area to itself and to all above it.
        names = list(above)
        rows = [
            f"SELECT DISTINCT {above[low]} AS gebied, '{low}' AS niveau_gebied,"
            f" {above[high]} AS binnen, '{high}' AS niveau FROM range({self.buurten}) r(b)"
            for place, low in enumerate(names)
            for high in names[place:]
        ]
        con = duckdb.connect()
        con.execute(f"COPY ({' UNION ALL '.join(rows)}) TO '{path}' (FORMAT parquet)")
        con.close()


def views(folder: Path) -> dict[str, Path]:
    """Return the files of a job, as a session knows them."""
    return {
        view_of("meldingen"): folder / "meldingen.parquet",
        "gebieden": folder / "gebieden.parquet",
    }


def requests(
    folder: Path, asked: Sequence[Measure], window: Window, only: Collection[str] | None = None
) -> list[Request]:
    """Return a request per measure; with `only`, without what intervals and disclosure need."""
    _write(folder, asked)
    made = requests_for(load_catalog(folder), window)
    if only is None:
        return made
    return [
        replace(each, roles={role: part for role, part in each.roles.items() if role in only})
        for each in made
    ]


def window(first: str, last: str) -> Window:
    """Return the periods from one to another, of which all is known."""
    end = Period.parse(last)
    return Window(Period.parse(first), end, max(end.end, date(2024, 12, 31)))


def _write(folder: Path, asked: Sequence[Measure]) -> None:
    definitions = folder / "indicators"
    (definitions / "bronnen").mkdir(parents=True, exist_ok=True)
    (definitions / "proef").mkdir(exist_ok=True)
    for path in (definitions / "proef").iterdir():
        path.unlink()
    (folder / "resultaat.yaml").write_text(
        "naam: Bench\ngebied: GM0000\ngebieden: gebieden.csv\n"
        "rapportages:\n  jaar_2024: {titel: Jaar, over: 2024, vanaf: 2021}\n"
    )
    (definitions / "bronnen" / "meldingen.yaml").write_text(_BRON)
    for each in asked:
        (definitions / "proef" / f"{each['name']}.yaml").write_text(
            "soort: context\nnaam: Telling\nwaarom: Om te weten hoe snel dit gaat.\n"
            f"telt: {{bron: meldingen, waar: {each['where']}, {_TELT[each['kind']]}, datum: op}}\n"
        )
