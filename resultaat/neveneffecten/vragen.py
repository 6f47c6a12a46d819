"""After what is looked: interventions, targets and changes of policy, each its own question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from resultaat.analysis.neveneffecten.onderwerp import aims_of, guardrails, programma_of
from resultaat.analysis.neveneffecten.plaatsen import Plaatsen, places_of
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.core.dutch import day
from resultaat.core.periods import Period
from resultaat.gebied.codes import niveau_of
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.indicator import Procesconditie, Resultaat
from resultaat.release.neveneffecten import Gevraagd

if TYPE_CHECKING:
    from resultaat.language.catalog import Catalog
    from resultaat.language.documents.interventie import Verplaatsing
    from resultaat.language.documents.onderdelen import Grens, LetOp

CIJFER, INTERVENTIE = "cijfer:", "interventie:"


@dataclass(frozen=True, slots=True)
class Vraag:
    """What began, where and when, what it was meant to move, and what to keep an eye on."""

    id: str  # the same in every run
    naam: str
    plaatsen: Plaatsen | None  # None where it began everywhere at once
    doelen: frozenset[str]
    let_op: tuple[LetOp, ...]
    wet: str | None  # the programme that it falls under
    verplaatsing: Verplaatsing | None = None  # places that somebody chose
    vanaf: date | None = None  # the first day that it was there; None for a figure by itself
    namen: frozenset[str] = frozenset()  # of the files that say so

    @property
    def gevraagd(self) -> Gevraagd:
        """The question as it stands beside what was found."""
        everywhere = self.plaatsen is None and self.vanaf is not None
        return Gevraagd(self.id, self.naam, tuple(sorted(self.doelen)), everywhere)


def questions(catalog: Catalog) -> list[Vraag]:
    """Return a question for each intervention, target and change of policy."""
    found = [_of_interventie(name, catalog) for name in sorted(catalog.interventies)]
    return [*found, *_targets(catalog), *_policies(catalog)]


def standing_questions(catalog: Catalog) -> list[Vraag]:
    """Return a question for each figure that people are held to: a result, or what has a norm."""
    return [
        Vraag(f"{CIJFER}{name}", each.doc.naam, None, frozenset((name,)), (), None)
        for name, each in sorted(catalog.indicatoren.items())
        if isinstance(each.doc, Resultaat | Procesconditie)
    ]


def chosen(catalog: Catalog, name: str | None, sinds: str | None) -> list[Vraag]:
    """Return the questions that are meant; raises ResultaatError R2060 or R2061.

    `name` is an intervention, a scheme of which the rules changed, or an indicator with a target.
    """
    every = questions(catalog)
    known = sorted({each for vraag in every for each in vraag.namen})
    if name is not None and name not in known:
        message = f"Er is geen interventie, streefwaarde of gewijzigde regeling `{name}`."
        mend = f"Kies uit: {', '.join(known)}." if known else "Er zijn er nog geen."
        raise ResultaatError.of(Diagnostic("R2060", message, mend))
    asked = [each for each in every if name is None or name in each.namen]
    return asked if sinds is None else [each for each in asked if _begins_after(each, sinds)]


def _of_interventie(name: str, catalog: Catalog) -> Vraag:
    doc = catalog.interventies[name].doc
    return Vraag(
        id=f"{INTERVENTIE}{name}",
        naam=doc.naam,
        plaatsen=places_of(doc),
        doelen=aims_of(doc),
        let_op=tuple(guardrails(aims_of(doc), catalog)),
        wet=programma_of(doc.verwacht[0].indicator, catalog) if doc.verwacht else None,
        verplaatsing=doc.verplaatsing,
        vanaf=min(plek.vanaf.start for plek in doc.waar_en_wanneer),
        namen=frozenset((name,)),
    )


def _targets(catalog: Catalog) -> Iterator[Vraag]:
    """Yield a question for all targets and floors that hold from one period in one place.

    What was set at the same time in the same place cannot be told apart.
    """
    held: dict[tuple[date, str], list[tuple[str, Grens]]] = {}
    for name, each in sorted(catalog.indicatoren.items()):
        doc = each.doc
        grenzen = [*doc.streefwaarden, *doc.minimumeis] if isinstance(doc, Resultaat) else []
        for grens in grenzen:
            whole = niveau_of(grens.gebied or "") in (None, Niveau.GEMEENTE)
            place = "" if whole else str(grens.gebied)
            held.setdefault((grens.vanaf.start, place), []).append((name, grens))
    for (start, place), some in sorted(held.items()):
        names = sorted({name for name, _ in some})
        label = some[0][1].vanaf.label
        what = "streefwaarde" if len(names) == 1 else f"{len(names)} streefwaarden"
        of = f" van {catalog.indicator(names[0]).naam}" if len(names) == 1 else ""
        niveau = niveau_of(place)
        yield Vraag(
            id=f"streefwaarde:{start}{':' * bool(place)}{place}",
            naam=f"{what[:1].upper()}{what[1:]}{of} vanaf {label}",
            plaatsen=None if niveau is None else Plaatsen(niveau, {place: start}),
            doelen=frozenset(names),
            let_op=tuple(guardrails(names, catalog)),
            wet=programma_of(names[0], catalog),
            vanaf=start,
            namen=frozenset(names),
        )


def _policies(catalog: Catalog) -> Iterator[Vraag]:
    """Yield a question for each change of a scheme; it holds in the whole gemeente."""
    for name, each in sorted(catalog.regelingen.items()):
        for wijziging in each.doc.wijzigingen:
            aims = sorted(wijziging.verandert)
            yield Vraag(
                id=f"regeling:{name}:{wijziging.vanaf}",
                naam=f"{each.doc.naam}, gewijzigd op {day(wijziging.vanaf)}",
                plaatsen=None,
                doelen=frozenset(aims),
                let_op=(),
                wet=programma_of(aims[0], catalog) if aims else None,
                vanaf=wijziging.vanaf,
                namen=frozenset((name,)),
            )


def _since(sinds: str) -> Period:
    try:
        return Period.parse(sinds)
    except ValueError as wrong:
        message = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
        raise ResultaatError.of(
            Diagnostic("R2061", message, "Schrijf bijvoorbeeld: --sinds 2024.")
        ) from None


def _begins_after(vraag: Vraag, sinds: str) -> bool:
    since = _since(sinds).start
    last = max(vraag.plaatsen.vanaf.values()) if vraag.plaatsen is not None else vraag.vanaf
    return last is not None and last >= since
