"""Which figure gets which interval, and which gets none.

- A share: Wilson's. Where one person may have several rows, for as many rows as those are worth.
- A mean: Student's, over rows, or over persons where one may have several rows. A change per
  person: over the persons.
- Standardised: Fay and Feuer's, in `standard.py`.
- A ratio of two sums: over persons; without persons none, for its rows are entries and no sample.
- A number of events or of different persons, and such a number per another: Poisson. Only when the
  period is over: until then more than chance is open.
- How many there are on a peildatum, sums, lowest and highest values: none. Nothing was drawn there;
  the source holds all of it, and one large amount can be most of a sum.
- Published figures: none. How certain those are, only their maker knows.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from resultaat.compile.observations import FOR_INTERVALS
from resultaat.compile.request import Request, Timing
from resultaat.engine.figures import Staat
from resultaat.engine.interval import (
    Numbers,
    effective_n,
    poisson,
    ratio_margin,
    residual_squares,
    wilson,
)

#: Of persons or rows of which each has one value.
_MEANS = ("gemiddelde", "verandering_per_persoon")
_ON = ("niveau", "gebied", "start")


def with_interval(request: Request, figures: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Return the figures with `onder` and `boven`, made of the roles in `parts` (run.roles_frame).

    A median, a percentile, a duration and a standardised figure keep those that they have.
    """
    telt = request.telt
    own = telt.is_point or telt.gestandaardiseerd is not None
    if own or request.moment.timing is Timing.GEPUBLICEERD:
        return figures
    beside = [name for name in FOR_INTERVALS if name in parts.columns]
    frame = figures.join(
        parts.select(*_ON, *beside), on=_ON, how="left", maintain_order="left", nulls_equal=True
    )
    # What is not there is NaN here and null in the end.
    with np.errstate(divide="ignore", invalid="ignore"):
        if telt.is_share:
            frame = _share(frame)
        elif telt.measure in _MEANS or (telt.is_ratio and "groepen" in beside):
            frame = _ratio(frame)
        elif telt.measure == "aantal":
            frame = _count(frame)
    return frame.select(figures.columns)


def alone(request: Request, figures: pl.DataFrame) -> pl.DataFrame:
    """Leave out the interval of how many there are on a peildatum: that is a fact, not a chance.

    Per another indicator it has one, for then it stands beside other areas.
    """
    counted = request.telt.measure == "aantal" and request.telt.per is None
    stand = request.moment.timing in (Timing.STAND, Timing.LAATSTE)
    if not (counted and stand):
        return figures
    none = pl.lit(None, pl.Float64)
    return figures.with_columns(onder=none, boven=none)


def _share(frame: pl.DataFrame) -> pl.DataFrame:
    n = _numbers(frame, "noemer")
    if "groepen" in frame.columns:
        share = _numbers(frame, "waarde")
        nn = _numbers(frame, "nn")
        squares = residual_squares(share, _products(frame))
        mixed = (share > 0) & (share < 1)
        worth = effective_n(share, n, _numbers(frame, "groepen"), np.where(mixed, squares, nn))
        # Where nobody has a second row there is nothing to allow for.
        n = np.where(nn == n, n, worth)
    onder, boven = wilson(pl.col("waarde"), pl.col("__waard"))
    frame = frame.with_columns(_column("__waard", n))
    return frame.with_columns(onder=onder, boven=boven)


def _ratio(frame: pl.DataFrame) -> pl.DataFrame:
    n, ratio = _numbers(frame, "noemer"), _numbers(frame, "waarde")
    if "groepen" in frame.columns:
        half = ratio_margin(ratio, n, _numbers(frame, "groepen"), _products(frame))
    else:
        products = np.column_stack((_numbers(frame, "tt"), _numbers(frame, "teller"), n))
        half = ratio_margin(ratio, n, n, products)
        half = np.where(_numbers(frame, "te_groot") > 0, np.nan, half)
    return frame.with_columns(_column("onder", ratio - half), _column("boven", ratio + half))


def _count(frame: pl.DataFrame) -> pl.DataFrame:
    many = _numbers(frame, "teller")
    effect = np.ones_like(many)
    if "nn" in frame.columns:
        some = many > 0
        effect = np.where(some, _numbers(frame, "nn") / np.where(some, many, 1), 1.0)
    onder, boven = poisson(many, effect)
    over = pl.col("staat") == Staat.DEFINITIEF.value
    return frame.with_columns(_column("onder", onder), _column("boven", boven)).with_columns(
        pl.when(over).then(pl.col(name)).alias(name) for name in ("onder", "boven")
    )


def _products(frame: pl.DataFrame) -> Numbers:
    return np.column_stack([_numbers(frame, name) for name in ("tt", "tn", "nn")])


def _numbers(frame: pl.DataFrame, name: str) -> Numbers:
    """Return a column as doubles, NaN where it is null."""
    found: Numbers = frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return found


def _column(name: str, values: Numbers) -> pl.Series:
    return pl.Series(name, values, dtype=pl.Float64, nan_to_null=True)
