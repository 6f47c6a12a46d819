"""A figure beside that of an earlier period: the change, or an index with that period at 100.

Only two figures that are both there can be compared. A period without a figure breaks the chain:
the one after it has no change, rather than a change over a longer time.

Interval: the squares of both margins are added up (Zou and Donner, Statistics in Medicine 27, 2008;
for two shares that is method 10 of Newcombe, ibid. 17, 1998), of an index on the scale of
logarithms. That takes the two periods as separate. Where the same persons are in both, they move
together and the true margin is smaller: it errs to the wide side.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from resultaat.compile.request import Request, base_of
from resultaat.core.periods import Period
from resultaat.engine.figures import EXACT, FIGURES, KNOWN, Staat
from resultaat.language.documents.telt import Telt

_ON = ("niveau", "gebied")
_BESIDE = ("waarde", "teller", "noemer", "personen", "staat", "onder", "boven")


def compared(request: Request, figures: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of a request set beside those of the period that `reeks` names."""
    return beside(request.telt, request.window.periods(), figures, in_points=request.in_points)


def beside(
    telt: Telt, periods: Sequence[Period], figures: pl.DataFrame, *, in_points: bool
) -> pl.DataFrame:
    """Return figures set beside those of the period that the `reeks` of `telt` names.

    `in_points` says that the figures are fractions whose difference is told in percentage points.
    """
    reeks = telt.reeks
    assert reeks is not None  # noqa: S101  the caller asks only where there is one
    bases = {period.start: base_of(reeks, period) for period in periods}
    starts = {start: base.start for start, base in bases.items() if base is not None}
    basis = pl.col("start").replace_strict(starts, default=None, return_dtype=pl.Date)
    before = figures.with_columns(personen=smallest_group(telt)).select(
        *_ON, basis="start", **{f"{name}_toen": pl.col(name) for name in _BESIDE}
    )
    both = figures.with_columns(personen=smallest_group(telt), basis=basis).join(
        before, on=(*_ON, "basis"), how="left", nulls_equal=True
    )
    index = reeks.index is not None
    if reeks.eerder is not None:
        return _as_then(both)
    if reeks.verandering_procent is not None:
        return _relative(both, telt)
    scale = 100 if in_points else 1
    change = (pl.col("waarde") - pl.col("waarde_toen")) * scale
    onder, boven = _of_index() if index else _of_change(scale)
    return (
        both.with_columns(staat=_staat(index))
        .with_columns(
            waarde=_if_known(_index() if index else change),
            teller=_if_known(_teller(telt, index)),
            noemer=_if_known(pl.col("teller_toen") if _counts(telt) and index else _none()),
            personen=least("personen", "personen_toen"),
            onder=_if_known(onder),
            boven=_if_known(boven),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in FIGURES.items())
    )


def _as_then(both: pl.DataFrame) -> pl.DataFrame:
    """Show the figure of then, as it was; what there is now does not matter to it."""
    staat = (
        pl.when(pl.col("basis").is_null())
        .then(pl.lit(Staat.NIET_VAN_TOEPASSING.value))
        .otherwise(pl.col("staat_toen").fill_null(Staat.ONTBREEKT.value))
    )
    moved = [pl.col(f"{name}_toen").alias(name) for name in _BESIDE if name != "staat"]
    none = pl.lit(None, pl.Int64)
    return both.with_columns(*moved, staat=staat, n=none, onbekend=none).select(
        pl.col(name).cast(dtype) for name, dtype in FIGURES.items()
    )


def _relative(both: pl.DataFrame, telt: Telt) -> pl.DataFrame:
    """Show the change as a fraction of what it was then."""
    onder, boven = _of_index()
    return (
        both.with_columns(staat=_staat(index=True))
        .with_columns(
            waarde=_if_known(_index() / 100 - 1),
            teller=_if_known(_teller(telt, index=False)),
            noemer=_if_known(pl.col("teller_toen") if _counts(telt) else _none()),
            personen=least("personen", "personen_toen"),
            onder=_if_known(onder / 100 - 1),
            boven=_if_known(boven / 100 - 1),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in FIGURES.items())
    )


def with_own_period(parts: pl.DataFrame) -> pl.DataFrame:
    """Take for the persons behind a longer span no more than those of the period that it added.

    Two figures in a row differ by the rows of one period; few persons there are few persons shown.
    """
    if "personen_periode" not in parts.columns:
        return parts
    return parts.with_columns(personen=least("personen", "personen_periode"))


def _staat(index: bool) -> pl.Expr:
    mine, other = pl.col("staat"), pl.col("staat_toen")
    no_base = pl.col("basis").is_null()
    nothing = (pl.col("waarde_toen") == 0) & pl.lit(index)
    return (
        pl.when(~mine.is_in(KNOWN))
        .then(mine)
        .when(no_base | nothing)
        .then(pl.lit(Staat.NIET_VAN_TOEPASSING.value))
        .when(other.is_null())
        .then(pl.lit(Staat.ONTBREEKT.value))
        .when(~other.is_in(KNOWN))
        .then(other)
        .when(other == Staat.VOORLOPIG.value)
        .then(other)
        .otherwise(mine)
    )


def _index() -> pl.Expr:
    return 100 * pl.col("waarde") / pl.col("waarde_toen")


def _of_change(scale: int) -> tuple[pl.Expr, pl.Expr]:
    now, then = pl.col("waarde"), pl.col("waarde_toen")
    down = ((now - pl.col("onder")) ** 2 + (pl.col("boven_toen") - then) ** 2).sqrt()
    up = ((pl.col("boven") - now) ** 2 + (then - pl.col("onder_toen")) ** 2).sqrt()
    return (now - then - down) * scale, (now - then + up) * scale


def _of_index() -> tuple[pl.Expr, pl.Expr]:
    now, then = pl.col("waarde"), pl.col("waarde_toen")
    down = ((now / pl.col("onder")).log() ** 2 + (pl.col("boven_toen") / then).log() ** 2).sqrt()
    up = ((pl.col("boven") / now).log() ** 2 + (then / pl.col("onder_toen")).log() ** 2).sqrt()
    # Of what is nothing, or could be, no multiple is known.
    there = (now > 0) & (pl.col("onder_toen") > 0)
    return (
        pl.when(there).then(_index() * (-down).exp()),
        pl.when(there).then(_index() * up.exp()),
    )


def _counts(telt: Telt) -> bool:
    """Whether the figure is its teller, so that tellers can be compared as well."""
    return not (telt.is_ratio or telt.is_share or telt.per is not None)


def _teller(telt: Telt, index: bool) -> pl.Expr:
    if not _counts(telt):
        return _none()
    return pl.col("teller") if index else pl.col("teller") - pl.col("teller_toen")


def _none() -> pl.Expr:
    return pl.lit(None, EXACT)


def _if_known(value: pl.Expr) -> pl.Expr:
    return pl.when(pl.col("staat").is_in(KNOWN)).then(value)


def smallest_group(telt: Telt) -> pl.Expr:
    """The smallest group of persons that a figure shows: of a share also its two sides."""
    if not telt.is_share:
        return pl.col("personen")
    groups = ("teller", "noemer")
    teller, noemer = (pl.col(name).cast(pl.Float64) for name in groups)
    group = pl.min_horizontal(teller, noemer - teller).cast(pl.Int64).clip(lower_bound=1)
    shown = pl.col("personen").is_not_null() & pl.col("staat").is_in(KNOWN)
    return pl.when(shown).then(pl.min_horizontal("personen", group)).otherwise("personen")


def least(*names: str) -> pl.Expr:
    """The smallest of some numbers of persons; nobody at all is no group, unless all are nobody."""
    filled: Sequence[pl.Expr] = [pl.when(pl.col(name) > 0).then(pl.col(name)) for name in names]
    return pl.coalesce(pl.min_horizontal(*filled), pl.col(names[0]))
