"""Score every analysis against the planted truth, print the tables and keep them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.waarheid import entries
from bench.waarheid.herkenning import table
from bench.waarheid.interventies import planted_table
from bench.waarheid.limits import limits_table
from bench.waarheid.panel import Design
from bench.waarheid.table import estimate_table, screen_table
from bench.waarheid.toerekening import ALL, grid_table

WORLDS, SCREEN_WORLDS, PATTERN_WORLDS = 1000, 80, 40
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


SCREENED = "\n## What screens find\n\n"
ATTRIBUTION = """
## What `toerekening` says

{worlds} worlds per line. Bias and coverage are those of every estimate that was given: of all
worlds but the refusals. Bias is also set against the spread of one cell between areas. With one or
two treated areas of 60 and six periods of history it refuses.

"""

LIMITS = """
### How much there is to find

The same worlds, screened by who is told how large the noise of a cell is and what an area shares.
Nobody is: this is the most that can be found with at most 5% false discoveries. Restless cells have
ups and downs of their own, as large as the noise of counting: five standard errors of counting are
then about four of what there is.

"""


PATTERNS = """
## Which patterns are named

In {worlds} worlds of one kind one pattern is planted alone, about as large as Wilgenstad has it; a
third of the areas is treated. Found by another is a false alarm. The same change in fewer areas is
less sure: from 60 areas to 24 its standard error grows by more than half. Patterns that ask two
things at once (n3, n4, n7) are then missed in a quarter to a third of the worlds.

"""


#: The worlds that the product is scored on.
ATTRIBUTED = (*entries.DESIGNS, *ALL)


def page(
    worlds: int,
    screen_worlds: int,
    grid: tuple[Design, ...] = ATTRIBUTED,
    workers: int = 1,
    pattern_worlds: int = PATTERN_WORLDS,
) -> str:
    """Return the whole page; `grid` holds the worlds that the product is scored on."""
    return (
        INTRODUCTION.format(worlds=worlds, screens=screen_worlds)
        + estimate_table(entries.DESIGNS, entries.ANALYSES, worlds)
        + BETWEEN
        + ATTRIBUTION.format(worlds=worlds)
        + grid_table(grid, worlds, workers)
        + SCREENED
        + screen_table(entries.SCREENS, entries.SCREENINGS, screen_worlds)
        + CLOSING
        + LIMITS
        + limits_table(entries.SCREENS, screen_worlds)
        + PATTERNS.format(worlds=pattern_worlds)
        + "".join(f"{areas} areas:\n\n{table(pattern_worlds, areas)}\n" for areas in (24, 60))
    )


def again(text: str, wanted: Sequence[str], worlds: int, workers: int = 1) -> str:
    """Return the page with some lines of what `toerekening` says scored anew.

    A line is wanted when its name holds one of the words; a new one comes at the end of the table.
    """
    chosen = tuple(each for each in ATTRIBUTED if any(word in each.name for word in wanted))
    if not chosen:
        raise SystemExit(f"No line is named like: {', '.join(wanted)}")
    fresh = {
        line.split(" | ")[0]: line for line in grid_table(chosen, worlds, workers).splitlines()[2:]
    }
    before, rest = text.split("\n## What `toerekening` says\n", 1)
    own, after = rest.split(SCREENED, 1)
    lines = [fresh.pop(line.split(" | ")[0], line) for line in own.rstrip("\n").splitlines()]
    table = "\n".join([*lines, *fresh.values()])
    return f"{before}\n## What `toerekening` says\n{table}\n{SCREENED}{after}"


def main() -> None:
    """Print the page and write it beside the package; with words, only lines named like them."""
    file = Path(__file__).parents[1] / "waarheid.md"
    if wanted := sys.argv[1:]:
        text = again(file.read_text(encoding="utf-8"), wanted, WORLDS, workers=2)
    else:
        text = page(WORLDS, SCREEN_WORLDS, workers=2) + planted_table()
    print(text)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
