"""From parts to figures: every area and period asked for gets a row, a value or a reason.

The rules for its state are in `staat.py`.
"""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from resultaat.compile.request import Request, Timing, Window
from resultaat.engine.figures import FIGURES, KNOWN, Herkomst
from resultaat.engine.staat import staat_of
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.telt import Telt

_ON = ("niveau", "gebied", "start")
_ROLES = ("teller", "noemer", "n", "onbekend", "personen")


def grid(indeling: Indeling, window: Window, with_unknown: bool) -> pl.DataFrame:
    """Return every area and period that deserves a figure."""
    areas = indeling.places
    own = indeling.gebieden[indeling.eigen].niveau
    if with_unknown:
        areas += tuple((each.value, ONBEKEND) for each in indeling.niveaus if own.contains(each))
    return _grid(areas, window)


@lru_cache(maxsize=8)
def _grid(areas: tuple[tuple[str, str], ...], window: Window) -> pl.DataFrame:
    """Return areas by periods; the same for most indicators of a rapportage."""
    periods = [(period.label, period.start) for period in window.periods()]
    left = pl.DataFrame(areas, schema={"niveau": pl.String, "gebied": pl.String}, orient="row")
    right = pl.DataFrame(periods, schema={"periode": pl.String, "start": pl.Date}, orient="row")
    return left.join(right, how="cross")


def finish(
    request: Request, parts: pl.DataFrame, delivered: pl.DataFrame, indeling: Indeling
) -> pl.DataFrame:
    """Return the figures of one request (schema FIGURES).

    `parts` may bring a value and interval of its own (`punt`, `onder`, `boven`), made of a spread
    of values; `delivered` says per period what the source delivered (schema COVERAGE).
    """
    published = request.moment.timing is Timing.GEPUBLICEERD
    rows = (
        _published(parts, indeling)
        if published
        else parts.with_columns(herkomst=pl.lit(Herkomst.GETELD.value))
    )
    # Lazily, for each step by itself costs more than what it does.
    frame = (
        grid(indeling, request.window, not published)
        .lazy()
        .join(rows.lazy(), on=_ON, how="left", maintain_order="left")
        .join(delivered.lazy(), on="start", how="left", maintain_order="left")
        .with_columns(_roles(rows, published))
    )
    # Rows without an area only deserve a line where there are any.
    frame = frame.filter((pl.col("gebied") != ONBEKEND) | pl.col("rijen").is_not_null())
    return (
        frame.with_columns(staat=staat_of(request), indicator=pl.lit(request.indicator))
        .with_columns(waarde=_waarde(request.telt, "punt" in rows.columns))
        # A part of a figure that is not there is no figure either.
        .with_columns(
            pl.when(pl.col("staat").is_in(KNOWN)).then(pl.col(role)).alias(role)
            for role in ("teller", "noemer")
        )
        .with_columns(_bound(name, rows) for name in ("onder", "boven"))
        .with_columns(_herkomst(request))
        .select(pl.col(name).cast(dtype) for name, dtype in FIGURES.items())
        .collect()
    )


def _herkomst(request: Request) -> pl.Expr:
    """Say how each figure came about; where others deliver and did not, who it waits for."""
    known = pl.col("herkomst").fill_null(Herkomst.GETELD.value)
    if not request.of_others:
        return known
    waiting = ~pl.col("geleverd").fill_null(value=False)
    return pl.when(waiting).then(pl.lit(Herkomst.DERDEN.value)).otherwise(known).alias("herkomst")


def _roles(rows: pl.DataFrame, published: bool) -> list[pl.Expr]:
    """Fill in what is absent: where rows were counted, no row is a count of nothing."""
    columns = []
    for role in _ROLES:
        dtype = FIGURES[role]
        if role not in rows.columns:
            columns.append(pl.lit(None, dtype).alias(role))
        elif published or role == "personen":
            columns.append(pl.col(role).cast(dtype))
        else:
            # A null sum over rows that are all unknown is judged by `onbekend` below.
            columns.append(pl.col(role).cast(dtype).fill_null(0))
    return columns


def _published(parts: pl.DataFrame, indeling: Indeling) -> pl.DataFrame:
    """Take each area's own published row; where it has none, the sum of the largest areas below.

    Areas below without a row at all make that sum incomplete, just as empty ones do.
    """
    own = parts.filter(pl.col("niveau") == pl.col("niveau_gebied")).with_columns(
        herkomst=pl.lit(Herkomst.GEPUBLICEERD.value)
    )
    order = {niveau.value: number for number, niveau in enumerate(Niveau)}
    below = (
        parts.filter(pl.col("niveau") != pl.col("niveau_gebied"))
        .join(own.select(_ON), on=_ON, how="anti")
        .with_columns(rang=pl.col("niveau_gebied").replace_strict(order, default=None))
        .sort("rang", descending=True)
        .unique(_ON, keep="first", maintain_order=True)
        .drop("rang")
        .join(_areas_below(indeling), on=("niveau", "gebied", "niveau_gebied"), how="left")
        .with_columns(onbekend=pl.col("onbekend") + pl.col("bestaand") - pl.col("rijen"))
        .drop("bestaand")
        .with_columns(herkomst=pl.lit(Herkomst.OPGETELD.value))
    )
    return pl.concat([own, below], how="vertical").drop("niveau_gebied")


def _areas_below(indeling: Indeling) -> pl.DataFrame:
    """Return how many areas of each level lie in each area."""
    schema = ["gebied_onder", "niveau_gebied", "gebied", "niveau"]
    rows = [row for row in indeling.closure() if row[0] != ONBEKEND]
    closure = pl.DataFrame(rows, schema=schema, orient="row")
    return closure.group_by("niveau", "gebied", "niveau_gebied").agg(
        bestaand=pl.len().cast(pl.Int64)
    )


def _bound(name: str, rows: pl.DataFrame) -> pl.Expr:
    known = pl.col("staat").is_in(KNOWN)
    bound = pl.col(name) if name in rows.columns else pl.lit(None, pl.Float64)
    return pl.when(known).then(bound).alias(name)


def _waarde(telt: Telt, has_point: bool) -> pl.Expr:
    teller = pl.col("teller").cast(pl.Float64)
    value = teller / pl.col("noemer").cast(pl.Float64) if telt.is_ratio else teller
    return pl.when(pl.col("staat").is_in(KNOWN)).then(pl.col("punt") if has_point else value)
