"""What a run found beside its figures, each with the identity by which it is known in every run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from resultaat.release.released import Released

#: The bijlage that holds findings; a run without it did not look.
LOOKED = "neveneffecten"


@dataclass(frozen=True, slots=True)
class Gevonden:
    """One finding as one run tells it."""

    id: str  # the same in every run
    indicator: str  # that moved
    naam: str
    bij: tuple[str, ...]  # the indicators under which it is shown
    zin: str


def found_in(released: Released) -> tuple[Gevonden, ...] | None:
    """Return what the run found; None where it did not look."""
    if LOOKED not in released.bijlagen:
        return None
    moved = [
        _found(row, tuple(row["bij"]))
        for row in released.bijlagen[LOOKED].to_dicts()
        if row["soort"] == "bevinding" or row["waarborg"] == "geschonden"
    ]
    charts = released.bijlagen.get("signalen")
    loud = [] if charts is None else charts.to_dicts()
    return (*moved, *(_found(row, (row["indicator"],)) for row in loud))


def _found(row: dict[str, Any], bij: tuple[str, ...]) -> Gevonden:
    return Gevonden(row["bevinding"], row["indicator"], row["naam"], bij, row["zin"])
