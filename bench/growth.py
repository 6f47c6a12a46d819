"""What becomes of the time when there are more: areas, indicators, inwoners, definitions.

Rows are made by DuckDB itself and not by the fictional municipality, which would take longer than
the job.
"""

from __future__ import annotations

import gc
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

from bench.library import Levels, measures, requests, views, window
from bench.measure import Row, best
from resultaat.cli import SELDOM
from resultaat.compile.compiler import compile_requests
from resultaat.compile.render import statements
from resultaat.core.settings import Settings
from resultaat.engine.run import run_plan

SETTINGS = Settings(threads=2)
MILLIONS = (1, 4, 18)
ROWS, WIDE, YEARS = 5_000_000, 20_000_000, 8


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _areas(folder)
        yield from _indicators(folder)
        yield _compiling(folder)
    yield from _inwoners()


def make(folder: Path, rows: int, levels: Levels) -> None:
    """Write rows of eight years over all areas, each of a person with two of them."""
    con = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    con.execute(
        "COPY (SELECT i AS rij, 'p' || (i // 2) AS wie,"
        f" 'BU' || lpad((hash(i // 2) % {levels.buurten})::VARCHAR, 8, '0') AS __gebied,"
        f" DATE '2017-01-01' + (hash(i + 7) % {365 * YEARS})::INTEGER AS op,"
        " (hash(i + 13) % 100)::BIGINT AS getal,"
        " ((hash(i + 17) % 100000) / 100)::DECIMAL(18, 2) AS bedrag"
        f" FROM range({rows}) r(i)) TO '{folder / 'meldingen.parquet'}' (FORMAT parquet)"
    )
    con.close()
    levels.write(folder / "gebieden.parquet")


def _areas(folder: Path) -> Iterator[Row]:
    make(folder, WIDE, Levels(14_000, 3_300, 330, land=True))
    asked = measures(12, 8, 0)
    quarters = requests(folder, asked, window("2017-K1", "2024-K4"), {"teller"})
    years = requests(folder, asked, window("2017", "2024"), {"teller"})
    both = [*quarters, *(replace(each, indicator=f"{each.indicator}_jaar") for each in years)]
    plan = compile_requests(both)
    ours = best(lambda: run_plan(plan, views(folder), SETTINGS, lambda _: None), 2)
    value = {"count": "count(*)", "sum": "sum(bedrag)"}
    columns = ", ".join(f"{value[each['kind']]} FILTER (WHERE {each['where']})" for each in asked)

    def by_hand() -> None:
        con = duckdb.connect(config={"threads": 2})
        con.execute(
            "CREATE TEMP TABLE cells AS SELECT __gebied, date_trunc('quarter', op)::DATE AS start,"
            f" {columns} FROM '{folder / 'meldingen.parquet'}' GROUP BY 1, 2"
        )
        con.close()

    hand = best(by_hand, 2)
    job = "20 sums and counts, 20 million rows, 14 thousand areas, 4 levels, quarter and year"
    against = f"hand-written scan to cells {hand:.2f} s"
    yield Row(job, f"{ours:.2f} s", against, f"{ours / hand:.2f}", "1.20")


def _indicators(folder: Path) -> Iterator[Row]:
    make(folder, ROWS, Levels(1_000, 100))
    times = {}
    for many in (1, 60):
        made = requests(folder, measures(many, 0, 0), window("2021", "2024"))
        times[many] = best(
            lambda made=made: run_plan(
                compile_requests(made), views(folder), SETTINGS, lambda _: None
            ),
            2,
        )
    job = "60 indicators, with persons and intervals, 5 million rows"
    ratio = f"{times[60] / times[1]:.2f}"
    yield Row(job, f"{times[60]:.2f} s", f"1 indicator {times[1]:.2f} s", ratio, "3")
    hand = {many: best(lambda many=many: _counts_by_hand(folder, many), 2) for many in (1, 60)}
    job = "the same by hand, without persons and intervals: one scan to cells by year"
    ratio = f"{hand[60] / hand[1]:.2f}"
    yield Row(job, f"{hand[60]:.2f} s", f"1 indicator {hand[1]:.2f} s", ratio)


def _counts_by_hand(folder: Path, many: int) -> None:
    columns = (f"count(*) FILTER (WHERE {each['where']})" for each in measures(many, 0, 0))
    con = duckdb.connect(config={"threads": 2})
    con.execute(
        "CREATE TEMP TABLE cells AS SELECT __gebied, date_trunc('year', op)::DATE AS start,"
        f" {', '.join(columns)} FROM '{folder / 'meldingen.parquet'}'"
        " WHERE op BETWEEN DATE '2021-01-01' AND DATE '2024-12-31' GROUP BY 1, 2"
    )
    con.close()


def _compiling(folder: Path) -> Row:
    made = requests(folder, measures(60, 40, 0), window("2021", "2024"))
    gc.set_threshold(*SELDOM)  # as a command does

    def compiled() -> None:
        plan = compile_requests(made)
        for number, step in enumerate(plan.steps):
            statements(step, number)

    seconds = best(compiled, 5)
    return Row("compile 100 indicators × 5 levels, warm", f"{seconds * 1000:.0f} ms", target="150")


def _inwoners() -> Iterator[Row]:
    """Each size in a process of its own, so that its memory is its own."""
    times = {}
    for millions in MILLIONS:
        code = f"from bench.growth import alone; alone({millions})"
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        # Whoever writes the rows may say how far it is on the same line.
        seconds, peak = json.loads(done.stdout.splitlines()[-1])
        times[millions] = seconds
        label = f"{millions} million inwoners, two rows each, 20 measures of which 3 of persons"
        yield Row(label, f"{seconds:.1f} s, {peak:.1f} GB", target="6 GB at 18 million")
    first, last = MILLIONS[0], MILLIONS[-1]
    exponent = math.log(times[last] / times[first]) / math.log(last / first)
    yield Row("growth of the time", f"exponent {exponent:.2f}", target="1.05")


def alone(millions: int) -> None:
    """Run one size and print its processor time and its peak memory in GB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code = f"from bench.growth import made; made({millions}, '{name}')"
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        made = requests(folder, measures(12, 5, 3), window("2021", "2024"), {"teller"})
        plan = compile_requests(made)
        seconds = best(lambda: run_plan(plan, views(folder), SETTINGS, lambda _: None), 1)
        print(json.dumps([seconds, peak()]))


def peak() -> float:
    """Return the most memory of this process in GB.

    Not what `resource` says: a process begins there with the most that its parent ever had.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (line,) = (each for each in status.splitlines() if each.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024**2


def made(millions: int, folder: str) -> None:
    """Write the rows of so many inwoners."""
    make(Path(folder), millions * 2 * 10**6, Levels(14_000, 3_300, 330, land=True))
