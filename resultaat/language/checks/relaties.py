"""Relations of a source: each must lead to at most one row."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.core.dutch import listing
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.relatie import Relatie
from resultaat.language.expressions.types import COLUMN_TYPES
from resultaat.language.relations import key_of, mandatory


def check_relaties(loaded: Loaded[Bron], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what is wrong with the relations of one source."""
    for name, relatie in loaded.doc.relaties.items():
        place = loaded.place("relaties", name)
        if name in catalog.broken:
            continue
        if name == loaded.id or name not in catalog.bronnen:
            others = set(catalog.bronnen) - {loaded.id}
            mend = (
                did_you_mean(name, others) or f"De andere bronnen zijn: {listing(sorted(others))}."
            )
            message = f"Er is geen andere bron `{name}`."
            yield Diagnostic("R1330", message, mend, place)
            continue
        wrong = list(_columns(loaded, name, relatie))
        yield from wrong
        keys = key_of(loaded.doc, name, catalog)
        if keys is None:
            yield _fans_out(loaded, name, relatie, catalog.bronnen[name].doc)
        elif not wrong:
            yield from _types(loaded, name, relatie, catalog.bronnen[name].doc, keys[0])
        if relatie.verplicht:
            yield from _around(loaded, name, catalog)


def _columns(loaded: Loaded[Bron], name: str, relatie: Relatie) -> Iterator[Diagnostic]:
    kolommen = loaded.doc.kolommen
    dates = [each for each, kolom in kolommen.items() if kolom.type is KolomType.DATUM]
    if relatie.via not in kolommen:
        mend = did_you_mean(relatie.via, kolommen) or "Zet de kolom bij `kolommen`."
        message = f"De kolom `{relatie.via}` staat niet bij `kolommen`."
        yield Diagnostic("R1331", message, mend, loaded.place("relaties", name, "via"))
    if relatie.geldig_op is not None and relatie.geldig_op not in dates:
        mend = did_you_mean(relatie.geldig_op, dates) or f"Kies uit: {', '.join(dates)}."
        message = f"`{relatie.geldig_op}` is geen kolom met een datum in deze bron."
        yield Diagnostic("R1331", message, mend, loaded.place("relaties", name, "geldig_op"))


def _fans_out(loaded: Loaded[Bron], name: str, relatie: Relatie, other: Bron) -> Diagnostic:
    """Say why one row here could meet several there; which would then be counted twice."""
    dates = [each for each in other.sleutel if each in other.kolommen]
    dates = [each for each in dates if other.kolommen[each].type is KolomType.DATUM]
    if not other.sleutel:
        why = f"de bron `{name}` heeft geen `sleutel`"
        mend = f"Zet bij de bron `{name}` welke kolom een rij uniek maakt."
    elif dates and relatie.geldig_op is None:
        why = f"`{name}` heeft een rij per `{'` en `'.join(other.sleutel)}`"
        mend = "Zeg met `geldig_op:` op welke datum de rij moet gelden."
    elif relatie.geldig_op is not None and not dates:
        why = f"`{name}` heeft geen peildatum in haar sleutel, dus `geldig_op` kan niet"
        mend = "Haal `geldig_op` weg, of zet de peildatum bij de sleutel van die bron."
    else:
        why = f"`{name}` heeft een rij per `{'` en `'.join(other.sleutel)}`"
        mend = f"Leg de relatie andersom: van `{name}` naar `{loaded.id}`."
    message = f"Een rij kan hier meer dan één rij vinden: {why}."
    if relatie.geldig_op is not None and not dates and other.sleutel:
        message = f"Deze relatie kan niet: {why}."
    return Diagnostic("R1332", message, mend, loaded.place("relaties", name))


def _types(
    loaded: Loaded[Bron], name: str, relatie: Relatie, other: Bron, key: str
) -> Iterator[Diagnostic]:
    here, there = loaded.doc.kolommen[relatie.via].type, other.kolommen[key].type
    if COLUMN_TYPES[here] is not COLUMN_TYPES[there]:
        yield Diagnostic(
            "R1333",
            f"`{relatie.via}` is van type {here.value}, maar `{name}.{key}` is van type "
            f"{there.value}.",
            "Geef de twee kolommen hetzelfde type.",
            loaded.place("relaties", name, "via"),
        )


def _around(loaded: Loaded[Bron], name: str, catalog: Catalog) -> Iterator[Diagnostic]:
    """Say that a source must come after one that must come after it: neither could be loaded."""
    seen, waiting = set[str](), [name]
    while waiting:
        other = waiting.pop()
        if other == loaded.id:
            message = f"`{loaded.id}` en `{name}` moeten allebei na de ander worden geladen."
            mend = "Haal `verplicht: ja` weg bij een van de relaties in deze kring."
            place = loaded.place("relaties", name, "verplicht")
            yield Diagnostic("R1353", message, mend, place)
            return
        if other not in seen and other in catalog.bronnen:
            waiting += mandatory(catalog.bronnen[other].doc)
        seen.add(other)
