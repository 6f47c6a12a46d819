"""The opening of the report: how it stands with the results and their condities, in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from resultaat.analysis.oordeel import Oordeel
from resultaat.core.dutch import counted, listing
from resultaat.language.documents.indicator import Resultaat, Soort
from resultaat.report.modesty import NOT_ATTRIBUTED
from resultaat.report.notation import period_words
from resultaat.report.select import Subject


def opening(subjects: Mapping[str, Subject], over: str, gebied: str, merit: str = "") -> list[str]:
    """Return the sentences that open the front page; `merit` says what may be claimed, if known."""
    resultaten = [each for each in subjects.values() if each.soort is Soort.RESULTAAT]
    if not resultaten:
        return _without_resultaten(list(subjects.values()), over, gebied)
    said = [_standing(resultaten, over)]
    if condities := [each for each in subjects.values() if each.soort is Soort.PROCESCONDITIE]:
        said.append(_condities(condities))
    said.append(_coverage(resultaten, subjects))
    said.append(merit or NOT_ATTRIBUTED)
    return said


def _standing(resultaten: Sequence[Subject], over: str) -> str:
    oordelen = [each.current.oordeel for each in resultaten]
    reached = oordelen.count(Oordeel.GEHAALD)
    missed = oordelen.count(Oordeel.NIET_GEHAALD)
    broken = oordelen.count(Oordeel.ONDER_MINIMUM)
    aimless = oordelen.count(Oordeel.GEEN_STREEFWAARDE)
    rest = len(oordelen) - reached - missed - aimless - broken
    parts = [f"bij {broken} is de minimumeis niet gehaald"] if broken else []
    if reached:
        parts.append(f"bij {reached} is de streefwaarde gehaald")
    if missed:
        whole = f"bij {missed} is de streefwaarde niet gehaald"
        parts.append(f"bij {missed} niet" if reached else whole)
    if rest:
        parts.append(f"bij {rest} weten we het nog niet")
    if aimless:
        parts.append(f"bij {aimless} is er geen streefwaarde")
    told = listing(parts)
    followed = counted(len(resultaten), "resultaat", "resultaten")
    return f"Over {period_words(over)} volgen we {followed}. {told[0].upper()}{told[1:]}."


def _condities(condities: Sequence[Subject]) -> str:
    fine = sum(each.current.oordeel is Oordeel.OP_ORDE for each in condities)
    if len(condities) == 1:
        return f"De ene conditie die we volgen, is {'' if fine else 'niet zeker '}op orde."
    verb = "zijn" if fine > 1 else "is"
    return f"Van de {len(condities)} condities {verb} er {fine or 'geen'} op orde."


def _coverage(resultaten: Sequence[Subject], subjects: Mapping[str, Subject]) -> str:
    measured = sum(_all_measured(each, subjects) for each in resultaten)
    if measured == len(resultaten):
        return "Alle condities zijn gemeten."
    return (
        f"Bij {measured} van de {counted(len(resultaten), 'resultaat', 'resultaten')} "
        "zijn alle condities gemeten."
    )


def _all_measured(subject: Subject, subjects: Mapping[str, Subject]) -> bool:
    if not isinstance(subject.doc, Resultaat) or not subject.doc.condities:
        return False
    return all(name in subjects and subjects[name].current.shown for name in subject.doc.condities)


def _without_resultaten(subjects: Sequence[Subject], over: str, gebied: str) -> list[str]:
    known = sum(each.current.shown for each in subjects)
    figures = counted(len(subjects), "cijfer", "cijfers")
    said = [f"Dit rapport geeft {figures} over {gebied} in {period_words(over)}."]
    if known < len(subjects):
        said.append(f"Bij {len(subjects) - known} is er geen cijfer.")
    if all(each.soort is Soort.CONTEXT for each in subjects):
        said.append(
            "Het zijn omstandigheden: er hoort geen streefwaarde bij, en dus ook geen oordeel."
        )
    return said
