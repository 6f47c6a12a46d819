"""Judgement of a figure against its target or norm, no further than its uncertainty allows.

A value on the right side of the target counts as reached only when its whole interval lies there;
otherwise the verdict is that it cannot be told apart from the target.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import polars as pl

from resultaat.core.periods import Period
from resultaat.engine.figures import Staat
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.language.values import Eenheid, Maat


class Oordeel(Enum):
    """The verdict on one figure; the value is the word in every output."""

    GEHAALD = "gehaald"
    ROND = "rond de streefwaarde"
    NIET_GEHAALD = "niet gehaald"
    OP_ORDE = "op orde"
    ROND_NORM = "rond de norm"
    NIET_OP_ORDE = "niet op orde"
    TE_VROEG = "te vroeg"  # before the horizon, or the period is not over
    GEEN_STREEFWAARDE = "geen streefwaarde"
    NIET_TE_BEOORDELEN = "niet te beoordelen"  # missing, suppressed, not applicable


def judge(figures: pl.DataFrame, indicatoren: Mapping[str, AnyIndicator]) -> pl.DataFrame:
    """Return the figures with `streefwaarde` and `oordeel` (text; null for context and inzet)."""
    keys = figures.select("indicator", "periode").unique(maintain_order=True)
    bounds = [_judged(indicatoren[name], name, periode) for name, periode in keys.iter_rows()]
    schema = {
        "indicator": pl.String,
        "periode": pl.String,
        "streefwaarde": pl.Float64,
        "minstens": pl.Float64,
        "hoogstens": pl.Float64,
        "goed": pl.String,
        "rond": pl.String,
        "fout": pl.String,
        "zonder": pl.String,
    }
    table = pl.DataFrame(bounds, schema=schema)
    judged = figures.join(table, on=("indicator", "periode"), how="left", maintain_order="left")
    return judged.with_columns(oordeel=_oordeel()).select(
        *figures.columns, "streefwaarde", "oordeel"
    )


def _oordeel() -> pl.Expr:
    low = pl.coalesce("onder", "waarde")
    high = pl.coalesce("boven", "waarde")
    # A bound that is not there is met.
    inside = (low >= pl.col("minstens")).fill_null(value=True) & (
        high <= pl.col("hoogstens")
    ).fill_null(value=True)
    outside = (high < pl.col("minstens")).fill_null(value=False) | (
        low > pl.col("hoogstens")
    ).fill_null(value=False)
    return (
        pl.when(pl.col("goed").is_null())
        .then(pl.lit(None, pl.String))
        .when(pl.col("waarde").is_null())
        .then(pl.lit(Oordeel.NIET_TE_BEOORDELEN.value))
        .when(pl.col("zonder").is_not_null())
        .then(pl.col("zonder"))
        # A count of a running period is not over; a share of what is decided can be judged.
        .when((pl.col("staat") != Staat.DEFINITIEF.value) & pl.col("onder").is_null())
        .then(pl.lit(Oordeel.TE_VROEG.value))
        .when(inside)
        .then(pl.col("goed"))
        .when(outside)
        .then(pl.col("fout"))
        .otherwise(pl.col("rond"))
    )


def _judged(indicator: AnyIndicator, name: str, label: str) -> dict[str, object]:
    """Return the limits and the words of one indicator in one period."""
    row: dict[str, object] = {"indicator": name, "periode": label}
    if isinstance(indicator, Resultaat):
        return row | _of_resultaat(indicator, Period.parse(label))
    if isinstance(indicator, Procesconditie):
        return row | _of_conditie(indicator)
    return row


def _of_resultaat(indicator: Resultaat, periode: Period) -> dict[str, object]:
    row: dict[str, object] = {
        "goed": Oordeel.GEHAALD.value,
        "rond": Oordeel.ROND.value,
        "fout": Oordeel.NIET_GEHAALD.value,
    }
    target = indicator.streefwaarde(periode)
    if target is None:
        return row | {"zonder": Oordeel.GEEN_STREEFWAARDE.value}
    value = _number(target.waarde)
    bound = "minstens" if indicator.richting == "hoger" else "hoogstens"
    early = indicator.horizon is not None and periode.start < indicator.horizon.start
    zonder = Oordeel.TE_VROEG.value if early else None
    return row | {"streefwaarde": value, bound: value, "zonder": zonder}


def _number(maat: Maat) -> float:
    """Return a limit as figures are kept: a share as a fraction, a change in whole points."""
    value = maat.waarde * 100 if maat.eenheid is Eenheid.PROCENTPUNT else maat.waarde
    return float(value)


def _of_conditie(indicator: Procesconditie) -> dict[str, object]:
    row: dict[str, object] = {
        "goed": Oordeel.OP_ORDE.value,
        "rond": Oordeel.ROND_NORM.value,
        "fout": Oordeel.NIET_OP_ORDE.value,
    }
    norm = indicator.norm
    if norm is None:
        return row | {"zonder": Oordeel.GEEN_STREEFWAARDE.value}
    low = _number(norm.minstens) if norm.minstens else None
    high = _number(norm.hoogstens) if norm.hoogstens else None
    shown = low if low is not None else high
    return row | {"streefwaarde": shown, "minstens": low, "hoogstens": high}
