"""What the maker of a folder is told: what was recognised, what is not there, how to go on."""

from __future__ import annotations

from pathlib import Path

from resultaat.core.dutch import counted, listing
from resultaat.scaffold.areas import counts
from resultaat.scaffold.folder import how_to_go_on
from resultaat.scaffold.plan import Plan


def messages(plan: Plan, target: Path) -> list[str]:
    """Return the Dutch sentences about a folder that was made."""
    kwb = plan.kwb
    return [
        f"Herkend: {kwb.vorm}, met {counts(plan.gebieden)}.",
        plan.years.message,
        f"De werkmap gaat over {plan.own.naam} ({plan.own.code}).",
        *kwb.notes,
        *_added(plan),
        f"Gemaakt: {counted(len(plan.indicators), 'indicator', 'indicatoren')}.",
        *_left_out(plan),
        *_empty(plan),
        *([kwb.weggelaten] if kwb.weggelaten else []),
        *how_to_go_on(target),
    ]


def _added(plan: Plan) -> list[str]:
    extra = [each for each in plan.gebieden if each.code not in plan.kwb.names]
    if not extra:
        return []
    return [
        f"Zonder eigen rij in het bestand, en toegevoegd aan de gebieden: {counts(extra)}. "
        "Hun aantallen zijn de som van de gebieden eronder. "
        "Een naam geeft u in `data/gebieden.csv`."
    ]


def _left_out(plan: Plan) -> list[str]:
    if not plan.left_out:
        return []
    names = listing([each.id for each in plan.left_out])
    return [f"Niet gemaakt, want het bestand heeft de kolom niet: {names}."]


def _empty(plan: Plan) -> list[str]:
    empty = listing([topic.id for topic in plan.kwb.empty()])
    if not empty:
        return []
    return [f"Nog helemaal leeg: {empty}. Daarbij staat straks `ontbreekt`, en nooit 0."]
