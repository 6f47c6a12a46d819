"""What has to be counted for a screen and its patterns: everything is asked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from resultaat.analysis.neveneffecten.onderwerp import Onderwerp, subjects
from resultaat.compile.ask import Ask
from resultaat.core.periods import Grain, Period
from resultaat.language.documents.indicator import Resultaat
from resultaat.language.drempels import Drempel, drempel_in
from resultaat.language.groepen import BEZET

if TYPE_CHECKING:
    from resultaat.compile.request import Window
    from resultaat.language.catalog import Catalog
    from resultaat.neveneffecten.vragen import Vraag

#: Shorter periods hold more noise than news, longer ones come too late.
GRAIN = Grain.KWARTAAL


def asks_for(catalog: Catalog, window: Window) -> list[Ask]:
    """Return all that the screen and the patterns need to know, over every question."""
    from resultaat.neveneffecten.vragen import questions

    topics = subjects(catalog).bekeken
    found = [
        *screen_asks(topics, window),
        *(
            ask
            for each in topics
            for ask in (threshold_ask(each.indicator, catalog, window),)
            if ask
        ),
        *(ask for each in topics for ask in party_asks(each, catalog, window)),
        *exit_asks(topics, catalog, window),
        *(ask for ask, _ in stacking_asks(catalog, window)),
        *(
            ask
            for vraag in questions(catalog)
            for each in topics
            for ask in followed_asks(vraag, each, catalog, window)
        ),
    ]
    return list(dict.fromkeys(found))


def screen_asks(topics: tuple[Onderwerp, ...], window: Window) -> list[Ask]:
    """Return every indicator by quarter, whole and by group."""
    periods = quarters(window)
    return [
        Ask(each.indicator, periods, () if group is None else (group,))
        for each in topics
        for group in (None, *each.groepen)
    ]


def threshold_ask(indicator: str, catalog: Catalog, window: Window) -> Ask | None:
    """Return the ask for the values around the threshold of an indicator; None without one."""
    found = threshold_of(indicator, catalog)
    return None if found is None else Ask(indicator, quarters(window), (found.waarde,))


def threshold_of(indicator: str, catalog: Catalog) -> Drempel | None:
    """Return the term or threshold that an indicator has; None without one."""
    telt = catalog.indicator(indicator).telt
    found = drempel_in(telt, catalog.bronnen[telt.bron].doc) if telt.bron else None
    # A column with the name of something counted cannot stand beside it.
    return None if found is None or found.waarde in BEZET else found


def party_asks(topic: Onderwerp, catalog: Catalog, window: Window) -> Iterator[Ask]:
    """Yield a result by party and by group, to set parties beside each other within groups."""
    result = isinstance(catalog.indicator(topic.indicator), Resultaat)
    if not (result and topic.maat.aandeel):
        return
    for pair in product(topic.partijen, topic.groepen):
        yield Ask(topic.indicator, quarters(window), pair)


def exit_asks(topics: Iterable[Onderwerp], catalog: Catalog, window: Window) -> Iterator[Ask]:
    """Yield quick exits and returns by party."""
    for pair in pairs_of_exits(topics, catalog):
        for each in pair:
            for partij in each.partijen:
                yield Ask(each.indicator, quarters(window), (partij,))


def pairs_of_exits(
    topics: Iterable[Onderwerp], catalog: Catalog
) -> Iterator[tuple[Onderwerp, Onderwerp]]:
    """Yield each share of quick exits with the share of returns over the same source."""
    shares = [each for each in topics if each.maat.aandeel]
    docs = {each.indicator: catalog.indicator(each.indicator) for each in shares}
    for kort, terug in product(shares, repeat=2):
        kinds = (docs[kort.indicator].neveneffect, docs[terug.indicator].neveneffect)
        bronnen = {docs[each.indicator].telt.bron for each in (kort, terug)}
        if kinds == ("snelle_uitstroom", "terugkeer") and len(bronnen) == 1:
            yield kort, terug


def stacking_asks(catalog: Catalog, window: Window) -> Iterator[tuple[Ask, int | None]]:
    """Yield what shows how many schemes there are at once, with how many are many.

    That is a figure made for it with a threshold, or the policy register: per source all schemes
    that say in which rows they are used, asked of a figure over all rows of that source (None: as
    many as `stapeling.VEEL`).
    """
    for name, each in sorted(catalog.indicatoren.items()):
        edge = threshold_of(name, catalog) if each.doc.neveneffect == "stapeling" else None
        if edge is not None and not edge.goed_is_onder:
            yield Ask(name, _grained(name, catalog, window), (edge.waarde,)), edge.grens
    for bron, schemes in _register(catalog).items():
        whole = _over_all_rows(bron, catalog)
        if whole is not None and len(schemes) > 1:
            yield Ask(whole, _grained(whole, catalog, window), schemes), None


def _register(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return per source the expressions that say which rows use a scheme."""
    found: dict[str, tuple[str, ...]] = {}
    for _, each in sorted(catalog.regelingen.items()):
        if each.doc.gebruik is not None and each.doc.gebruik.waar not in BEZET:
            bron = each.doc.gebruik.bron
            found[bron] = (*found.get(bron, ()), each.doc.gebruik.waar)
    return found


def _over_all_rows(bron: str, catalog: Catalog) -> str | None:
    """Return an indicator that counts every row of a source."""
    for name in sorted(catalog.indicatoren):
        telt = catalog.indicator(name).telt
        plain = telt.waar is None and telt.reeks is None and telt.per is None
        if telt.bron == bron and plain and telt.aantal == "rijen":
            return name
    return None


def _grained(indicator: str, catalog: Catalog, window: Window) -> Window:
    """Return years for what was so on a date, quarters for what happened on one."""
    return years(window) if catalog.indicator(indicator).telt.datum is None else quarters(window)


def followed_asks(
    vraag: Vraag, topic: Onderwerp, catalog: Catalog, window: Window
) -> Iterator[Ask]:
    """Yield the ask that follows persons, by each column with groups, for what was aimed at."""
    telt = catalog.indicator(topic.indicator).telt
    if vraag.plaatsen is None or topic.indicator not in vraag.doelen or not topic.maat.ratio:
        return
    if catalog.bronnen[telt.bron].doc.persoon is None:
        return
    first = Period.holding(min(vraag.plaatsen.vanaf.values()), Grain.JAAR).earlier(1)
    known = years(window)
    if known.first.start <= first.start < known.last.start:
        for group in topic.groepen:
            yield Ask(topic.indicator, replace(known, first=first), (group,), followed=True)


def quarters(window: Window) -> Window:
    """Return the whole quarters that a rapportage covers."""
    return window.whole(GRAIN)


def years(window: Window) -> Window:
    """Return the whole years that a rapportage covers."""
    return window.whole(Grain.JAAR)
