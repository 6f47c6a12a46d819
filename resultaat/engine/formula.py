"""Formulas over finished figures, area by area and period by period.

The state is the weakest of all: one missing figure makes the outcome missing. A division by zero
has no outcome: niet van toepassing, never infinite.

Interval: only where each of the figures has one. How they hang together is not known, so the worst
is taken: the outcome runs from the lowest to the highest that their intervals allow. No dependence
can make the standard error of a sum larger than the sum of the standard errors, so this is never
too narrow to first order, and mostly wide. Where what is divided by could be zero there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import reduce

import polars as pl

from resultaat.compile.request import Window
from resultaat.compile.spans import OWN
from resultaat.engine.breuk import Breaks, without_breaks
from resultaat.engine.calculate import Calculated
from resultaat.engine.figures import ABSENT, FIGURES, KNOWN, Herkomst, Staat
from resultaat.engine.reeks import beside, least, smallest_group
from resultaat.language.checks.units import unit_of
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions.formula import Constant, Formula, Named, named
from resultaat.language.values import Eenheid

_ON = ("niveau", "gebied", "periode", "start")
#: From weak to strong.
_STATES = (Staat.ONTBREEKT, Staat.NIET_VAN_TOEPASSING, Staat.VOORLOPIG, Staat.DEFINITIEF)


def with_formulas(
    calculated: Calculated,
    formulas: Mapping[str, Formula],
    indicatoren: Mapping[str, AnyIndicator],
    window: Window,
) -> Calculated:
    """Return the figures of the window with those of the formulas added.

    What was counted before the window, because a formula is set beside an earlier period, is left
    out again.
    """
    telts = {name: each.telt for name, each in indicatoren.items()}
    made = [
        _beside_earlier(
            indicatoren[name],
            _figures(name, formula, calculated.figures, telts),
            window,
            _breaks(formula, calculated.breaks),
        )
        for name, formula in formulas.items()
    ]
    frame = pl.concat([calculated.figures, *made]).sort("indicator", maintain_order=True)
    labels = [each.label for each in window.periods()]
    shown = pl.col("periode").is_in(labels)
    return replace(
        calculated,
        figures=frame.filter(shown),
        aansluiting=calculated.aansluiting.filter(shown),
    )


def _breaks(formula: Formula, breaks: Breaks) -> frozenset[date]:
    """Return the breaks of all that a formula names."""
    none: frozenset[date] = frozenset()
    return none.union(*(breaks.get(each.indicator, {}) for each in named(formula)))


def _beside_earlier(
    indicator: AnyIndicator, figures: pl.DataFrame, window: Window, breaks: frozenset[date]
) -> pl.DataFrame:
    if not indicator.telt.compares:
        return figures
    in_points = unit_of(indicator) is Eenheid.PROCENTPUNT
    made = beside(indicator.telt, window.periods(), figures, in_points=in_points)
    return without_breaks(indicator.telt, window.periods(), OWN, breaks, made)


def _figures(
    name: str, formula: Formula, figures: pl.DataFrame, telts: Mapping[str, Telt]
) -> pl.DataFrame:
    operands = sorted({each.indicator for each in named(formula)})
    mine = {each: figures.filter(pl.col("indicator") == each) for each in operands}
    frame = pl.concat([each.select(_ON) for each in mine.values()]).unique(maintain_order=True)
    for each, rows in mine.items():
        beside = rows.select(
            *_ON,
            *(pl.col(name).alias(f"{name} {each}") for name in ("waarde", "onder", "boven")),
            pl.col("staat").alias(f"staat {each}"),
            smallest_group(telts[each]).alias(f"personen {each}"),
        )
        frame = frame.join(beside, on=_ON, how="left", maintain_order="left")
    value, nothing = _value(formula)
    onder, boven = _bounds(formula)
    return (
        frame.with_columns(staat=_weakest(operands, nothing))
        .with_columns(
            waarde=pl.when(pl.col("staat").is_in(KNOWN)).then(value),
            onder=pl.when(pl.col("staat").is_in(KNOWN)).then(onder),
            boven=pl.when(pl.col("staat").is_in(KNOWN)).then(boven),
            personen=least(*(f"personen {each}" for each in operands)),
            indicator=pl.lit(name),
            herkomst=pl.lit(Herkomst.GETELD.value),
        )
        .select(
            (pl.col(each) if each in _FILLED else pl.lit(None)).cast(dtype).alias(each)
            for each, dtype in FIGURES.items()
        )
    )


_FILLED = (*_ON, "indicator", "waarde", "onder", "boven", "staat", "personen", "herkomst")


def _value(formula: Formula) -> tuple[pl.Expr, pl.Expr]:
    """Return the outcome, and whether it would divide by zero."""
    if isinstance(formula, Named):
        return pl.col(f"waarde {formula.indicator}"), pl.lit(value=False)
    if isinstance(formula, Constant):
        return pl.lit(float(formula.value)), pl.lit(value=False)
    (left, left_nothing), (right, right_nothing) = _value(formula.left), _value(formula.right)
    nothing = left_nothing | right_nothing
    if formula.sign == "/":
        return left / right, nothing | (right == 0).fill_null(value=False)
    if formula.sign == "*":
        return left * right, nothing
    return (left + right if formula.sign == "+" else left - right), nothing


def _bounds(formula: Formula) -> tuple[pl.Expr, pl.Expr]:
    """Return the lowest and highest outcome; null where one of the figures has no interval."""
    if isinstance(formula, Named):
        return pl.col(f"onder {formula.indicator}"), pl.col(f"boven {formula.indicator}")
    if isinstance(formula, Constant):
        return pl.lit(float(formula.value)), pl.lit(float(formula.value))
    left, right = _bounds(formula.left), _bounds(formula.right)
    if formula.sign == "+":
        return left[0] + right[0], left[1] + right[1]
    if formula.sign == "-":
        return left[0] - right[1], left[1] - right[0]
    low, high = right
    if formula.sign == "*":
        corners = [one * other for one in left for other in right]
        known = corners[0].is_not_null()
    else:
        corners = [one / other for one in left for other in right]
        known = corners[0].is_not_null() & ((low > 0) | (high < 0))
    return (
        pl.when(known).then(pl.min_horizontal(corners)),
        pl.when(known).then(pl.max_horizontal(corners)),
    )


def _weakest(operands: list[str], nothing: pl.Expr) -> pl.Expr:
    states = [
        pl.col(f"staat {each}").fill_null(Staat.NIET_VAN_TOEPASSING.value) for each in operands
    ]

    def some(staat: Staat) -> pl.Expr:
        return reduce(lambda a, b: a | b, (each == staat.value for each in states))

    lost, none, open_, _ = _STATES
    anything_lost = reduce(lambda a, b: a | b, (some(each) for each in ABSENT))
    return (
        pl.when(anything_lost)
        .then(pl.lit(lost.value))
        .when(some(none) | nothing)
        .then(pl.lit(none.value))
        .when(some(open_))
        .then(pl.lit(open_.value))
        .otherwise(pl.lit(Staat.DEFINITIEF.value))
    )
