"""Whose result it is, and when it cannot be explained yet."""

from __future__ import annotations

from typing import Any

import pytest
from report_subjects import doc, figure, subject

from resultaat.analysis.oordeel import Oordeel
from resultaat.engine.figures import Staat
from resultaat.report.figure import Figure
from resultaat.report.modesty import duidbaar, ownership, ownership_label
from resultaat.report.select import Subject

OWNERSHIPS = [
    (
        {"van_wie": "inwoner", "rol": "faciliteren", "invloed": "beperkt"},
        "Dit is een resultaat van inwoners. De gemeente ondersteunt. "
        "De gemeente kan er hoogstens aan bijdragen.",
        "Resultaat van inwoners. De gemeente kan er hoogstens aan bijdragen.",
    ),
    (
        {"van_wie": "omgeving", "rol": "toezicht", "invloed": "geen"},
        "Dit is een resultaat van de omgeving van inwoners. De gemeente houdt toezicht. "
        "De gemeente heeft er geen invloed op.",
        "Resultaat van de omgeving van inwoners. De gemeente heeft er geen invloed op.",
    ),
    (
        {"van_wie": "gemeente", "rol": "leveren", "invloed": "groot"},
        "Dit is een resultaat van de gemeente. De gemeente levert dit zelf. "
        "De gemeente heeft er veel invloed op.",
        "Resultaat van de gemeente.",
    ),
]


@pytest.mark.parametrize(("keys", "said", "label"), OWNERSHIPS)
def test_ownership(keys: dict[str, Any], said: str, label: str) -> None:
    given = subject(doc(**keys), figure())
    assert ownership(given) == said
    assert ownership_label(given) == label


def test_context_and_condities_are_nobodys_result() -> None:
    context = subject(doc("context"), figure())
    said = "Dit is een omstandigheid. De gemeente heeft hier geen invloed op."
    assert ownership(context) == said
    assert ownership_label(context) == ""
    assert ownership(subject(doc("procesconditie"), figure())) == ""


def among(**condities: Figure) -> dict[str, Subject]:
    found = {
        name: subject(doc("procesconditie", naam=name.capitalize()), each, name=name)
        for name, each in condities.items()
    }
    needing = doc(condities=[*condities, *(["bezetting"] if "bezetting" not in condities else [])])
    return {"doelrealisatie": subject(needing, figure()), **found}


GATES = [
    (figure(oordeel=Oordeel.OP_ORDE), ""),
    (figure(oordeel=Oordeel.NIET_OP_ORDE), "Nog niet duidbaar: ‘Bezetting’ is niet op orde."),
    (figure(oordeel=Oordeel.ROND_NORM), "Nog niet duidbaar: ‘Bezetting’ ligt rond de norm."),
    (figure(), "Nog niet duidbaar: ‘Bezetting’ heeft geen norm."),
    (
        figure(oordeel=Oordeel.TE_VROEG),
        "Nog niet duidbaar: ‘Bezetting’ is nog niet te beoordelen.",
    ),
    (figure(waarde=None), "Nog niet duidbaar: ‘Bezetting’ is niet gemeten."),
    (
        figure(waarde=None, staat=Staat.ONDERDRUKT),
        "Nog niet duidbaar: ‘Bezetting’ is verborgen.",
    ),
    (
        figure(waarde=None, staat=Staat.NIET_VAN_TOEPASSING),
        "Nog niet duidbaar: ‘Bezetting’ is niet van toepassing.",
    ),
]


@pytest.mark.parametrize(("conditie", "said"), GATES)
def test_the_gate(conditie: Figure, said: str) -> None:
    subjects = among(bezetting=conditie)
    assert duidbaar(subjects["doelrealisatie"], subjects) == said


def test_the_gate_names_all_that_is_the_matter() -> None:
    subjects = among(wachttijd=figure(oordeel=Oordeel.NIET_OP_ORDE))
    assert duidbaar(subjects["doelrealisatie"], subjects) == (
        "Nog niet duidbaar: ‘Wachttijd’ is niet op orde en ‘bezetting’ is niet gemeten."
    )


def test_a_result_without_condities_cannot_be_explained() -> None:
    alone = subject(doc(), figure(oordeel=Oordeel.GEHAALD, streefwaarde=0.7))
    assert duidbaar(alone, {}) == "Nog niet duidbaar: er zijn nog geen condities benoemd."
