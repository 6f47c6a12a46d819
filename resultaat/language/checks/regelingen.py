"""The policy register (D13), and the rows of a source that a document is about."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.core.dutch import day
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.references import check_indicator
from resultaat.language.checks.telt import placed
from resultaat.language.documents.indicator import Soort
from resultaat.language.documents.interventie import Interventie, VoorWie
from resultaat.language.documents.regeling import Regeling
from resultaat.language.expressions import Type, parse_expression


def check_regeling(loaded: Loaded[Regeling], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield the schemes that one scheme names and that are not there."""
    for index, name in enumerate(loaded.doc.stapelt_met):
        others = set(catalog.regelingen) - {loaded.id}
        if name in others or (name in catalog.broken and name != loaded.id):
            continue
        message = f"Er is geen andere regeling `{name}`."
        mend = did_you_mean(name, others) or "Zet de regeling in `indicators/regelingen/`."
        yield Diagnostic("R1450", message, mend, loaded.place("stapelt_met", index))
    yield from _wijzigingen(loaded, catalog)


def _wijzigingen(loaded: Loaded[Regeling], catalog: Catalog) -> Iterator[Diagnostic]:
    seen = set()
    for index, each in enumerate(loaded.doc.wijzigingen):
        path = ("wijzigingen", index)
        if each.vanaf in seen:
            message = f"Er staan twee wijzigingen vanaf {day(each.vanaf)}."
            mend = "Voeg ze samen, of verbeter een van de twee datums."
            yield Diagnostic("R1350", message, mend, loaded.place(*path, "vanaf"))
        seen.add(each.vanaf)
        for number, name in enumerate(each.verandert):
            place = (*path, "verandert", number)
            yield from check_indicator(loaded, catalog, place, name, tuple(Soort))


def check_voor_wie(
    loaded: Loaded[Regeling] | Loaded[Interventie], catalog: Catalog
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the expressions that pick rows out of a source."""
    yield from _rows(loaded, catalog, "voor_wie", loaded.doc.voor_wie)
    if isinstance(loaded.doc, Regeling):
        yield from _rows(loaded, catalog, "gebruik", loaded.doc.gebruik)


def _rows(
    loaded: Loaded[Regeling] | Loaded[Interventie],
    catalog: Catalog,
    field: str,
    voor_wie: VoorWie | None,
) -> Iterator[Diagnostic]:
    if voor_wie is None:
        return
    bron = catalog.bronnen.get(voor_wie.bron)
    if bron is None:
        if voor_wie.bron not in catalog.broken:
            mend = did_you_mean(voor_wie.bron, catalog.bronnen) or "Zet de bron in `bronnen/`."
            place = loaded.place(field, "bron")
            yield Diagnostic("R1301", f"Er is geen bron `{voor_wie.bron}`.", mend, place)
        return
    path = (field, "waar")
    expression, errors = parse_expression(voor_wie.waar, bron.doc.kolommen)
    for error in errors:
        yield placed(loaded, path, error)
    if expression is not None and expression.type is not Type.BOOLEAN:
        message = f"Dit geeft een {expression.type.value}, maar hier hoort een ja of nee."
        mend = "Kies een kolom of vergelijking die dat geeft."
        yield Diagnostic("R1208", message, mend, loaded.place(*path))
