"""Everything that is decided about a folder before a single definition is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from resultaat.gebied.indeling import Gebied
from resultaat.scaffold.areas import FILE, area_list, choose_area
from resultaat.scaffold.library import IndicatorTemplate, fitting
from resultaat.scaffold.recognise import recognise
from resultaat.scaffold.shape import Kwb, first_few, not_kwb, other_table
from resultaat.scaffold.years import Years, years_of

_TITELS = {"kwb": "Kerncijfers", "gezondheid": "Gezondheid"}


@dataclass(frozen=True, slots=True)
class Plan:
    """The file as it was recognised, and what follows from it and from what was asked."""

    file: Path
    #: The copy that is kept, from the top of the working folder.
    bestand: str
    kwb: Kwb
    years: Years
    gebieden: list[Gebied]
    own: Gebied
    indicators: list[IndicatorTemplate]
    left_out: list[IndicatorTemplate]

    @property
    def titel(self) -> str:
        """The title of the rapportage."""
        return f"{_TITELS[self.kwb.tabel]} {self.years.over}"

    @property
    def rapportage(self) -> str:
        """The short name of the rapportage."""
        return self.titel.lower().replace(" ", "_")


def make_plan(kept: Path, file: Path, jaar: int | None, gebied: str | None, tabel: str) -> Plan:
    """Recognise the copy `kept` of the user's `file`; raises R2003, R2004 or R2005."""
    kwb = recognise(kept, file)
    if kwb.tabel != tabel:
        raise other_table(file, kwb.tabel)
    indicators, left_out = fitting(kwb.columns, kwb.tabel)
    if not indicators:
        found = f"Bekend is alleen {first_few(kwb.columns.values())}; daar is geen indicator van."
        raise not_kwb(file, found, "Download de tabel met meer onderwerpen.")
    years = years_of(kwb, file, jaar)
    gebieden = area_list(kwb.names)
    own = choose_area(gebieden, gebied, file)
    bestand = f"{FILE.parent}/{kept.name}"
    return Plan(file, bestand, kwb, years, gebieden, own, indicators, left_out)
