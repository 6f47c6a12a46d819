"""Score every analysis against the planted truth, print the tables and keep them."""

from __future__ import annotations

from pathlib import Path

from bench.waarheid import entries
from bench.waarheid.table import estimate_table, screen_table

WORLDS, SCREEN_WORLDS = 1000, 80
INTRODUCTION = """# The truth bench

Made by `make waarheid`: {worlds} worlds per line of the first table, {screens} of the second, all
seeded. Effects, bias and noise are shares: +0.050 is five points too many.

"""
BETWEEN = """
A claim is *aangetoond* or *aannemelijk*. It is false where there was no effect or the opposite
one, and wrong where its interval misses the truth. \\* In these worlds a comparison with untreated
areas does not hold: an analysis that sees so refuses.

"""
CLOSING = """
A world has 2,400 cells. FDR is the mean share of findings that are about nothing. Area, law and
sort: of the changes found, the share of which that is named rightly.
"""


def page(worlds: int, screen_worlds: int) -> str:
    """Return the whole page."""
    return (
        INTRODUCTION.format(worlds=worlds, screens=screen_worlds)
        + estimate_table(entries.DESIGNS, entries.ANALYSES, worlds)
        + BETWEEN
        + screen_table(entries.SCREENS, entries.SCREENINGS, screen_worlds)
        + CLOSING
    )


def main() -> None:
    """Print the page and write it beside the package."""
    text = page(WORLDS, SCREEN_WORLDS)
    print(text)
    (Path(__file__).parents[1] / "waarheid.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
