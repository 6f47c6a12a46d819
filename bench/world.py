"""Making the fictional municipality: seconds and memory, and small worlds of cells per minute.

With `RESULTAAT_BENCH_INWONERS=18000000` it is the whole country, over three years.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator

from bench.measure import Row
from bench.waarheid import panel, planting, screen
from bench.waarheid.patterns import PatternDesign

INWONERS = int(os.environ.get("RESULTAAT_BENCH_INWONERS", "60000"))
LARGE = 1_000_000  # from here on three years instead of five
MAKE = """
import resource, sys, time
from pathlib import Path
from resultaat.world import make_world
begin = time.perf_counter()
rows = make_world(Path(sys.argv[1]), inwoners=int(sys.argv[2]), jaren=(int(sys.argv[3]), 2025))
seconds = time.perf_counter() - begin
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, sum(rows.values()))
"""


def run() -> Iterator[Row]:
    """Yield the row of the municipality and those of the small worlds."""
    first = 2023 if INWONERS >= LARGE else 2021
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own, or the memory would be that of whatever came before.
        done = subprocess.run(
            [sys.executable, "-c", MAKE, folder, str(INWONERS), str(first)],
            check=True,
            capture_output=True,
            text=True,
        )
    seconds, peak, rows = (float(each) for each in done.stdout.split())
    yield Row(
        f"the fictional municipality, {INWONERS:,} inwoners × {2026 - first} years",
        f"{seconds:.0f} s, {peak:.0f} MB, {rows / 1e6:.1f} million rows",
        target="18 million × 3 years in 30 min, 8 GB",
    )
    worlds: dict[str, Callable[[int], Iterable[object]]] = {
        "one outcome": lambda count: panel.make(panel.Design("speed", effect=0.05), count),
        "2,400 cells for a screen": lambda count: screen.make(screen.ScreenDesign("speed"), count),
        "a pattern, 8 answers": lambda count: planting.make(PatternDesign("speed", "n9"), count),
    }
    for name, make in worlds.items():
        yield Row(f"small worlds: {name}", f"{_per_minute(make):,.0f} a minute", target="thousands")


def _per_minute(make: Callable[[int], Iterable[object]], count: int = 100) -> float:
    begin = time.process_time()
    for _ in make(count):
        pass
    return 60 * count / (time.process_time() - begin)
