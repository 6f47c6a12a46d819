"""The state of a figure (E12): why it has a value, or why it has none.

Rules, in this order:

- below the level of the source's rows, or published for periods of another length: niet van
  toepassing;
- the source has no row at all in the period: ontbreekt (nothing delivered is not zero);
- nothing known among the rows, and the published source says why: nog niet gepubliceerd, or
  onderdrukt bij de bron (the first where it says both);
- nothing known among the rows, some unknown: ontbreekt;
- published figures: no row, a sum below it that is not complete, or a figure that cannot be
  added: ontbreekt;
- nothing to divide by, or no row to take a lowest, middle or highest value of: niet van toepassing;
- standardised: the distribution to weigh by is not there: ontbreekt; a group that weighs has
  nothing to divide by: niet van toepassing;
- a duration whose curve does not come as far as was asked: ontbreekt;
- a longer span of which a period was not delivered: voorlopig;
- the outcome of some rows can still come, or the period is not over: voorlopig;
- otherwise definitief. A count of nothing is 0.
"""

from __future__ import annotations

import polars as pl

from resultaat.compile.request import Request, Timing
from resultaat.engine.figures import Herkomst, Staat
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.bestand import Reden

_NEVER = pl.lit(value=False)


def staat_of(request: Request) -> pl.Expr:
    """Return the state of each row of a filled-in grid."""
    absent = pl.col("rijen").is_null()
    summed = pl.col("herkomst") == Herkomst.OPGETELD.value
    incomplete = summed & (pl.col("onbekend").fill_null(0) > 0)
    not_addable = summed & pl.lit(request.telt.measure == "gepubliceerd")
    nothing_known = (pl.col("n").fill_null(0) == 0) & (pl.col("onbekend").fill_null(0) > 0)
    state = (
        pl.when(_too_fine(request))
        .then(pl.lit(Staat.NIET_VAN_TOEPASSING.value))
        .when(~pl.col("geleverd").fill_null(value=False))
        .then(pl.lit(Staat.ONTBREEKT.value))
    )
    for reden in Reden:
        if reden.value in request.roles:
            said = nothing_known & (pl.col(reden.value).fill_null(0) > 0)
            state = state.when(said).then(pl.lit(reden.value))
    state = state.when(incomplete | not_addable | nothing_known).then(pl.lit(Staat.ONTBREEKT.value))
    if request.moment.timing is Timing.GEPUBLICEERD:
        state = state.when(absent).then(pl.lit(Staat.ONTBREEKT.value))
    if request.telt.is_ratio:
        state = state.when(pl.col("noemer") == 0).then(pl.lit(Staat.NIET_VAN_TOEPASSING.value))
    if request.telt.is_point:
        state = state.when(pl.col("n") == 0).then(pl.lit(Staat.NIET_VAN_TOEPASSING.value))
    if request.telt.gestandaardiseerd is not None:
        lost = pl.col("zonder_standaard").fill_null(value=False)
        state = state.when(lost).then(pl.lit(Staat.ONTBREEKT.value))
        state = state.when(pl.col("punt").is_null()).then(pl.lit(Staat.NIET_VAN_TOEPASSING.value))
    if request.telt.duur is not None:
        state = state.when(pl.col("punt").is_null()).then(pl.lit(Staat.ONTBREEKT.value))
    return (
        state.when(_open(request))
        .then(pl.lit(Staat.VOORLOPIG.value))
        .otherwise(pl.lit(Staat.DEFINITIEF.value))
    )


def _too_fine(request: Request) -> pl.Expr:
    """Whether the level or the period is another than the source's rows can be put at."""
    if request.published_grain not in (None, request.window.grain):
        return pl.lit(value=True)
    if request.finest is None:
        return pl.lit(False)
    return pl.col("niveau").is_in(
        [niveau.value for niveau in Niveau if request.finest.contains(niveau)]
    )


def _open(request: Request) -> pl.Expr:
    """Whether the figure can still change: the period runs on, or rows are not decided yet."""
    ends = {period.start: period.end for period in request.window.periods()}
    running = [start for start, end in ends.items() if end > request.window.peildatum]
    still = pl.col("start").is_in(running) | ~pl.col("volledig").fill_null(value=True)
    if "open" in request.roles:
        still = still | (pl.col("open").fill_null(0) > 0)
    # A later row of a subject takes the place of an earlier one for as long as the period runs.
    if request.moment.timing in (Timing.GEBEURTENIS, Timing.LAATSTE):
        return still
    return pl.lit(False)
