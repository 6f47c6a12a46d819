"""Earlier definitions (`telde`): they must be right, be of the same kind, and differ."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic
from resultaat.core.dutch import day
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.checks.telt import check_telt
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.documents.telt import Telt
from resultaat.language.versies import as_it_was, held


def check_versies(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what is wrong with the history of an indicator."""
    doc = loaded.doc
    seen = set()
    for index, version in enumerate(doc.geschiedenis):
        if version.vanaf in seen:
            message = f"Er staan twee veranderingen vanaf {day(version.vanaf)}."
            mend = "Voeg ze samen, of verbeter een van de twee datums."
            yield Diagnostic("R1345", message, mend, loaded.place("geschiedenis", index, "vanaf"))
        seen.add(version.vanaf)
        if version.vastgesteld is not None and version.vastgesteld > version.vanaf:
            yield finding(
                loaded,
                "R1526",
                f"Deze verandering geldt vanaf {day(version.vanaf)}, maar is pas vastgesteld op "
                f"{day(version.vastgesteld)}.",
                "Laat haar ingaan in een periode die nog moest komen.",
                *("geschiedenis", index, "vastgesteld"),
            )
    yield from _earlier(loaded, catalog)


def _earlier(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    doc = loaded.doc
    versions = held(doc)
    after = [each.telde for each in versions[1:]] + [doc.telt] * bool(versions)
    for version, then in zip(versions, after, strict=True):
        place = loaded.key_place("geschiedenis", version.index, "telde")
        if why := _other(version.telde, doc.telt):
            message = f"Een eerdere versie telt in dezelfde maat: {why}."
            mend = "Maak van wat anders telt een eigen indicator, of laat `telde` weg."
            yield Diagnostic("R1346", message, mend, place)
        elif version.telde == then:
            message = f"`telde` is gelijk aan wat er vanaf {day(version.tot)} wordt geteld."
            mend = "Schrijf wat er eerder anders was, of laat `telde` weg."
            yield finding(loaded, "R1527", message, mend, "geschiedenis", version.index, "telde")
        else:
            yield from check_telt(as_it_was(loaded, version), catalog)


def _other(telde: Telt, telt: Telt) -> str:
    """Say why figures of the two cannot stand in one series; empty where they can."""
    if "formule" in (telde.measure, telt.measure):
        return "een formule telt zelf niets"
    if telde.measure != telt.measure:
        return f"eerst `{telde.measure}`, nu `{telt.measure}`"
    if (telde.is_share, telde.in_days, telde.aantal) != (telt.is_share, telt.in_days, telt.aantal):
        return f"binnen `{telt.measure}` verschilt wat het cijfer is"
    if telde.per != telt.per:
        return "`per` verschilt"
    if telde.reeks != telt.reeks:
        return "`reeks` verschilt"
    return ""
