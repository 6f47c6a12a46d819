"""The screen (N2): after something began somewhere, what else moved.

Every indicator × group × area is a series. From each the mean of the areas that were not touched is
taken off, so that what happened everywhere is not called a side effect. All changes are tested as
one family, with the share of false discoveries held. A change that is found at a level and in an
area within it is one finding, told where it is smallest.

Answers are three (N12): found; not found, with how large it would have had to be; too little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.gedeeld import without_shared
from resultaat.analysis.neveneffecten.verandering import (
    Labels,
    Matrix,
    Vector,
    Verandering,
    changes,
)
from resultaat.analysis.toetsen import Methode, adjusted

Mask = npt.NDArray[np.bool_]
#: Fewer untouched areas than this are no comparison.
VERGELIJKING = 5
LEVEL = 0.05
#: What is left of a finding without its strongest period must still show this clearly.
STEVIG = 0.01
_SIDE = {"hoger": 1.0, "lager": -1.0}


@dataclass(frozen=True, slots=True)
class Reeksen:
    """Series with what they are about.

    `sleutels` has a row per series: indicator, groep, gebied, wet (text, null where none),
    `slechter` (hoger, lager or null: the direction that is worse), `plek` (geraakt, naast or
    elders) and `omvang` (how many rows a period stands on). `waarden` is series × periods, NaN
    where missing.
    """

    sleutels: pl.DataFrame
    waarden: Matrix


def screen(
    reeksen: Reeksen,
    moment: int,
    wet: str | None = None,
    methode: Methode = Methode.BENJAMINI_HOCHBERG,
) -> pl.DataFrame:
    """Return the tested series with what was found: a row per series that is touched or beside.

    `moment` is the first period after the beginning, `wet` the law under which it falls. Columns
    beside those of `sleutels`: verschil, onder, boven (95%), p, q, te_vinden (the size that would
    have been found), vergeleken, slecht (whether it moved the wrong way), patroon and antwoord.
    """
    keys = reeksen.sleutels
    untouched = keys["plek"].to_numpy() == "elders"
    relative, compared = _beside_untouched(reeksen.waarden, _families(keys), untouched)
    # Brought to one scale, so that series of large and small areas share what they know of noise.
    size = np.sqrt(np.maximum(keys["omvang"].to_numpy().astype(np.float64), 1.0))
    scaled = without_shared(relative * size[:, None], keys, moment)
    kind = keys["indicator"].rank("dense").to_numpy() - 1
    side = keys["slechter"].replace_strict(_SIDE, default=0.0, return_dtype=pl.Float64).to_numpy()
    found = changes(scaled, moment, kind)
    p = np.where(untouched | ~(found.fout > 0), np.nan, found.p(side))
    q = adjusted(p, methode)
    firm = _firm(scaled, moment, kind, side, np.nan_to_num(q, nan=1.0) <= LEVEL)
    told = keys.with_columns(
        *_numbers(found.scaled(1 / size), p, q),
        pl.Series("vergeleken", compared),
        pl.Series("stevig", firm),
    )
    return _answered(told, wet).filter(pl.col("plek") != "elders")


def _families(keys: pl.DataFrame) -> Labels:
    """Return per series which indicator and group it is of: those have areas to compare."""
    return keys.select(pl.struct("indicator", "groep").rank("dense")).to_series().to_numpy() - 1


def _firm(scaled: Matrix, moment: int, kind: Labels, side: Vector, found: Mask) -> Mask:
    """Whether a change still shows without the one period that speaks most for it.

    One incident, however large, is not a pattern.
    """
    rows = np.flatnonzero(found)
    firm = np.zeros(len(scaled), dtype=np.bool_)
    if not len(rows):
        return firm
    change = changes(scaled, moment, kind).verschil[rows]
    after = np.where(np.isfinite(scaled[rows, moment:]), scaled[rows, moment:], 0.0)
    most = moment + np.argmax(after * np.sign(change)[:, None], axis=1)
    without = scaled.copy()
    without[rows, most] = np.nan
    firm[rows] = changes(without, moment, kind).p(side)[rows] <= STEVIG
    return firm


def _beside_untouched(values: Matrix, family: Labels, untouched: Mask) -> tuple[Matrix, Mask]:
    """Take the mean of untouched areas off each series; an untouched one is not its own measure."""
    relative = values.copy()
    compared = np.zeros(len(values), dtype=np.bool_)
    for each in np.unique(family):
        mine = family == each
        others = values[mine & untouched]
        if len(others) < VERGELIJKING:
            continue
        there = np.isfinite(others)
        total, count = np.where(there, others, 0.0).sum(axis=0), there.sum(axis=0)
        own = np.where(untouched[mine, None] & np.isfinite(values[mine]), values[mine], 0.0)
        left = count - (untouched[mine, None] & np.isfinite(values[mine]))
        mean = np.where(left > 0, (total - own) / np.maximum(left, 1), np.nan)
        relative[mine] = values[mine] - mean
        compared[mine] = True
    return relative, compared


def _numbers(found: Verandering, p: Vector, q: Vector) -> list[pl.Series]:
    low, high = found.interval()
    columns = {
        "verschil": found.verschil,
        "onder": low,
        "boven": high,
        "p": p,
        "q": q,
        "te_vinden": found.detectable(_threshold(p, q)),
    }
    return [pl.Series(name, values, nan_to_null=True) for name, values in columns.items()]


def _answered(told: pl.DataFrame, wet: str | None) -> pl.DataFrame:
    worse = (
        pl.when(pl.col("slechter") == "hoger")
        .then(pl.col("verschil") > 0)
        .when(pl.col("slechter") == "lager")
        .then(pl.col("verschil") < 0)
    )
    answer = (
        pl.when(pl.col("q").is_null())
        .then(pl.lit(Antwoord.TE_WEINIG.value))
        .when((pl.col("q") <= LEVEL) & pl.col("stevig"))
        .then(pl.lit(Antwoord.GEVONDEN.value))
        .when(pl.col("q") <= LEVEL)
        .then(pl.lit(Antwoord.INCIDENT.value))
        .otherwise(pl.lit(Antwoord.NIET_GEVONDEN.value))
    )
    named = told.with_columns(slecht=worse, antwoord=answer).drop("stevig")
    return named.with_columns(patroon=_patroon(wet))


def _patroon(wet: str | None) -> pl.Expr:
    """Say what sort of side effect a change would be, from where it stands."""
    other_law = (pl.col("wet") != pl.lit(wet, pl.String)).fill_null(value=False)
    worse = pl.col("slecht").fill_null(value=False)
    return (
        pl.when(worse & (pl.col("plek") == "naast"))
        .then(pl.lit(Patroon.VERPLAATSING_GEBIED.value))
        .when(worse & other_law)
        .then(pl.lit(Patroon.VERPLAATSING_WET.value))
        .otherwise(pl.lit(Patroon.ANDER.value))
    )


def _threshold(p: Vector, q: Vector) -> float:
    """Return the p below which something was found; that of a single one where nothing was."""
    found = np.nan_to_num(q, nan=1.0) <= LEVEL
    tests = max(int(np.isfinite(p).sum()), 1)
    return float(np.nanmax(p[found])) if found.any() else LEVEL / tests
