"""After what is looked: every intervention of the working folder is a question of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resultaat.analysis.neveneffecten.onderwerp import aims_of, guardrails, programma_of
from resultaat.analysis.neveneffecten.plaatsen import Plaatsen, places_of
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.core.periods import Period
from resultaat.language.documents.indicator import Procesconditie, Resultaat
from resultaat.release.neveneffecten import Gevraagd

if TYPE_CHECKING:
    from resultaat.language.catalog import Catalog
    from resultaat.language.documents.interventie import Verplaatsing
    from resultaat.language.documents.onderdelen import LetOp


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

    @property
    def gevraagd(self) -> Gevraagd:
        """The question as it stands beside what was found."""
        return Gevraagd(self.id, self.naam, tuple(sorted(self.doelen)))


def questions(catalog: Catalog) -> list[Vraag]:
    """Return a question for each intervention, in order of name."""
    return [_of_interventie(name, catalog) for name in sorted(catalog.interventies)]


def standing_questions(catalog: Catalog) -> list[Vraag]:
    """Return a question for each figure that people are held to: a result, or what has a norm."""
    return [
        Vraag(f"cijfer:{name}", each.doc.naam, None, frozenset((name,)), (), None)
        for name, each in sorted(catalog.indicatoren.items())
        if isinstance(each.doc, Resultaat | Procesconditie)
    ]


def chosen(catalog: Catalog, name: str | None, sinds: str | None) -> list[Vraag]:
    """Return the questions that are meant; raises ResultaatError R2060 or R2061."""
    known = sorted(catalog.interventies)
    if name is not None and name not in known:
        message = f"Er is geen interventie `{name}`."
        mend = f"Kies uit: {', '.join(known)}." if known else "Er zijn nog geen interventies."
        raise ResultaatError.of(Diagnostic("R2060", message, mend))
    names = [name] if name is not None else known
    if sinds is not None:
        since = _since(sinds)
        names = [each for each in names if _begins_after(catalog, each, since)]
    return [_of_interventie(each, catalog) for each in names]


def _of_interventie(name: str, catalog: Catalog) -> Vraag:
    doc = catalog.interventies[name].doc
    return Vraag(
        id=f"interventie:{name}",
        naam=doc.naam,
        plaatsen=places_of(doc),
        doelen=aims_of(doc),
        let_op=tuple(guardrails(doc, catalog)),
        wet=programma_of(doc.verwacht[0].indicator, catalog) if doc.verwacht else None,
        verplaatsing=doc.verplaatsing,
    )


def _since(sinds: str) -> Period:
    try:
        return Period.parse(sinds)
    except ValueError as wrong:
        message = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
        raise ResultaatError.of(
            Diagnostic("R2061", message, "Schrijf bijvoorbeeld: --sinds 2024.")
        ) from None


def _begins_after(catalog: Catalog, name: str, since: Period) -> bool:
    places = catalog.interventies[name].doc.waar_en_wanneer
    return any(plek.vanaf.start >= since.start for plek in places)
