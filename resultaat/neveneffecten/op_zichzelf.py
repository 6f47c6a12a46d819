"""The patterns that a figure shows by itself, whatever began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.neveneffecten.drempel import bunched, per_value
from resultaat.analysis.neveneffecten.patronen import between_parties
from resultaat.analysis.neveneffecten.patroon import Patroonrij, answered
from resultaat.analysis.neveneffecten.reeksen import cells_by_area
from resultaat.analysis.neveneffecten.telling import MOST, Staat, counted
from resultaat.analysis.neveneffecten.terugkeer import by_party
from resultaat.neveneffecten.asks import party_asks, threshold_of
from resultaat.neveneffecten.bekeken import Bekeken, pairs_of_exits

if TYPE_CHECKING:
    from datetime import date

    from resultaat.analysis.neveneffecten.onderwerp import Onderwerp


def patterns_in(indicator: str, seen: Bekeken) -> list[Patroonrij]:
    """Return what the patterns show in one figure by itself, over the last two years.

    Those are heaping at its norm (N6), parties that turn round within groups (N4), and parties of
    which people come back sooner (N9).
    """
    topic = seen.topics[indicator]
    looked = (*_at_threshold(topic, seen), *_parties(topic, seen), *_exits(topic, seen))
    return answered(looked)


def _at_threshold(topic: Onderwerp, seen: Bekeken) -> Iterator[Patroonrij]:
    edge = threshold_of(topic.indicator, seen.data.catalog)
    if edge is not None:
        counts = per_value(_lately(seen.of(topic.indicator, edge.waarde), seen), edge.waarde)
        found = bunched(counts, edge.grens, goed_is_onder=edge.goed_is_onder)
        yield Patroonrij(topic.indicator, "", found)


def _parties(topic: Onderwerp, seen: Bekeken) -> Iterator[Patroonrij]:
    for ask in party_asks(topic, seen.data.catalog, seen.window):
        partij, groep = ask.dimensions
        for found in between_parties(_lately(seen.answered[ask], seen), partij, groep):
            yield Patroonrij(topic.indicator, groep, found)


def _exits(topic: Onderwerp, seen: Bekeken) -> Iterator[Patroonrij]:
    """The last year beside the one before, by party: a party has no beginning of its own."""
    indeling, starts = seen.data.indeling, seen.starts
    for kort, terug in pairs_of_exits(seen):
        if terug.indicator != topic.indicator or len(starts) < MOST:
            continue
        codes = {code: code for code in indeling.gebieden}
        staat = {code: Staat("geraakt", starts[-(MOST // 2)]) for code in codes}
        for group in terug.groepen:
            soon, back = (
                counted(cells_by_area(seen.of(each.indicator, group), codes, group), staat, starts)
                for each in (kort, terug)
            )
            for found in by_party(soon, back):
                yield Patroonrij(topic.indicator, group, found)


def _lately(frame: pl.DataFrame, seen: Bekeken) -> pl.DataFrame:
    """Return the last two years: what was so before need not be so now."""
    late: Sequence[date] = seen.starts[-MOST:]
    return frame.filter(pl.col("start").is_in(list(late)))
