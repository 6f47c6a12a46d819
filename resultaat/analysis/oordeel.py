"""Judgement of a figure against its target or norm, no further than its uncertainty allows.

A value on the right side of the target counts as reached only when its whole interval lies there;
otherwise the verdict is that it cannot be told apart from the target. A floor (minimumeis) that is
surely broken comes before all of that, also before the horizon: it always holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

import polars as pl

from resultaat.core.periods import Period
from resultaat.engine.figures import Staat
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.language.documents.onderdelen import geldend
from resultaat.language.values import Eenheid, Maat


class Oordeel(Enum):
    """The verdict on one figure; the value is the word in every output."""

    GEHAALD = "gehaald"
    ROND = "rond de streefwaarde"
    NIET_GEHAALD = "niet gehaald"
    OP_ORDE = "op orde"
    ROND_NORM = "rond de norm"
    NIET_OP_ORDE = "niet op orde"
    ONDER_MINIMUM = "onder de minimumeis"
    TE_VROEG = "te vroeg"  # before the horizon, or the period is not over
    GEEN_STREEFWAARDE = "geen streefwaarde"
    NIET_TE_BEOORDELEN = "niet te beoordelen"  # missing, suppressed, not applicable


def judge(figures: pl.DataFrame, indicatoren: Mapping[str, AnyIndicator]) -> pl.DataFrame:
    """Return the figures with `streefwaarde`, `minimumeis` and `oordeel`.

    The first two are limits as figures are kept, null where there is none; the last is text, null
    for context and inzet.
    """
    placed = [name for name, each in indicatoren.items() if _has_places(each)]
    everywhere = figures.filter(~pl.col("indicator").is_in(placed))
    somewhere = figures.filter(pl.col("indicator").is_in(placed))
    judged = [
        _with_oordeel(rows, keys, indicatoren)
        for rows, keys in ((everywhere, _KEYS[:2]), (somewhere, _KEYS))
    ]
    order = figures.select(*_ROW).with_row_index("rij")
    return (
        pl.concat(judged)
        .join(order, on=_ROW, how="left", nulls_equal=True)
        .sort("rij")
        .select(*figures.columns, *_MADE)
    )


_MADE = ("streefwaarde", "minimumeis", "oordeel")
_KEYS = ("indicator", "periode", "niveau", "gebied")
_ROW = ("indicator", "niveau", "gebied", "periode")


def _has_places(indicator: AnyIndicator) -> bool:
    """Whether what holds differs from place to place."""
    if not isinstance(indicator, Resultaat):
        return False
    return any(each.plek for each in (*indicator.streefwaarden, *indicator.minimumeis))


def _with_oordeel(
    figures: pl.DataFrame, on: Sequence[str], indicatoren: Mapping[str, AnyIndicator]
) -> pl.DataFrame:
    keys = figures.select(on).unique(maintain_order=True)
    bounds = [_judged(indicatoren[name], name, *rest) for name, *rest in keys.iter_rows()]
    schema = {
        **dict.fromkeys(_KEYS, pl.String),
        "streefwaarde": pl.Float64,
        "minstens": pl.Float64,
        "hoogstens": pl.Float64,
        "nooit_onder": pl.Float64,
        "nooit_boven": pl.Float64,
        "goed": pl.String,
        "rond": pl.String,
        "fout": pl.String,
        "zonder": pl.String,
    }
    table = pl.DataFrame(bounds, schema=schema).drop(name for name in _KEYS if name not in on)
    judged = figures.join(table, on=on, how="left", maintain_order="left")
    floor = pl.coalesce("nooit_onder", "nooit_boven")
    judged = judged.with_columns(minimumeis=floor, oordeel=_oordeel())
    return judged.select(*figures.columns, *_MADE)


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
    broken = (high < pl.col("nooit_onder")).fill_null(value=False) | (
        low > pl.col("nooit_boven")
    ).fill_null(value=False)
    # A count of a running period is not over; a share of what is decided can be judged.
    running = (pl.col("staat") != Staat.DEFINITIEF.value) & pl.col("onder").is_null()
    return (
        pl.when(pl.col("goed").is_null())
        .then(pl.lit(None, pl.String))
        .when(pl.col("waarde").is_null())
        .then(pl.lit(Oordeel.NIET_TE_BEOORDELEN.value))
        .when(broken & ~running)
        .then(pl.lit(Oordeel.ONDER_MINIMUM.value))
        .when(pl.col("zonder").is_not_null())
        .then(pl.col("zonder"))
        .when(running)
        .then(pl.lit(Oordeel.TE_VROEG.value))
        .when(inside)
        .then(pl.col("goed"))
        .when(outside)
        .then(pl.col("fout"))
        .otherwise(pl.col("rond"))
    )


def _judged(
    indicator: AnyIndicator,
    name: str,
    label: str,
    niveau: str | None = None,
    gebied: str | None = None,
) -> dict[str, object]:
    """Return the limits and the words of one indicator in one period, and in one place."""
    row: dict[str, object] = {
        "indicator": name,
        "periode": label,
        "niveau": niveau,
        "gebied": gebied,
    }
    if isinstance(indicator, Resultaat):
        level = Niveau(niveau) if niveau is not None else None
        return row | _of_resultaat(indicator, Period.parse(label), level, gebied)
    if isinstance(indicator, Procesconditie):
        return row | _of_conditie(indicator)
    return row


def _of_resultaat(
    indicator: Resultaat, periode: Period, niveau: Niveau | None, gebied: str | None
) -> dict[str, object]:
    row: dict[str, object] = {
        "goed": Oordeel.GEHAALD.value,
        "rond": Oordeel.ROND.value,
        "fout": Oordeel.NIET_GEHAALD.value,
    }
    higher = indicator.richting == "hoger"
    if floor := geldend(indicator.minimumeis, periode, niveau, gebied):
        row["nooit_onder" if higher else "nooit_boven"] = _number(floor.waarde)
    target = geldend(indicator.streefwaarden, periode, niveau, gebied)
    if target is None:
        return row | {"zonder": Oordeel.GEEN_STREEFWAARDE.value}
    value = _number(target.waarde)
    bound = "minstens" if higher else "hoogstens"
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
