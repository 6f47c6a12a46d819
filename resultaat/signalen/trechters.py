"""A funnel of every figure over the areas of one level, made of released figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from resultaat.analysis.signalen.trechter import (
    MINIMUM,
    Spreiding,
    Trechter,
    binomial_funnel,
    over_all,
    poisson_funnel,
)
from resultaat.compile.request import Request, Window, requests_for
from resultaat.engine.figures import KNOWN
from resultaat.language.catalog import Catalog
from resultaat.release.released import Released
from resultaat.release.trechter import Punt, Trechterbeeld

LEVEL = 0.05
_LIMITS = ("onder_95", "boven_95", "onder_998", "boven_998")


def compared(catalog: Catalog, window: Window) -> list[Request]:
    """Return the requests of the last period: shares, and numbers per so many of another."""
    last = replace(window, first=window.last)
    return requests_for(catalog, last)


def funnels(released: Released, catalog: Catalog, niveau: str) -> list[Trechterbeeld]:
    """Return a funnel per figure of which enough areas are released, the most unlike first."""
    spreiding = Spreiding(catalog.settings.signalen.spreiding)
    rows = released.resultaten.filter(
        pl.col("niveau") == niveau, pl.col("staat").is_in(KNOWN), pl.col("noemer") > 0
    )
    made = [
        (frame, funnel)
        for (name,), frame in rows.sort("indicator", "gebied").group_by(
            "indicator", maintain_order=True
        )
        if (funnel := _funnel(str(name), frame, catalog, spreiding)) is not None
    ]
    q = iter(over_all([funnel for _, funnel in made]))
    found = [_told(frame, funnel, catalog, q) for frame, funnel in made]
    return sorted(found, key=lambda each: (each.punten[0].q, each.indicator))


def _funnel(
    name: str, frame: pl.DataFrame, catalog: Catalog, spreiding: Spreiding
) -> Trechter | None:
    telt = catalog.indicator(name).telt
    if frame.height < MINIMUM:
        return None
    teller, noemer = (frame[each].cast(pl.Float64).to_numpy() for each in ("teller", "noemer"))
    if teller.sum() == 0:
        return None
    if telt.is_share and telt.gestandaardiseerd is None and telt.duur is None:
        return None if (teller == noemer).all() else binomial_funnel(teller, noemer, spreiding)
    counts = telt.aantal is not None and telt.per is not None
    return poisson_funnel(teller, noemer, spreiding) if counts else None


def _told(
    frame: pl.DataFrame, funnel: Trechter, catalog: Catalog, q: Iterator[float]
) -> Trechterbeeld:
    first = frame.row(0, named=True)
    # A figure per thousand is drawn per thousand, and so are its limits.
    below = frame["teller"].cast(pl.Float64) / frame["noemer"].cast(pl.Float64)
    positive = below > 0
    scale = float((frame["waarde"] / below).filter(positive)[0])
    limits = pl.DataFrame(
        {name: getattr(funnel, name) * scale for name in _LIMITS} | {"z": funnel.z}
    )
    points = [
        Punt(
            gebied=str(row["gebied"]),
            gebied_naam=str(row["gebied_naam"]),
            waarde=float(row["waarde"]),
            noemer=float(row["noemer"]),
            onder_95=float(row["onder_95"]),
            boven_95=float(row["boven_95"]),
            onder_998=float(row["onder_998"]),
            boven_998=float(row["boven_998"]),
            z=float(row["z"]),
            q=(chance := next(q)),
            valt_op=chance <= LEVEL,
        )
        for row in frame.drop("onder", "boven").hstack(limits).iter_rows(named=True)
    ]
    name = str(first["indicator"])
    return Trechterbeeld(
        name,
        catalog.indicator(name).naam,
        str(first["eenheid"]),
        str(first["periode"]),
        str(first["niveau"]),
        funnel.midden * scale,
        funnel.phi,
        catalog.settings.signalen.spreiding,
        tuple(sorted(points, key=lambda each: (each.q, -abs(each.z), each.gebied))),
    )
