"""The door: figures go in, released figures come out (V1)."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from resultaat.engine.calculate import Calculated
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.release.released import _KEY, RESULTATEN, Released, RunInfo
from resultaat.release.suppress import suppress

_SHARES = ("aandeel", "doorlooptijd")
_PERCENT = (*_SHARES, "verhouding")
NOTHING_TO_SAY = "niet te beoordelen"


def release(run: RunInfo, calculated: Calculated, catalog: Catalog, indeling: Indeling) -> Released:
    """Return what may leave of `calculated`, whose figures were judged (streefwaarde, oordeel)."""
    indicatoren = {name: each.doc for name, each in catalog.indicatoren.items()}
    shares = [name for name, each in indicatoren.items() if each.telt.measure in _SHARES]
    minimum = catalog.settings.bescherming.minimum
    per = {name: each.telt.per.indicator for name, each in indicatoren.items() if each.telt.per}
    safe = suppress(calculated.figures, shares, indeling, minimum, per)
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
    frame = frame.select(pl.col(name).cast(dtype) for name, dtype in RESULTATEN.items())
    return Released(run, frame, calculated.aansluiting, key=_KEY)


def eenheid_of(name: str, indicatoren: Mapping[str, AnyIndicator]) -> str:
    """Return the unit of an indicator: stated, or as its measure implies."""
    indicator = indicatoren[name]
    if indicator.eenheid is not None:
        return indicator.eenheid
    telt = indicator.telt
    if telt.per is not None:
        other = indicatoren[telt.per.indicator].naam
        return f"per {telt.per.keer:,}".replace(",", ".") + f" {other[:1].lower()}{other[1:]}"
    if telt.measure in _PERCENT:
        return "%"
    return "personen" if telt.aantal == "personen" else ""


def _mapped(column: str, words: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(dict(words), default=None, return_dtype=pl.String)
