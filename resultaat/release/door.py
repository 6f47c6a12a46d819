"""The door: figures go in, released figures come out (V1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from resultaat.engine.calculate import Calculated
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions.formula import indicators_in
from resultaat.language.versies import telts_of
from resultaat.release.released import _KEY, RESULTATEN, Released, RunInfo
from resultaat.release.suppress import suppress

NOTHING_TO_SAY = "niet te beoordelen"


def release(run: RunInfo, calculated: Calculated, catalog: Catalog, indeling: Indeling) -> Released:
    """Return what may leave of `calculated`, whose figures were judged (streefwaarde, oordeel)."""
    indicatoren = {name: each.doc for name, each in catalog.indicatoren.items()}
    shares = [name for name, each in indicatoren.items() if each.telt.is_share]
    tails = {name: tail for name, each in indicatoren.items() if (tail := _smallest_tail(each))}
    minimum = catalog.settings.bescherming.minimum
    per = [(name, other) for name, each in indicatoren.items() for other in _made_of(each.telt)]
    safe = suppress(calculated.figures, shares, indeling, minimum, per, tails)
    hidden = pl.col("staat") == "onderdrukt"
    # A verdict on a hidden figure would tell on which side of the target it lies.
    judged = pl.col("oordeel").is_not_null() & hidden
    frame = safe.with_columns(
        oordeel=pl.when(judged).then(pl.lit(NOTHING_TO_SAY)).otherwise(pl.col("oordeel")),
        soort=_mapped("indicator", {name: each.kind.value for name, each in indicatoren.items()}),
        eenheid=_mapped("indicator", {name: eenheid_of(name, indicatoren) for name in indicatoren}),
        gebied_naam=_mapped(
            "gebied", {code: indeling.naam(code) for code in (*indeling.gebieden, ONBEKEND)}
        ),
    )
    frame = _with_versies(frame, calculated.versies, per)
    frame = frame.select(pl.col(name).cast(dtype) for name, dtype in RESULTATEN.items())
    return Released(run, frame, calculated.aansluiting, key=_KEY)


def _with_versies(
    frame: pl.DataFrame, versies: pl.DataFrame, made_of: Sequence[tuple[str, str]]
) -> pl.DataFrame:
    """Say of each figure until when the definition held by which it was counted, and what broke it.

    Null for the present definition. What is made of others is no newer than the oldest of them.
    """
    names = pl.DataFrame(made_of, schema={"gemaakt": pl.String, "van": pl.String}, orient="row")
    inherited = versies.join(names, left_on="indicator", right_on="van", how="inner")
    inherited = inherited.drop("indicator").rename({"gemaakt": "indicator"})
    both = pl.concat([versies, inherited.select(versies.columns)])
    first = pl.col("definitie_tot", "breuk").sort_by("definitie_tot", "breuk").first()
    oldest = both.group_by("indicator", "start").agg(first)
    return frame.join(oldest, on=["indicator", "start"], how="left", maintain_order="left")


def _smallest_tail(indicator: AnyIndicator) -> float | None:
    """Return the smallest tail of all definitions of an indicator."""
    tails = [tail for telt in telts_of(indicator) if (tail := _tail(telt))]
    return min(tails, default=None)


def _made_of(telt: Telt) -> set[str]:
    """Return the other indicators from whose figures a figure is made."""
    return {telt.per.indicator} if telt.per is not None else indicators_in(telt.formule or "")


def _tail(telt: Telt) -> float | None:
    """Return the smallest share of the rows that lies on one side of a figure, if it is a value."""
    if telt.percentiel is not None:
        below = float(telt.percentiel.deel.waarde)
        return min(below, 1 - below)
    return 0.5 if telt.mediaan is not None or telt.in_days else None


def eenheid_of(name: str, indicatoren: Mapping[str, AnyIndicator]) -> str:
    """Return the unit of an indicator: stated, or as its measure implies."""
    indicator = indicatoren[name]
    telt = indicator.telt
    if telt.reeks is not None and telt.reeks.index is not None:
        return f"index ({telt.reeks.index.label} = 100)"
    if telt.reeks is not None and telt.reeks.verandering_procent is not None:
        return "%"
    unit = _eenheid(indicator, indicatoren)
    return "procentpunt" if unit == "%" and telt.subtracts else unit


def _eenheid(indicator: AnyIndicator, indicatoren: Mapping[str, AnyIndicator]) -> str:
    telt = indicator.telt
    if indicator.eenheid is not None:
        return indicator.eenheid
    if telt.per is not None:
        other = indicatoren[telt.per.indicator].naam
        return f"per {telt.per.keer:,}".replace(",", ".") + f" {other[:1].lower()}{other[1:]}"
    if telt.is_percentage or (telt.is_share and telt.gestandaardiseerd is None):
        return "%"
    if telt.gestandaardiseerd is not None:
        return f"per {telt.gestandaardiseerd.keer:,}".replace(",", ".")
    if telt.in_days:
        return "dagen"
    return "personen" if telt.aantal == "personen" else ""


def _mapped(column: str, words: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(dict(words), default=None, return_dtype=pl.String)
