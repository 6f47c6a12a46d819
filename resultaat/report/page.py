"""The whole page: everything laid out, printed by the templates, in one file of at most 2.5 MB."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from resultaat.core.dutch import day, number
from resultaat.cycle.bevindingen import Bevinding
from resultaat.cycle.trechters import shown_funnels
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import Soort
from resultaat.release.released import Released
from resultaat.release.trechter import Trechterbeeld
from resultaat.report.awaited import awaited
from resultaat.report.beside import Beside
from resultaat.report.bewogen import followed
from resultaat.report.bundle import Packed, packed_plotly, policy, script_hash
from resultaat.report.charts import SHARED, to_script
from resultaat.report.front import front
from resultaat.report.gegevens import data_table
from resultaat.report.kwadrant import quadrant_block
from resultaat.report.notation import period_words
from resultaat.report.overview import overview
from resultaat.report.provenance import provenance
from resultaat.report.section import Place, section
from resultaat.report.select import Scope, select

MAX_BYTES = 2_500_000

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Detail:
    """How much goes in per indicator."""

    rows: int
    """Gebieden in its tables."""
    charts: bool = True
    """Whether there are charts, of the figure over time."""
    compared: frozenset[Soort] = frozenset()
    """The kinds of indicator that also have a chart of gebieden beside each other."""


#: From rich to plain; the first that fits in one file is taken. Results keep their charts longest.
_DETAILS = (
    Detail(600, compared=frozenset(Soort)),
    Detail(200, compared=frozenset(Soort)),
    Detail(60, compared=frozenset(Soort)),
    Detail(60, compared=frozenset({Soort.RESULTAAT, Soort.PROCESCONDITIE})),
    Detail(60, compared=frozenset({Soort.RESULTAAT})),
    Detail(60),
    Detail(20),
    Detail(0),
    Detail(60, charts=False),
    Detail(0, charts=False),
)


def render(
    released: Released,
    catalog: Catalog,
    indeling: Indeling,
    bevindingen: Sequence[Bevinding] = (),
) -> str:
    """Return the report as one HTML file. The same input gives the same bytes.

    `bevindingen` are the findings of the run with what people said of them until now.
    """
    html = ""
    beside, trechters = Beside.of(released, bevindingen), shown_funnels(released, catalog)
    for detail in _DETAILS:
        html = _page(released, catalog, indeling, beside, trechters, detail)
        if len(html.encode()) <= MAX_BYTES:
            break
    return html


def _page(  # noqa: PLR0913, PLR0917  what every layout of the page is made of
    released: Released,
    catalog: Catalog,
    indeling: Indeling,
    beside: Beside,
    trechters: Mapping[str, Trechterbeeld],
    detail: Detail,
) -> str:
    scope = Scope.of(indeling, detail.rows)
    selected = select(released, catalog, indeling, scope)
    subjects = {each.id: each for each in selected if not each.awaited}
    place = Place(indeling, scope, released, beside, detail.charts, detail.compared, trechters)
    sections = [section(each, subjects, catalog, place) for each in subjects.values()]
    run = released.run
    quadrants = quadrant_block(released, catalog, charts=detail.charts)
    drawn = [chart for each in sections for chart in each.drawn]
    drawn += [quadrants.chart] if quadrants and quadrants.chart else []
    plotly = packed_plotly() if drawn else None
    start = _static("start.js")
    source = provenance(run, catalog, indeling)
    return _squeezed(
        _environment()
        .get_template("page.html")
        .render(
            run=run,
            gebied=indeling.naam(indeling.eigen),
            over=period_words(run.over),
            stand_per=day(run.peildatum),
            front=front(subjects, run.over, indeling.naam(indeling.eigen), beside),
            followed=followed(beside),
            quadrants=quadrants,
            overview=overview(subjects.values()),
            awaited=awaited(selected, catalog),
            sections=sections,
            drawn=drawn,
            provenance=source,
            gegevens=data_table(beside.quality),
            scope=scope,
            charts_left_out=not detail.charts,
            compared=len(detail.compared) == len(Soort),
            policy=_policy(start, plotly),
            css=_static("report.css"),
            page_line=_css_string(source.line),
            start=start,
            plotly=plotly,
            shared=to_script(SHARED),
        )
    )


def _policy(start: str, plotly: Packed | None) -> str:
    return policy(script_hash(start), *([plotly.digest] if plotly else []))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["getal"] = number
    return environment


@lru_cache(maxsize=4)
def _static(name: str) -> str:
    return (_HERE / "static" / name).read_text("utf-8").strip()


def _css_string(text: str) -> str:
    r"""Write a text as a CSS string; whatever could end it or the style element is a `\hex `."""
    return '"' + re.sub(r"[^\w .,:·-]", lambda found: f"\\{ord(found[0]):x} ", text) + '"'


_VERBATIM = re.compile(r"(<(pre|script)\b.*?</\2>)", re.DOTALL)


def _squeezed(html: str) -> str:
    """Drop indentation and empty lines, except where they are text or a hash holds them still."""
    parts = _VERBATIM.split(html)
    # Each match leaves three parts: what came before, the element, and the name of its tag.
    for at in range(0, len(parts), 3):
        parts[at] = re.sub(r"\s*\n\s*", "\n", parts[at])
    return "".join(part for at, part in enumerate(parts) if at % 3 != 2)
