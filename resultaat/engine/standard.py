"""Directly standardised figures: what each group gives, weighed to one and the same distribution.

With weights w (adding up to 1), events t and denominators m per group, the figure is Σ w·t/m. A
group that weighs but has nothing to divide by in an area leaves no figure there: to leave the group
out would be to compare with another distribution.

Interval: the gamma method of M. P. Fay and E. J. Feuer (Statistics in Medicine 16, 1997, 791–801),
for events that are Poisson by group. It covers at least what it says, also where few events or
small groups make others fall short; for a share it is on the wide side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import nan

import polars as pl

from resultaat.compile.request import Request, standard_of
from resultaat.compile.standard import noemer_of, teller_of
from resultaat.engine.interval import CONFIDENCE
from resultaat.gebied.indeling import Indeling
from resultaat.language.documents.gestandaardiseerd import Gestandaardiseerd

Weights = Sequence[float] | None


def with_standard(request: Request, parts: pl.DataFrame, indeling: Indeling) -> pl.DataFrame:
    """Return `parts` with `punt`, `onder`, `boven` and `zonder_standaard`.

    The last says that the distribution to weigh by was not delivered. Other measures come back as
    they are.
    """
    chosen = request.telt.gestandaardiseerd
    if chosen is None:
        return parts
    weights = _weights(request, chosen, parts, indeling)
    groups = range(len(chosen.namen))
    tellers = parts.select(pl.col(teller_of(each)).cast(pl.Float64) for each in groups).rows()
    noemers = parts.select(pl.col(noemer_of(each)).cast(pl.Float64) for each in groups).rows()
    made = [
        _figure(weights[start], above, below, chosen, effect)
        for start, above, below, effect in zip(
            parts["start"], tellers, noemers, _effects(parts), strict=True
        )
    ]
    schema = dict.fromkeys(("punt", "onder", "boven"), pl.Float64)
    lost = pl.Series("zonder_standaard", [weights[each] is None for each in parts["start"]])
    points = pl.DataFrame(made, schema=schema, orient="row").fill_nan(None)
    return pl.concat([parts, points], how="horizontal").with_columns(
        lost.cast(pl.Boolean), onder=pl.col("onder").fill_nan(None)
    )


def _weights(
    request: Request, chosen: Gestandaardiseerd, parts: pl.DataFrame, indeling: Indeling
) -> Mapping[date, Weights]:
    """Return per period the weights, adding up to 1; None where they are not there."""
    periods = request.window.periods()
    if chosen.gewichten is not None:
        fixed = [float(each.waarde) for each in chosen.gewichten.values()]
        return {each.start: _shares(fixed) for each in periods}
    own = indeling.gebieden[indeling.eigen]
    mine = parts.filter((pl.col("gebied") == own.code) & (pl.col("niveau") == own.niveau.value))
    columns = [noemer_of(each) for each in range(len(chosen.namen))]
    found = {
        start: _shares([float(each or 0) for each in values])
        for start, *values in mine.select("start", *columns).iter_rows()
    }
    bases = {each.start: standard_of(chosen, each) for each in periods}
    return {start: found.get(base.start) if base else None for start, base in bases.items()}


def _effects(parts: pl.DataFrame) -> list[float]:
    """Return how many times as far a figure may lie off because a person has several rows.

    That is the number of rows that a row has beside it of the same person, itself included, as if
    those all went the same way.
    """
    if "nn" not in parts.columns:
        return [1.0] * parts.height
    many = pl.col("nn").cast(pl.Float64) / pl.col("n").cast(pl.Float64)
    return (
        parts.select(many.fill_nan(1.0).fill_null(1.0).clip(lower_bound=1.0)).to_series().to_list()
    )


def _shares(weights: Sequence[float]) -> Weights:
    whole = sum(weights)
    return [each / whole for each in weights] if whole > 0 else None


def _figure(
    weights: Weights,
    tellers: Sequence[float | None],
    noemers: Sequence[float | None],
    chosen: Gestandaardiseerd,
    effect: float,
) -> tuple[float, float, float]:
    """Return value and interval; NaN where there is none."""
    if weights is None:
        return nan, nan, nan
    groups = [
        (weight, above or 0.0, below or 0.0)
        for weight, above, below in zip(weights, tellers, noemers, strict=True)
        if weight > 0
    ]
    if any(below <= 0 for _, _, below in groups):
        return nan, nan, nan
    rate = sum(weight * above / below for weight, above, below in groups)
    spread = sum((weight / below) ** 2 * above for weight, above, below in groups)
    widest = max(weight / below for weight, _, below in groups)
    low, high = gamma_interval(rate, spread * effect, widest * effect)
    most = 1.0 if chosen.noemer is None else float("inf")
    return rate * chosen.keer, low * chosen.keer, min(high, most) * chosen.keer


def gamma_interval(rate: float, variance: float, widest: float) -> tuple[float, float]:
    """Return the interval of a weighted sum of Poisson counts; `widest` is its largest weight."""
    from scipy.special import gammaincinv

    tail = (1 - CONFIDENCE) / 2
    scale = variance / rate if rate > 0 else 0.0
    low = scale * float(gammaincinv(rate / scale, tail)) if rate > 0 else 0.0
    above, wider = rate + widest, variance + widest**2
    return low, wider / above * float(gammaincinv(above**2 / wider, 1 - tail))
