"""Displacement to another law or budget (N3): less under one, more under another, same place.

Definition: in the touched places a count falls beside untouched places, and another count rises
beside its own. Those counts are the values of one column (the law of a request), or figures of two
programmes. The estimate is the weighted displacement difference with a law for its second place
(A. P. Wheeler and J. H. Ratcliffe, Crime Science 7:11, 2018). Needs MINIMUM events of both before
and after. People who ask for two things at once look the same as people who moved.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.contrast import (
    NIETS,
    Contrast,
    Mask,
    Tellingen,
    contrast,
    surest,
)
from resultaat.analysis.neveneffecten.patroon import Gezien

#: Fewer events than this before or after, under either law, say nothing.
MINIMUM = 40


def other_law(
    per_wet: dict[str, Tellingen], hier: Mask, elders: Mask, van: str | None = None
) -> Gezien:
    """Return the pair of counts of which one fell and the other rose, if there is one.

    `per_wet` holds the counts per place of each law; with `van` only from that one. The p is that
    of the best pair, times how many pairs there are.
    """
    known = {
        wet: contrast(each, hier, elders)
        for wet, each in per_wet.items()
        if each.of(hier).smallest >= MINIMUM
    }
    pairs = [each for each in permutations(known, 2) if van in (None, each[0])]
    if not pairs:
        return Gezien.of_count(Patroon.VERPLAATSING_WET, NIETS, np.nan, 0.0)
    chances = {pair: _chance(known, *pair) for pair in pairs}
    fell, rose = min(chances, key=lambda pair: chances[pair])
    smallest = min(per_wet[each].of(hier).smallest for each in (fell, rose))
    p = min(1.0, chances[fell, rose] * len(pairs))
    said = f"van {fell} naar {rose}"
    return Gezien.of_count(Patroon.VERPLAATSING_WET, known[rose], p, smallest, bij=said)


def _chance(known: dict[str, Contrast], fell: str, rose: str) -> float:
    p = surest([known[fell].p(-1), known[rose].p(1)])
    return 1.0 if np.isnan(p) else p
