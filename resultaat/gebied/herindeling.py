"""Areas that change: what became of a code, by the addresses that went where.

Source of the shape: CBS, Gebiedsindelingen and the change files made of the Basisregistratie
Adressen; per pair of years and codes the number of addresses. Dividing by all addresses of the old
code gives the share of the old area that lies in the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

#: A smaller share than this, of the old and of the new area, is a correction of a boundary.
CORRECTION = Fraction(1, 100)
#: With this share in one new area a row counts there; with less nobody can tell.
MAIN = Fraction(95, 100)

Flows = Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True)
class Omzetting:
    """From the codes of one year to those of another: addresses by old and new code."""

    van: int
    naar: int
    flows: Flows

    def shares(self, code: str) -> dict[str, Fraction]:
        """Return the new areas of a code with the share of the old one; they add up to 1."""
        there = self.flows.get(code)
        if there is None:  # not in the file: it did not change
            return {code: Fraction(1)}
        whole = sum(there.values(), Fraction(0))
        return {new: many / whole for new, many in there.items()}

    def main(self, code: str) -> str | None:
        """Return the one new area in which nearly all of an old one lies, if there is one."""
        new, share = max(self.shares(code).items(), key=lambda each: (each[1], each[0]))
        return new if share >= MAIN else None


@dataclass(frozen=True)
class Herindeling:
    """All changes that are known: addresses by (year, later year), old code and new code."""

    steps: Mapping[tuple[int, int], Flows]
    digest: str = field(default="", compare=False)

    def between(self, van: int, naar: int) -> Omzetting | None:
        """Return the change between two years, year by year where need be; None if unknown."""
        if (van, naar) in self.steps:
            return Omzetting(van, naar, _cleaned(self.steps[van, naar]))
        pairs = [(year, year + 1) for year in range(van, naar)]
        if van >= naar or not any(pair in self.steps for pair in pairs) or not self._known(pairs):
            return None
        flows: Flows = {}
        for pair in pairs:
            flows = _after(flows, _cleaned(self.steps.get(pair, {})))
        return Omzetting(van, naar, flows)

    def _known(self, pairs: Iterable[tuple[int, int]]) -> bool:
        """Whether the file is about all these years; one in which nothing changed is not in it."""
        first = min((van for van, _ in self.steps), default=0)
        last = max((naar for _, naar in self.steps), default=0)
        return all(first <= van and naar <= last for van, naar in pairs)

    def year_of(self, codes: Iterable[str], naar: int) -> int | None:
        """Return the last year from which codes that are unknown in year `naar` may be."""
        wanted = set(codes)
        for van in sorted({each for each, _ in self.steps if each < naar}, reverse=True):
            step = self.between(van, naar)
            if wanted and step is not None and wanted <= set(step.flows):
                return van
        return None


def _cleaned(flows: Flows) -> dict[str, dict[str, Fraction]]:
    """Leave out corrections of boundaries: hardly anything of the old and of the new area.

    Of a new code that is no old code nobody knows whether it is new, or was there and did not
    change. It gets no crumbs: a new area that is made of nothing else has no figure then.
    """
    into: dict[str, Fraction] = {}
    for there in flows.values():
        for new, many in there.items():
            into[new] = into.get(new, Fraction(0)) + many
    cleaned: dict[str, dict[str, Fraction]] = {}
    for old, there in flows.items():
        whole = sum(there.values(), Fraction(0))
        cleaned[old] = {
            new: many
            for new, many in there.items()
            if many >= CORRECTION * whole or (new in flows and many >= CORRECTION * into[new])
        }
    return cleaned


def _after(first: Flows, then: Flows) -> dict[str, dict[str, Fraction]]:
    """Return what became of the old codes of `first` after `then` too."""
    step = Omzetting(0, 0, then)
    found: dict[str, dict[str, Fraction]] = {old: dict(there) for old, there in then.items()}
    for old, there in first.items():
        found[old] = {}
        for middle, many in there.items():
            for new, share in step.shares(middle).items():
                found[old][new] = found[old].get(new, Fraction(0)) + many * share
    made_here = {new for old, there in first.items() for new in there if new not in first}
    return {old: there for old, there in found.items() if old not in made_here}


def targets(omzetting: Omzetting) -> Iterator[tuple[str, str, Fraction, Fraction]]:
    """Yield (old code, new code, share of the old area, addresses) of all that changed."""
    for old, there in omzetting.flows.items():
        for new, share in omzetting.shares(old).items():
            yield old, new, share, there[new]
