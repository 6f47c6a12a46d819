"""Twenty indicators over five million rows: fused plan, naive plan, and DuckDB by hand.

By hand is the best that we know for this job: one scan to cells by year, then a join to each level.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from bench.measure import Row, best
from resultaat.compile.compiler import compile_requests
from resultaat.compile.passes.naive import naive
from resultaat.compile.plan import Plan
from resultaat.compile.request import Request, Window, requests_for
from resultaat.compile.views import view_of
from resultaat.core.periods import Period
from resultaat.core.settings import Settings
from resultaat.engine.run import run_plan
from resultaat.language.catalog import load_catalog

ROWS = 5_000_000
WIJKEN, BUURTEN = 100, 1_000
MEASURES = 20


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _data(folder)
        requests = _requests(folder)
        views = {
            view_of("meldingen"): folder / "meldingen.parquet",
            "gebieden": folder / "gebieden.parquet",
        }
        hand = best(lambda: _by_hand(views))
        fused = best(lambda: _run(compile_requests(requests), views))
        slow = best(lambda: _run(naive(requests), views), repeats=1)
    job = f"{MEASURES} counts, {ROWS // 10**6} million rows, 3 levels, years"
    yield Row(job, f"{fused:.2f} s", f"by hand {hand:.2f} s", f"{fused / hand:.2f}", "1.20")
    yield Row("the same, one scan per part", f"{slow:.2f} s", "fused", f"{slow / fused:.1f}")


def _run(plan: Plan, views: dict[str, Path]) -> None:
    run_plan(plan, views, Settings(), lambda _: None)


def _data(folder: Path) -> None:
    con = duckdb.connect()
    con.execute(
        "COPY (SELECT 'BU' || lpad((hash(i) % $buurten)::VARCHAR, 8, '0') AS __gebied,"
        " DATE '2021-01-01' + (hash(i + 7) % 1460)::INTEGER AS op,"
        " (hash(i + 13) % 100)::BIGINT AS getal FROM range($rows) r(i))"
        f" TO '{folder / 'meldingen.parquet'}' (FORMAT parquet)",
        {"buurten": BUURTEN, "rows": ROWS},
    )
    closure = (
        "SELECT 'BU' || lpad(b::VARCHAR, 8, '0') AS gebied, 'buurt' AS niveau_gebied,"
        " {} AS binnen, '{}' AS niveau FROM range(1000) r(b)"
    )
    levels = (
        closure.format("'BU' || lpad(b::VARCHAR, 8, '0')", "buurt"),
        closure.format("'WK' || (b % 100)", "wijk"),
        closure.format("'GM0001'", "gemeente"),
    )
    con.execute(
        f"COPY ({' UNION ALL '.join(levels)}) TO '{folder / 'gebieden.parquet'}' (FORMAT parquet)"
    )
    con.close()


def _requests(folder: Path) -> list[Request]:
    definitions = folder / "indicators"
    (definitions / "bronnen").mkdir(parents=True)
    (definitions / "proef").mkdir()
    (folder / "resultaat.yaml").write_text(
        "naam: Bench\ngebied: GM0001\ngebieden: gebieden.csv\n"
        "rapportages:\n  jaar_2024: {titel: Jaar, over: 2024, vanaf: 2021}\n"
    )
    (definitions / "bronnen" / "meldingen.yaml").write_text(
        "naam: Meldingen\nherkomst: bench\nbestand: meldingen.parquet\n"
        "gebied: {kolom: buurt, niveau: buurt}\n"
        "kolommen: {buurt: gebied, op: datum, getal: aantal}\n"
    )
    for number in range(MEASURES):
        (definitions / "proef" / f"telling_{number}.yaml").write_text(
            "soort: context\nnaam: Telling\nwaarom: Om te weten hoe snel dit gaat.\n"
            f"telt: {{bron: meldingen, waar: getal < {number * 5 + 3}, aantal: rijen, datum: op}}\n"
        )
    window = Window(Period.parse("2021"), Period.parse("2024"), date(2024, 12, 31))
    return requests_for(load_catalog(folder), window)


def _by_hand(views: dict[str, Path]) -> None:
    parts = ", ".join(
        f"count(*) FILTER (WHERE getal < {number * 5 + 3}) AS p{number}"
        for number in range(MEASURES)
    )
    sums = ", ".join(f"sum(p{number})" for number in range(MEASURES))
    con = duckdb.connect(config={"threads": 2})
    con.execute(
        "CREATE TEMP TABLE cells AS SELECT __gebied AS gebied, date_trunc('year', op) AS moment,"
        f" {parts} FROM '{views['bron_meldingen']}' WHERE op <= DATE '2024-12-31' GROUP BY 1, 2"
    )
    con.sql(
        f"SELECT niveau, binnen, moment, {sums} FROM cells"
        f" JOIN '{views['gebieden']}' USING (gebied) GROUP BY 1, 2, 3"
    ).fetchall()
    con.close()
