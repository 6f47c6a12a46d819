"""The life of a finding in words: since when, what became of it, and what people said of it."""

from __future__ import annotations

from datetime import datetime

from resultaat.core.dutch import day
from resultaat.cycle.bevindingen import Bevinding, Verloop
from resultaat.register.store import Uitspraak


def life_words(found: Bevinding) -> str:
    """Say what became of a finding since the run before, and what was said of it."""
    when = {
        Verloop.NIEUW: "Nieuw.",
        Verloop.BLIJFT: f"Ook eerder gevonden, voor het eerst op {_day(found.eerst.gemaakt_op)}.",
        Verloop.TERUG: "Terug: dit is eerder gevonden, was weg en is er weer.",
        Verloop.VERDWENEN: f"Verdwenen: voor het laatst gevonden op "
        f"{_day(found.laatst.gemaakt_op)}.",
    }[found.verloop]
    if not found.uitspraken:
        return when
    last = found.uitspraken[-1]
    before = "" if found.geldt else "Eerder: "
    return f"{when} {before}{said_words(last)}"


def said_words(said: Uitspraak) -> str:
    """Write one statement: `Verklaard door Controller jeugd op 3 mei 2026: Nieuwe telling.`"""
    word = {"actie": "Actie van", "nieuw": "Opnieuw te bekijken volgens"}.get(
        said.staat, f"{said.staat.capitalize()} door"
    )
    end = "" if said.reden.endswith((".", "!", "?")) else "."
    return f"{word} {said.door} op {_day(said.op)}: {said.reden}{end}"


def _day(moment: datetime) -> str:
    return day(moment.date())
