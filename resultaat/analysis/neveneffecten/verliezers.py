"""Losers under a rising mean (N7): some lose what others gain, and they are the same persons.

Definition: in the touched places the share or mean rises beside the others while one group falls
beside its own, and among persons of that group who are there in the first and in the last year it
falls as well. A mean is about nobody in particular; following persons tells a group that lost from
a group that others joined (the reason for panels: D. Kasprzyk and others, Panel Surveys, 1989).
Needs a source with persons, a group column and MINIMUM persons who stayed, per group. How surely
who stayed fell is asked no further than ZELFDE, as they are few. Who came or left is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.contrast import NIETS, Contrast, Tellingen, contrast
from resultaat.analysis.neveneffecten.patroon import Gezien
from resultaat.analysis.neveneffecten.reeksen import group_name
from resultaat.analysis.neveneffecten.telling import Staat, Telling

#: Fewer persons than this who stayed, in a group of the touched places, say nothing.
MINIMUM = 30
#: The chance by noise that who stayed lost as much may be no larger than this.
ZELFDE = 0.25


def stayers(frame: pl.DataFrame, groep: str, staat: Mapping[str, Staat]) -> dict[str, Tellingen]:
    """Return the counts of who stayed per group, from the answer of an `Ask` that follows persons.

    `frame` has gebied, start (two of them), groep, the column `groep`, teller and noemer; a place
    is an area of `staat`. Groups are named as those of a `Telling` are.
    """
    codes = list(staat)
    stayed = frame.filter(pl.col("groep") == "blijver", pl.col("gebied").is_in(codes))
    names = stayed[groep].unique().sort().to_list() if stayed["start"].n_unique() == 2 else []
    return {
        group_name(groep, name): _counts(stayed.filter(pl.col(groep) == name), codes)
        for name in names
    }


def _counts(rows: pl.DataFrame, codes: list[str]) -> Tellingen:
    place = {code: number for number, code in enumerate(codes)}
    first = rows["start"].min()
    sides = []
    for side in (rows.filter(pl.col("start") == first), rows.filter(pl.col("start") != first)):
        counts = np.zeros((2, len(codes)))
        for code, *both in side.select("gebied", "teller", "noemer").iter_rows():
            counts[:, place[code]] += [float(each) for each in both]
        sides.append(counts)
    (voor, below_voor), (na, below_na) = sides
    return Tellingen(voor, na, below_voor, below_na)


def losers(
    telling: Telling, blijvers: Mapping[str, Tellingen], *, hoger_is_beter: bool, ratio: bool = True
) -> Gezien:
    """Return the group that lost most surely while all together gained, if who stayed lost too.

    `blijvers` holds per group the counts of who stayed, in the first and in the last year. The p is
    that of the surest loser, times how many groups there are.
    """
    way = 1 if hoger_is_beter else -1
    here, elsewhere = telling.hier, telling.elders
    known = [
        name
        for name in telling.groepen
        if name in blijvers and blijvers[name].of(here).rows >= MINIMUM
    ]
    if len(known) < 2:
        return Gezien.of_share(Patroon.VERLIEZERS, NIETS, np.nan, 0.0)
    whole = contrast(telling.samen(aandeel=ratio), here, elsewhere)
    changes = {name: contrast(telling.of(name, aandeel=ratio), here, elsewhere) for name in known}
    chances = {name: _chance(changes[name], blijvers[name], telling, -way) for name in known}
    lost = min(chances, key=lambda name: chances[name])
    p = min(1.0, chances[lost] * len(known)) if way * whole.verschil > 0 else 1.0
    smallest = min(telling.of(lost, aandeel=ratio).of(here).smallest, blijvers[lost].of(here).rows)
    return Gezien.of_share(Patroon.VERLIEZERS, changes[lost], p, smallest, bij=lost)


def _chance(change: Contrast, stayed: Tellingen, telling: Telling, way: int) -> float:
    """Return the chance that a group lost, 1 where who stayed did not."""
    same = contrast(stayed, telling.hier, telling.elders).p(way)
    p = change.p(way)
    return p if same <= ZELFDE and np.isfinite(p) else 1.0
