"""The full account of twelve million person-periods, against the scan that makes its cells.

That scan is DuckDB by hand: sums per buurt and quarter, and who stayed, came and left between the
first and the last.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from bench.library import Levels, views
from bench.measure import Row, best
from resultaat.compile.request import Window
from resultaat.core.periods import Period
from resultaat.core.settings import Settings
from resultaat.cycle.runs import info_of
from resultaat.engine.gegevens import Gegevens
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import load_catalog
from resultaat.release.toegerekend import Toegerekend
from resultaat.toerekening.attribute import attribute, figures_of
from resultaat.toerekening.question import Question

BUURTEN, WIJKEN, TREATED, QUARTERS, START = 200, 20, 40, 12, 6
#: Of every twenty persons in a buurt one is away, each quarter another: so cells are of one size.
PERSONS = BUURTEN * 20 * 265
SETTINGS = Settings(threads=2)
WINDOW = Window(Period.parse("2021-K1"), Period.parse("2023-K4"), Period.parse("2023").end)
FILES = {
    "resultaat.yaml": (
        "naam: Bench\ngebied: GM0000\ngebieden: gebieden.csv\n"
        "rapportages:\n  alles: {titel: Alles, over: 2023-K4, vanaf: 2021-K1}\n"
    ),
    "indicators/bronnen/meldingen.yaml": (
        "naam: Meldingen\nherkomst: bench\ngrondslag: bench\nbestand: meldingen.parquet\n"
        "sleutel: rij\npersoon: wie\ngebied: {kolom: buurt, niveau: buurt}\n"
        "kolommen: {rij: aantal, wie: pseudoniem, buurt: gebied, op: datum, getal: aantal}\n"
    ),
    "indicators/doelen.yaml": (
        "bestuursperiode: 2022-2026\nprogrammas:\n  sociaal:\n    naam: Sociaal domein\n"
        "    doelen:\n      proef_doel: {naam: Een doel, wat_willen_we: Dat het goed gaat.}\n"
    ),
    "indicators/proef/proef.yaml": (
        "soort: resultaat\nnaam: Proef\nwaarom: Om te weten hoe snel dit gaat.\ndoel: proef_doel\n"
        "telt: {bron: meldingen, aandeel: getal = 1, datum: op}\nrichting: hoger\n"
        "van_wie: inwoner\nrol: leveren\ninvloed: groot\ngeen_let_op: Dit meet tijd.\n"
    ),
    "indicators/interventies/aanpak.yaml": (
        "naam: Aanpak\ndoelgroep: iedereen\nwaar_en_wanneer:\n"
        + "".join(f"  - {{buurt: BU{b:08d}, vanaf: 2022-K3}}\n" for b in range(TREATED))
        + "verwacht:\n  - {indicator: proef, richting: hoger, na: 0 dagen}\n"
    ),
}


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = make(folder)
        data = prepared(folder)
        found: list[Toegerekend] = []
        ours = best(lambda: found.append(account(data)))
        hand = best(lambda: by_hand(folder))
        effect = found[-1].verdienste[0].effect
        job = f"the full account of {rows / 1e6:.1f} million person-quarters, {BUURTEN} buurten"
        measured = f"{ours:.2f} s (effect {effect:+.3f}, planted +0.100)"
        yield Row(job, measured, f"the scan {hand:.2f} s", f"{ours / hand:.2f}", "3.00")


def make(folder: Path) -> int:
    """Write the rows, one person per buurt, quarter and number; return how many."""
    file = folder / "meldingen.parquet"
    con = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    begun = f"(p % {BUURTEN} < {TREATED} AND t >= {START})"
    con.execute(
        f"COPY (SELECT p * {QUARTERS} + t AS rij, 'p' || p AS wie,"
        f" 'BU' || lpad((p % {BUURTEN})::VARCHAR, 8, '0') AS __gebied,"
        " (DATE '2021-02-01' + to_months((t * 3)::INTEGER))::DATE AS op,"
        f" (hash(p * 31 + t) % 1000 < 400 + hash(p % {BUURTEN} * 17 + t) % 40"
        f" + CASE WHEN {begun} THEN 100 ELSE 0 END)::BIGINT AS getal"
        f" FROM range({PERSONS}) a(p), range({QUARTERS}) b(t)"
        f" WHERE (p // {BUURTEN}) % 20 <> t % 20) TO '{file}' (FORMAT parquet)"
    )
    counted = con.execute(f"SELECT count(*) FROM '{file}'").fetchone()
    con.close()
    Levels(BUURTEN, WIJKEN).write(folder / "gebieden.parquet")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return int(counted[0]) if counted else 0


def prepared(folder: Path) -> Gegevens:
    """Return the working folder with its rows as if they were data."""
    areas = {"GM0000": Gebied("GM0000", "Bench", Niveau.GEMEENTE)}
    for number in range(BUURTEN):
        wijk, code = f"WK{number % WIJKEN:06d}", f"BU{number:08d}"
        areas[wijk] = Gebied(wijk, wijk, Niveau.WIJK, "GM0000")
        areas[code] = Gebied(code, code, Niveau.BUURT, wijk)
    indeling = Indeling(areas, "GM0000")
    return Gegevens(load_catalog(folder), indeling, views(folder), SETTINGS, {})


def account(data: Gegevens) -> Toegerekend:
    """Make the account between the first and the last quarter, from the rows on."""
    asked = Question("proef", WINDOW.first, WINDOW.last)
    run = info_of(data.catalog, "alles", WINDOW, data.indeling, ({}, {}))
    return attribute(asked, figures_of(asked, WINDOW, data, run, lambda _: None), data)


def by_hand(folder: Path) -> int:
    """Make the cells with DuckDB alone; return how many."""
    con = duckdb.connect(config={"threads": 2})
    con.execute(f"CREATE VIEW m AS FROM '{folder / 'meldingen.parquet'}'")
    quarter = "date_trunc('quarter', op)"
    cells = con.execute(
        f"SELECT __gebied, {quarter}, count(*), sum(getal), sum(getal * getal) FROM m GROUP BY 1, 2"
    ).fetchall()
    first, last = (f"{each.start:%Y-%m-%d}" for each in (WINDOW.first, WINDOW.last))
    ends = " UNION ALL ".join(
        f"SELECT wie, __gebied, {number} AS t, getal FROM m WHERE {quarter} = DATE '{day}'"
        for number, day in enumerate((first, last))
    )
    followed = con.execute(
        f"SELECT __gebied, n0 > 0 AS was, n1 > 0 AS is_, sum(n0), sum(n1), sum(y0), sum(y1) FROM"
        " (SELECT wie, __gebied, count_if(t = 0) AS n0, count_if(t = 1) AS n1,"
        " sum(getal) FILTER (WHERE t = 0) AS y0, sum(getal) FILTER (WHERE t = 1) AS y1"
        f" FROM ({ends}) GROUP BY 1, 2) GROUP BY 1, 2, 3"
    ).fetchall()
    con.close()
    return len(cells) + len(followed)
