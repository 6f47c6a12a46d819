"""What an aanpak added, per group and period: the account from rows, beside peers on persons.

Twelve years of the same persons, and three groups of buurten that begin in turn. Every peer
estimates the same effects (Callaway and Sant'Anna, 2021; against buurten that never begin) from
the same rows, and they must be equal. Of a peer only the estimate is timed, not the reading; of
ours everything, with the whole account around it. A peer that takes more than ten minutes or too
much memory gets half of the persons, and so do we.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from bench import environments
from bench.library import Levels
from bench.measure import Row, best
from bench.rekening import BUURTEN, FILES, WIJKEN, prepared
from resultaat.compile.request import Window
from resultaat.core.periods import Period
from resultaat.cycle.runs import info_of
from resultaat.engine.gegevens import Gegevens
from resultaat.release.verdienste import Verdienste
from resultaat.toerekening.attribute import attribute, figures_of
from resultaat.toerekening.question import Question

PERSONS, YEARS = 1_000_000, range(2012, 2024)
#: The first twenty buurten begin in 2017, the next in 2018, and so on.
STARTS, EACH = (2017, 2018, 2019), 20
PEERS = {"pyfixest": "pyfixest_peer.py", "diff-diff": "diff_diff_peer.py"}
TARGET = 20
PATIENCE, MEMORY, HALVED = 600, 16, 4
WINDOW = Window(Period.parse("2012"), Period.parse("2023"), Period.parse("2023").end)


def run() -> Iterator[Row]:
    """Yield a row per peer, at the largest size that it can do."""
    wanted = [*PEERS]
    for size in (PERSONS // 2**each for each in range(HALVED)):
        if not wanted:
            return
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make(folder, size)
            data = prepared(folder)
            found: list[Verdienste] = []
            ours = best(lambda data=data, found=found: found.append(account(data)), repeats=1)
            told = f"{ours:.2f} s (effect {found[-1].effect:+.3f}, planted +0.100)"
            for peer in list(wanted):
                job = f"the account of {size * len(YEARS) / 1e6:g} million person-years, 3 groups"
                theirs = in_its_own_environment(peer, folder)
                if isinstance(theirs, str):
                    yield Row(job, told, f"{peer} on persons: {theirs}", "", f"{TARGET}")
                    if theirs != NOT_INSTALLED:
                        continue
                else:
                    seconds, effects = theirs
                    ratio = f"{seconds / ours:.1f}{equal(found[-1], effects)}"
                    yield Row(job, told, f"{peer} on persons {seconds:.1f} s", ratio, f"{TARGET}")
                wanted.remove(peer)


def begins(buurt: str) -> str:
    """Return in SQL in which year a buurt begins; 0 where it never does."""
    cases = " ".join(
        f"WHEN {buurt} < {(turn + 1) * EACH} THEN {year}" for turn, year in enumerate(STARTS)
    )
    return f"CASE {cases} ELSE 0 END"


def make(folder: Path, persons: int) -> None:
    """Write the rows for us and, with numbers for names, for peers; and the definitions."""
    rows, numbers = folder / "meldingen.parquet", folder / "personen.parquet"
    begin = begins(f"p % {BUURTEN}")
    con = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    con.execute(
        f"COPY (SELECT p AS wie, p % {BUURTEN} AS buurt, t AS jaar, {begin} AS begin,"
        f" (hash(p * 31 + t) % 1000 < 400 + hash(p % {BUURTEN} * 17 + t) % 40"
        f" + CASE WHEN {begin} BETWEEN 1 AND t THEN 100 ELSE 0 END)::DOUBLE AS getal"
        f" FROM range({persons}) a(p), range({YEARS[0]}, {YEARS[-1] + 1}) b(t))"
        f" TO '{numbers}' (FORMAT parquet)"
    )
    con.execute(
        f"COPY (SELECT wie * {len(YEARS)} + jaar - {YEARS[0]} AS rij, 'p' || wie AS wie,"
        " 'BU' || lpad(buurt::VARCHAR, 8, '0') AS __gebied, make_date(jaar, 7, 1) AS op,"
        f" getal::BIGINT AS getal FROM '{numbers}') TO '{rows}' (FORMAT parquet)"
    )
    con.close()
    Levels(BUURTEN, WIJKEN).write(folder / "gebieden.parquet")
    places = "".join(
        f"  - {{buurt: BU{number:08d}, vanaf: {STARTS[number // EACH]}}}\n"
        for number in range(len(STARTS) * EACH)
    )
    own = {
        "resultaat.yaml": FILES["resultaat.yaml"]
        .replace("2023-K4", f"{YEARS[-1]}")
        .replace("2021-K1", f"{YEARS[0]}"),
        "indicators/interventies/aanpak.yaml": "naam: Aanpak\ndoelgroep: iedereen\n"
        f"waar_en_wanneer:\n{places}verwacht:\n"
        "  - {indicator: proef, richting: hoger, na: 0 dagen}\n",
    }
    for name, text in {**FILES, **own}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def account(data: Gegevens) -> Verdienste:
    """Make the account between the first and the last year; return what it says of the aanpak."""
    asked = Question("proef", WINDOW.first, WINDOW.last, alleen_nooit=True)
    run = info_of(data.catalog, "alles", WINDOW, data.indeling, ({}, {}))
    made = attribute(asked, figures_of(asked, WINDOW, data, run, lambda _: None), data)
    return made.verdienste[0]


def equal(ours: Verdienste, theirs: dict[str, float]) -> str:
    """Return nothing where every effect from the start on is the same, else what differs."""
    mine = {
        f"{each.groep} {each.periode}": each.effect
        for each in ours.groepseffecten
        if each.periode >= each.groep
    }
    if set(mine) != set(theirs):
        return " (other groups and periods)"
    over = max(abs(mine[key] - theirs[key]) for key in mine)
    return "" if over < 1e-8 else f" (effects differ by {over:.1g})"


NOT_INSTALLED = "not installed"


def in_its_own_environment(peer: str, folder: Path) -> tuple[float, dict[str, float]] | str:
    """Return the seconds and effects of a peer, or why there are none."""
    python = environments.of(peer)
    if python is None:
        return NOT_INSTALLED
    script = Path(__file__).parent / "peers" / PEERS[peer]
    command = [str(python), str(script), str(folder / "personen.parquet"), str(MEMORY)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return f"more than {PATIENCE} s"
    except subprocess.CalledProcessError as failed:
        if "MemoryError" in failed.stderr or "alloc" in failed.stderr:
            return f"more than {MEMORY} GiB"
        raise
    made = json.loads(done.stdout.splitlines()[-1])
    return float(made["seconds"]), made["effects"]
