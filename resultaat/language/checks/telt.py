"""The block `telt` against its source: columns, types, and what a measure needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from resultaat.core.diagnostics import Diagnostic, Place, did_you_mean
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.groepen import check_groepen, check_per_persoon
from resultaat.language.checks.laatste import check_laatste
from resultaat.language.checks.maten import check_course, check_maten, date_column
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.gestandaardiseerd import Gestandaardiseerd
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions import ExpressionError, Type, parse_expression
from resultaat.language.expressions.formula import named, parse_formula
from resultaat.language.locate import span_of

_Path = tuple[str | int, ...]
_OF_PUBLISHED = ("som", "verhouding", "gepubliceerd")
_ADDED = ("som", "gemiddelde", "teller", "noemer")
_OF_NUMBERS = ("som", "gemiddelde", "minimum", "maximum", "mediaan", "gepubliceerd")


def check_telt(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what is wrong with the counting of one indicator."""
    telt = loaded.doc.telt
    if telt.formule is not None:
        yield from _formule(loaded, catalog, telt.formule)
        return
    if telt.bron not in catalog.bronnen:
        if telt.bron not in catalog.broken:
            mend = did_you_mean(telt.bron, catalog.bronnen) or "Zet de bron in `bronnen/`."
            message = f"Er is geen bron `{telt.bron}`."
            yield Diagnostic("R1301", message, mend, loaded.place("telt", "bron"))
        return
    bron = catalog.bronnen[telt.bron].doc
    yield from _expressions(loaded, bron)
    yield from _timing(loaded, bron)
    yield from _fit(loaded, bron)
    yield from check_course(loaded, bron)
    yield from check_maten(loaded, bron)
    yield from check_groepen(loaded, bron)
    yield from check_per_persoon(loaded, bron)
    yield from check_laatste(loaded, bron)
    yield from _per(loaded, catalog)


def _expressions(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    for path, text, wanted in expressions_of(loaded.doc.telt):
        expression, errors = parse_expression(text, bron.columns)
        for error in errors:
            if _lost(bron, text[error.start : error.start + error.width]):
                continue
            yield placed(loaded, path, error)
        if expression is not None and wanted is not None and expression.type is not wanted:
            message = f"Dit geeft een {expression.type.value}, maar hier hoort een {wanted.value}."
            mend = "Kies een kolom of vergelijking die dat geeft."
            yield Diagnostic("R1208", message, mend, loaded.place(*path))
        if expression is not None and path[-1] in _ADDED:
            yield from _addable(loaded, path, bron, expression.columns)


def _lost(bron: Bron, name: str) -> bool:
    """Whether a relation leads nowhere; that is an error of the source, and said there."""
    other, point, _ = name.partition(".")
    reached = any(each.startswith(f"{other}.") for each in bron.columns)
    return bool(point) and other in bron.relaties and not reached


def expressions_of(telt: Telt) -> Iterator[tuple[_Path, str, Type | None]]:
    """Yield every expression of a block with its path and the type that it must have."""
    if telt.waar is not None:
        yield ("telt", "waar"), telt.waar, Type.BOOLEAN
    if telt.aandeel is not None:
        yield ("telt", "aandeel"), telt.aandeel, Type.BOOLEAN
    if telt.measure in _OF_NUMBERS:
        yield ("telt", telt.measure), getattr(telt, telt.measure), Type.NUMBER
    if telt.percentiel is not None:
        yield ("telt", "percentiel", "van"), telt.percentiel.van, Type.NUMBER
    if telt.verhouding is not None:
        yield ("telt", "verhouding", "teller"), telt.verhouding.teller, Type.NUMBER
        yield ("telt", "verhouding", "noemer"), telt.verhouding.noemer, Type.NUMBER
    if telt.verandering_per_persoon is not None:
        path = ("telt", "verandering_per_persoon", "van")
        yield path, telt.verandering_per_persoon.van, Type.NUMBER
    if telt.gestandaardiseerd is not None:
        yield from _of_groups(telt.gestandaardiseerd)


def _of_groups(chosen: Gestandaardiseerd) -> Iterator[tuple[_Path, str, Type | None]]:
    path = ("telt", "gestandaardiseerd")
    wanted = Type.BOOLEAN if chosen.noemer is None else Type.NUMBER
    yield (*path, "teller"), chosen.teller, wanted
    if chosen.noemer is not None:
        yield (*path, "noemer"), chosen.noemer, Type.NUMBER
    yield (*path, "groep"), chosen.groep, None


def placed(loaded: Loaded[Any], path: _Path, error: ExpressionError) -> Diagnostic:
    """Point at the characters of the expression, on whatever line of the file they stand."""
    scalar = loaded.scalar(*path)
    place = loaded.place(*path)
    if scalar is not None:
        span = span_of(loaded.source, scalar, error.start, error.width)
        place = Place(place.path, span, place.source)
    return Diagnostic(error.code, error.message, error.mend, place)


def _addable(
    loaded: Loaded[AnyIndicator], path: _Path, bron: Bron, columns: frozenset[str]
) -> Iterator[Diagnostic]:
    percent = sorted(c for c in columns if bron.columns[c].type is KolomType.PROCENT)
    if percent:
        yield Diagnostic(
            "R1305",
            f"`{percent[0]}` is een percentage; dat is niet op te tellen, te middelen of te delen.",
            "Gebruik de aantallen waar het uit komt, of neem het over met `gepubliceerd`.",
            loaded.place(*path),
        )


def _timing(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    telt = loaded.doc.telt
    for key in ("datum", "peildatum"):
        name = getattr(telt, key)
        if name is None:
            continue
        if bron.gepubliceerd:
            message = f"`{key}` hoort niet bij een gepubliceerde bron; de bron zegt de periode."
            yield Diagnostic("R1303", message, "Haal de regel weg.", loaded.place("telt", key))
            continue
        yield from date_column(loaded, bron, ("telt", key), name)
        named = name in bron.kolommen and name not in bron.sleutel
        if key == "peildatum" and named and not telt.laatste_per:
            message = f"`{name}` zegt niet van wanneer de stand is: hij hoort niet bij de sleutel."
            mend = (
                "Gebruik `datum:` als er op die dag iets gebeurde, zet hem bij `sleutel`, of zeg "
                "met `laatste_per` van wie of wat de laatste rij telt."
            )
            yield Diagnostic("R1316", message, mend, loaded.place("telt", key))
    if not bron.gepubliceerd and telt.datum is None and telt.peildatum is None:
        yield Diagnostic(
            "R1302",
            "Er staat niet bij in welke periode een rij telt.",
            "Voeg `datum:` toe (iets gebeurde) of `peildatum:` (een stand).",
            loaded.key_place("telt"),
        )


def _fit(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    telt = loaded.doc.telt
    place = loaded.place("telt", telt.measure)
    if bron.gepubliceerd and (telt.measure not in _OF_PUBLISHED or telt.waar is not None):
        yield Diagnostic(
            "R1306",
            "Uit gepubliceerde cijfers zijn geen rijen te tellen of te kiezen.",
            "Gebruik `som`, `verhouding` of `gepubliceerd`, zonder `waar`.",
            loaded.place("telt", "waar") if telt.waar is not None else place,
        )
    if telt.measure == "gepubliceerd" and not bron.gepubliceerd:
        message = "`gepubliceerd` kan alleen bij een bron met gepubliceerde cijfers."
        mend = "Kies een maat die rijen telt, zoals `aandeel` of `gemiddelde`."
        yield Diagnostic("R1307", message, mend, place)
    if telt.aantal == "personen" and bron.persoon is None:
        message = "De bron zegt niet in welke kolom de persoon staat."
        mend = "Voeg bij de bron `persoon:` toe, of tel `rijen`."
        yield Diagnostic("R1308", message, mend, place)


def _per(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    per = loaded.doc.telt.per
    if per is None or per.indicator in catalog.broken:
        return
    place = loaded.place("telt", "per", "indicator")
    other = catalog.indicatoren.get(per.indicator)
    if other is None:
        mend = did_you_mean(per.indicator, catalog.indicatoren) or "Kies een bestaande indicator."
        yield Diagnostic("R1401", f"Er is geen indicator `{per.indicator}`.", mend, place)
    elif not _divides(other.doc.telt):
        why = "het deelt zelf al" if other.doc.telt.per is not None else "het is geen aantal of som"
        message = f"Door `{per.indicator}` kan niet worden gedeeld: {why}."
        yield Diagnostic("R1314", message, "Kies een indicator die telt of optelt.", place)


def _divides(telt: Telt) -> bool:
    """Whether others can be divided by this: a count or a sum, as it is."""
    return telt.measure in ("aantal", "som") and telt.per is None and telt.reeks is None


def _formule(loaded: Loaded[AnyIndicator], catalog: Catalog, text: str) -> Iterator[Diagnostic]:
    path = ("telt", "formule")
    formula, errors = parse_formula(text)
    operands = list(named(formula)) if formula is not None else []
    if formula is not None and not operands:
        mend = "Noem ten minste één indicator, bijvoorbeeld: uitgaven / clienten."
        yield Diagnostic("R1323", "Deze formule noemt geen indicator.", mend, loaded.place(*path))
    for each in operands:
        other = catalog.indicatoren.get(each.indicator)
        if each.indicator in catalog.broken:
            continue
        if other is None:
            mend = did_you_mean(each.indicator, catalog.indicatoren)
            mend = mend or "Kies een bestaande indicator."
            message = f"Er is geen indicator `{each.indicator}`."
            errors.append(ExpressionError("R1401", message, mend, each.start, each.width))
        elif other.doc.telt.formule is not None:
            message = f"`{each.indicator}` is zelf een formule."
            mend = "Schrijf die formule hier uit: een formule rekent met getelde cijfers."
            errors.append(ExpressionError("R1323", message, mend, each.start, each.width))
    yield from (placed(loaded, path, error) for error in errors)
