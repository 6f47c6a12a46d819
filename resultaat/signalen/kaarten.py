"""A chart of every figure over time, made of released figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl

from resultaat.analysis.oordeel import judge
from resultaat.analysis.signalen.beeld import Beeld, pictures
from resultaat.analysis.signalen.keuze import Reeks
from resultaat.analysis.signalen.regels import REGELSETS
from resultaat.compile.request import Request, Timing, Window, requests_for
from resultaat.core.diagnostics import Diagnostic, ResultaatError, did_you_mean
from resultaat.core.periods import Grain, Period
from resultaat.engine.figures import Staat
from resultaat.engine.gegevens import Gegevens
from resultaat.language.breuken import breaks_in
from resultaat.language.catalog import Catalog
from resultaat.release.door import release
from resultaat.release.released import Released, RunInfo
from resultaat.release.signalen import Signaal

_SHOWN = (Staat.DEFINITIEF.value,)
#: So many months with rows, all the same one of a quarter, are a delivery per quarter.
KWARTALEN = 6


def charted(catalog: Catalog, window: Window, name: str | None) -> list[Request]:
    """Return the requests that a chart can be made of; raises ResultaatError R2065."""
    known = [each for each in requests_for(catalog, window) if _fits(each)]
    if name is None:
        return known
    chosen = [each for each in known if each.indicator == name]
    if not chosen:
        names = [each.indicator for each in known]
        mend = did_you_mean(name, names) or f"Kies uit: {', '.join(names)}."
        message = f"Van `{name}` is geen kaart te maken: er is geen cijfer per maand of kwartaal."
        raise ResultaatError.of(Diagnostic("R2065", message, mend))
    return chosen


def _fits(request: Request) -> bool:
    """Whether an indicator has a figure for each month: something that happened on a date."""
    happened = request.moment.timing is Timing.GEBEURTENIS
    return happened and request.telt.reeks is None and request.telt.per is None


def figures_of(
    requests: list[Request], data: Gegevens, run: RunInfo, progress: Callable[[str], None]
) -> Released:
    """Calculate and release the figures that the charts show."""
    made = data.calculate(requests, progress)
    documents = {each.indicator: data.catalog.indicator(each.indicator) for each in requests}
    judged = replace(made, figures=judge(made.figures, documents))
    return release(run, judged, data.catalog, data.indeling)


def signals_in(released: Released, catalog: Catalog, per: Grain) -> list[Signaal]:
    """Return the chart of every released indicator in the own area, surest signal first."""
    regels = REGELSETS[catalog.settings.signalen.regels]
    own = released.resultaten.filter(pl.col("gebied") == released.run.gebied)
    frames = [
        _delivered(frame, per)
        for _, frame in own.sort("indicator", "start").group_by("indicator", maintain_order=True)
    ]
    series = [(frame, *_series(frame, catalog, grain)) for frame, grain in frames]
    made = pictures([reeks for _, reeks, _, _ in series], regels)
    found = [
        _told(frame, beeld, vanaf, omdat, catalog)
        for (frame, _, vanaf, omdat), beeld in zip(series, made, strict=True)
    ]
    return sorted(found, key=lambda each: (each.beeld.q is None, each.beeld.q, each.indicator))


def _delivered(frame: pl.DataFrame, per: Grain) -> tuple[pl.DataFrame, Grain]:
    """Return months as the quarters in which they are delivered, where they are: one of three.

    A quarter then has the figure of its one month with rows. With fewer than KWARTALEN of those it
    may be chance that they lie so.
    """
    there = pl.col("n").fill_null(0) > 0
    hidden = pl.col("staat") == Staat.ONDERDRUKT.value
    month = pl.col("start").dt.month() % 3
    known = frame.filter(there | hidden).select(month)["start"]
    if per is not Grain.MAAND or len(known) < KWARTALEN or known.n_unique() > 1:
        return frame, per
    rows = frame.filter(month == known[0])
    labels = [Period.holding(each, Grain.KWARTAAL).label for each in rows["start"]]
    return rows.with_columns(pl.Series("periode", labels, dtype=pl.String)), Grain.KWARTAAL


def _series(
    frame: pl.DataFrame, catalog: Catalog, per: Grain
) -> tuple[Reeks, str | None, str | None]:
    """Return the points of one indicator, and from when and why its chart begins anew."""
    frame = _until_last(frame)
    doc = catalog.indicator(frame["indicator"][0])
    known = frame["staat"].is_in(_SHOWN)
    points = [
        float(value) if value is not None and shown else float("nan")
        for value, shown in zip(frame["waarde"], known, strict=True)
    ]
    below, days = None, None
    if doc.telt.is_share:
        below = [float(each) if each is not None else float("nan") for each in frame["noemer"]]
    starts = frame["start"].to_list()
    name = str(frame["indicator"][0])
    changes = [(each.vanaf, each.wat_veranderde) for each in doc.geschiedenis]
    changes += [(each.vanaf.start, each.omdat) for each in breaks_in(name, catalog)]
    if doc.telt.aantal is not None and catalog.settings.signalen.kaart == "passend":
        days = [float((Period(each, per).end - each).days + 1) for each in starts]
    begun = [
        (next((n for n, start in enumerate(starts) if start >= since), None), said)
        for since, said in sorted(changes, key=lambda each: each[0])
    ]
    last = next(((n, said) for n, said in reversed(begun) if n), None)
    year = 12 // per.months
    if last is None:
        return Reeks(points, below, days, jaar=year), None, None
    basis, said = last
    return Reeks(points, below, days, basis, year), frame["periode"][basis], said


def _until_last(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out what comes after the last figure that will not change any more."""
    final = frame["staat"].is_in(_SHOWN) & frame["waarde"].is_not_null()
    at = final.arg_true()
    return frame[: int(at[-1]) + 1] if len(at) else frame


def _told(
    frame: pl.DataFrame, beeld: Beeld, vanaf: str | None, omdat: str | None, catalog: Catalog
) -> Signaal:
    frame = _until_last(frame)
    name = str(frame["indicator"][0])
    doc = catalog.indicator(name)
    good = {"hoger": 1, "lager": -1}.get(getattr(doc, "richting", ""))
    return Signaal(
        indicator=name,
        naam=doc.naam,
        eenheid=str(frame["eenheid"][0]),
        gebied=str(frame["gebied"][0]),
        gebied_naam=str(frame["gebied_naam"][0]),
        perioden=tuple(frame["periode"]),
        waarden=tuple(frame["waarde"]),
        beeld=beeld,
        goed=None if good is None or not beeld.kant else beeld.kant == good,
        vanaf=vanaf,
        omdat=omdat,
    )


def loud(found: list[Signaal]) -> Iterator[Signaal]:
    """Yield the charts whose last point breaks a rule, chance or not."""
    yield from (each for each in found if each.beeld.regels)
