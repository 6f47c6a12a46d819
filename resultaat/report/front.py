"""The front page: at most twelve tiles, results beside what they need, the good news first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from resultaat.analysis.oordeel import Oordeel
from resultaat.core.dutch import counted
from resultaat.cycle.bevindingen import Verloop
from resultaat.language.documents.indicator import Resultaat, Soort
from resultaat.report.beside import NOTHING, Beside
from resultaat.report.bewogen import most_important
from resultaat.report.kort import opening
from resultaat.report.modesty import duidbaar, naam, unmet
from resultaat.report.select import Subject
from resultaat.report.story import improved
from resultaat.report.tile import Tile, tile
from resultaat.report.verdienste import summary

MOST_TILES = 12
_MOST_IN_STRIP = 8
_ROOM_FOR_CONDITIES = 4


class Standing(Enum):
    """The three parts of the front page; the value is the heading."""

    GOOD = "Wat goed gaat"
    ATTENTION = "Wat aandacht vraagt"
    UNKNOWN = "Wat we nog niet weten"


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to the section of an indicator."""

    id: str
    naam: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A result with the condities beside it; those without a tile are links."""

    resultaat: Tile
    condities: tuple[Tile, ...]
    others: tuple[Link, ...]
    duidbaar: str


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one doel in one part of the page."""

    doel: str
    wat_willen_we: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three parts."""

    heading: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A compact row of figures: what else moved, or what it took."""

    heading: str
    intro: str
    tiles: tuple[Tile, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Line:
    """The one finding that the front page tells, and how many more there are."""

    id: str
    words: str
    more: str


@dataclass(frozen=True, slots=True)
class Front:
    """The front page. Without results it has `tiles` of whatever there is."""

    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    heading: str
    tiles: tuple[Tile, ...]
    absent: tuple[Link, ...]
    strips: tuple[Strip, ...]
    more: str
    moved: Line | None = None


def front(
    subjects: Mapping[str, Subject], over: str, gebied: str, beside: Beside = NOTHING
) -> Front:
    """Lay out the front page."""
    said = tuple(opening(subjects, over, gebied, summary(beside)))
    resultaten = [each for each in subjects.values() if each.soort is Soort.RESULTAAT]
    if not resultaten:
        return replace(_without_resultaten(subjects, said, gebied), moved=_moved(beside))
    chosen = _chosen(resultaten, subjects)
    condities = _chosen_condities(chosen, subjects)
    left = len(resultaten) - len(chosen)
    return Front(
        opening=said,
        moved=_moved(beside),
        parts=tuple(_parts(chosen, condities, subjects)),
        heading="",
        tiles=(),
        absent=(),
        strips=tuple(_strips(subjects.values())),
        more=f"{counted(left, 'resultaat staat', 'resultaten staan')} alleen verderop."
        if left
        else "",
    )


def _moved(beside: Beside) -> Line | None:
    """Return what else moved, in one line; None where the run did not look."""
    if not beside.looked:
        return None
    found = most_important(beside)
    if found is None:
        return Line("", "Er is ook gekeken naar wat er verder bewoog. Er is niets gevonden.", "")
    others = len([each for each in beside.bevindingen if each.verloop is not Verloop.VERDWENEN]) - 1
    words = f"Na “{found['vraag_naam']}”: {found['zin']} {found['ook'] or ''}".rstrip()
    more = f"Er {'zijn' if others != 1 else 'is'} nog {counted(others, 'bevinding', 'bevindingen')}"
    return Line(found["bevinding"], words, f"{more}." if others > 0 else "")


def standing(subject: Subject) -> Standing:
    """Return the part of the page where a result belongs.

    Without a streefwaarde only a change that its uncertainty supports says anything.
    """
    oordeel = subject.current.oordeel
    if oordeel is Oordeel.GEEN_STREEFWAARDE:
        better = improved(subject)
        return {True: Standing.GOOD, False: Standing.ATTENTION, None: Standing.UNKNOWN}[better]
    return {
        Oordeel.GEHAALD: Standing.GOOD,
        Oordeel.NIET_GEHAALD: Standing.ATTENTION,
        Oordeel.ONDER_MINIMUM: Standing.ATTENTION,
    }.get(oordeel, Standing.UNKNOWN)


def _broken(subject: Subject) -> bool:
    """Whether a floor is broken, which comes before all else."""
    return subject.current.oordeel is Oordeel.ONDER_MINIMUM


_PRESSING = (Standing.ATTENTION, Standing.GOOD, Standing.UNKNOWN)


def _chosen(resultaten: Sequence[Subject], subjects: Mapping[str, Subject]) -> list[Subject]:
    """Keep the most pressing results, in the order of the goal tree.

    A result of which nothing is known yet gives way to a conditie that is not met: that is a tile
    somebody can act upon.
    """
    pressing = sorted(
        resultaten,
        key=lambda each: (not _broken(each), _PRESSING.index(standing(each)), _tacit(each)),
    )
    telling = [each for each in pressing if standing(each) is not Standing.UNKNOWN]
    trouble = {name for each in telling for name, _ in unmet(each, subjects) if name in subjects}
    room = MOST_TILES - min(len(trouble), _ROOM_FOR_CONDITIES)
    kept = {each.id for each in pressing[: max(room, min(len(telling), MOST_TILES))]}
    return [each for each in resultaten if each.id in kept]


def _tacit(subject: Subject) -> int:
    """Rank what is not known: rather a result with an aim than one without, or without a figure."""
    ranks = {Oordeel.GEEN_STREEFWAARDE: 1, Oordeel.NIET_TE_BEOORDELEN: 2}
    return ranks.get(subject.current.oordeel, 0)


def _chosen_condities(
    resultaten: Sequence[Subject], subjects: Mapping[str, Subject]
) -> dict[str, str]:
    """Give the tiles that are left to condities: conditie → the result that it stands beside.

    Those that are not met go first. A conditie of several results has its tile beside the first
    of them on the page; the others refer to it.
    """
    beside: dict[str, str] = {}
    trouble: set[str] = set()
    order = tuple(Standing)
    for each in sorted(resultaten, key=lambda each: order.index(standing(each))):
        trouble |= {name for name, _ in unmet(each, subjects)}
        for name in each.doc.condities if isinstance(each.doc, Resultaat) else ():
            if name in subjects:
                beside.setdefault(name, each.id)
    pressing = sorted(beside, key=lambda name: name not in trouble)
    kept = set(pressing[: MOST_TILES - len(resultaten)])
    return {name: resultaat for name, resultaat in beside.items() if name in kept}


def _parts(
    chosen: Sequence[Subject], condities: Mapping[str, str], subjects: Mapping[str, Subject]
) -> Iterable[Part]:
    for part in Standing:
        here = [each for each in chosen if standing(each) is part]
        here.sort(key=lambda each: not _broken(each))
        if here:
            yield Part(part.value, tuple(_groups(here, condities, subjects)))


def _groups(
    here: Sequence[Subject], condities: Mapping[str, str], subjects: Mapping[str, Subject]
) -> Iterable[Group]:
    by_doel: dict[str, list[Subject]] = {}
    for each in here:
        by_doel.setdefault(each.doel.naam if each.doel else "", []).append(each)
    for doel, members in by_doel.items():
        pairs = tuple(_pair(each, condities, subjects) for each in members)
        wants = members[0].doel.wat_willen_we if members[0].doel else ""
        yield Group(doel, wants, pairs)


def _pair(subject: Subject, condities: Mapping[str, str], subjects: Mapping[str, Subject]) -> Pair:
    names = subject.doc.condities if isinstance(subject.doc, Resultaat) else []
    beside = [name for name in names if condities.get(name) == subject.id]
    return Pair(
        resultaat=tile(subject),
        condities=tuple(tile(subjects[name]) for name in beside),
        others=tuple(_link(name, subjects) for name in names if name not in beside),
        duidbaar=duidbaar(subject, subjects),
    )


def _link(name: str, subjects: Mapping[str, Subject]) -> Link:
    if name not in subjects:
        return Link("", name, "niet gemeten")
    shown = tile(subjects[name])
    return Link(name, naam(name, subjects), shown.badge.words if shown.badge else "")


_STRIPS = (
    (Soort.CONTEXT, "Wat meespeelt", "Omstandigheden waar de gemeente geen invloed op heeft."),
    (Soort.INZET, "Wat het kost", "Wat erin gaat: geld, uren of hulp."),
)


def _strips(subjects: Iterable[Subject]) -> Iterable[Strip]:
    found = list(subjects)
    for soort, heading, intro in _STRIPS:
        of_kind = [each for each in found if each.soort is soort]
        if of_kind:
            yield _strip(heading, intro, of_kind)


def _strip(heading: str, intro: str, subjects: Sequence[Subject]) -> Strip:
    left = len(subjects) - _MOST_IN_STRIP
    return Strip(
        heading=heading,
        intro=intro,
        tiles=tuple(tile(each) for each in subjects[:_MOST_IN_STRIP]),
        more=f"En nog {counted(left, 'ander cijfer', 'andere cijfers')} verderop."
        if left > 0
        else "",
    )


def _without_resultaten(
    subjects: Mapping[str, Subject], said: tuple[str, ...], gebied: str
) -> Front:
    known = [each for each in subjects.values() if each.current.shown]
    absent = [each for each in subjects.values() if not each.current.shown]
    left = len(known) - MOST_TILES
    return Front(
        opening=said,
        parts=(),
        heading=f"{gebied} in cijfers",
        tiles=tuple(tile(each) for each in known[:MOST_TILES]),
        absent=tuple(Link(each.id, each.doc.naam, tile(each).value) for each in absent),
        strips=(),
        more=f"{counted(left, 'cijfer staat', 'cijfers staan')} alleen verderop."
        if left > 0
        else "",
    )
