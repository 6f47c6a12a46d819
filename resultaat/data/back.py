"""Letting an earlier load of a source count again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, Diagnostics
from resultaat.data import history, store
from resultaat.data.lading import Lading, Wens, marks_of
from resultaat.data.levering import TERUGGEZET, Levering
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron
from resultaat.language.relations import mandatory


def go_back(
    loaded: Loaded[Bron], root: Path, indeling: Indeling, found: Diagnostics, wens: Wens
) -> Lading | None:
    """Let an earlier load count again: number `wens.nummer`, or the one before the last.

    None after reporting that it is not there (R2046), or does not fit any more (R3205).
    """
    loads = history.history(root, loaded.id)
    marks = marks_of(loaded, root, indeling, found, wens.naast)
    chosen = _earlier(loads, wens.nummer)
    if chosen is None:
        numbers = ", ".join(str(each.nummer) for each in loads) or "geen"
        which = f"lading {wens.nummer or ''} van `{loaded.id}`"
        message = f"Er is geen eerdere {which} om naar terug te gaan."
        mend = f"De ladingen zijn: {numbers}. Kijk met: resultaat laad {loaded.id} --geschiedenis"
        found.add(Diagnostic("R2046", " ".join(message.split()), mend))
        return None
    snapshot = store.find(root, loaded.id, chosen.momentopname)
    if snapshot is None or chosen.contract != marks.contract:
        found.add(cannot_go_back(loaded, chosen, gone=snapshot is None))
        return None
    back = replace(chosen, soort=TERUGGEZET, bestand=marks.bestand or "", akkoord=None)
    return Lading(snapshot, history.add(root, back), nieuw=True)


def _earlier(loads: Sequence[Levering], to: int | None) -> Levering | None:
    """Return the load with this number; else the last one that held something else than now."""
    if to is not None:
        return next((each for each in loads if each.nummer == to), None)
    others = [each for each in loads if each.momentopname != loads[-1].momentopname]
    return others[-1] if others else None


def cannot_go_back(loaded: Loaded[Bron], chosen: Levering, *, gone: bool) -> Diagnostic:
    """Say why an earlier load cannot count any more (R3205)."""
    which = f"Lading {chosen.nummer} van `{loaded.id}`"
    if gone:
        message = f"{which} is er niet meer, of is later veranderd."
        mend = "Zet `.resultaat/gegevens` terug uit een reservekopie, of kies een andere lading."
    else:
        beside = "" if not mandatory(loaded.doc) else ", of naast andere rijen waar zij naar wijst"
        message = f"{which} is gemaakt met een ander contract of een andere gebiedenlijst{beside}."
        mend = "Zet het contract terug, of lever het oude bestand opnieuw aan en laad dat."
    return Diagnostic("R3205", message, mend, loaded.place("bestand"))
