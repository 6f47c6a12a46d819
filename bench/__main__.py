"""Run every benchmark, print the table and keep it in `bench/resultaten.md`.

Why a target is missed, and what was tried, stands in `bench/missed.md`, and there alone.
"""

from __future__ import annotations

import platform
from datetime import date
from itertools import chain
from pathlib import Path

from bench import (
    commands,
    definitions,
    edited,
    growth,
    loading,
    merit,
    persons,
    rekening,
    scans,
    screening,
    world,
)

HEAD = "| job | measured | against | ratio | target |\n|---|---|---|---|---|\n"


def main() -> None:
    table = HEAD
    print(table, end="")
    jobs = (
        commands,
        definitions,
        edited,
        loading,
        scans,
        persons,
        rekening,
        merit,
        screening,
        growth,
        world,
    )
    for row in chain.from_iterable(job.run() for job in jobs):
        print(row.line(), end="", flush=True)
        table += row.line()
    page = (
        "# Benchmarks\n\nMade by `make bench`; best of the repeats, ratios within one run. What is"
        " missed,\nand what was tried: [missed.md](missed.md).\n"
        f"{date.today():%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}.\n\n"
    )
    (Path(__file__).parent / "resultaten.md").write_text(page + table, encoding="utf-8")


if __name__ == "__main__":
    main()
