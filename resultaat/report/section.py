"""The section of one indicator: everything about it, in the order in which a reader asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from resultaat.core.dutch import listing, number
from resultaat.engine.figures import Staat
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import Resultaat, Soort
from resultaat.release.released import Released
from resultaat.release.trechter import Trechterbeeld
from resultaat.report import modesty, story
from resultaat.report.account import AccountBlock, account_block
from resultaat.report.beside import Beside
from resultaat.report.bewogen import MovedBlock, moved_block
from resultaat.report.charts import Chart
from resultaat.report.definition import Fact, bevordert, facts, telt_as_written, voor_wie
from resultaat.report.gebieden_chart import gebieden_chart
from resultaat.report.kaart import ChartBlock, chart_of
from resultaat.report.notation import period_words
from resultaat.report.periods_chart import periods_chart
from resultaat.report.select import Layer, Scope, Subject
from resultaat.report.tables import (
    Table,
    aansluiting_table,
    aansluiting_words,
    layer_table,
    periods_table,
)
from resultaat.report.tile import Badge, badge, kind_words, tile
from resultaat.report.trechter import FunnelBlock, funnel_block
from resultaat.report.verdienste import MeritBlock, merit_block

#: Tables longer than this are folded on screen; longer than that, they stay off paper too.
_FOLDED = 20
_OFF_PAPER = 60


@dataclass(frozen=True, slots=True)
class Related:
    """Another indicator beside this one: its figure, its oordeel, and a remark."""

    id: str  # empty where it is not in this report
    naam: str
    value: str
    badge: Badge | None
    remark: str


@dataclass(frozen=True, slots=True)
class LayerBlock:
    """One niveau below the own gebied: a table, or the sentence that says why there is none."""

    heading: str
    table: Table | None
    words: str
    folded: bool
    long: bool


@dataclass(frozen=True, slots=True)
class Section:
    """What the section of an indicator prints."""

    id: str
    naam: str
    kind: str
    crumbs: tuple[str, ...]
    headline: str
    badge: Badge | None
    waarom: str
    trend: str
    uncertainty: str
    duidbaar: str
    account: AccountBlock | None
    merit: MeritBlock | None
    moved: MovedBlock | None
    kaart: ChartBlock | None
    trechter: FunnelBlock | None
    charts: tuple[Chart, ...]
    periods: Table
    layers: tuple[LayerBlock, ...]
    notes: tuple[str, ...]
    condities: tuple[Related, ...]
    bevordert: tuple[Related, ...]
    let_op: tuple[Related, ...]
    geen_let_op: str
    meespelend: tuple[Related, ...]
    ownership: str
    not_attributed: str
    voor_wie: tuple[Fact, ...]
    aansluiting: Table | None
    aansluiting_words: str
    facts: tuple[Fact, ...]
    telt: str

    @property
    def drawn(self) -> tuple[Chart, ...]:
        """Every chart of the section, of which the page must hold the data."""
        blocks = (self.account, self.kaart, self.trechter)
        beside = (block.chart for block in blocks if block is not None)
        return (*self.charts, *(each for each in beside if each is not None))

    @property
    def guarded(self) -> bool:
        """Whether it was tested that what is kept an eye on stays within its margin."""
        return self.moved is not None and bool(self.moved.guardrails)


def section(
    subject: Subject, subjects: Mapping[str, Subject], catalog: Catalog, place: Place
) -> Section:
    """Lay out the section of an indicator."""
    doc = subject.doc
    resultaat = doc if isinstance(doc, Resultaat) else None
    gebied = place.indeling.naam(place.scope.eigen)
    blocks = tuple(_block(subject, layer, place.indeling) for layer in subject.layers)
    table = periods_table(subject, gebied)
    return Section(
        id=subject.id,
        naam=doc.naam,
        kind=kind_words(subject),
        crumbs=_crumbs(subject),
        headline=story.headline(subject),
        badge=badge(subject, subject.current),
        waarom=doc.waarom,
        trend=story.trend(subject),
        uncertainty=story.uncertainty(subject),
        duidbaar=modesty.duidbaar(subject, subjects),
        account=account_block(
            subject, place.released, place.indeling, place.beside, charts=place.charts
        ),
        merit=merit_block(subject, place.beside),
        moved=moved_block(subject, place.beside),
        kaart=chart_of(subject, place.beside, charts=place.charts),
        trechter=funnel_block(
            place.funnels.get(subject.id), charts=subject.soort in place.compared
        ),
        charts=_charts(subject, place),
        periods=table,
        layers=blocks,
        notes=_notes(subject, place.scope),
        condities=tuple(_related(each, subjects) for each in resultaat.condities)
        if resultaat
        else (),
        bevordert=tuple(_related(name, subjects, words) for name, words in bevordert(doc)),
        let_op=_let_op(resultaat, subjects),
        geen_let_op=(resultaat.geen_let_op or "") if resultaat else "",
        meespelend=tuple(_related(each, subjects) for each in resultaat.buiten_onze_invloed)
        if resultaat
        else (),
        ownership=modesty.ownership(subject),
        not_attributed=modesty.attributed(doc, catalog, tried=place.beside.taken_apart),
        voor_wie=voor_wie(doc),
        aansluiting=aansluiting_table(subject, gebied),
        aansluiting_words=aansluiting_words(subject) if subject.aansluiting else "",
        facts=facts(subject.id, catalog),
        telt=telt_as_written(subject.id, catalog),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where the report is about, and how much of it is shown."""

    indeling: Indeling
    scope: Scope
    released: Released
    beside: Beside
    charts: bool
    compared: frozenset[Soort]
    """The kinds of indicator that have a chart of gebieden beside each other."""
    funnels: Mapping[str, Trechterbeeld]


def _crumbs(subject: Subject) -> tuple[str, ...]:
    above = (subject.programma, subject.doel)
    return tuple(each.naam for each in above if each is not None)


def _charts(subject: Subject, place: Place) -> tuple[Chart, ...]:
    gebied = place.indeling.naam(place.scope.eigen)
    drawn = [periods_chart(subject, gebied)] if place.charts else []
    if subject.soort in place.compared:
        drawn += [gebieden_chart(subject, each, place.indeling) for each in subject.layers[:1]]
    return tuple(each for each in drawn if each is not None)


def _block(subject: Subject, layer: Layer, indeling: Indeling) -> LayerBlock:
    plural = layer.niveau.plural
    amount = len(layer.places)
    heading = f"{plural.capitalize()} in {period_words(layer.periode)}"
    if not layer.known:
        return LayerBlock(heading, None, _nothing_known(layer), folded=False, long=False)
    long = amount > _OFF_PAPER
    folded = amount > _FOLDED or layer.niveau is not subject.layers[0].niveau
    table = layer_table(subject, layer, indeling, anchors=not long)
    return LayerBlock(
        heading=f"{number(amount)} {heading.lower()}" if folded else heading,
        table=table,
        words="",
        folded=folded,
        long=long,
    )


def _nothing_known(layer: Layer) -> str:
    staten = [each.staat for each in layer.places]
    when = period_words(layer.periode)
    said = f"Per {layer.niveau.value} is er geen cijfer over {when}"
    hidden = staten.count(Staat.ONDERDRUKT)
    if not hidden:
        return f"{said}."
    others = len(staten) - hidden
    without = f", {number(others)} zonder cijfer" if others else ""
    return f"{said}: {number(hidden)} verborgen{without}."


def _notes(subject: Subject, scope: Scope) -> tuple[str, ...]:
    """Explain the marks that occur in the tables, and only those."""
    shown = [*subject.series, *(each for layer in subject.layers for each in layer.figures)]
    staten = {each.staat for each in shown}
    said = []
    if Staat.VOORLOPIG in staten:
        said.append("* Voorlopig cijfer: het kan nog veranderen.")
    if Staat.ONDERDRUKT in staten:
        said.append(
            "Verborgen: we tonen dit cijfer niet, zodat niemand herkenbaar is. "
            "Soms is een cijfer verborgen omdat een ander anders is uit te rekenen."
        )
    if Staat.NOG_NIET_GEPUBLICEERD in staten:
        said.append("Volgt nog: de bron heeft dit cijfer nog niet gepubliceerd. Het is geen nul.")
    if Staat.ONDERDRUKT_BIJ_BRON in staten:
        said.append("Geheim: de bron geeft dit cijfer niet, meestal omdat het om weinig gaat.")
    if Staat.ONTBREEKT in staten:
        said.append("Ontbreekt: de bron geeft geen cijfer. Dat is iets anders dan nul.")
    if any(layer.known for layer in subject.layers) and scope.left_out:
        left = listing([f"{number(each.amount)} {each.niveau.plural}" for each in scope.left_out])
        said.append(f"Niet in dit rapport: {left}.")
    return tuple(said)


def _related(name: str, subjects: Mapping[str, Subject], remark: str = "") -> Related:
    if name not in subjects:
        return Related("", name, "niet gemeten", None, remark)
    shown = tile(subjects[name])
    value = story.value_words(subjects[name], subjects[name].current)
    return Related(name, shown.naam, f"{value} in {shown.when}", shown.badge, remark)


def _let_op(doc: Resultaat | None, subjects: Mapping[str, Subject]) -> tuple[Related, ...]:
    if doc is None:
        return ()
    return tuple(
        _related(
            each.indicator,
            subjects,
            f"Let op als dit {each.slechter} wordt. De marge is {each.marge}. {each.omdat}",
        )
        for each in doc.let_op
    )
