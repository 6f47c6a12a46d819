"""What a screen costs beside counting its cells, over very many indicators, groups and areas.

In a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from bench.measure import Row, peak

INDICATORS, GROUPS, AREAS, YEARS, ROWS = 200, 10, 150, 6, 2_000_000
COLUMNS = 20
BEGUN = 30
"""Areas in which something begins, half way."""


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        make(Path(name))
        command = [sys.executable, "-m", "bench.screening", name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    ratio = found["screened"] / found["counted"]
    size = f"{INDICATORS} indicators × {GROUPS} groups × {AREAS} areas × {4 * YEARS} quarters"
    yield Row(
        f"screen {size}, {found['series']:,} series tested",
        f"{found['screened']:.1f} s",
        f"counting its cells {found['counted']:.1f} s",
        f"{ratio:.2f}",
        "≤ 3",
    )
    yield Row("memory of that screen", f"{found['peak']:.0f} MB", target="under 2048 MB")


def make(folder: Path) -> None:
    """Write a working folder: rows with yes and no in twenty columns."""
    codes = [f"WK{9990 + number // 100}{number % 100:02}" for number in range(AREAS)]
    for name, text in _definitions(codes).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    _rows(folder / "data/rijen.parquet", codes)


def _definitions(codes: list[str]) -> dict[str, str]:
    places = ", ".join(f"{{wijk: {code}, vanaf: 2022-01}}" for code in codes[:BEGUN])
    last = 2018 + YEARS
    files = {
        "resultaat.yaml": "naam: Proef\ngebied: GM9999\ngebieden: data/gebieden.csv\n"
        f"rapportages: {{alles: {{titel: Alles, over: {last}, vanaf: 2019}}}}\n",
        "data/gebieden.csv": "code;naam;niveau;deel_van\nGM9999;Proefstad;gemeente;\n"
        + "".join(f"{code};{code};wijk;GM9999\n" for code in codes),
        "indicators/interventies/proef.yaml": "naam: Proef\ndoelgroep: iedereen\n"
        f"waar_en_wanneer: [{places}]\n",
        "indicators/bronnen/rijen.yaml": "naam: Rijen\nherkomst: de bench\n"
        "bestand: data/rijen.parquet\ngebied: {kolom: wijk, niveau: wijk}\ngroepen: [klas]\n"
        "kolommen:\n  wijk: gebied\n  op: datum\n  klas: tekst\n  soort: tekst\n"
        + "".join(f"  x{number}: ja_nee\n" for number in range(COLUMNS)),
    }
    for number in range(INDICATORS):
        files[f"indicators/proef/cijfer_{number}.yaml"] = (
            f"soort: inzet\nnaam: Cijfer {number}\nwaarom: Om te meten hoe lang het duurt.\n"
            f"telt: {{bron: rijen, waar: soort = 's{number // COLUMNS}', "
            f"aandeel: x{number % COLUMNS}, datum: op}}\n"
        )
    return files


def _rows(path: Path, codes: list[str]) -> None:
    kinds = max(INDICATORS // COLUMNS, 1)
    columns = ", ".join(
        f"hash(i * 31 + {number}) % 10 < 4 AS x{number}" for number in range(COLUMNS)
    )
    names = ", ".join(f"'{code}'" for code in codes)
    con = duckdb.connect(config={"threads": 2})
    con.execute("SET enable_progress_bar = false")
    con.execute(
        f"COPY (SELECT ([{names}])[1 + (hash(i) % {AREAS})::BIGINT] AS wijk,"
        f" DATE '2019-01-01' + (hash(i + 1) % {365 * YEARS})::INTEGER AS op,"
        f" 'g' || hash(i + 2) % {GROUPS} AS klas, 's' || hash(i + 3) % {kinds} AS soort, {columns}"
        f" FROM range({ROWS}) r(i)) TO '{path}' (FORMAT parquet)"
    )
    con.close()


def measure(folder: Path) -> dict[str, float]:
    """Return processor seconds of counting and of screening, tested series, and peak memory."""
    from resultaat.core.diagnostics import Diagnostics
    from resultaat.core.settings import Settings
    from resultaat.cycle.rapportages import choose, window_of
    from resultaat.engine.answer import answers
    from resultaat.engine.gegevens import Gegevens
    from resultaat.loading import load_asked
    from resultaat.neveneffecten import asks_for, questions, screened
    from resultaat.pipeline import Werk

    catalog = Werk(folder).catalog()
    window = window_of(choose(catalog, None)[1])
    indeling, _, views = load_asked(catalog, Diagnostics(), lambda _: None)
    data = Gegevens(catalog, indeling, views, Settings(threads=2), {})
    begin = time.process_time()
    answers(asks_for(catalog, window), catalog, views, data.settings, lambda _: None)
    counted = time.process_time() - begin
    begin = time.process_time()
    (found,) = screened(questions(catalog), window, data, lambda _: None)
    both = time.process_time() - begin
    tested = found.bevindingen["q"].is_not_null().sum()
    return {"counted": counted, "screened": both - counted, "series": tested, "peak": peak()}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
