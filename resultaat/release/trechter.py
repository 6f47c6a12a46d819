"""Funnels as they leave: made of released figures alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Punt:
    """One area in a funnel; limits are in the unit of the figure."""

    gebied: str
    gebied_naam: str
    waarde: float
    noemer: float
    onder_95: float
    boven_95: float
    onder_998: float
    boven_998: float
    z: float
    q: float  # p, adjusted over all areas of all funnels
    valt_op: bool


@dataclass(frozen=True, slots=True)
class Trechterbeeld:
    """The areas of one level beside each other, in one figure and period."""

    indicator: str
    naam: str
    eenheid: str
    periode: str
    niveau: str
    midden: float
    phi: float  # how many times more variance than chance alone gives
    spreiding: str
    punten: tuple[Punt, ...]  # the most unlike first
