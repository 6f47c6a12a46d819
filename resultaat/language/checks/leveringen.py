"""What a contract asks of a delivery: limits that are values, parts by a date."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron, Kolom, KolomType
from resultaat.language.limits import limit


def check_levering(loaded: Loaded[Bron]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the demands that a source makes of its deliveries."""
    bron = loaded.doc
    for name, kolom in bron.kolommen.items():
        yield from _limits(loaded, name, kolom)
    dates = [name for name, kolom in bron.kolommen.items() if kolom.type is KolomType.DATUM]
    if bron.delen is not None and bron.delen.op not in dates:
        mend = did_you_mean(bron.delen.op, dates) or "Noem een kolom van type datum."
        message = f"`{bron.delen.op}` is geen kolom met een datum in deze bron."
        yield Diagnostic("R1319", message, mend, loaded.place("delen", "op"))


def _limits(loaded: Loaded[Bron], name: str, kolom: Kolom) -> Iterator[Diagnostic]:
    for which in ("minstens", "hoogstens"):
        written = getattr(kolom, which)
        if written is None:
            continue
        place = loaded.place("kolommen", name, which)
        if not kolom.type.numeric and kolom.type is not KolomType.DATUM:
            message = f"Een kolom van type {kolom.type.value} heeft geen laagste of hoogste waarde."
            mend = f"Haal `{which}` weg, of gebruik `keuze`."
            yield Diagnostic("R1325", message, mend, place)
            continue
        try:
            limit(written, kolom)
        except ValueError as wrong:
            message = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
            mend = "Schrijf de grens zoals de waarden: een getal, of een datum als 2024-01-31."
            yield Diagnostic("R1325", message, mend, place)
