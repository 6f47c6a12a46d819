"""Five million rows; person, buurt and gemeente by month; 20 measures of which 3 of persons.

By hand is the best that we know: one table of person, area and month with every measure, and both
levels from it; persons with several areas in a month are counted again. Peers run the same job in
an environment of their own, and every result is compared with ours.

A row per person is never released, and no analysis of ours asks for one: the engine can be asked
all the same, by who it is about as by any other value. Different persons in a cell of one person
are whether there is a row.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
from sqlglot import exp

from bench import environments
from bench.library import Levels, Measure, measures, requests, views, window
from bench.measure import Row, best
from resultaat.compile.compiler import compile_requests
from resultaat.compile.parts import Aggregate, count
from resultaat.compile.plan import Plan
from resultaat.compile.request import Request
from resultaat.compile.roll import Dimension
from resultaat.core.settings import Settings
from resultaat.engine.run import Frames, answer_frame, roles_frame, run_plan

ROWS, PERSONS, BUURTEN = 5_000_000, 200_000, 1_000
#: At least so many times as fast as these.
PEERS = {"sidemantic": 3.0, "boring": 3.5, "metricflow": 8.0}
SETTINGS = Settings(threads=2)
_MONTH = "date_trunc('month', op)::DATE"
#: What a row of each level is known by, beside its month.
KEYS = {"persoon": ["wie", "gebied"], "buurt": ["gebied"], "gemeente": []}
Figures = Mapping[str, pl.DataFrame]


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        asked = measures(12, 5, 3)
        areas = requests(folder, asked, window("2024-01", "2024-12"), {"teller"})
        people = [per_person(each) for each in areas]
        theirs = {each.label: each.indicator for each in people}
        times = {}
        for label, made in (("areas", areas), ("all", [*people, *areas])):
            plan = compile_requests(made)
            times[label] = best(lambda plan=plan: run_plan(plan, views(folder), SETTINGS, _quiet))
        frames = run_plan(plan, views(folder), SETTINGS, _quiet)
        figures = {"persoon": by_person(people, theirs, plan, frames), **table(areas, plan, frames)}
        del frames
        hand = {
            label: best(lambda levels=levels: by_hand(folder, asked, levels))
            for label, levels in (("areas", ("buurt", "gemeente")), ("all", tuple(KEYS)))
        }
        same = equal(figures, by_hand(folder, asked, tuple(KEYS)))
        job = f"20 measures, 3 of persons, {ROWS // 10**6} million rows,"
        for label, levels in (("all", "person, buurt, gemeente"), ("areas", "buurt, gemeente")):
            ratio = f"{times[label] / hand[label]:.2f}{same}"
            against = f"by hand {hand[label]:.2f} s"
            yield Row(f"{job} {levels} × month", f"{times[label]:.2f} s", against, ratio, "1.10")
        yield from _peers(folder, asked, figures, times)


def _peers(
    folder: Path, asked: list[Measure], figures: Figures, times: Mapping[str, float]
) -> Iterator[Row]:
    for peer, target in PEERS.items():
        seconds = in_its_own_environment(peer, folder, asked)
        if seconds is None:
            yield Row(f"the same, {peer}", "", "not installed", "", f"{target:.1f}")
            continue
        same = equal(figures, {level: folder / f"{level}.parquet" for level in figures})
        for label, levels in (("all", tuple(KEYS)), ("areas", ("buurt", "gemeente"))):
            took = sum(seconds[level] for level in levels)
            ratio = f"{took / times[label]:.1f}{same}"
            job = f"the same, {peer}, {', '.join(levels)}"
            yield Row(job, f"{took:.2f} s", "ours", ratio, f"{target:.1f}")


def _quiet(_: str) -> None:
    """Say nothing."""


def per_person(request: Request) -> Request:
    """Return the same measure for every person, in the area of the rows."""
    part = request.roles["teller"]
    if part.aggregate is Aggregate.DISTINCT:
        part = count(part.where)
    return replace(
        request,
        name=f"{request.indicator} per persoon",
        roles={"n": part},
        dimensions=(Dimension("wie", exp.column("wie")),),
    )


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


def table(made: list[Request], plan: Plan, frames: Frames) -> dict[str, pl.DataFrame]:
    """Return our figures as the job asks for them: a frame per level, a column per measure."""
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


def by_person(
    made: list[Request], names: Mapping[str, str], plan: Plan, frames: Frames
) -> pl.DataFrame:
    """Return our figures per person, area and month; of different persons whether there is one."""
    found = []
    for request in made:
        name = names[request.label]
        one = answer_frame(request, plan, frames)
        value = pl.col("n") if not name.startswith("distinct") else (pl.col("n") > 0).cast(pl.Int8)
        found.append(one.select(value.alias(name)))
    keys = one.select("wie", "gebied", maand="start")
    return pl.concat([keys, *found], how="horizontal")


def equal(ours: Figures, theirs: Figures | Mapping[str, Path]) -> str:
    """Return nothing where all figures are the same, and what differs otherwise."""
    for level, mine in ours.items():
        given, keys = theirs[level], KEYS[level]
        other = pl.read_parquet(given) if isinstance(given, Path) else given
        names = [name for name in mine.columns if name not in ("wie", "gebied", "maand")]
        both = [
            frame.with_columns(pl.col(pl.Boolean).cast(pl.Int8))
            .select(
                pl.col("maand").cast(pl.Date),
                *keys,
                # A sum over no row at all is null with some and zero with others.
                *(pl.col(name).cast(pl.Decimal(38, 2)).fill_null(0) for name in names),
            )
            .sort("maand", *keys)
            for frame in (mine, other)
        ]
        wrong = [name for name in names if not both[0][name].equals(both[1][name])]
        if both[0].height != both[1].height or wrong:
            return f" ({level}: {len(wrong)} of {len(names)} measures differ)"
    return ""


def by_hand(folder: Path, asked: list[Measure], levels: Sequence[str]) -> dict[str, pl.DataFrame]:
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
    found = {}
    if "persoon" in levels:
        con.execute(
            f"CREATE TEMP TABLE p AS {group}, wie, {cells}, {flags} FROM m GROUP BY 1, 2, 3"
        )
        con.execute(f"CREATE TEMP TABLE c AS SELECT gebied, maand, {sums} FROM p GROUP BY 1, 2")
        found["persoon"] = con.sql("FROM p").pl()
    else:  # two scans are faster than one table of all
        con.execute(f"CREATE TEMP TABLE c AS {group}, {cells} FROM m GROUP BY 1, 2")
        con.execute(f"CREATE TEMP TABLE p AS {group}, wie, {flags} FROM m GROUP BY 1, 2, 3")
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


def in_its_own_environment(
    peer: str, folder: Path, asked: list[Measure]
) -> dict[str, float] | None:
    """Run a peer on the job, twice; return the shorter time of each level in seconds."""
    python = environments.of(peer)
    if python is None:
        return None
    job = folder / "job.json"
    job.write_text(json.dumps(asked), encoding="utf-8")
    script = Path(__file__).parent / "peers" / f"{peer}_peer.py"
    arguments = [str(python), str(script), str(folder / "meldingen.parquet"), str(job), str(folder)]
    runs: list[dict[str, float]] = []
    for _ in range(2):
        done = subprocess.run(arguments, check=True, capture_output=True, text=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return {level: min(each[level] for each in runs) for level in runs[0]}
