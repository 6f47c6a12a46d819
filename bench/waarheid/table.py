"""The tables of the truth bench, as Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from bench.waarheid import estimates, panel, screen, screens

ESTIMATES = (
    "| world | analysis | bias | coverage | claims | false claims | wrong claims | refusals |\n"
    "|---|---|---|---|---|---|---|---|\n"
)
SCREENS = (
    "| world | screen | recall | FDR | worlds with a false alarm | area | law | sort |"
    " periods late | missed |\n|---|---|---|---|---|---|---|---|---|---|\n"
)


def estimate_table(
    designs: Sequence[panel.Design], analyses: Mapping[str, estimates.Analysis], worlds: int
) -> str:
    """Score every analysis on every design; all of them see the same worlds."""
    return ESTIMATES + "".join(_estimate_rows(designs, analyses, worlds))


def screen_table(
    designs: Sequence[screen.ScreenDesign], screenings: Mapping[str, screens.Screening], worlds: int
) -> str:
    """Score every screen on every design; all of them see the same worlds."""
    return SCREENS + "".join(_screen_rows(designs, screenings, worlds))


def _estimate_rows(
    designs: Sequence[panel.Design], analyses: Mapping[str, estimates.Analysis], worlds: int
) -> Iterator[str]:
    for design in designs:
        made = list(panel.make(design, worlds))
        for name, analysis in analyses.items():
            done = estimates.score(analysis, made)
            yield _row(
                f"{design.name}{' *' if design.unsound else ''}",
                name,
                _number(done.bias, "+.3f"),
                _share(done.coverage),
                _share(done.claims),
                _share(done.false_claims),
                _share(done.wrong_claims),
                _share(done.refusals),
            )


def _screen_rows(
    designs: Sequence[screen.ScreenDesign], screenings: Mapping[str, screens.Screening], worlds: int
) -> Iterator[str]:
    for design in designs:
        made = list(screen.make(design, worlds))
        for name, screening in screenings.items():
            done = screens.score(screening, made)
            # Looking again at the end of every period costs a run per period, so on fewer worlds.
            late, missed = screens.delay(screening, made[: max(worlds // 4, 1)])
            yield _row(
                design.name,
                name,
                _share(done.recall),
                _share(done.fdr),
                _share(done.alarmed),
                _share(done.gebied),
                _share(done.wet),
                _share(done.soort),
                _number(late, ".1f"),
                _share(missed),
            )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _number(value: float, form: str) -> str:
    return "" if math.isnan(value) else format(value, form)


def _share(value: float) -> str:
    return _number(value, ".3f")
