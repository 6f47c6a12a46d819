"""Released figures: what may leave, and proof that it went through the door.

Everything above this floor takes a `Released` and nothing else. Only this package can make one:
the constructor asks for a key that is not exported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from datetime import date, datetime

import polars as pl

from resultaat.engine.figures import AANSLUITING, EXACT
from resultaat.release.schemas import BIJLAGEN

_KEY = object()

#: The frame that leaves. No count of persons, no key, no row of a person.
RESULTATEN = pl.Schema(
    {
        "indicator": pl.String(),
        "soort": pl.String(),  # resultaat, procesconditie, context, inzet
        "niveau": pl.String(),
        "gebied": pl.String(),
        "gebied_naam": pl.String(),
        "periode": pl.String(),
        "start": pl.Date(),
        "waarde": pl.Float64(),  # a fraction where the unit is %; null unless there is a figure
        "teller": EXACT,
        "noemer": EXACT,
        "n": pl.Int64(),
        "onbekend": pl.Int64(),
        "onder": pl.Float64(),
        "boven": pl.Float64(),
        "eenheid": pl.String(),
        "staat": pl.String(),  # see engine.figures.Staat
        "herkomst": pl.String(),  # see engine.figures.Herkomst
        "streefwaarde": pl.Float64(),  # the target, or the norm of a condition
        "minimumeis": pl.Float64(),  # the floor under supervision
        "oordeel": pl.String(),  # see analysis.oordeel.Oordeel
        "definitie_tot": pl.Date(),  # until when the definition held by which this was counted
        "breuk": pl.String(),  # what changed then at the source; null where the definition did
    }
)


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run is made of (P2): enough to make it again and to see what differs."""

    id: str  # sortable: 20260503-141500-1a2b3c
    rapportage: str  # name in resultaat.yaml
    titel: str
    organisatie: str
    gebied: str  # CBS code of the area that the report is about
    over: str  # period, as written
    peildatum: date  # what was known by then
    gemaakt_op: datetime  # UTC
    definities: str  # sha256 of all definitions
    gegevens: dict[str, str]  # sha256 per source
    motor: dict[str, str]  # version per part: resultaat, duckdb
    instellingen: dict[str, str]
    staat: str = "concept"


@dataclass(frozen=True)
class Released:
    """Figures that may leave, with the run that they come from."""

    run: RunInfo
    resultaten: pl.DataFrame  # RESULTATEN
    aansluiting: pl.DataFrame  # AANSLUITING, of published sources only
    key: InitVar[object]
    bijlagen: Mapping[str, pl.DataFrame] = field(default_factory=dict)  # each as in BIJLAGEN

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only `resultaat.release` can make a Released")
        if any(frame.schema != BIJLAGEN.get(name) for name, frame in self.bijlagen.items()):
            raise TypeError("a bijlage does not have its schema")
        if self.resultaten.schema != RESULTATEN or self.aansluiting.schema != AANSLUITING:
            raise TypeError("the frames do not have the schema of released figures")
