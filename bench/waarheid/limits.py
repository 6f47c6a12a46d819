"""How much there is to find: a screen that is told how large the noise is, which nobody is.

A change is planted as so many standard errors of counting alone. Where cells have ups and downs of
their own, the same change is fewer standard errors of what there is, and no screen that holds the
false discovery rate finds all of it. This one knows the spread of every cell and takes off what the
areas share; only how it came out is chance. A screen that must learn both cannot do better.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.waarheid import screen, screens
from bench.waarheid.screen import Screen, ScreenDesign
from bench.waarheid.screens import Finding, Screening

LEVEL = 0.05
LIMITS = "| world | standard errors of what is left | recall | FDR |\n|---|---|---|---|\n"


def knowing(design: ScreenDesign) -> Screening:
    """Return the screen that knows the noise of one design, which does not last (rho is 0)."""
    spread = _spread(design)

    def look(seen: Screen) -> Sequence[Finding]:
        from scipy.stats import false_discovery_control, norm

        after, before = seen.waarde[..., seen.start :], seen.waarde[..., : seen.start]
        change = after.mean(axis=-1) - before.mean(axis=-1)
        elsewhere = ~seen.treated & ~seen.beside
        change -= change[:, :, elsewhere].mean(axis=2, keepdims=True)
        # What all series of an area share: few of them hold a change, so that is their middle.
        change -= np.median(change, axis=(0, 1), keepdims=True)
        error = spread * np.sqrt(1 / before.shape[-1] + 1 / after.shape[-1])
        error *= np.sqrt(1 + 1 / elsewhere.sum())
        looked = np.broadcast_to(~elsewhere, change.shape)
        found = np.zeros(change.shape, dtype=np.bool_)
        found[looked] = false_discovery_control(norm.sf(change[looked] / error)) <= LEVEL
        return [Finding(int(i), int(g), int(a)) for i, g, a in zip(*np.nonzero(found), strict=True)]

    return look


def limits_table(designs: Sequence[ScreenDesign], worlds: int) -> str:
    """Score the screen that knows the noise, on the worlds of the other screens."""
    rows = []
    for design in designs:
        if design.plants and not (design.rho or design.tide or design.wide):
            done = screens.score(knowing(design), screen.make(design, worlds))
            size = design.size / _spread(design)
            rows.append(f"| {design.name} | {size:.1f} | {done.recall:.3f} | {done.fdr:.3f} |\n")
    return LIMITS + "".join(rows)


def _spread(design: ScreenDesign) -> float:
    """Return the spread of a cell in a period, without what its area shares."""
    return float(np.sqrt(1 - design.common + design.restless**2))
