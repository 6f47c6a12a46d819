"""Worlds for an estimate: one outcome in some areas, of which a few begin with something.

The outcome is a share of persons, and more of it is better. Everything that makes an honest
estimate hard can be switched on by itself: noise that lasts, shocks that neighbours share, a tide
that lifts all areas, a trend of the treated alone, effects that come early, late or next door, and
areas that were chosen because they had just done badly.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Worlds that are drawn at once: enough to be fast, few enough to stay small.
BATCH = 200
NEVER = -1


@dataclass(frozen=True)
class Design:
    """What a world is made of. Outcomes, effects and noise are shares: .05 is five points."""

    name: str
    areas: int = 40
    treated: int = 12
    periods: int = 10
    starts: tuple[int, ...] = (5, 6, 7)
    """Periods in which treated areas begin, handed out in turn."""
    persons: int | None = 200
    """Persons behind a cell; `None` leaves out the noise of counting few."""
    area_sd: float = 0.05
    shock_sd: float = 0.02
    """What happens to an area in a period, to all of its persons alike."""
    rho: float = 0.0
    """How much of a shock is left a period later."""
    cluster_sd: float = 0.0
    """Shocks that five areas in a row share."""
    tide: float = 0.0
    """The change per period of every area, treated or not."""
    effect: float = 0.0
    spread: float = 0.0
    """How much the effect differs between areas (standard deviation)."""
    delay: int = 0
    """Periods between the start and the effect."""
    anticipation: int = 0
    """Periods before the start in which the effect is there already."""
    pretrend: float = 0.0
    """The change per period of treated areas alone, which is nobody's merit."""
    spillover: float = 0.0
    """The effect in untreated areas beside a treated one."""
    selection: int = 0
    """Areas are chosen on their worst mean over so many periods before the first start."""
    per_year: int = 1
    """Periods in a year."""
    trait_drift: float = 0.0
    """The change per period that goes with a known trait of areas; the treated have more of it."""

    @property
    def unsound(self) -> bool:
        """Whether a comparison with the untreated areas does not hold in this world."""
        return bool(self.pretrend or self.spillover or self.anticipation or self.selection)


@dataclass(frozen=True)
class Panel:
    """What an analysis may see of one world: arrays of areas × periods."""

    waarde: Floats
    noemer: Floats
    start: Ints
    """Per area the period in which it begins, `NEVER` where it does not."""
    per_year: int = 1
    trait: Floats | None = None
    """What is known of each area beforehand (areas × 1)."""

    @property
    def neighbours(self) -> Bools:
        """Which areas lie beside each other (areas × areas): they stand in a ring."""
        count = len(self.start)
        step = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
        return np.asarray((step == 1) | (step == count - 1))

    @property
    def after(self) -> Bools:
        """The cells of treated areas from their start on (areas × periods)."""
        periods = np.arange(self.waarde.shape[1])
        return np.asarray((self.start[:, None] != NEVER) & (periods >= self.start[:, None]))

    def frame(self) -> pl.DataFrame:
        """Return the cells as rows: gebied, periode, teller, noemer, waarde, start (or null)."""
        areas, periods = self.waarde.shape
        codes = np.array([f"BU{number:08d}" for number in range(areas)])
        start = pl.Series("start", np.repeat(self.start, periods))
        return pl.DataFrame(
            {
                "gebied": np.repeat(codes, periods),
                "periode": np.tile(np.arange(periods), areas),
                "teller": (self.waarde * self.noemer).ravel(),
                "noemer": self.noemer.ravel(),
                "waarde": self.waarde.ravel(),
            }
        ).with_columns(start.replace(NEVER, None))


@dataclass(frozen=True)
class World:
    """One world: what can be seen, and what was planted in it (areas × periods)."""

    panel: Panel
    effect: Floats
    unsound: bool

    @property
    def att(self) -> float:
        """The mean effect over all cells of treated areas from their start on."""
        return float(self.effect[self.panel.after].mean())


def stream(name: str, seed: int) -> np.random.Generator:
    """Return a generator that depends on the seed and on the name of the design alone."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def make(design: Design, count: int, seed: int = 1) -> Iterator[World]:
    """Yield worlds of one design; the same seed gives the same worlds."""
    rng = stream(design.name, seed)
    for begin in range(0, count, BATCH):
        yield from _batch(design, min(BATCH, count - begin), rng)


def _batch(design: Design, count: int, rng: np.random.Generator) -> Iterator[World]:
    chance = _untouched(design, count, rng)
    seen = _observe(design, chance, rng)
    start = _starts(design, seen, rng)
    effect, other = _planted(design, start, rng)
    trait = _trait(design, start)
    touched = effect + other + design.trait_drift * trait * np.arange(design.periods)
    # Areas were chosen on what was seen, so only cells in which something changes are seen anew.
    seen = np.where(touched != 0, _observe(design, chance + touched, rng), seen)
    noemer = np.full(seen.shape[1:], float(design.persons or 1))
    for world in range(count):
        known = trait[world] if design.trait_drift else None
        made = Panel(seen[world], noemer, start[world], design.per_year, known)
        yield World(made, effect[world], design.unsound)


def _untouched(design: Design, count: int, rng: np.random.Generator) -> Floats:
    """Return the chances without any treatment: worlds × areas × periods."""
    shape = (count, design.areas, design.periods)
    level = 0.5 + design.area_sd * rng.standard_normal((count, design.areas, 1))
    shock = rng.standard_normal(shape)
    for period in range(1, design.periods):
        fresh = np.sqrt(1 - design.rho**2) * shock[:, :, period]
        shock[:, :, period] = design.rho * shock[:, :, period - 1] + fresh
    clusters = rng.standard_normal((count, -(-design.areas // 5), design.periods))
    shared = np.repeat(clusters, 5, axis=1)[:, : design.areas]
    tide = design.tide * np.arange(design.periods)
    return np.asarray(level + design.shock_sd * shock + design.cluster_sd * shared + tide)


def _observe(design: Design, chance: Floats, rng: np.random.Generator) -> Floats:
    if design.persons is None:
        return chance
    return rng.binomial(design.persons, np.clip(chance, 0.01, 0.99)) / design.persons


def _starts(design: Design, seen: Floats, rng: np.random.Generator) -> Ints:
    """Return per world and area when it begins: by lot, or because it just did badly."""
    first = min(design.starts)
    if design.selection:
        rank = seen[:, :, first - design.selection : first].mean(axis=2)
    else:
        rank = rng.random(seen.shape[:2])
    chosen = np.argsort(rank, axis=1)[:, : design.treated]
    chosen = rng.permuted(chosen, axis=1)
    start = np.full(seen.shape[:2], NEVER, dtype=np.int64)
    turns = np.resize(np.array(design.starts, dtype=np.int64), design.treated)
    np.put_along_axis(start, chosen, turns[None, :], axis=1)
    return start


def _trait(design: Design, start: Ints) -> Floats:
    """Return what is known of each area (worlds × areas × 1), from a stream of its own."""
    if not design.trait_drift:
        return np.zeros((*start.shape, 1))
    rng = stream(design.name, int((start * np.arange(1, start.shape[1] + 1)).sum() % 2**31))
    return np.asarray(rng.standard_normal((*start.shape, 1)) + (start != NEVER)[:, :, None])


def _planted(design: Design, start: Ints, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return the effects in treated areas, and what else differs from an untouched world."""
    periods = np.arange(design.periods)
    treated = (start != NEVER)[:, :, None]
    since = periods - start[:, :, None]
    size = design.effect + design.spread * rng.standard_normal((*start.shape, 1))
    effect = np.where(treated & (since >= design.delay), size, 0.0)
    early = treated & (since < 0) & (since >= -design.anticipation)
    beside = np.zeros_like(treated & (since >= 0))
    active = treated & (since >= 0)
    for step in (-1, 1):
        beside |= np.roll(active, step, axis=1)
    other = np.where(early, size, 0.0) + np.where(treated, design.pretrend * periods, 0.0)
    return effect, other + np.where(beside & ~treated, design.spillover, 0.0)
