"""One indicator from YAML to sentence, source columns, plan and SQL (D19)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resultaat.compile.compiler import compile_requests
from resultaat.compile.dialect import Dialect
from resultaat.compile.render import statements
from resultaat.compile.request import Request, formulas_of, requests_for
from resultaat.compile.versies import with_versies
from resultaat.core.dutch import listing
from resultaat.core.settings import Settings
from resultaat.cycle.rapportages import choose, window_of
from resultaat.language.catalog import Catalog
from resultaat.language.expressions.formula import named
from resultaat.language.lineage import columns_of
from resultaat.language.reading import sentence_of
from resultaat.language.reading.around import around
from resultaat.language.reading.grenzen import grenzen_of

if TYPE_CHECKING:
    from resultaat.engine.measured import Meting
    from resultaat.gebied.indeling import Indeling

    #: The area list, and the Parquet file of each source.
    Data = tuple[Indeling, Mapping[str, Path]]

_AFTER = "na alle stappen"


@dataclass(frozen=True, slots=True)
class Lineage:
    """A column that an indicator reads, and where it comes from."""

    kolom: str
    in_bestand: str
    uitleg: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that `resultaat uitleg` shows."""

    indicator: str
    naam: str
    soort: str
    waarom: str
    zin: str
    bron: str
    herkomst: str
    bestand: str
    kolommen: tuple[Lineage, ...]
    plan: tuple[str, ...]
    sql: tuple[str, ...]
    #: (term, words): targets and floors, purpose, history, and who acts on it.
    eromheen: tuple[tuple[str, str], ...]
    #: The plan as a tree with rows and time, where it was asked to be measured.
    metingen: tuple[Meting, ...] = ()


def explain(
    catalog: Catalog,
    indicator: str,
    dialect: str = "duckdb",
    data: Data | None = None,
    settings: Settings | None = None,
) -> Explanation:
    """Return the explanation of one indicator of a catalog without errors.

    With `data`, the area list and the Parquet file of each source, its plan is run and measured.
    """
    written = Dialect(dialect)
    doc = catalog.indicator(indicator)
    requests = _requests(catalog, indicator)
    plan = compile_requests(requests)
    sql = [
        each for number, step in enumerate(plan.steps) for each in statements(step, number, written)
    ]
    formula = doc.telt.formule
    bron, herkomst, bestand = _origin(catalog, indicator)
    return Explanation(
        indicator=indicator,
        naam=doc.naam,
        soort=doc.kind.value,
        waarom=doc.waarom,
        zin=sentence_of(catalog, indicator),
        bron=bron,
        herkomst=herkomst,
        bestand=bestand,
        kolommen=() if formula is not None else tuple(_lineage(catalog, indicator)),
        plan=(*plan.lines(), *(() if formula is None else (f"{_AFTER}: {formula}",))),
        sql=tuple(sql),
        eromheen=(*grenzen_of(doc), *around(catalog, indicator)),
        metingen=() if data is None else _measured(catalog, indicator, requests, data, settings),
    )


def _requests(catalog: Catalog, indicator: str) -> list[Request]:
    """Return what is asked for an indicator: itself, or all that its formula names, and their per.

    In order of name, as in a calculation.
    """
    formula = formulas_of(catalog).get(indicator)
    names = {indicator} if formula is None else {each.indicator for each in named(formula)}
    names |= {per.indicator for each in names if (per := catalog.indicator(each).telt.per)}
    window = window_of(choose(catalog, None)[1])
    requests = [each for each in requests_for(catalog, window) if each.indicator in names]
    return with_versies(catalog, requests)


def _measured(
    catalog: Catalog,
    indicator: str,
    requests: Sequence[Request],
    data: Data,
    settings: Settings | None,
) -> tuple[Meting, ...]:
    from resultaat.engine.calculate import finished
    from resultaat.engine.formula import with_formulas
    from resultaat.engine.measured import measure, timed

    indeling, views = data
    plan = compile_requests(requests)
    steps, frames = measure(plan, views, settings or Settings.read())
    words = f"{_AFTER}: delingen, staten en marges van elk cijfer"
    after, made = timed(words, lambda: finished(requests, plan, frames, indeling))
    formula = formulas_of(catalog).get(indicator)
    if formula is None:
        return *steps, after
    documents = {each: catalog.indicator(each) for each in catalog.indicatoren}
    window = window_of(choose(catalog, None)[1])
    words = f"{_AFTER}: {catalog.indicator(indicator).telt.formule}"
    last, _ = timed(words, lambda: with_formulas(made, {indicator: formula}, documents, window))
    return *steps, after, last


def _origin(catalog: Catalog, indicator: str) -> tuple[str, str, str]:
    """Return the source of an indicator, where that comes from, and its file."""
    telt = catalog.indicator(indicator).telt
    if telt.formule is None:
        bron = catalog.bronnen[telt.bron].doc
        return bron.naam, bron.herkomst, bron.bestand
    operands = dict.fromkeys(each.indicator for each in named(formulas_of(catalog)[indicator]))
    names = listing([catalog.indicator(each).naam for each in operands])
    files = listing([f"{each}.yaml" for each in operands])
    return names, "berekend uit andere indicatoren", files


def _lineage(catalog: Catalog, indicator: str) -> list[Lineage]:
    telt = catalog.indicator(indicator).telt
    bron = catalog.bronnen[telt.bron].doc
    names = {name for name in (telt.datum, telt.peildatum, bron.gebied.kolom) if name}
    for course in (telt.doorlooptijd, telt.omzetting, telt.duur):
        names |= {course.van, course.tot} if course is not None else set()
    if telt.verandering_per_persoon is not None and bron.persoon is not None:
        names.add(bron.persoon)
    names |= {*columns_of(telt, bron), *telt.laatste_per}
    return [
        Lineage(name, bron.columns[name].kolom or name, bron.columns[name].uitleg or "")
        for name in sorted(names)
    ]
