"""All indicators in one table, as the goal tree orders them: programma, doel, indicator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from resultaat.report.select import Subject
from resultaat.report.tile import Tile, tile


@dataclass(frozen=True, slots=True)
class DoelRows:
    """The indicators of one doel, with what the doel says of itself."""

    programma: str
    doel: str
    wat_willen_we: str
    wat_doen_we: str
    taakvelden: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The table, and which of its columns have anything in them."""

    groups: tuple[DoelRows, ...]
    trends: bool
    oordelen: bool


def overview(subjects: Iterable[Subject]) -> Overview:
    """Group the subjects, which come in the order of the goal tree."""
    grouped: dict[tuple[str, str], list[Subject]] = {}
    for each in subjects:
        programma = each.programma.naam if each.programma else ""
        doel = each.doel.naam if each.doel else ""
        grouped.setdefault((programma, doel), []).append(each)
    without = "Zonder doel" if len(grouped) > 1 else ""
    groups = tuple(_rows(members, without) for members in grouped.values())
    tiles = [each for group in groups for each in group.tiles]
    return Overview(groups, any(each.trend for each in tiles), any(each.badge for each in tiles))


def _rows(members: list[Subject], without: str) -> DoelRows:
    programma, doel = members[0].programma, members[0].doel
    return DoelRows(
        programma=programma.naam if programma else "",
        doel=doel.naam if doel else without,
        wat_willen_we=doel.wat_willen_we if doel else "",
        wat_doen_we=(doel.wat_doen_we or "") if doel else "",
        taakvelden=", ".join(doel.taakvelden or ()) if doel else "",
        tiles=tuple(tile(each) for each in members),
    )
