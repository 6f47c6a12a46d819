"""What a contract asks of a delivery: limits that are values, parts by a date."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, Severity, did_you_mean
from resultaat.language.breuken import breaks_of
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.documents.bron import Bron, Kolom, KolomType
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.limits import limit


def check_levering(loaded: Loaded[Bron]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the demands that a source makes of its deliveries."""
    bron = loaded.doc
    for name, kolom in bron.kolommen.items():
        yield from _limits(loaded, name, kolom)
    for number, breuk in enumerate(bron.breuken):
        for name in breuk.kolommen:
            if name not in bron.kolommen:
                mend = did_you_mean(name, bron.kolommen) or "Zet de kolom bij `kolommen`."
                message = f"De kolom `{name}` staat niet bij `kolommen`."
                place = loaded.place("breuken", number, "kolommen")
                yield Diagnostic("R1310", message, mend, place)
    dates = [name for name, kolom in bron.kolommen.items() if kolom.type is KolomType.DATUM]
    if bron.delen is not None and bron.delen.op not in dates:
        mend = did_you_mean(bron.delen.op, dates) or "Noem een kolom van type datum."
        message = f"`{bron.delen.op}` is geen kolom met een datum in deze bron."
        yield Diagnostic("R1319", message, mend, loaded.place("delen", "op"))


def check_breaks(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Tell that a series of an indicator stops at a break of its source, and why."""
    telt = loaded.doc.telt
    if telt.reeks is None or telt.bron not in catalog.bronnen:
        return
    for breuk in breaks_of(telt, catalog.bronnen[telt.bron].doc):
        yield Diagnostic(
            "R1326",
            f"De reeks gaat over de breuk van {breuk.vanaf.label} heen: {breuk.omdat}.",
            "Er komt geen cijfer waar de twee kanten worden vergeleken of opgeteld.",
            loaded.place("telt", "reeks"),
            Severity.NOTE,
        )


def check_period(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Tell that no rapportage has periods as long as those of the published figures."""
    bron = catalog.bronnen.get(loaded.doc.telt.bron or "")
    if bron is None or catalog.werkmap is None or (grain := bron.doc.published_grain) is None:
        return
    if all(each.over.grain is not grain for each in catalog.werkmap.doc.rapportages.values()):
        yield Diagnostic(
            "R1356",
            f"De bron geeft cijfers per {grain.value}, en geen enkele rapportage gaat daarover.",
            f"Maak een rapportage over een {grain.value}, of kies een bron met andere perioden.",
            loaded.place("telt", "bron"),
            Severity.WARNING,
        )


def _limits(loaded: Loaded[Bron], name: str, kolom: Kolom) -> Iterator[Diagnostic]:
    for which in ("minstens", "hoogstens"):
        written = getattr(kolom, which)
        if written is None:
            continue
        place = loaded.place("kolommen", name, which)
        if not kolom.type.numeric and kolom.type is not KolomType.DATUM:
            message = f"Een kolom van type {kolom.type.value} heeft geen laagste of hoogste waarde."
            mend = f"Haal `{which}` weg, of gebruik `keuze`."
            yield Diagnostic("R1327", message, mend, place)
            continue
        try:
            limit(written, kolom)
        except ValueError as wrong:
            message = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
            mend = "Schrijf de grens zoals de waarden: een getal, of een datum als 2024-01-31."
            yield Diagnostic("R1327", message, mend, place)
