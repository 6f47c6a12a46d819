"""One indicator from YAML to sentence, source columns, plan and SQL (D19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resultaat.compile.compiler import compile_requests
from resultaat.compile.dialect import Dialect
from resultaat.compile.render import statements
from resultaat.compile.request import formulas_of, requests_for
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
    from resultaat.compile.plan import Plan
    from resultaat.engine.measured import Meting


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
    views: Mapping[str, Path] | None = None,
    settings: Settings | None = None,
) -> Explanation:
    """Return the explanation of one indicator of a catalog without errors.

    With `views`, the Parquet file of each source, its plan is run and measured.
    """
    written = Dialect(dialect)
    doc = catalog.indicator(indicator)
    if doc.telt.formule is not None:
        return _of_formula(catalog, indicator)
    bron = catalog.bronnen[doc.telt.bron].doc
    _, rapportage = choose(catalog, None)
    window = window_of(rapportage)
    request = next(r for r in requests_for(catalog, window) if r.indicator == indicator)
    plan = compile_requests([request])
    sql = [
        each for number, step in enumerate(plan.steps) for each in statements(step, number, written)
    ]
    return Explanation(
        indicator=indicator,
        naam=doc.naam,
        soort=doc.kind.value,
        waarom=doc.waarom,
        zin=sentence_of(catalog, indicator),
        bron=bron.naam,
        herkomst=bron.herkomst,
        bestand=bron.bestand,
        kolommen=tuple(_lineage(catalog, indicator)),
        plan=tuple(plan.lines()),
        sql=tuple(sql),
        eromheen=(*grenzen_of(doc), *around(catalog, indicator)),
        metingen=() if views is None else _measured(plan, views, settings or Settings.read()),
    )


def _measured(plan: Plan, views: Mapping[str, Path], settings: Settings) -> tuple[Meting, ...]:
    from resultaat.engine.measured import measure

    return measure(plan, views, settings)


def _of_formula(catalog: Catalog, indicator: str) -> Explanation:
    doc = catalog.indicator(indicator)
    operands = dict.fromkeys(each.indicator for each in named(formulas_of(catalog)[indicator]))
    return Explanation(
        indicator=indicator,
        naam=doc.naam,
        soort=doc.kind.value,
        waarom=doc.waarom,
        zin=sentence_of(catalog, indicator),
        bron=listing([catalog.indicator(each).naam for each in operands]),
        herkomst="berekend uit andere indicatoren",
        bestand=listing([f"{each}.yaml" for each in operands]),
        kolommen=(),
        plan=(f"na alle stappen: {doc.telt.formule}",),
        sql=(),
        eromheen=(*grenzen_of(doc), *around(catalog, indicator)),
    )


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
