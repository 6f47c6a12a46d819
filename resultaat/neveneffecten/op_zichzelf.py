"""The patterns that a figure shows by itself, whatever began."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.neveneffecten.drempel import bunched, per_value
from resultaat.analysis.neveneffecten.patronen import between_parties, skimmed_by_party
from resultaat.analysis.neveneffecten.patroon import (
    VANAF,
    Gezien,
    Patroonrij,
    answered,
    surest_of,
)
from resultaat.analysis.neveneffecten.reeksen import cells_by_area
from resultaat.analysis.neveneffecten.telling import MOST, Staat, counted
from resultaat.analysis.neveneffecten.terugkeer import by_party
from resultaat.core.periods import Period
from resultaat.neveneffecten.asks import GRAIN, pairs_of_exits, party_asks, threshold_of
from resultaat.neveneffecten.bekeken import Bekeken

if TYPE_CHECKING:
    from resultaat.analysis.neveneffecten.onderwerp import Onderwerp


def patterns_in(indicator: str, seen: Bekeken) -> list[Patroonrij]:
    """Return what the patterns show in one figure by itself, over the last two years.

    Those are heaping at its norm (N6), parties that turn round within groups (N4), parties that
    let in easier cases than they did (N5), and parties of which people come back sooner (N9).
    """
    topic = seen.topics[indicator]
    looked = (*_at_threshold(topic, seen), *_parties(topic, seen), *_exits(topic, seen))
    return answered(looked)


def _at_threshold(topic: Onderwerp, seen: Bekeken) -> Iterator[Patroonrij]:
    edge = threshold_of(topic.indicator, seen.data.catalog)
    if edge is not None:
        counts = per_value(_lately(topic, seen.of(topic.indicator, edge.waarde), seen), edge.waarde)
        found = bunched(counts, edge.grens, goed_is_onder=edge.goed_is_onder)
        yield Patroonrij(topic.indicator, "", found)


def _parties(topic: Onderwerp, seen: Bekeken) -> Iterator[Patroonrij]:
    better = topic.slechter != "hoger"
    for ask in party_asks(topic, seen.data.catalog, seen.window):
        partij, groep = ask.dimensions
        rows = seen.answered[ask]
        for found in between_parties(_lately(topic, rows, seen), partij, groep):
            yield Patroonrij(topic.indicator, groep, found)
        looked = [
            _since(found, at, seen)
            for at in _turns((topic,), seen)
            for found in skimmed_by_party(
                *_around(topic, rows, at, seen), partij, groep, hoger_is_beter=better
            )
        ]
        for found in surest_of(looked):
            yield Patroonrij(topic.indicator, groep, found)


def _exits(topic: Onderwerp, seen: Bekeken) -> Iterator[Patroonrij]:
    codes = {code: code for code in seen.data.indeling.gebieden}
    for kort, terug in pairs_of_exits(seen.topics.values(), seen.data.catalog):
        for partij in terug.partijen if terug.indicator == topic.indicator else ():
            looked: list[Gezien] = []
            for at in _turns((kort, terug), seen):
                staat = {code: Staat("geraakt", seen.starts[at]) for code in codes}
                soon, back = (
                    counted(
                        cells_by_area(seen.of(each.indicator, partij), codes, partij),
                        staat,
                        seen.comparable(each.indicator, seen.starts[at]),
                    )
                    for each in (kort, terug)
                )
                looked += [_since(found, at, seen) for found in by_party(soon, back)]
            for found in surest_of(looked):
                yield Patroonrij(topic.indicator, partij, found)


def _turns(topics: Sequence[Onderwerp], seen: Bekeken) -> list[int]:
    """Return the moments at which a party may have changed: the last two turns of a year.

    A party has no beginning of its own that anybody wrote down. On both sides there must be a year
    that no break of a source parts from it.
    """
    last = len(seen.starts)
    return [
        at
        for at in (last - MOST, last - MOST // 2)
        if at >= MOST // 2 and all(_side(each, at, seen) >= MOST // 2 for each in topics)
    ]


def _side(topic: Onderwerp, at: int, seen: Bekeken) -> int:
    """Return how many quarters there are on the shortest side of a moment."""
    kept = seen.comparable(topic.indicator, seen.starts[at])
    before = bisect_left(kept, seen.starts[at])
    return min(before, len(kept) - before)


def _since(found: Gezien, at: int, seen: Bekeken) -> Gezien:
    """Say of a party since when it is so."""
    since = Period.holding(seen.starts[at], GRAIN).label
    return replace(found, bij=f"{found.bij.rpartition(': ')[2]}{VANAF}{since}")


def _around(
    topic: Onderwerp, frame: pl.DataFrame, at: int, seen: Bekeken
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return as long before a moment as after it, two years at most."""
    length = min(_side(topic, at, seen), MOST)
    sides = (seen.starts[at - length : at], seen.starts[at : at + length])
    before, after = (frame.filter(pl.col("start").is_in(list(side))) for side in sides)
    return before, after


def _lately(topic: Onderwerp, frame: pl.DataFrame, seen: Bekeken) -> pl.DataFrame:
    """Return the last two years, as far as no break parts them from the last quarter.

    What was so before need not be so now.
    """
    late = seen.comparable(topic.indicator, seen.starts[-1])[-MOST:] if seen.starts else []
    return frame.filter(pl.col("start").is_in(late))
