"""From figures to the panel of one effort: areas x periods, with the period in which each began."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from resultaat.analysis.toerekening.controles import Around
from resultaat.analysis.toerekening.effect import NEVER, Bools, Choices, Floats, Panel
from resultaat.analysis.toerekening.gedeeld import Effort
from resultaat.core.periods import Grain, Period
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau


@dataclass(frozen=True)
class Comparison:
    """What is needed to judge one effort."""

    panel: Panel
    choices: Choices
    around: Around
    left_out: int  # areas without a figure in every period


#: Of a part of a year, a whole year is the base.
_BASE = {Grain.JAAR: 1, Grain.KWARTAAL: 4, Grain.MAAND: 12, Grain.DAG: 1}


def unit_of(effort: Effort, indeling: Indeling) -> Niveau | str:
    """Return the level that the effort was begun at, or why there is none to compare at."""
    own = indeling.gebieden[indeling.eigen].niveau
    niveaus = effort.niveaus(indeling)
    if own in niveaus or not niveaus:
        return "De aanpak begon overal tegelijk. Er is geen gebied om mee te vergelijken."
    if len(niveaus) > 1:
        return "De aanpak begon deels per wijk en deels per buurt. Dat is niet te vergelijken."
    return next(iter(niveaus))


def compared(  # noqa: PLR0913, PLR0917  what a comparison is made of
    figures: pl.DataFrame,
    effort: Effort,
    niveau: Niveau,
    periods: Sequence[Period],
    indeling: Indeling,
    excluded: Collection[str],
    strata: Mapping[str, Floats] | None = None,
) -> Comparison:
    """Return the panel of an effort over `periods`.

    `figures` are those of one indicator (niveau, gebied, periode, waarde, noemer); `excluded` are
    areas that compare with nothing; `strata` holds per area in what it differed beforehand, and an
    area that it lacks is left out.
    """
    labels = [each.label for each in periods]
    rows = figures.filter(
        (pl.col("niveau") == niveau.value)
        & (pl.col("gebied") != ONBEKEND)
        & pl.col("periode").is_in(labels)
        & ~pl.col("gebied").is_in(sorted(set(excluded) - set(effort.starts)))
    )
    wide = {
        name: rows.pivot(on="periode", index="gebied", values=name, on_columns=labels).sort(
            "gebied"
        )
        for name in ("waarde", "noemer")
    }
    whole = ~pl.any_horizontal(pl.col(label).is_null() for label in labels)
    # What had begun before all this has no period to be compared with.
    old = [code for code, start in effort.starts.items() if start < periods[0].start]
    if strata is not None:
        whole &= pl.col("gebied").is_in(sorted(strata))
    kept = wide["waarde"].filter(whole & ~pl.col("gebied").is_in(old))
    codes = kept["gebied"].to_list()
    noemer = wide["noemer"].filter(pl.col("gebied").is_in(codes)).select(labels)
    persons = noemer.cast(pl.Float64).to_numpy()
    panel = Panel(
        y=kept.select(labels).to_numpy().astype(np.float64),
        weight=persons.mean(axis=1) if len(codes) else np.zeros(0),
        start=np.array(
            [_start(effort.starts.get(code), periods) for code in codes], dtype=np.int64
        ),
        covariates=np.array([strata[code] for code in codes]) if strata and codes else None,
        names=tuple(codes),
        periods=tuple(labels),
    )
    around = Around(noemer=persons)
    choices = Choices(delay=_delay(effort, periods), base=_BASE[periods[0].grain])
    return Comparison(panel, choices, around, wide["waarde"].height - len(codes))


def _start(start: date | None, periods: Sequence[Period]) -> int:
    """Return the period that holds a start; NEVER where it has not come yet."""
    if start is None:
        return NEVER
    for number, period in enumerate(periods):
        if start <= period.end:
            return number
    # Begins after all this: until then it is an area like any other.
    return NEVER


def _delay(effort: Effort, periods: Sequence[Period]) -> int:
    """Return after how many periods an effect is expected, in the area where that takes longest."""
    grain = periods[0].grain
    waits = [
        sum(1 for _ in Period.holding(start, grain).until(effort.expected_in(code, grain))) - 1
        for code, start in effort.starts.items()
    ]
    return max(waits, default=0)


def neighbours(
    codes: Sequence[str], indeling: Indeling, buren: Mapping[str, frozenset[str]]
) -> Bools | None:
    """Return which areas lie beside each other (areas x areas); None where it is not known.

    Where outlines are given, those that touch; else those in the same larger area, unless that is
    the whole.
    """
    if any(code in buren for code in codes):
        beside = [[other in buren.get(one, frozenset()) for other in codes] for one in codes]
        return np.array(beside, dtype=np.bool_)
    parents = [indeling.gebieden[code].deel_van for code in codes]
    if not codes or set(parents) <= {indeling.eigen, None} or len(set(parents)) == 1:
        return None
    same = np.array([[one == other for other in parents] for one in parents], dtype=np.bool_)
    np.fill_diagonal(same, val=False)
    return same


def marked(codes: Sequence[str], chosen: Collection[str]) -> Bools:
    """Return which areas are among the chosen."""
    return np.array([code in chosen for code in codes], dtype=np.bool_)
