"""From series to answers (N12): how much each changed, tested together, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Antwoord
from resultaat.analysis.neveneffecten.boom import Boom, in_tree
from resultaat.analysis.neveneffecten.duur import Labels, Matrix, Vector
from resultaat.analysis.neveneffecten.reeksen import ALLE
from resultaat.analysis.neveneffecten.verandering import Verandering, changes
from resultaat.analysis.toetsen import Methode

Mask = npt.NDArray[np.bool_]
LEVEL = 0.05
#: What is left of a finding without its strongest period must still show this clearly.
STEVIG = 0.01
_SIDE = {"hoger": 1.0, "lager": -1.0}


@dataclass(frozen=True, slots=True)
class Reeks:
    """Series that all begin at one moment, on one scale, and what brings them back from it.

    `waarden` is series × periods, `schaal` per series; with `lijn` a change is the jump beside
    a straight line (see `verandering.changes`).
    """

    waarden: Matrix
    moment: int
    schaal: Vector
    lijn: bool = False


def tested(
    keys: pl.DataFrame,
    reeks: Reeks,
    kinds: tuple[Labels, Labels],
    doelen: Collection[str],
    methode: Methode = Methode.BENJAMINI_HOCHBERG,
) -> pl.DataFrame:
    """Return `keys` with how each series changed, and the answer; see `scherm.screen`.

    `kinds` says which series share how long noise lasts, and which how large it is.
    """
    side = keys["slechter"].replace_strict(_SIDE, default=0.0, return_dtype=pl.Float64).to_numpy()
    found = changes(reeks.waarden, reeks.moment, *kinds, lijn=reeks.lijn)
    p = np.where(_untested(keys, doelen) | ~(found.fout > 0), np.nan, found.p(side))
    boom = in_tree(p, _branches(keys), LEVEL, methode)
    firm = _firm(reeks, kinds, side, np.nan_to_num(boom.q, nan=1.0) <= LEVEL)
    numbers = _numbers(found.scaled(1 / reeks.schaal), p, boom, side)
    return _answered(keys.with_columns(*numbers, pl.Series("stevig", firm)))


def _untested(keys: pl.DataFrame, doelen: Collection[str]) -> Mask:
    """Whether a series is a comparison, or what was meant to move where it was meant to."""
    aims = pl.col("indicator").is_in(sorted(doelen)) & (pl.col("plek") == "geraakt")
    none = (pl.col("plek") == "elders") | (aims & (pl.col("groep") == ALLE))
    return keys.select(none).to_series().to_numpy()


def _branches(keys: pl.DataFrame) -> list[Labels]:
    """Return in what each series lies: its indicator, and its group of that."""
    return [keys[each].rank("dense").to_numpy() - 1 for each in ("indicator", "groep")]


def _firm(reeks: Reeks, kinds: tuple[Labels, Labels], side: Vector, found: Mask) -> Mask:
    """Whether a change still shows without the one period that speaks most for it.

    One incident, however large, is not a pattern.
    """
    rows = np.flatnonzero(found)
    scaled, moment = reeks.waarden, reeks.moment
    firm = np.zeros(len(scaled), dtype=np.bool_)
    if not len(rows):
        return firm
    change = changes(scaled, moment, *kinds, lijn=reeks.lijn).verschil[rows]
    after = np.where(np.isfinite(scaled[rows, moment:]), scaled[rows, moment:], 0.0)
    most = moment + np.argmax(after * np.sign(change)[:, None], axis=1)
    without = scaled.copy()
    without[rows, most] = np.nan
    firm[rows] = changes(without, moment, *kinds, lijn=reeks.lijn).p(side)[rows] <= STEVIG
    return firm


def _numbers(found: Verandering, p: Vector, boom: Boom, side: Vector) -> list[pl.Series]:
    low, high = found.interval()
    columns = {
        "verschil": found.verschil,
        "onder": low,
        "boven": high,
        "p": p,
        "q": boom.q,
        "te_vinden": found.detectable(boom.drempel, side),
    }
    return [pl.Series(name, values, nan_to_null=True) for name, values in columns.items()]


def _answered(told: pl.DataFrame) -> pl.DataFrame:
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
    return told.with_columns(slecht=worse, antwoord=answer).drop("stevig")
