"""What must hold for a figure by group, and for a change per person."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.language.catalog import Loaded
from resultaat.language.checks.maten import check_term
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.gestandaardiseerd import Gestandaardiseerd
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.expressions import Expression, Type, parse_expression
from resultaat.language.groepen import overlapping, range_of

_BLOCK = ("telt", "gestandaardiseerd")


def check_groepen(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    """Yield what is wrong with the groups, and with what is counted per group."""
    chosen = loaded.doc.telt.gestandaardiseerd
    if chosen is None:
        return
    if chosen.noemer is not None:
        yield from _counts(loaded, bron, "teller", chosen.teller)
        yield from _counts(loaded, bron, "noemer", chosen.noemer)
    expression, _ = parse_expression(chosen.groep, bron.columns)
    if expression is None:
        return
    if expression.type is Type.NUMBER:
        yield from _ranges(loaded, chosen)
    elif expression.type is Type.TEXT:
        yield from _known(loaded, chosen, bron, expression)
    else:
        message = f"Dit geeft een {expression.type.value}; daarmee zijn geen groepen te maken."
        mend = "Neem een kolom met een tekst, of een getal zoals `leeftijd_op(geboren, peildatum)`."
        yield Diagnostic("R1340", message, mend, loaded.place(*_BLOCK, "groep"))


def _counts(loaded: Loaded[AnyIndicator], bron: Bron, key: str, text: str) -> Iterator[Diagnostic]:
    expression, _ = parse_expression(text, bron.columns)
    types = {name: bron.columns[name].type for name in expression.columns} if expression else {}
    # A percentage is refused where sums are checked.
    others = [
        name
        for name, kind in sorted(types.items())
        if kind.numeric and kind not in (KolomType.AANTAL, KolomType.PROCENT)
    ]
    if others:
        message = f"`{others[0]}` is geen aantal; een gestandaardiseerd cijfer telt wat gebeurde."
        mend = "Neem kolommen van het type `aantal`, of gebruik `verhouding`."
        yield Diagnostic("R1341", message, mend, loaded.place(*_BLOCK, key))


def _ranges(loaded: Loaded[AnyIndicator], chosen: Gestandaardiseerd) -> Iterator[Diagnostic]:
    wrong = [name for name in chosen.namen if range_of(name) is None]
    for name in wrong:
        message = f"`{name}` is geen groep van getallen."
        mend = "Schrijf bijvoorbeeld `0-17`, `18` of `65+`."
        yield Diagnostic("R1340", message, mend, loaded.key_place(*_place_of(chosen, name)))
    if pair := overlapping(chosen.namen):
        message = f"De groepen `{pair[0]}` en `{pair[1]}` overlappen: een rij zou dubbel tellen."
        mend = "Laat de ene groep beginnen waar de andere ophoudt."
        yield Diagnostic("R1340", message, mend, loaded.key_place(*_place_of(chosen, pair[1])))


def _known(
    loaded: Loaded[AnyIndicator], chosen: Gestandaardiseerd, bron: Bron, groep: Expression
) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for name in chosen.namen:
        if name in seen:
            message = f"De groep `{name}` staat er twee keer."
            mend = "Haal er een weg."
            yield Diagnostic("R1340", message, mend, loaded.key_place(*_place_of(chosen, name)))
        seen.add(name)
    if chosen.groep not in bron.columns:
        return
    choices = bron.columns[chosen.groep].keuze or chosen.namen
    for name in sorted(seen - set(choices)):
        message = f"`{name}` komt in de kolom `{chosen.groep}` niet voor."
        mend = did_you_mean(name, choices) or f"Kies uit: {', '.join(choices)}."
        yield Diagnostic("R1340", message, mend, loaded.key_place(*_place_of(chosen, name)))


def _place_of(chosen: Gestandaardiseerd, name: str) -> tuple[str | int, ...]:
    if chosen.groepen is not None:
        return (*_BLOCK, "groepen", len(chosen.groepen) - 1 - chosen.groepen[::-1].index(name))
    return (*_BLOCK, "gewichten", name)


def check_per_persoon(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    """Yield what keeps the measurements of a person from being set beside each other."""
    telt = loaded.doc.telt
    chosen = telt.verandering_per_persoon
    if chosen is None or bron.gepubliceerd:
        return
    place = loaded.place("telt", "verandering_per_persoon")
    if bron.persoon is None:
        message = "De bron zegt niet in welke kolom de persoon staat."
        mend = "Voeg bij de bron `persoon:` toe; anders is er geen eerste meting."
        yield Diagnostic("R1308", message, mend, place)
    # A peildatum that is none is said where stands are checked.
    if telt.peildatum in bron.sleutel or telt.laatste_per:
        message = "Bij een stand telt alleen de laatste; dan is er geen eerste meting."
        mend = f"Schrijf `datum: {telt.peildatum}`."
        yield Diagnostic("R1342", message, mend, loaded.place("telt", "peildatum"))
    if telt.reeks is not None and not telt.reeks.compares:
        message = "Een verandering per persoon gaat al over de tijd tussen twee metingen."
        mend = "Laat `reeks` weg, en zeg met `binnen` hoe ver de eerste meting terug mag liggen."
        yield Diagnostic("R1342", message, mend, loaded.place("telt", "reeks"))
    if chosen.binnen is not None:
        path = ("telt", "verandering_per_persoon", "binnen")
        yield from check_term(loaded, path, chosen.binnen)
