"""One indicator is edited, the rest stands: how long until its new figures are there.

A register of a million inwoners, twenty indicators over it (shares, means, sums, persons), at every
level. What is timed is `Werk.bereken` without bijlagen: definitions read and checked, the source
found as it was loaded, the edited indicator counted, every figure finished, released and put in the
register.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

import resultaat
from bench.measure import Row
from resultaat.cli import SELDOM

MILLION = 1_000_000
WIJKEN, BUURTEN = 100, 500
TARGET = 300
_SOURCE = """\
naam: Inwoners
herkomst: bench
grondslag: bench
bestand: data/inwoners.parquet
sleutel: wie
persoon: wie
gebied: {kolom: buurt, niveau: buurt}
kolommen:
  wie: pseudoniem
  buurt: gebied
  op: datum
  uren: aantal
  goed: ja_nee
  kosten: bedrag
"""
_COUNTS = ("aandeel: goed", "gemiddelde: kosten", "som: kosten", "aantal: personen")


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        gc.set_threshold(*SELDOM)  # as a command does
        werk = resultaat.open(folder)
        anew, _ = timed(werk, cache=False)
        timed(werk)
        warm = [timed(werk) for _ in range(3)]
        again, whole = [], []
        for least in range(50, 60):
            indicator(folder, 3, least)
            (again if least < 58 else whole).append(timed(werk, bijlagen=least >= 58))
    job = "one of 20 indicators edited, 1 million inwoners, warm cache, all levels"
    first = min(again)[0]
    ratio = f"{first / anew:.2f}"
    yield Row(job, told(again), f"all counted anew {anew * 1000:.0f} ms", ratio, f"{TARGET} ms")
    yield Row("the same, nothing edited", told(warm))
    yield Row("the same, edited, with charts of signals as bijlagen", told(whole))


def told(times: Sequence[tuple[float, float]]) -> str:
    """Return the shortest wait, and the least processor time, which other work changes little."""
    waits, works = (min(each) * 1000 for each in zip(*times, strict=True))
    return f"{waits:.0f} ms ({works:.0f} ms of processor time)"


def timed(
    werk: resultaat.Werk, *, cache: bool = True, bijlagen: bool = False
) -> tuple[float, float]:
    """Return the seconds that a calculation takes, as its user waits for it, and of processors."""
    begin, work = time.perf_counter(), time.process_time()
    werk.bereken(cache=cache, alleen_cijfers=not bijlagen)
    return time.perf_counter() - begin, time.process_time() - work


def make(folder: Path) -> None:
    """Write a working folder with its source, its areas and twenty indicators."""
    for each in ("data", "indicators/bronnen", "indicators/proef"):
        (folder / each).mkdir(parents=True)
    (folder / "resultaat.yaml").write_text(
        "naam: Bench\ngebied: GM0001\ngebieden: data/gebieden.csv\n"
        "rapportages:\n  jaar_2024: {titel: Jaar, over: 2024}\n"
    )
    (folder / "indicators" / "bronnen" / "inwoners.yaml").write_text(_SOURCE)
    for number in range(20):
        indicator(folder, number, number + 3)
    wijk, buurt = "WK0001{:02}", "BU0001{:02}{:02}"
    lines = ["code;naam;niveau;deel_van", "GM0001;Bench;gemeente;"]
    lines += [f"{wijk.format(w)};W{w};wijk;GM0001" for w in range(WIJKEN)]
    lines += [
        f"{buurt.format(b % WIJKEN, b // WIJKEN)};B{b};buurt;{wijk.format(b % WIJKEN)}"
        for b in range(BUURTEN)
    ]
    (folder / "data" / "gebieden.csv").write_text("\n".join(lines) + "\n")
    con = duckdb.connect()
    con.execute(
        f"COPY (SELECT 'p' || i AS wie, 'BU0001' || lpad((b % {WIJKEN})::VARCHAR, 2, '0')"
        f" || lpad((b // {WIJKEN})::VARCHAR, 2, '0') AS buurt,"
        " DATE '2024-01-01' + (hash(i + 7) % 366)::INTEGER AS op, (hash(i + 13) % 100)::BIGINT"
        " AS uren, hash(i + 19) % 3 = 0 AS goed,"
        " ((hash(i + 17) % 100000) / 100)::DECIMAL(18, 2) AS kosten"
        f" FROM (SELECT i, hash(i) % {BUURTEN} AS b FROM range({MILLION}) r(i)))"
        f" TO '{folder / 'data' / 'inwoners.parquet'}' (FORMAT parquet)"
    )
    con.close()


def indicator(folder: Path, number: int, least: int) -> None:
    """Write one indicator; `least` is what an edit changes."""
    (folder / "indicators" / "proef" / f"telling_{number}.yaml").write_text(
        "soort: context\nnaam: Telling\nwaarom: Om te weten hoe snel dit gaat.\n"
        f"telt: {{bron: inwoners, waar: uren < {least}, {_COUNTS[number % 4]}, datum: op}}\n"
    )
