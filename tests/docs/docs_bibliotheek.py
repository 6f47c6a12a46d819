"""The page on the library, made of the definitions themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docs_pages import DOCS, ROOT

from resultaat.language.catalog import Catalog, Loaded, load_catalog
from resultaat.language.checks.rangorde import is_rank
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.documents.levering import Levering
from resultaat.report.definition import grondslag
from resultaat.scaffold.library import IndicatorTemplate, indicators

PAGE = DOCS / "handboek" / "bibliotheek.md"

_MADE = (
    "<!-- Gemaakt van indicators/ en van de sjablonen voor het CBS. Verander daar de definities en "
    "schrijf deze bladzijde opnieuw: RESULTAAT_BIBLIOTHEEK=1 python -m pytest tests/docs -->"
)
_INTRO = """# De bibliotheek

Hier staan alle definities die bij `resultaat` horen. U mag ze overnemen en veranderen: kopieer het
bestand naar uw eigen map `indicators/` en pas `waarom`, `grondslag` en `bron` aan.

- De indicatoren van **Wilgenstad** rekenen op de verzonnen gemeente. Met `resultaat demo` ziet u ze
  allemaal in een rapport.
- De **verplichte beleidsindicatoren** vraagt het Besluit begroting en verantwoording (BBV). Wat
  Wilgenstad niet zelf kan tellen, leveren anderen. Zolang dat niet is gebeurd, staat er in het
  rapport "levert derden".
- De indicatoren op **cijfers van het CBS** komen in uw map als u `resultaat nieuw` gebruikt met
  `--bron cbs-kwb` of `--bron cbs-gezondheid`.
- Twaalf indicatoren op andere open data, over misdrijven, bijstand en lasten per taakveld van alle
  gemeenten, staan in [een voorbeeld](../voorbeelden/open-data/LEESMIJ.md).

Een score op een ladder van 1 tot 5 zegt hoe het met inwoners gaat. Zij wordt nooit opgeteld en
nooit aan de gemeente toegerekend. Er staat dan "score" bij."""
_TITLES = {
    "jeugd": "Jeugd",
    "onderwijs": "Onderwijs",
    "veiligheid": "Veiligheid",
    "wmo": "Wmo",
    "gezondheid": "Gezondheid",
    "werk": "Werk",
    "schulden": "Schulden",
    "geld": "Geld",
    "context": "Omstandigheden",
}


def page() -> str:
    """Return the text of the page."""
    catalog = load_catalog(ROOT)
    folders: dict[str, list[Loaded[AnyIndicator]]] = {}
    for loaded in sorted(catalog.indicatoren.values(), key=lambda each: each.id):
        folders.setdefault(loaded.source.path.parent.name, []).append(loaded)
    assert set(folders) == {*_TITLES, "bbv"}, "give the folder a title here"
    parts = [_MADE, _INTRO]
    for folder, title in _TITLES.items():
        parts += [f"## {title}", _table(_HEAD, (_own(each, catalog) for each in folders[folder]))]
    parts += [
        "## Verplichte beleidsindicatoren",
        "Besluit begroting en verantwoording, artikel 25, tweede lid, en de Regeling "
        "beleidsindicatoren gemeenten. Eén staat hierboven bij onderwijs: "
        "`voortijdig_schoolverlaters`.",
        _table(_BBV, (_asked(each, catalog) for each in folders["bbv"])),
        "## Op cijfers van het CBS",
        "Kerncijfers wijken en buurten (`cbs-kwb`), in de drie vormen waarin het CBS en gemeenten "
        "ze geven, en de Gezondheidsmonitor van RIVM, GGD'en en CBS (`cbs-gezondheid`, tabel "
        "50090NED). Het nummer van de tabel komt in de bron te staan. Alle zijn van de soort "
        "context: cijfers over de bevolking zijn niemands verdienste.",
        _table(_CBS, (_template(each) for each in indicators())),
    ]
    return "\n\n".join(parts) + "\n"


def awaited(catalog: Catalog) -> list[str]:
    """Return the indicators that others deliver."""
    return [
        name
        for name, loaded in catalog.indicatoren.items()
        if (bron := catalog.bronnen.get(loaded.doc.telt.bron)) is not None
        and bron.doc.levering is Levering.DERDEN
    ]


_HEAD = ("indicator", "wat het is", "soort", "wie vraagt het", "bron")
_BBV = ("indicator", "wat het is", "eenheid", "taakveld", "wie het cijfer maakt")
_CBS = ("indicator", "wat het is", "programma", "tabel")


def _own(loaded: Loaded[AnyIndicator], catalog: Catalog) -> tuple[str, ...]:
    doc = loaded.doc
    kind = doc.kind.value + (" (score)" if is_rank(doc, catalog) else "")
    return f"`{loaded.id}`", doc.naam, kind, grondslag(doc.grondslag), doc.telt.bron or "formule"


def _asked(loaded: Loaded[AnyIndicator], catalog: Catalog) -> tuple[str, ...]:
    doc = loaded.doc
    assert doc.grondslag is not None
    assert doc.grondslag.bbv is not None
    taakveld = doc.grondslag.bbv.rpartition("taakveld ")[2]
    return f"`{loaded.id}`", doc.naam, _unit(doc, catalog), taakveld, _maker(doc, catalog)


def _unit(doc: AnyIndicator, catalog: Catalog) -> str:
    per = doc.telt.per
    if doc.eenheid or per is None:
        return doc.eenheid or "%"
    return f"per {per.keer:,} {catalog.indicator(per.indicator).naam.lower()}".replace(",", ".")


def _maker(doc: AnyIndicator, catalog: Catalog) -> str:
    """Say who makes a figure: as the column of a published source says, or the gemeente itself."""
    bron = catalog.bronnen.get(doc.telt.bron)
    if bron is None or bron.doc.levering is Levering.EIGEN:
        return "geteld in Wilgenstad"
    kolom = bron.doc.kolommen[doc.telt.gepubliceerd or ""]
    return f"levert derden: {(kolom.uitleg or '').rpartition('Maakt: ')[2].rstrip('.')}"


def _template(each: IndicatorTemplate) -> tuple[str, ...]:
    return f"`{each.id}`", each.naam, each.path.parent.name, f"`cbs-{each.tabel}`"


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_lines(tuple(head), rows))


def _lines(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
