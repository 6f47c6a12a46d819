"""Making the worlds of `patterns`, many at once: each subject by itself, from `subjects`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from bench.waarheid.panel import stream
from bench.waarheid.patterns import (
    AANBIEDERS,
    DAGEN,
    LEEFTIJDEN,
    LONGEST,
    MOST,
    WETTEN,
    ZWAARTES,
    Cells,
    PatternDesign,
    PatternWorld,
    Planted,
    codes,
    quarters,
)
from bench.waarheid.subjects import DRAWS, QUICK, Batch, stayed

_BATCH = 25


def make(design: PatternDesign, count: int, seed: int = 1) -> Iterator[PatternWorld]:
    """Yield worlds of one design; the same seed gives the same worlds."""
    rng = stream(design.name, seed)
    for begin in range(0, count, _BATCH):
        yield from _worlds(design, min(_BATCH, count - begin), rng)


def _worlds(design: PatternDesign, count: int, rng: np.random.Generator) -> Iterator[PatternWorld]:
    treated = np.zeros((count, design.areas), np.bool_)
    chosen = np.argsort(rng.random(treated.shape), axis=1)[:, : design.areas // 3]
    np.put_along_axis(treated, chosen, values=True, axis=1)
    batch = Batch(design, count, rng, treated, sizes=[{} for _ in range(count)])
    # A stream per subject: what is planted in one leaves every other as it was.
    for draw, batch.rng in zip(DRAWS, rng.spawn(len(DRAWS)), strict=True):
        draw(batch)
    who = stayed(batch)
    for world in range(count):
        cells = {name: _cells(batch, name, world) for name in _DIMENSIONS}
        planted = _planted(batch, world)
        yield PatternWorld(cells, who[world], design.start, treated[world], planted)


_HELP = {"zwaarte": ZWAARTES, "aanbieder": AANBIEDERS}
_DIMENSIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "overlast": {},
    "vragen": {"wet": WETTEN},
    "doel": _HELP,
    "kort": _HELP,
    "terugkeer": _HELP,
    "wachttijd": {DAGEN: tuple(str(days) for days in range(LONGEST + 1))},
    "werk": {"leeftijd": LEEFTIJDEN},
    "veel_regelingen": {"regelingen": tuple(str(many) for many in range(MOST + 1))},
}
#: Per pattern the answers that it shows in, and the group that it is about.
_SHOWS: Mapping[str, tuple[tuple[str, ...], tuple[str, str] | None]] = {
    "incident": (("overlast",), None),
    "n3": (("overlast",), None),
    "n3_wet": (("vragen",), ("wet", WETTEN[1])),
    "n3_later": (("vragen",), ("wet", WETTEN[0])),
    "n4": (("doel",), None),
    "n4_aanbieder": (("doel",), ("aanbieder", AANBIEDERS[0])),
    "n5": (("doel",), None),
    "n6": (("wachttijd",), None),
    "n7": (("werk",), ("leeftijd", LEEFTIJDEN[1])),
    "n8": (("veel_regelingen",), None),
    "n9": (("kort", "doel", "terugkeer"), ("aanbieder", AANBIEDERS[QUICK])),
}


def _cells(batch: Batch, name: str, world: int) -> Cells:
    dimensions = _DIMENSIONS[name]
    if name in batch.counts:
        # Of events nobody is known, of requests is.
        return Cells(batch.counts[name][world], None, dimensions, persons=name != "overlast")
    teller, noemer = batch.shares[name]
    return Cells(teller[world], noemer[world], dimensions, open=name == "wachttijd")


def _planted(batch: Batch, world: int) -> Planted | None:
    design = batch.design
    if batch.where is None:
        return None
    here = batch.where[world]
    answers, groep = _SHOWS[design.pattern]
    return Planted(
        pattern=design.pattern,
        answers=answers,
        gebieden=tuple(np.array(codes(design.areas))[here.any(axis=1)].tolist()),
        vanaf=quarters(design.periods)[int(here.any(axis=0).argmax())],
        groep=groep,
        sizes=batch.sizes[world],
    )
