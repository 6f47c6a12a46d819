"""What a run kept beside its figures, by indicator, as the sections of the report need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resultaat.cycle.bevindingen import Bevinding
from resultaat.release.released import Released
from resultaat.release.toegerekend import Toegerekend
from resultaat.release.toerekeningen import accounts_in

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """Accounts, what moved, charts, and the life of every finding."""

    accounts: Mapping[str, Toegerekend]
    without: Mapping[str, str]  # results that were not taken apart, and why
    taken_apart: bool  # whether the run tried
    moved: tuple[Row, ...]  # NEVENEFFECTEN
    looked: bool  # whether the run looked for side effects
    charts: Mapping[str, Row]  # KAARTEN
    loud: tuple[Row, ...]  # SIGNALEN
    bevindingen: tuple[Bevinding, ...]
    quality: tuple[Row, ...] = ()  # KWALITEIT

    @classmethod
    def of(cls, released: Released, bevindingen: Sequence[Bevinding] = ()) -> Beside:
        """Gather the bijlagen of a run; those that it has not are empty."""
        frames = released.bijlagen
        taken_apart = "toerekeningen" in frames
        refused = frames["toerekeningen"].drop_nulls("reden").to_dicts() if taken_apart else []
        moved = frames.get("neveneffecten")
        charts = frames.get("kaarten")
        return cls(
            accounts=accounts_in(frames) if taken_apart else {},
            without={row["indicator"]: row["reden"] for row in refused},
            taken_apart=taken_apart,
            moved=() if moved is None else tuple(moved.to_dicts()),
            looked=moved is not None,
            loud=tuple(frames["signalen"].to_dicts()) if "signalen" in frames else (),
            charts={} if charts is None else {row["indicator"]: row for row in charts.to_dicts()},
            bevindingen=tuple(bevindingen),
            quality=tuple(frames["kwaliteit"].to_dicts()) if "kwaliteit" in frames else (),
        )

    def under(self, indicator: str) -> Iterator[Row]:
        """Yield what was looked at and found after what was done for a result."""
        yield from (row for row in self.moved if indicator in row["bij"])

    def of_itself(self, indicator: str) -> Iterator[Row]:
        """Yield the findings that this indicator moved after what was done for another."""
        yield from (
            row
            for row in self.moved
            if row["indicator"] == indicator
            and row["soort"] == "bevinding"
            and indicator not in row["bij"]
        )

    def life(self, bevinding: str) -> Bevinding | None:
        """Return the life of a finding, where it has one."""
        return next((each for each in self.bevindingen if each.gevonden.id == bevinding), None)


#: Of a run from before there were bijlagen, or with only figures.
NOTHING = Beside({}, {}, False, (), False, {}, (), ())
