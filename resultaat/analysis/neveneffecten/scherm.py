"""The screen (N2): after something began somewhere, what else moved.

Every indicator × group × area is a series. From each the mean of the areas that were not touched is
taken off, so that what happened everywhere is not called a side effect; then what all series of an
area share. All changes of a question are tested together, with the share of false discoveries
held: first whether an indicator moved at all, then in which group, then where. So what moved
everywhere is one finding, and makes nothing else easier to find.

Answers are three (N12): found; not found, with how large it would have had to be; too little. What
rests on a single period is an incident and no finding.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Patroon
from resultaat.analysis.neveneffecten.duur import Labels, Matrix
from resultaat.analysis.neveneffecten.eenmaal import SAMEN
from resultaat.analysis.neveneffecten.gedeeld import without_shared
from resultaat.analysis.neveneffecten.plaatsen import VERGELIJKING
from resultaat.analysis.neveneffecten.reeksen import Reeksen
from resultaat.analysis.neveneffecten.toetsing import Reeks, tested
from resultaat.analysis.toetsen import Methode

Mask = npt.NDArray[np.bool_]


def screen(
    reeksen: Reeksen,
    wet: str | None = None,
    doelen: Collection[str] = (),
    methode: Methode = Methode.BENJAMINI_HOCHBERG,
) -> pl.DataFrame:
    """Return the tested series with what was found: a row per series that is touched or beside.

    `wet` is the law under which it falls that began, `doelen` the indicators that it was meant to
    move: where it is, as a whole, those are no side effect and are not tested. Beside those of
    `reeksen.sleutels` there are the columns verschil, onder, boven (95%), p, q, te_vinden (the size
    that would have been found), vergeleken, slecht (whether it moved the wrong way), patroon and
    antwoord. Where areas began at different times, each is set beside untouched areas over its own
    periods. All touched areas of an indicator and group together are a series too, with `samen` for
    its gebied.
    """
    keys = reeksen.sleutels
    relative, compared = _beside_untouched(reeksen.waarden, keys)
    aligned, moment = _aligned(relative, keys["begin"].to_numpy())
    keys, aligned = _with_together(keys.with_columns(pl.Series("vergeleken", compared)), aligned)
    # Brought to one scale, so that series of large and small areas share what they know of noise.
    size = np.sqrt(np.maximum(keys["omvang"].to_numpy().astype(np.float64), 1.0))
    scaled = without_shared(aligned * size[:, None], keys, moment)
    kind = keys["indicator"].rank("dense").to_numpy() - 1
    # All areas together are not one area more: what they have in common stays in their mean.
    kinds = (kind, 2 * kind + (keys["gebied"] == SAMEN).to_numpy())
    told = tested(keys, Reeks(scaled, moment, size), kinds, doelen, methode)
    return told.with_columns(patroon=_patroon(wet)).filter(pl.col("plek") != "elders")


def _beside_untouched(values: Matrix, keys: pl.DataFrame) -> tuple[Matrix, Mask]:
    """Take the mean of untouched areas off each series; an untouched one is not its own measure.

    A period with too few of them has no comparison, and so no value.
    """
    families = keys.select(pl.struct("indicator", "groep", "begin").rank("dense")).to_series()
    family, untouched = families.to_numpy(), (keys["plek"] == "elders").to_numpy()
    relative = values.copy()
    for each in np.unique(family):
        mine = np.flatnonzero(family == each)
        there = untouched[mine, None] & np.isfinite(values[mine])
        own = np.where(there, values[mine], 0.0)
        left = there.sum(axis=0) - there
        mean = (own.sum(axis=0) - own) / np.maximum(left, 1)
        enough = there.sum(axis=0) >= VERGELIJKING
        relative[mine] = values[mine] - np.where(enough & (left > 0), mean, np.nan)
    return relative, np.asarray(np.isfinite(relative).any(axis=1))


def _aligned(values: Matrix, begin: Labels) -> tuple[Matrix, int]:
    """Shift every series so that all begin in one column; return that column too."""
    before, periods = int(begin.max()), values.shape[1]
    after = periods - int(begin.min())
    aligned = np.full((len(values), before + after), np.nan)
    for each in np.unique(begin):
        mine = np.flatnonzero(begin == each)
        aligned[mine, before - each : before - each + periods] = values[mine]
    return aligned, before


def _with_together(keys: pl.DataFrame, values: Matrix) -> tuple[pl.DataFrame, Matrix]:
    """Add a series for all touched areas together, weighed by size, where there are several."""
    touched = keys.with_row_index("rij").filter(pl.col("plek") == "geraakt")
    groups = touched.group_by("indicator", "groep", maintain_order=True).agg(pl.col("rij"))
    rows, means = [], []
    for indicator, groep, members in groups.filter(pl.col("rij").list.len() > 1).iter_rows():
        of_them = keys[members]
        weight = of_them["omvang"].to_numpy().astype(np.float64)[:, None]
        there = np.isfinite(values[members])
        below = (there * weight).sum(axis=0)
        above = np.where(there, values[members] * weight, 0.0).sum(axis=0)
        # A mean of some of them would move when an area drops out.
        means.append(np.where(there.all(axis=0), above / np.where(below > 0, below, 1.0), np.nan))
        rows.append(
            of_them[:1].with_columns(
                indicator=pl.lit(indicator),
                groep=pl.lit(groep),
                gebied=pl.lit(SAMEN),
                omvang=pl.lit(weight.sum()).cast(of_them.schema["omvang"]),
                kleinste=pl.lit(of_them["kleinste"].sum()).cast(of_them.schema["kleinste"]),
            )
        )
    if not rows:
        return keys, values
    return pl.concat([keys, *rows]), np.concatenate([values, np.array(means)])


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
