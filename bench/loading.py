"""Ten million CSV rows to a checked, pseudonymised snapshot, beside DuckDB's bare CSV to Parquet.

DuckDB guesses the types and checks nothing. We read by contract: types, choices, limits, areas,
keys that come once, a look for BSNs in every column, a pseudonym for every person, parts per year,
and the hash of the content. Each runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Row, peak

ROWS, PERSONS, BUURTEN = 10_000_000, 1_000_000, 40
_KEY = "a key for benchmarks only 0123456789"
_FOLDER = """\
naam: Bench
gebied: GM9999
gebieden: gebieden.csv
rapportages: {jaar: {titel: Jaar, over: 2024}}
"""
_BRON = """\
naam: Meldingen
herkomst: bench
grondslag: bench
bestand: meldingen.csv
sleutel: nummer
persoon: inwoner
gebied: {kolom: buurt, niveau: buurt}
kolommen:
  nummer: tekst
  inwoner: bsn
  buurt: gebied
  gemeld_op: datum
  afgesloten_op: {type: datum, mag_leeg: ja}
  wet: {keuze: [jeugdwet, wmo, participatiewet]}
  uren: {type: aantal, minstens: "0", hoogstens: "200"}
  bedrag: bedrag
"""
#: Eight digits and the ninth that makes them pass the elfproef, where there is one.
_CHECK = " + ".join(f"{9 - n} * (b // {10 ** (7 - n)} % 10)" for n in range(8))


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        _alone("made", name)
        bare, bare_wall, _ = _alone("bare", name)
        ours, wall, peak = _alone("ours", name)
    job = f"{ROWS // 10**6} million CSV rows to a checked, pseudonymised snapshot"
    yield Row(
        job,
        f"{ours:.1f} s, {peak:.2f} GB ({wall:.1f} s waiting)",
        f"DuckDB, CSV to Parquet {bare:.1f} s ({bare_wall:.1f} s waiting)",
        f"{ours / bare:.2f} ({wall / bare_wall:.2f} waiting)",
        "3.0, under 2 GB",
    )


def _alone(what: str, folder: str) -> tuple[float, float, float]:
    """Run a step of this module; return processor time, seconds, and peak memory in GB."""
    code = f"from bench import loading; loading.alone('{what}', '{folder}')"
    given = {**os.environ, "RESULTAAT_SLEUTEL": _KEY}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=given
    )
    # Before it may stand how far DuckDB was.
    processor, seconds, peak = json.loads(done.stdout.splitlines()[-1].rpartition("\r")[2])
    return processor, seconds, peak


def alone(what: str, name: str) -> None:
    """Run one step and print what it took."""
    import time

    step = {"made": made, "bare": bare, "ours": ours}[what]
    processor, seconds = time.process_time(), time.perf_counter()
    step(Path(name))
    took = (time.process_time() - processor, time.perf_counter() - seconds, peak() / 1024)
    print()
    print(json.dumps(took))


def made(folder: Path) -> None:
    """Write the file, its contract and the area list."""
    import duckdb

    con = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    con.execute(
        "CREATE TABLE personen AS SELECT row_number() OVER () - 1 AS k, bsn FROM"
        f" (SELECT ({_CHECK}) % 11 AS c, lpad((b * 10 + c)::VARCHAR, 9, '0') AS bsn"
        " FROM (SELECT 10000000 + i * 37 AS b"
        f" FROM range({PERSONS * 6 // 5}) r(i))) WHERE c < 10 LIMIT {PERSONS}"
    )
    con.execute(
        "COPY (SELECT 'm' || lpad(i::VARCHAR, 8, '0') AS nummer, bsn AS inwoner,"
        f" 'BU9999' || lpad((hash(i) % {BUURTEN})::VARCHAR, 4, '0') AS buurt,"
        " DATE '2018-01-01' + (hash(i + 7) % 2900)::INT AS gemeld_op,"
        " CASE WHEN hash(i + 3) % 10 < 8 THEN (DATE '2018-01-01' + (hash(i + 7) % 2900)::INT"
        " + (hash(i + 5) % 90)::INT)::VARCHAR ELSE '' END AS afgesloten_op,"
        " ['jeugdwet', 'wmo', 'participatiewet'][1 + (hash(i + 9) % 3)::INT] AS wet,"
        " hash(i + 13) % 100 AS uren,"
        " replace(((hash(i + 17) % 100000) / 100)::DECIMAL(18, 2)::VARCHAR, '.', ',') AS bedrag"
        f" FROM range({ROWS}) r(i) JOIN personen ON k = hash(i // 3) % {PERSONS})"
        f" TO '{folder / 'meldingen.csv'}' (FORMAT csv, DELIMITER ';')"
    )
    con.close()
    areas = ["code;naam;niveau;deel_van", "GM9999;Bench;gemeente;"]
    areas += [f"BU9999{n:04d};Buurt {n};buurt;GM9999" for n in range(BUURTEN)]
    (folder / "gebieden.csv").write_text("\n".join(areas) + "\n", encoding="utf-8")
    (folder / "resultaat.yaml").write_text(_FOLDER, encoding="utf-8")
    bronnen = folder / "indicators" / "bronnen"
    bronnen.mkdir(parents=True)
    (bronnen / "meldingen.yaml").write_text(_BRON, encoding="utf-8")


def bare(folder: Path) -> None:
    """Let DuckDB copy the file to Parquet."""
    import duckdb

    con = duckdb.connect(config={"threads": 2})
    file = folder / "meldingen.csv"
    con.execute(f"COPY (FROM read_csv('{file}')) TO '{folder / 'bare.parquet'}' (FORMAT parquet)")
    con.close()


def ours(folder: Path) -> None:
    """Load the file by its contract."""
    from resultaat.language.catalog import load_catalog
    from resultaat.loading import load_sources

    done = load_sources(load_catalog(folder), ["meldingen"], None, lambda _: None)
    done.meldingen.raise_if_errors()
    (lading,) = done.ladingen
    if not lading.levering.gebruikt == lading.snapshot.rijen == ROWS:
        raise ValueError("rows were lost")
