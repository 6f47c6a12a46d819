"""Worlds for a screen: many indicators × groups × areas × periods, and a few real changes.

Values are in standard errors of one cell in one period, and higher is worse. Something begins in
some areas at a known period. What was planted follows from where it stands: in a treated area or
beside one, in the law that acts or in another, in all groups or in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from bench.waarheid.panel import Bools, Floats, stream

WETTEN = ("jeugdwet", "wmo", "participatiewet")
#: The law under which the intervention falls.
EIGEN_WET = WETTEN[0]
VERSLECHTERING = "verslechtering"
NAAR_BUURGEBIED = "naar buurgebied"
NAAR_ANDERE_WET = "naar andere wet"
SOORTEN = (VERSLECHTERING, NAAR_BUURGEBIED, NAAR_ANDERE_WET)


@dataclass(frozen=True)
class ScreenDesign:
    """What a screening world is made of; sizes are in standard errors."""

    name: str
    indicators: int = 10
    groups: int = 4
    areas: int = 60
    before: int = 8
    after: int = 4
    plants: int = 24
    size: float = 5.0
    """How many standard errors a planted change is, of the mean after against the mean before."""
    common: float = 0.5
    """Share of the noise that all indicators and groups of an area have in common."""
    rho: float = 0.0
    """How much of the noise is left a period later."""
    tide: float = 0.0
    """How far an indicator moves in every area at once (standard deviation)."""
    restless: float = 0.0
    """Real ups and downs per cell and period, on top of the noise of counting."""
    wide: int = 0
    """Indicators of the own law that get worse in all treated areas at once."""
    wide_groups: int = 4
    """In how many groups those do."""
    incident: float = 0.0
    """The height of one event in one cell in one period, after which all is as it was."""


@dataclass(frozen=True)
class Screen:
    """What an analysis may see: values of indicators × groups × areas × periods."""

    waarde: Floats
    start: int
    """The first period in which the intervention is there."""
    treated: Bools
    """Per area whether it takes part. Areas stand in a ring."""

    @property
    def wetten(self) -> tuple[str, ...]:
        """The law of every indicator."""
        return tuple(WETTEN[number % len(WETTEN)] for number in range(len(self.waarde)))

    @property
    def beside(self) -> Bools:
        """Areas that take no part and lie beside one that does."""
        return (np.roll(self.treated, 1) | np.roll(self.treated, -1)) & ~self.treated

    def until(self, period: int) -> Screen:
        """Return what could be seen at the end of this period."""
        return replace(self, waarde=self.waarde[..., : period + 1])

    def frame(self) -> pl.DataFrame:
        """Return the cells as rows: indicator, wet, groep, gebied, periode, waarde (numbers)."""
        index = np.indices(self.waarde.shape).reshape(4, -1)
        names = ("indicator", "groep", "gebied", "periode")
        frame = pl.DataFrame(dict(zip(names, index, strict=True)))
        wetten = pl.Series("wet", self.wetten)[frame["indicator"]]
        return frame.with_columns(wetten, waarde=self.waarde.ravel())


@dataclass(frozen=True)
class Plant:
    """A real change: in which cell, and of what sort."""

    indicator: int
    groep: int
    gebied: int
    soort: str
    wet: str


@dataclass(frozen=True)
class ScreenWorld:
    """One world: what can be seen, and what was planted."""

    screen: Screen
    plants: tuple[Plant, ...]


def make(design: ScreenDesign, count: int, seed: int = 1) -> Iterator[ScreenWorld]:
    """Yield screening worlds of one design; the same seed gives the same worlds."""
    rng = stream(design.name, seed)
    for _ in range(count):
        yield _one(design, rng)


def _one(design: ScreenDesign, rng: np.random.Generator) -> ScreenWorld:
    values = _noise(design, rng)
    treated = np.zeros(design.areas, dtype=np.bool_)
    treated[rng.choice(design.areas, design.areas // 3, replace=False)] = True
    screen = Screen(values, design.before, treated)
    shape = values.shape[:3]
    values[..., design.before :] += design.tide * rng.standard_normal((shape[0], 1, 1, 1))
    plants = (*_wide(design, screen), *_plants(design, screen, rng))
    # The standard error of a mean after minus a mean before.
    error = np.sqrt(1 / design.before + 1 / design.after)
    for plant in plants:
        values[plant.indicator, plant.groep, plant.gebied, design.before :] += design.size * error
    if design.incident:
        cell = tuple(int(rng.integers(length)) for length in shape)
        values[(*cell, int(rng.integers(design.before, values.shape[3])))] += design.incident
    return ScreenWorld(screen, plants)


def _noise(design: ScreenDesign, rng: np.random.Generator) -> Floats:
    """Return noise with variance 1 per cell and period, and what `restless` adds."""
    periods = design.before + design.after
    shape = (design.indicators, design.groups, design.areas, periods)
    own = np.sqrt(1 - design.common) * rng.standard_normal(shape)
    shared = np.sqrt(design.common) * rng.standard_normal((1, 1, design.areas, periods))
    noise = own + shared
    for period in range(1, periods):
        fresh = np.sqrt(1 - design.rho**2) * noise[..., period]
        noise[..., period] = design.rho * noise[..., period - 1] + fresh
    return np.asarray(noise + design.restless * rng.standard_normal(shape))


def _wide(design: ScreenDesign, screen: Screen) -> Iterator[Plant]:
    """Plant in every treated cell of the first indicators of the own law."""
    own = [number for number, wet in enumerate(screen.wetten) if wet == EIGEN_WET]
    for indicator in own[: design.wide]:
        for groep in range(design.wide_groups):
            for gebied in np.flatnonzero(screen.treated):
                yield Plant(indicator, groep, int(gebied), VERSLECHTERING, EIGEN_WET)


def _plants(design: ScreenDesign, screen: Screen, rng: np.random.Generator) -> Iterator[Plant]:
    """Plant in turn: in a treated area, beside one, and in another law of a treated area."""
    own = [number for number, wet in enumerate(screen.wetten) if wet == EIGEN_WET][design.wide :]
    other = [number for number, wet in enumerate(screen.wetten) if wet != EIGEN_WET]
    where = {
        VERSLECHTERING: (own, np.flatnonzero(screen.treated)),
        NAAR_BUURGEBIED: (own, np.flatnonzero(screen.beside)),
        NAAR_ANDERE_WET: (other, np.flatnonzero(screen.treated)),
    }
    taken: set[tuple[int, int, int]] = set()
    while len(taken) < design.plants:
        soort = SOORTEN[len(taken) % len(SOORTEN)]
        indicators, areas = where[soort]
        groep = int(rng.integers(design.groups))
        cell = (int(rng.choice(indicators)), groep, int(rng.choice(areas)))
        if cell not in taken:
            taken.add(cell)
            yield Plant(*cell, soort=soort, wet=screen.wetten[cell[0]])
