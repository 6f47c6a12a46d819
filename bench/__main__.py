"""Run every benchmark, print the table and keep it in `bench/resultaten.md`."""

from __future__ import annotations

import platform
from datetime import date
from pathlib import Path

from bench import commands, definitions, growth, persons, scans
from bench.measure import Row

HEAD = "| job | measured | against | ratio | target |\n|---|---|---|---|---|\n"


def main() -> None:
    rows: list[Row] = [
        *commands.run(),
        *definitions.run(),
        *scans.run(),
        *persons.run(),
        *growth.run(),
    ]
    table = HEAD + "".join(row.line() for row in rows)
    print(table)
    page = (
        "# Benchmarks\n\nMade by `make bench`; best of the repeats, ratios within one run.\n"
        f"{date.today():%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}.\n\n"
    )
    here = Path(__file__).parent
    missed = (here / "missed.md").read_text(encoding="utf-8")
    (here / "resultaten.md").write_text(page + table + missed, encoding="utf-8")


if __name__ == "__main__":
    main()
