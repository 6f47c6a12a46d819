"""Findings over runs: what is new, what stays, what is gone, and what was said of it (N13).

A run is set beside the one before it: of the same rapportage where there is one, otherwise of any.
Runs about a later peildatum are no history of it. What was said of a finding holds as long as it
was found in every run since; when it was gone and comes back, it is to be looked at anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resultaat.register.store import Gezien, Uitspraak
    from resultaat.release.gevonden import Gevonden
    from resultaat.release.released import RunInfo


class Stand(Enum):
    """What people made of a finding; the value is the word in every output."""

    NIEUW = "nieuw"
    VERKLAARD = "verklaard"
    AANVAARD = "aanvaard"
    ACTIE = "actie"


class Verloop(Enum):
    """What became of a finding since the run before; the value is the word in every output."""

    NIEUW = "nieuw"
    BLIJFT = "nog steeds"
    TERUG = "terug"  # it was there, was gone, and is there again
    VERDWENEN = "verdwenen"


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One finding with its life."""

    gevonden: Gevonden  # as the last run that found it tells it
    verloop: Verloop
    stand: Stand
    eerst: RunInfo
    laatst: RunInfo
    uitspraken: tuple[Uitspraak, ...]  # all of them, the first one first

    @property
    def geldt(self) -> Uitspraak | None:
        """What was said of it and still holds."""
        return self.uitspraken[-1] if self.stand is not Stand.NIEUW else None


def bevindingen_of(
    run: RunInfo, gezien: Sequence[Gezien], uitspraken: Sequence[Uitspraak]
) -> list[Bevinding]:
    """Return the findings of a run, and those that the run before it had and it has not.

    `gezien` is every run that looked, the first one first. Nothing where `run` did not look.
    """
    chain = _chain(run, gezien)
    if not chain or chain[-1].run.id != run.id:
        return []
    before = {each.id: each for each in chain[-2].gevonden} if len(chain) > 1 else {}
    now = {each.id: each for each in chain[-1].gevonden}
    said: dict[str, list[Uitspraak]] = {}
    for each in uitspraken:
        said.setdefault(each.bevinding, []).append(each)
    return [
        _life(each, chain, now, before, tuple(said.get(each.id, ())))
        for each in {**before, **now}.values()
    ]


def _chain(run: RunInfo, gezien: Sequence[Gezien]) -> list[Gezien]:
    """Return the history of a run, itself last."""
    known = [
        each
        for each in gezien
        if each.run.gemaakt_op <= run.gemaakt_op and each.run.peildatum <= run.peildatum
    ]
    own = [each for each in known if each.run.rapportage == run.rapportage]
    earlier = [each for each in (own if len(own) > 1 else known) if each.run.id != run.id]
    ordered = sorted(earlier, key=lambda each: (each.run.peildatum, each.run.gemaakt_op))
    return ordered + [each for each in own if each.run.id == run.id]


def _life(
    found: Gevonden,
    chain: Sequence[Gezien],
    now: Mapping[str, Gevonden],
    before: Mapping[str, Gevonden],
    said: tuple[Uitspraak, ...],
) -> Bevinding:
    there = [any(each.id == found.id for each in one.gevonden) for one in chain]
    seen = [one.run for one, has in zip(chain, there, strict=True) if has]
    if found.id not in now:
        verloop = Verloop.VERDWENEN
    elif found.id in before:
        verloop = Verloop.BLIJFT
    else:
        verloop = Verloop.TERUG if len(seen) > 1 else Verloop.NIEUW
    return Bevinding(found, verloop, _stand(chain, there, said), seen[0], seen[-1], said)


def _stand(chain: Sequence[Gezien], there: Sequence[bool], said: tuple[Uitspraak, ...]) -> Stand:
    """Return what was said last, unless the finding was gone since and came back."""
    if not said:
        return Stand.NIEUW
    last = len(there) - 1 - list(reversed(there)).index(True)
    begin = last
    while begin and there[begin - 1]:
        begin -= 1
    return Stand(said[-1].staat) if said[-1].op >= chain[begin].run.gemaakt_op else Stand.NIEUW
