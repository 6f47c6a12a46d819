"""How long a person waits: start-up, checking, the demo from nothing to a report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Row, process, shortest


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        help_time = shortest(lambda: process(["--help"], folder)[0], 7)
        yield Row("`resultaat --help`", f"{help_time * 1000:.0f} ms", target="under 250 ms")
        seconds, peak = process(["demo", "wilgenstad"], folder)
        report = folder / "wilgenstad" / "rapporten" / "jaarstukken_2025.html"
        size = report.stat().st_size / 1e6
        yield Row(
            "`resultaat demo`, 60,000 inwoners",
            f"{seconds:.1f} s, {peak:.0f} MB",
            target="under 60 s",
        )
        yield Row("report of the demo", f"{size:.2f} MB", target="at most 2.5 MB")
        check = shortest(lambda: process(["check"], folder / "wilgenstad")[0])
        yield Row("`resultaat check`, the whole library, cold", f"{check:.2f} s")
