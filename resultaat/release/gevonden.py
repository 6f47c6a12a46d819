"""What a run found beside its figures, each with the identity by which it is known in every run."""

from __future__ import annotations

from dataclasses import dataclass

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
    frame = released.bijlagen.get(LOOKED)
    if frame is None:
        return None
    return tuple(
        Gevonden(
            str(row["bevinding"]), row["indicator"], row["naam"], tuple(row["bij"]), row["zin"]
        )
        for row in frame.to_dicts()
        if row["soort"] == "bevinding" or row["waarborg"] == "geschonden"
    )
