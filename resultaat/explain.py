"""One indicator from YAML to sentence, source columns, plan and SQL (D19)."""

from __future__ import annotations

from dataclasses import dataclass

from resultaat.compile.compiler import compile_requests
from resultaat.compile.dialect import Dialect
from resultaat.compile.plan import Cells
from resultaat.compile.render import cells_sql, holistic_sql, rollup_sql
from resultaat.compile.request import requests_for
from resultaat.cycle.rapportages import choose, window_of
from resultaat.language.catalog import Catalog
from resultaat.language.lineage import columns_of
from resultaat.language.reading import sentence_of
from resultaat.language.reading.around import around


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
    #: (term, words): purpose, history, and who acts on it.
    eromheen: tuple[tuple[str, str], ...]


def explain(catalog: Catalog, indicator: str, dialect: str = "duckdb") -> Explanation:
    """Return the explanation of one indicator of a catalog without errors."""
    written = Dialect(dialect)
    doc = catalog.indicator(indicator)
    bron = catalog.bronnen[doc.telt.bron].doc
    _, rapportage = choose(catalog, None)
    window = window_of(rapportage)
    request = next(r for r in requests_for(catalog, window) if r.indicator == indicator)
    plan = compile_requests([request])
    statements: list[str] = []
    for number, step in enumerate(plan.steps):
        if isinstance(step, Cells):
            statements += [cells_sql(step, number, written), rollup_sql(step, number, written)]
        else:
            statements.append(holistic_sql(step, written))
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
        sql=tuple(statements),
        eromheen=around(catalog, indicator),
    )


def _lineage(catalog: Catalog, indicator: str) -> list[Lineage]:
    telt = catalog.indicator(indicator).telt
    bron = catalog.bronnen[telt.bron].doc
    names = {name for name in (telt.datum, telt.peildatum, bron.gebied.kolom) if name}
    if telt.doorlooptijd is not None:
        names |= {telt.doorlooptijd.van, telt.doorlooptijd.tot}
    names |= columns_of(telt, bron)
    return [
        Lineage(name, bron.columns[name].kolom or name, bron.columns[name].uitleg or "")
        for name in sorted(names)
    ]
