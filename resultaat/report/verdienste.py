"""Whose merit: per effort its rung in the fixed sentence, and why it is no higher (T6-T8).

No report says more than the ladder does. Where the gate is shut there is no rung and no size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from resultaat.analysis.toerekening.ladder import Trede
from resultaat.core.dutch import counted, listing
from resultaat.core.periods import Period
from resultaat.language.documents.indicator import Resultaat
from resultaat.release.toegerekend import Toegerekend
from resultaat.release.verdienste import Verdienste
from resultaat.report.beside import Beside
from resultaat.report.notation import Notation
from resultaat.report.select import Subject
from resultaat.report.tile import Badge
from resultaat.report.toerekening import (
    change_words,
    claim_words,
    has_size,
    notation,
    seen_from,
)

_SHAPES = {
    Trede.AANGETOOND: "goed",
    Trede.AANNEMELIJK: "rond",
    Trede.NIET_AANGETOOND: "geen",
    Trede.NIET_TE_BEOORDELEN: "weet",
}
NO_INFLUENCE = "De gemeente heeft hier geen invloed op. Daarom wordt er niets geschat."
NO_EFFORT = "Er is geen aanpak vastgelegd die dit moest veranderen. Er valt dus niets te claimen."


@dataclass(frozen=True, slots=True)
class Merit:
    """One effort: what it is called, its rung, and the lines below it."""

    naam: str
    badge: Badge
    sentence: str
    lines: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeritBlock:
    """What may be said of every effort for one result; a remark where there is none."""

    merits: tuple[Merit, ...]
    remark: str


def merit_block(subject: Subject, beside: Beside) -> MeritBlock | None:
    """Return what may be claimed of a result; None for others, and where the run did not try."""
    doc, found = subject.doc, beside.accounts.get(subject.id)
    if not isinstance(doc, Resultaat) or not beside.taken_apart:
        return None
    if doc.invloed == "geen":
        return MeritBlock((), NO_INFLUENCE)
    if found is None:
        return MeritBlock((), "Zonder uitleg van de verandering valt er niets te claimen.")
    if not found.verdienste:
        return MeritBlock((), NO_EFFORT)
    return MeritBlock(tuple(_merit(each, found) for each in found.verdienste), "")


def _merit(each: Verdienste, found: Toegerekend) -> Merit:
    trede = Trede(each.trede)
    shut = bool(each.poort)
    badge = Badge("nog niet duidbaar", "vroeg") if shut else Badge(trede.value, _SHAPES[trede])
    lines = [] if shut else list(_size(each, notation(found), Period.parse(found.van).grain.value))
    if len(each.namen) > 1:
        lines.append("Deze waren in dezelfde gebieden. Wat van welke komt, is niet te zien.")
    if each.partners:
        with_whom = listing(each.partners)
        lines.append(f"Dit is gezamenlijk werk met {with_whom}. De verdienste is gedeeld.")
    reasons = () if shut else each.redenen
    return Merit(listing(each.namen), badge, claim_words(each), tuple(lines), reasons)


def _size(each: Verdienste, how: Notation, own: str) -> Iterable[str]:
    if has_size(each) and each.onder is not None and each.boven is not None:
        low, high = (change_words(end, how) for end in (each.onder, each.boven))
        where = f"{counted(each.behandeld, 'gebied', 'gebieden')} met de aanpak en "
        yield (
            f"Het verschil met vergelijkbare gebieden is {change_words(each.effect or 0.0, how)} "
            f"(tussen {low} en {high}). Vergeleken zijn {where}{each.vergelijking} zonder."
        )
        yield from seen_from(each, how)
        if each.per != own:
            yield f"Gekeken is per {each.per}, want per {own} is er van voor de start te weinig."


def summary(beside: Beside) -> str:
    """Say on the front page of how many results anything may be claimed; empty where not tried."""
    if not beside.taken_apart:
        return ""
    claimed = sum(
        any(Trede(each.trede).is_claim and not each.poort for each in found.verdienste)
        for found in beside.accounts.values()
    )
    tried = sum(bool(found.verdienste) for found in beside.accounts.values())
    if not tried:
        return "Van geen resultaat is vastgelegd welke aanpak het moest veranderen."
    efforts = counted(tried, "resultaat", "resultaten")
    if not claimed:
        return (
            f"Bij {efforts} is gekeken of de aanpak hielp. Bij geen daarvan is dat aangetoond of "
            "aannemelijk."
        )
    return (
        f"Bij {efforts} is gekeken of de aanpak hielp. Bij {claimed} daarvan is dat aangetoond of "
        "aannemelijk."
    )
