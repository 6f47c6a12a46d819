"""The score of a screen: what it finds, what it makes up, and whether it names the right cell."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.waarheid.screen import Plant, Screen, ScreenWorld


@dataclass(frozen=True)
class Finding:
    """What a screen reports. `None` says less: all groups, all areas, or a sort left open."""

    indicator: int
    groep: int | None = None
    gebied: int | None = None
    soort: str | None = None
    wet: str | None = None

    def meets(self, plant: Plant) -> bool:
        """Whether this is about a planted change, however roughly."""
        return (
            self.indicator == plant.indicator
            and self.groep in (None, plant.groep)
            and self.gebied in (None, plant.gebied)
        )


Screening = Callable[[Screen], Sequence[Finding]]


@dataclass(frozen=True)
class ScreenScore:
    """How a screen did over many worlds; `nan` where nothing could be found."""

    worlds: int
    recall: float
    """Share of planted changes that some finding is about."""
    fdr: float
    """Mean share of the findings that are about nothing (none found: 0)."""
    alarmed: float
    """Share of worlds with at least one finding about nothing."""
    gebied: float
    """Share of found changes of which a finding names the right area."""
    wet: float
    """Share of found changes of which a finding names the right law."""
    soort: float
    """Share of found changes of which a finding names the right sort."""


def score(analysis: Screening, worlds: Iterable[ScreenWorld]) -> ScreenScore:
    """Run a screen on every world and compare it with what was planted."""
    counted = _Counted()
    for world in worlds:
        counted.add(analysis(world.screen), world.plants)
    return counted.result()


def delay(analysis: Screening, worlds: Iterable[ScreenWorld]) -> tuple[float, float]:
    """Return how many periods after its start a change is first found, and the share missed.

    The screen is run at the end of every period from the start on, as a report would be. A
    change that is found in its first period has a delay of 0.
    """
    waits: list[int] = []
    missed = 0
    for world in (each for each in worlds if each.plants):
        open_plants = list(world.plants)
        for period in range(world.screen.start, world.screen.waarde.shape[3]):
            findings = analysis(world.screen.until(period))
            found = [plant for plant in open_plants if any(f.meets(plant) for f in findings)]
            waits += [period - world.screen.start] * len(found)
            open_plants = [plant for plant in open_plants if plant not in found]
        missed += len(open_plants)
    every = len(waits) + missed
    return (float(np.mean(waits)) if waits else math.nan, missed / every if every else math.nan)


class _Counted:
    def __init__(self) -> None:
        self.worlds = self.planted = self.found = self.alarmed = 0
        self.named = {"gebied": 0, "wet": 0, "soort": 0}
        self.false_shares: list[float] = []

    def add(self, findings: Sequence[Finding], plants: Sequence[Plant]) -> None:
        false = sum(not any(finding.meets(plant) for plant in plants) for finding in findings)
        self.worlds += 1
        self.planted += len(plants)
        self.alarmed += false > 0
        self.false_shares.append(false / max(len(findings), 1))
        for plant in plants:
            about = [finding for finding in findings if finding.meets(plant)]
            self.found += bool(about)
            for name in self.named:
                self.named[name] += any(
                    getattr(finding, name) == getattr(plant, name) for finding in about
                )

    def result(self) -> ScreenScore:
        def share(part: int, whole: int) -> float:
            return part / whole if whole else math.nan

        return ScreenScore(
            worlds=self.worlds,
            recall=share(self.found, self.planted),
            fdr=float(np.mean(self.false_shares)),
            alarmed=share(self.alarmed, self.worlds),
            **{name: share(count, self.found) for name, count in self.named.items()},
        )
