"""The answers that a search for a side effect can give (N12)."""

from __future__ import annotations

from enum import Enum


class Antwoord(Enum):
    """Found, not found, or too little to tell; the value is the word in every output."""

    GEVONDEN = "gevonden"
    NIET_GEVONDEN = "niet gevonden"
    INCIDENT = "één uitschieter"  # it rests on one period, so it is no pattern
    SIGNAAL = "signaal"  # it moved, and there was nothing to compare it with
    TE_WEINIG = "te weinig gegevens"


class Patroon(Enum):
    """The kinds of side effect; the value is the word in every output."""

    ANDER = "ander cijfer bewoog"  # N2
    VERPLAATSING_GEBIED = "verplaatsing naar een ander gebied"  # N3
    VERPLAATSING_WET = "verplaatsing naar een andere wet"  # N3
    UITSTEL = "verplaatsing naar later"  # N3
    OMKERING = "omkering"  # N4
    AFROMING = "selectie aan de voordeur"  # N5
    DREMPEL = "ophoping bij een norm"  # N6
    VERLIEZERS = "verliezers onder een stijgend gemiddelde"  # N7
    STAPELING = "stapeling op een huishouden"  # N8
    TERUGKEER = "snel weg en weer terug"  # N9
    BELASTING = "belasting"  # N10
