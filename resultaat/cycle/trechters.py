"""Funnels: areas of one level beside each other, made of released figures."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from resultaat.analysis.signalen.trechter import (
    MINIMUM,
    Spreiding,
    Trechter,
    binomial_funnel,
    over_all,
    poisson_funnel,
)
from resultaat.analysis.toetsen import Methode
from resultaat.engine.figures import KNOWN
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import Procesconditie, Resultaat
from resultaat.release.released import Released
from resultaat.release.trechter import Punt, Trechterbeeld

LEVEL = 0.05
#: Below this part of the areas with a figure, who is left out says too much of who is in.
GENOEG = 0.8
_LIMITS = ("onder_95", "boven_95", "onder_998", "boven_998")
_BELOW = (Niveau.BUURT.value, Niveau.WIJK.value)


def funnels(released: Released, catalog: Catalog, niveau: str) -> list[Trechterbeeld]:
    """Return a funnel per figure of which enough areas are released, the most unlike first.

    `released` holds one period.
    """
    rows = _known(_places(released.resultaten)).filter(pl.col("niveau") == niveau)
    return _told_of(_by_indicator(rows), catalog)


def shown_funnels(released: Released, catalog: Catalog) -> dict[str, Trechterbeeld]:
    """Return the funnels of what people are held to, in the last period that has figures.

    Each at the smallest level at which most areas have a figure: hidden ones are the small ones.
    """
    held = [
        name
        for name, each in catalog.indicatoren.items()
        if isinstance(each.doc, Resultaat | Procesconditie)
    ]
    rows = _places(released.resultaten).filter(pl.col("indicator").is_in(held))
    frames = (_finest(frame) for frame in _by_indicator(rows))
    told = _told_of([each for each in frames if each is not None], catalog)
    return {each.indicator: each for each in told}


def _places(figures: pl.DataFrame) -> pl.DataFrame:
    """Leave out the rows of which nobody knows the area."""
    return figures.filter(pl.col("gebied") != ONBEKEND)


def _known(figures: pl.DataFrame) -> pl.DataFrame:
    return figures.filter(pl.col("staat").is_in(KNOWN), pl.col("noemer") > 0)


def _by_indicator(rows: pl.DataFrame) -> list[pl.DataFrame]:
    return rows.sort("indicator", "gebied").partition_by("indicator", maintain_order=True)


def _finest(frame: pl.DataFrame) -> pl.DataFrame | None:
    for niveau in _BELOW:
        there = frame.filter(pl.col("niveau") == niveau)
        known = _known(there)
        last = known.filter(pl.col("start") == pl.col("start").max())
        areas = there["gebied"].n_unique()
        if last.height >= MINIMUM and last.height >= GENOEG * areas:
            return last
    return None


def _told_of(frames: list[pl.DataFrame], catalog: Catalog) -> list[Trechterbeeld]:
    spreiding = Spreiding(catalog.settings.signalen.spreiding)
    made = [
        (frame, funnel)
        for frame in frames
        if (funnel := _funnel(frame["indicator"][0], frame, catalog, spreiding)) is not None
    ]
    methode = Methode(catalog.settings.signalen.toetsing)
    q = iter(over_all([funnel for _, funnel in made], methode))
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
