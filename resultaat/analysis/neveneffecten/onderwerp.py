"""What is looked at after an intervention: which indicators, which way is worse, and which not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resultaat.analysis.neveneffecten.reeksen import Maat
from resultaat.language.catalog import Catalog
from resultaat.language.documents.indicator import (
    AnyIndicator,
    Context,
    Inzet,
    Procesconditie,
    Resultaat,
)
from resultaat.language.documents.interventie import Interventie
from resultaat.language.documents.onderdelen import LetOp

#: Measures whose figure is a count, a sum, or one of these over another.
_MEASURES = ("aantal", "som", "gemiddelde", "aandeel", "doorlooptijd", "omzetting", "verhouding")


@dataclass(frozen=True, slots=True)
class Onderwerp:
    """One indicator as the screen sees it.

    Of a figure per so many inhabitants that is the count itself: how many live there is no effect.
    """

    indicator: str
    maat: Maat
    wet: str  # the programme that it stands under
    slechter: str | None
    groepen: tuple[str, ...]
    partijen: tuple[str, ...]
    procenten: bool  # whether its figure reads as a percentage
    geteld: bool  # whether rows or persons are counted, which can stand beside those of another

    @property
    def eenheid(self) -> str:
        """The unit of a change: points of a share, part of a count, or that of the mean itself."""
        if self.maat.aandeel or (self.maat.ratio and self.procenten):
            return "procentpunt"
        return "" if self.maat.ratio else "%"


@dataclass(frozen=True, slots=True)
class Onderwerpen:
    """What is looked at, and what is not with the reason."""

    bekeken: tuple[Onderwerp, ...]
    niet_bekeken: dict[str, str]


def subjects(catalog: Catalog) -> Onderwerpen:
    """Return every indicator of a checked catalog that the screen can or cannot look at."""
    seen, unseen = [], {}
    worse = {each.indicator: each.slechter for each in _declared(catalog)}
    for name in sorted(catalog.indicatoren):
        reason = _reason_not(name, catalog)
        if reason:
            unseen[name] = reason
            continue
        doc = catalog.indicator(name)
        bron = catalog.bronnen[doc.telt.bron].doc
        share = doc.telt.is_share
        seen.append(
            Onderwerp(
                name,
                Maat(ratio=doc.telt.is_ratio, aandeel=share),
                programma_of(name, catalog),
                worse.get(name) or _worse(doc),
                tuple(bron.groepen),
                tuple(bron.partijen),
                doc.eenheid == "%" or (doc.telt.is_percentage and not doc.eenheid),
                doc.telt.measure == "aantal",
            )
        )
    return Onderwerpen(tuple(seen), unseen)


def programma_of(indicator: str, catalog: Catalog) -> str:
    """Return the folder that an indicator stands in: its programme, and so its law."""
    return catalog.indicatoren[indicator].source.path.parent.name


def aims_of(interventie: Interventie) -> frozenset[str]:
    """Return the indicators that an intervention is meant to move: no side effects of it."""
    return frozenset(each.indicator for each in interventie.verwacht)


def guardrails(aims: Iterable[str], catalog: Catalog) -> Iterator[LetOp]:
    """Yield what the results that are aimed at ask to keep an eye on."""
    for name in sorted(aims):
        doc = catalog.indicator(name)
        if isinstance(doc, Resultaat):
            yield from doc.let_op


def _declared(catalog: Catalog) -> Iterator[LetOp]:
    for each in catalog.indicatoren.values():
        if isinstance(each.doc, Resultaat):
            yield from each.doc.let_op


def _worse(doc: AnyIndicator) -> str | None:
    """Return the direction that is worse, where there is one."""
    if doc.neveneffect is not None or isinstance(doc, Inzet):
        return "hoger"
    if isinstance(doc, Resultaat):
        return "lager" if doc.richting == "hoger" else "hoger"
    if isinstance(doc, Procesconditie) and doc.norm is not None:
        if doc.norm.hoogstens is None:
            return "lager"
        return "hoger" if doc.norm.minstens is None else None
    return None


def _reason_not(name: str, catalog: Catalog) -> str:
    """Say why the screen cannot look at an indicator; empty where it can."""
    doc = catalog.indicator(name)
    telt = doc.telt
    if isinstance(doc, Context):
        return "het is een omstandigheid die niemand hier beïnvloedt"
    if telt.formule is not None or telt.reeks is not None:
        return "het is een cijfer over andere cijfers of perioden"
    if telt.aantal == "personen" or telt.measure not in _MEASURES:
        return f"een cijfer met `{telt.measure}` is niet op te tellen uit gebieden"
    bron = catalog.bronnen[telt.bron].doc
    if bron.gepubliceerd or not telt.datum:
        return "er is per jaar maar één cijfer, en dat zijn te weinig perioden"
    return ""
