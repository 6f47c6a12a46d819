"""Tests in a tree: first whether anything moved in a branch, and only then what in it.

What moves everywhere gives hundreds of small p-values at once. On one heap with all others they
make the threshold lenient for everything, while people are told of one thing: of what they are
told, far more than 5% would then be noise. In a tree a branch is chosen among its siblings first,
and what is in it is tested at a level that says how few were chosen (Y. Benjamini and M. Bogomolov,
JRSS B 76, 2014; for any depth M. Bogomolov, C. Peterson, Y. Benjamini and C. Sabatti, Biometrika
108, 2021). The p-value of a branch is that of R. Simes (Biometrika 73, 1986) over its members, so
that a chosen branch always holds something that is found.

Held is the mean share of false discoveries over the chosen branches, at every depth; where all is
noise, the chance of finding anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resultaat.analysis.neveneffecten.duur import Labels, Vector, by_label
from resultaat.analysis.toetsen import Methode, adjusted


@dataclass(frozen=True, slots=True)
class Boom:
    """Per test: the level at which it would just be found, and the p at which it would be.

    Both are NaN where nothing was tested. `drempel` takes what the others show as it is; found
    together they can only be found sooner.
    """

    q: Vector
    drempel: Vector


def in_tree(
    p: Vector,
    takken: Sequence[Labels],
    level: float,
    methode: Methode = Methode.BENJAMINI_HOCHBERG,
) -> Boom:
    """Test p-values in a tree; NaN is no test.

    `takken` says per depth, the widest first, in which branch each test lies; without any, all is
    one family. `level` is the share of false discoveries that is held.
    """
    inside = _numbered(takken, len(p))
    lagen = [_Laag.of(p, inside[-1], methode)]
    for wider, narrower in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
        above = np.zeros(narrower.max(initial=-1) + 1, dtype=np.int_)
        above[narrower] = wider
        lagen.insert(0, _Laag.of(lagen[0].simes, above, methode))
    return Boom(_found_at(lagen, inside), _thresholds(lagen, level))


@dataclass(frozen=True, slots=True)
class _Laag:
    """One depth: per member its family, and its p-value as adjusted within that."""

    familie: Labels
    aangepast: Vector
    aantal: Vector  # members that were tested, per family
    gewicht: Vector  # what Benjamini and Yekutieli divide by, per family; 1 without them

    @classmethod
    def of(cls, p: Vector, familie: Labels, methode: Methode) -> _Laag:
        found = np.full_like(p, np.nan)
        for _, mine in by_label(familie, np.arange(len(p))):
            found[mine] = adjusted(p[mine], methode)
        many = np.bincount(familie, weights=np.isfinite(p)).astype(np.float64)
        sums = np.cumsum(1 / np.arange(1, many.max(initial=1) + 1))
        yekutieli = methode is Methode.BENJAMINI_YEKUTIELI
        weight = sums[np.maximum(many, 1).astype(np.int_) - 1] if yekutieli else np.ones(len(many))
        return cls(familie, found, many, weight)

    @property
    def simes(self) -> Vector:
        """The p-value of each family as a whole: the least of its adjusted ones."""
        least = np.full(len(self.aantal), np.nan)
        np.fmin.at(least, self.familie, self.aangepast)
        return least

    def level_for(self, wanted: Vector, under: Labels) -> Vector:
        """Return the level of a family at which what is chosen of it is tested at `wanted`.

        `under` says of each of `wanted` which family. A family at x tests what is in its chosen
        members at x times the share that is chosen.
        """
        known = dict(by_label(self.familie, np.flatnonzero(np.isfinite(self.aangepast))))
        found = np.full_like(wanted, np.nan)
        for family, mine in by_label(under, np.flatnonzero(np.isfinite(wanted))):
            levels = np.sort(self.aangepast[known[family]])
            rank, many = np.arange(1, len(levels) + 1), len(levels)
            at = np.searchsorted(levels * rank / many, wanted[mine])
            here = np.append(levels, np.inf)[at]
            before = np.append(np.inf, many / rank)[at] * wanted[mine]
            found[mine] = np.minimum(here, before)
        return found


def _numbered(takken: Sequence[Labels], count: int) -> list[Labels]:
    """Return per depth the number of the family of each test: one at the top, ever more below."""
    found = [np.zeros(count, dtype=np.int_)]
    for tak in takken:
        apart = found[-1] * (int(tak.max(initial=0)) + 1) + tak
        found.append(np.unique(apart, return_inverse=True)[1].astype(np.int_))
    return found


def _found_at(lagen: Sequence[_Laag], inside: Sequence[Labels]) -> Vector:
    """Return the least level at which each test and every branch that holds it are found."""
    q = lagen[-1].aangepast
    for laag, family, member in zip(
        reversed(lagen[:-1]), reversed(inside[:-1]), reversed(inside[1:]), strict=True
    ):
        q = np.maximum(laag.level_for(q, family), laag.aangepast[member])
    return np.minimum(q, 1.0)


def _thresholds(lagen: Sequence[_Laag], level: float) -> Vector:
    """Return the p at which each test would be found, alone or with what is found already."""
    passed = np.array([level])
    for laag in lagen:
        family = laag.familie
        at, many = passed[family], np.maximum(laag.aantal, 1)[family]
        chosen = np.nan_to_num(laag.aangepast, nan=np.inf) <= at
        others = np.bincount(family, weights=chosen, minlength=len(laag.aantal))[family]
        # A branch may have to be chosen by this one test alone.
        passed = at * (others + ~chosen) / many / laag.gewicht[family]
    return np.where(np.isfinite(lagen[-1].aangepast), passed, np.nan)
