"""What may not be claimed: whose result it is, and whether it can be explained at all.

The sentences are fixed (T6, T7): no report says more of the municipality's merit than these do.
"""

from __future__ import annotations

from collections.abc import Mapping

from resultaat.analysis.oordeel import Oordeel
from resultaat.core.dutch import listing
from resultaat.engine.figures import Staat
from resultaat.language.catalog import Catalog
from resultaat.language.checks.rangorde import is_rank
from resultaat.language.documents.indicator import AnyIndicator, Context, Resultaat
from resultaat.report.select import Subject

#: Of a score on a ladder (see language/checks/rangorde.py).
NEVER_ATTRIBUTED = "Een score van inwoners rekenen we nooit toe aan de gemeente."
NOT_ATTRIBUTED = "Wat hiervan aan de gemeente te danken is, is nog niet onderzocht."
SEE_MERIT = "Meer dan wat hierboven bij Wiens verdienste staat, is niet te claimen."

_OF_WHOM = {
    "inwoner": "inwoners",
    "omgeving": "de omgeving van inwoners",
    "partner": "partners",
    "gemeente": "de gemeente",
}
_ROLES = {
    "toezicht": "De gemeente houdt toezicht.",
    "faciliteren": "De gemeente ondersteunt.",
    "leveren": "De gemeente levert dit zelf.",
}


def ownership(subject: Subject) -> str:
    """Say whose result it is and what the municipality can do about it at most."""
    doc = subject.doc
    if isinstance(doc, Context):
        return "Dit is een omstandigheid. De gemeente heeft hier geen invloed op."
    if not isinstance(doc, Resultaat):
        return ""
    invloed = {
        "geen": "De gemeente heeft er geen invloed op.",
        "beperkt": "De gemeente kan er hoogstens aan bijdragen.",
        "groot": "De gemeente heeft er veel invloed op.",
    }[doc.invloed]
    return f"Dit is een resultaat van {_OF_WHOM[doc.van_wie]}. {_ROLES[doc.rol]} {invloed}"


def ownership_label(subject: Subject) -> str:
    """Return the few words about ownership for a tile."""
    doc = subject.doc
    if not isinstance(doc, Resultaat):
        return ""
    whose = f"Resultaat van {_OF_WHOM[doc.van_wie]}"
    return {
        "geen": f"{whose}. De gemeente heeft er geen invloed op.",
        "beperkt": f"{whose}. De gemeente kan er hoogstens aan bijdragen.",
    }.get(doc.invloed, f"{whose}.")


def unmet(subject: Subject, subjects: Mapping[str, Subject]) -> list[tuple[str, str]]:
    """Return (indicator, what is the matter) for each conditie that is not surely met."""
    if not isinstance(subject.doc, Resultaat):
        return []
    found = []
    for name in subject.doc.condities:
        trouble = _trouble(subjects.get(name))
        if trouble:
            found.append((name, trouble))
    return found


def _trouble(conditie: Subject | None) -> str:
    if conditie is None:
        return "is niet gemeten"
    figure = conditie.current
    if figure.shown:
        return {
            Oordeel.OP_ORDE: "",
            Oordeel.NIET_OP_ORDE: "is niet op orde",
            Oordeel.ROND_NORM: "ligt rond de norm",
            Oordeel.GEEN_STREEFWAARDE: "heeft geen norm",
        }.get(figure.oordeel, "is nog niet te beoordelen")
    return {
        Staat.NOG_NIET_GEPUBLICEERD: "is nog niet gepubliceerd",
        Staat.ONDERDRUKT_BIJ_BRON: "is verborgen bij de bron",
        Staat.ONDERDRUKT: "is verborgen",
        Staat.NIET_VAN_TOEPASSING: "is niet van toepassing",
    }.get(figure.staat, "is niet gemeten")


def duidbaar(subject: Subject, subjects: Mapping[str, Subject]) -> str:
    """Say why the result cannot be explained yet (T7); empty where its condities are all met."""
    if not isinstance(subject.doc, Resultaat):
        return ""
    if not subject.doc.condities:
        return "Nog niet duidbaar: er zijn nog geen condities benoemd."
    troubles = unmet(subject, subjects)
    if not troubles:
        return ""
    named = [f"‘{naam(name, subjects)}’ {trouble}" for name, trouble in troubles]
    return f"Nog niet duidbaar: {listing(named)}."


def naam(name: str, subjects: Mapping[str, Subject]) -> str:
    """Return the name of an indicator, or its id where it is not defined."""
    return subjects[name].doc.naam if name in subjects else name


def attributed(doc: AnyIndicator, catalog: Catalog, *, tried: bool) -> str:
    """Say what of a result is owed to the gemeente, where nothing else in the report does."""
    if not isinstance(doc, Resultaat):
        return ""
    if is_rank(doc, catalog):
        return NEVER_ATTRIBUTED
    return SEE_MERIT if tried else NOT_ATTRIBUTED
