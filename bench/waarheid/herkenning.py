"""The patterns of the product, each looked for in worlds in which one of them was planted alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from bench.waarheid.patterns import (
    DAGEN,
    LONGEST,
    MOST,
    NORM,
    PATTERNS,
    PatternDesign,
    PatternWorld,
)
from bench.waarheid.planting import make
from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.drempel import bunched
from resultaat.analysis.neveneffecten.patronen import between_parties, patterns_of_share
from resultaat.analysis.neveneffecten.patroon import Gezien, Patroonrij, answered
from resultaat.analysis.neveneffecten.reeksen import cells_by_area
from resultaat.analysis.neveneffecten.stapeling import stacking
from resultaat.analysis.neveneffecten.telling import Staat, Telling, counted
from resultaat.analysis.neveneffecten.terugkeer import by_party
from resultaat.analysis.neveneffecten.uitstel import put_off
from resultaat.analysis.neveneffecten.verliezers import losers, stayers
from resultaat.analysis.neveneffecten.verplaatsing import next_door
from resultaat.analysis.neveneffecten.wetten import other_law

#: The module that each planted pattern belongs to.
OWN = {
    "n3": Patroon.VERPLAATSING_GEBIED,
    "n3_wet": Patroon.VERPLAATSING_WET,
    "n3_later": Patroon.UITSTEL,
    "n4": Patroon.OMKERING,
    "n4_aanbieder": Patroon.OMKERING,
    "n5": Patroon.AFROMING,
    "n6": Patroon.DREMPEL,
    "n7": Patroon.VERLIEZERS,
    "n8": Patroon.STAPELING,
    "n9": Patroon.TERUGKEER,
}
HEAD = "| planted | found by its own | found by another | any |\n|---|---|---|---|\n"


def looked(world: PatternWorld) -> Iterator[Gezien]:
    """Yield what every pattern shows in a world, as a question over it would."""
    overlast = _telling(world, "overlast", None)
    found = next_door(overlast)
    if found is not None:
        yield found
    vragen = _telling(world, "vragen", "wet")
    where = (vragen.hier, vragen.elders)
    wetten = {name: vragen.of(name, aandeel=False) for name in vragen.groepen}
    yield other_law(wetten, *where)
    for telling in (overlast, vragen):
        for name in telling.groepen:
            yield put_off(*telling.halves(name), *where)
    yield from patterns_of_share(_telling(world, "doel", "zwaarte"), hoger_is_beter=True)
    yield from between_parties(
        world.answer("doel", ("aanbieder", "zwaarte")), "aanbieder", "zwaarte"
    )
    yield bunched(_waits(world), NORM)
    stayed = stayers(world.followed(("leeftijd",)), "leeftijd", _staat(world))
    yield losers(_telling(world, "werk", "leeftijd"), stayed, hoger_is_beter=True)
    schemes = _telling(world, "veel_regelingen", "regelingen")
    many = {
        number: schemes.rows(f"regelingen: {number}")
        for number in range(MOST + 1)
        if f"regelingen: {number}" in schemes.groepen
    }
    yield stacking(many, *where, veel=4)
    kort, terug = (_telling(world, name, "aanbieder") for name in ("kort", "terugkeer"))
    yield from by_party(kort, terug)


def table(worlds: int, areas: int = 24) -> str:
    """Return how often each pattern is found by its own module and by others, one planted alone."""
    rows = []
    for pattern in PATTERNS:
        design = PatternDesign("a pattern alone", pattern, areas=areas)
        own = other = either = 0
        for world in make(design, worlds):
            found = found_in(world)
            mine = found & {OWN[pattern]} if pattern in OWN else set()
            own, other, either = own + bool(mine), other + bool(found - mine), either + bool(found)
        shares = ["" if pattern not in OWN else f"{own / worlds:.3f}"]
        shares += [f"{other / worlds:.3f}", f"{either / worlds:.3f}"]
        rows.append(f"| {pattern} | {' | '.join(shares)} |\n")
    return HEAD + "".join(rows)


def found_in(world: PatternWorld) -> set[Patroon]:
    """Return the patterns that a question over this world would name."""
    rows = answered([Patroonrij("", "", each) for each in looked(world)])
    return {each.gezien.patroon for each in rows if each.gezien.antwoord is Antwoord.GEVONDEN}


def _staat(world: PatternWorld) -> dict[str, Staat]:
    begin = world.periods[world.start]
    plek = np.where(world.treated, "geraakt", np.where(world.beside, "naast", "elders"))
    return {code: Staat(str(each), begin) for code, each in zip(world.gebieden, plek, strict=True)}


def _telling(world: PatternWorld, name: str, dimension: str | None) -> Telling:
    areas = {code: code for code in world.gebieden}
    frame = world.answer(name, () if dimension is None else (dimension,))
    cells = cells_by_area(frame, areas, dimension)
    return counted(cells, _staat(world), world.periods)


def _waits(world: PatternWorld) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    late: Sequence[object] = world.periods[world.start :]
    frame = world.answer("wachttijd", (DAGEN,)).filter(pl.col("start").is_in(list(late)))
    counts = np.zeros(LONGEST + 1)
    for days, rows in frame.group_by(DAGEN).agg(pl.col("rijen").sum()).iter_rows():
        counts[int(days)] = rows
    return counts
