"""Timing: the best of a few repeats, and the peak memory of a process.

Processor time of all threads together, unless it is about how long a person waits: other work on
the machine changes it little.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    job: str
    measured: str
    against: str = ""
    ratio: str = ""
    target: str = ""

    def line(self) -> str:
        cells = (self.job, self.measured, self.against, self.ratio, self.target)
        return f"| {' | '.join(cells)} |\n"


def best(job: Callable[[], object], repeats: int = 3) -> float:
    """Return the least processor time in seconds."""
    times = []
    for _ in range(repeats):
        begin = time.process_time()
        job()
        times.append(time.process_time() - begin)
    return min(times)


def shortest(job: Callable[[], float], repeats: int = 3) -> float:
    """Return the shortest of some times that a job gives itself."""
    return min(job() for _ in range(repeats))


def peak() -> float:
    """Return the most memory that this process had in MB.

    `ru_maxrss` would also know what the process that started it had until then.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (most,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(most) / 1024


def process(arguments: Sequence[str], cwd: Path) -> tuple[float, float]:
    """Run the command line; return seconds and the peak memory of all children so far in MB."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "resultaat", *arguments], cwd=cwd, check=True, capture_output=True
    )
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return seconds, peak
