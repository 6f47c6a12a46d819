"""Five million rows, buurt and gemeente by month, 20 measures of which 3 count different persons.

By hand is the best that we know: one scan to cells for what adds up, one table of persons and
months, and persons with several areas in a month counted again. Peers run the same job in an
environment of their own, and every result is compared with ours.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from bench import environments
from bench.library import Levels, Measure, measures, requests, views, window
from bench.measure import Row, best
from resultaat.compile.compiler import compile_requests
from resultaat.compile.plan import Plan
from resultaat.compile.request import Request
from resultaat.core.settings import Settings
from resultaat.engine.run import roles_frame, run_plan

ROWS, PERSONS, BUURTEN = 5_000_000, 200_000, 1_000
#: At least so many times as fast as these.
PEERS = {"sidemantic": 3.0, "boring": 3.5, "metricflow": 8.0}
SETTINGS = Settings(threads=2)
_MONTH = "date_trunc('month', op)::DATE"


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        asked = measures(12, 5, 3)
        made = requests(folder, asked, window("2024-01", "2024-12"), {"teller"})
        plan = compile_requests(made)
        ours = best(lambda: run_plan(plan, views(folder), SETTINGS, lambda _: None))
        hand = best(lambda: by_hand(folder, asked))
        figures = table(made, plan, folder)
        same = equal(figures, by_hand(folder, asked))
        job = f"20 measures, 3 of persons, {ROWS // 10**6} million rows, buurt and gemeente × month"
        yield Row(job, f"{ours:.2f} s", f"by hand {hand:.2f} s", f"{ours / hand:.2f}{same}", "1.10")
        for peer, target in PEERS.items():
            seconds = in_its_own_environment(peer, folder, asked)
            if seconds is None:
                yield Row(f"the same, {peer}", "", "not installed", "", f"{target:.1f}")
                continue
            same = equal(figures, {level: folder / f"{level}.parquet" for level in figures})
            ratio = f"{seconds / ours:.1f}{same}"
            yield Row(f"the same, {peer}", f"{seconds:.2f} s", "ours", ratio, f"{target:.1f}")


def make(folder: Path, rows: int | None = None) -> None:
    """Write the rows; one person in thirty moves in the middle of June."""
    con = duckdb.connect()
    moved = "CASE WHEN hash(p + 5) % 30 = 0 AND (m > 5 OR m = 5 AND d > 14) THEN 1 ELSE 0 END"
    con.execute(
        f"COPY (SELECT i AS rij, 'p' || p AS wie,"
        f" 'BU' || lpad(((hash(p) % {BUURTEN} + {moved}) % {BUURTEN})::VARCHAR, 8, '0')"
        " AS __gebied,"
        " (DATE '2024-01-01' + to_months(m::INTEGER) + to_days(d::INTEGER))::DATE AS op,"
        " (hash(i + 13) % 100)::BIGINT AS getal,"
        " ((hash(i + 17) % 100000) / 100)::DECIMAL(18, 2) AS bedrag FROM (SELECT i,"
        f" hash(i + 1) % {PERSONS} AS p, hash(i + 3) % 12 AS m, hash(i + 7) % 28 AS d"
        f" FROM range({rows or ROWS}) r(i))) TO '{folder / 'meldingen.parquet'}' (FORMAT parquet)"
    )
    con.close()
    Levels(BUURTEN).write(folder / "gebieden.parquet")


def table(made: list[Request], plan: Plan, folder: Path) -> dict[str, pl.DataFrame]:
    """Return our figures as the job asks for them: a frame per level, a column per measure."""
    frames = run_plan(plan, views(folder), SETTINGS, lambda _: None)
    whole: pl.DataFrame | None = None
    for request in made:
        one = roles_frame(request, plan, frames)
        one = one.select("niveau", "gebied", maand="start", **{request.indicator: pl.col("teller")})
        whole = one if whole is None else whole.join(one, on=("niveau", "gebied", "maand"))
    if whole is None:
        raise ValueError("nothing was asked")
    return {
        level: whole.filter(pl.col("niveau") == level).drop("niveau")
        for level in ("buurt", "gemeente")
    }


def equal(ours: dict[str, pl.DataFrame], theirs: dict[str, pl.DataFrame] | dict[str, Path]) -> str:
    """Return nothing where all figures are the same, and what differs otherwise."""
    for level, mine in ours.items():
        given = theirs[level]
        other = pl.read_parquet(given) if isinstance(given, Path) else given
        names = [name for name in mine.columns if name not in ("gebied", "maand")]
        both = [
            frame.select(
                pl.col("maand").cast(pl.Date),
                *([] if level == "gemeente" else ["gebied"]),
                # A sum over no row at all is null with some and zero with others.
                *(pl.col(name).cast(pl.Decimal(38, 2)).fill_null(0) for name in names),
            ).sort("maand", *([] if level == "gemeente" else ["gebied"]))
            for frame in (mine, other)
        ]
        wrong = [name for name in names if not both[0][name].equals(both[1][name])]
        if both[0].height != both[1].height or wrong:
            return f" ({level}: {len(wrong)} of {len(names)} measures differ)"
    return ""


def by_hand(folder: Path, asked: list[Measure]) -> dict[str, pl.DataFrame]:
    """Write it out for DuckDB as well as we can."""
    added = [each for each in asked if each["kind"] != "distinct"]
    persons = [each for each in asked if each["kind"] == "distinct"]
    value = {"count": "count(*)", "sum": "sum(bedrag)"}
    cells = ", ".join(
        f"{value[each['kind']]} FILTER (WHERE {each['where']}) AS {each['name']}" for each in added
    )
    flags = ", ".join(f"bool_or({each['where']}) AS {each['name']}" for each in persons)
    sums = ", ".join(f"sum({each['name']}) AS {each['name']}" for each in added)
    counts = ", ".join(f"count_if({each['name']}) AS {each['name']}" for each in persons)
    ors = ", ".join(f"bool_or({each['name']}) AS {each['name']}" for each in persons)
    con = duckdb.connect(config={"threads": 2})
    con.execute(f"CREATE VIEW m AS FROM '{folder / 'meldingen.parquet'}'")
    group = f"SELECT __gebied AS gebied, {_MONTH} AS maand"
    con.execute(f"CREATE TEMP TABLE c AS {group}, {cells} FROM m GROUP BY 1, 2")
    con.execute(f"CREATE TEMP TABLE p AS {group}, wie, {flags} FROM m GROUP BY 1, 2, 3")
    found = {}
    con.execute(f"CREATE TEMP TABLE b AS SELECT gebied, maand, {counts} FROM p GROUP BY 1, 2")
    found["buurt"] = con.sql("FROM c JOIN b USING (gebied, maand)").pl()
    con.execute(
        f"CREATE TEMP TABLE g AS SELECT maand, {counts} FROM"
        f" (SELECT wie, maand, {ors} FROM p GROUP BY 1, 2) GROUP BY 1"
    )
    found["gemeente"] = con.sql(
        f"SELECT 'GM0000' AS gebied, * FROM (SELECT maand, {sums} FROM c GROUP BY 1)"
        " JOIN g USING (maand)"
    ).pl()
    con.close()
    return found


def in_its_own_environment(peer: str, folder: Path, asked: list[Measure]) -> float | None:
    """Run a peer on the job, twice; return the shorter time in seconds."""
    python = environments.of(peer)
    if python is None:
        return None
    job = folder / "job.json"
    job.write_text(json.dumps(asked), encoding="utf-8")
    script = Path(__file__).parent / "peers" / f"{peer}_peer.py"
    arguments = [str(python), str(script), str(folder / "meldingen.parquet"), str(job), str(folder)]
    times = []
    for _ in range(2):
        done = subprocess.run(arguments, check=True, capture_output=True, text=True)
        times.append(float(done.stdout.split()[-1]))
    return min(times)
