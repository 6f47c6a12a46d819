"""Quick exits that return (N9): help that ends sooner, and people who come back.

Definition: with one party or in the touched places the share of help that ended soon rises beside
the others, and so does the share that came back within the term. Either alone is no pattern: help
may have become better, or the need larger. Gaming of this kind under targets for exits is described
by G. Bevan and C. Hood (Public Administration 84, 2006). Needs MINIMUM endings before and after,
and the whole term must have passed: endings of which that is not so are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.contrast import Mask, Tellingen, contrast, surest
from resultaat.analysis.neveneffecten.patroon import Gezien
from resultaat.analysis.neveneffecten.telling import Telling

#: Fewer endings than this before or after say nothing.
MINIMUM = 50


def quick_exits(
    kort: Tellingen, terug: Tellingen, hier: Mask, elders: Mask, bij: str = ""
) -> Gezien:
    """Return whether endings came sooner and people came back more; the size is of who returned.

    `kort` counts endings that came soon, `terug` those after which people came back, per place.
    """
    sooner, back = contrast(kort, hier, elders), contrast(terug, hier, elders)
    here = terug.of(hier)
    enough = min(kort.of(hier).rows, here.rows) >= MINIMUM
    p = surest([sooner.p(1), back.p(1)]) if enough else np.nan
    return Gezien.of_share(Patroon.TERUGKEER, back, p, here.smallest, bij=bij)


def by_party(kort: Telling, terug: Telling) -> Iterator[Gezien]:
    """Set each party (a value of one column) beside the others, over all places.

    Each place of a party is a place in the comparison: parties differ, and so do places.
    """
    names = [
        name
        for name in kort.groepen
        if name in terug.groepen and terug.rows(name).voor.sum() + terug.rows(name).na.sum() > 0
    ]
    if len(names) < 2:
        return
    soon, back = _stacked(kort, names), _stacked(terug, names)
    places = len(kort.hier)
    for number, name in enumerate(names):
        mine = np.repeat(np.arange(len(names)) == number, places)
        yield quick_exits(soon, back, mine, ~mine, bij=name).over(len(names))


def _stacked(telling: Telling, names: list[str]) -> Tellingen:
    every = [telling.of(name, aandeel=True) for name in names]
    columns = [
        np.concatenate([getattr(each, name) for each in every])
        for name in ("voor", "na", "noemer_voor", "noemer_na")
    ]
    return Tellingen(*columns)
