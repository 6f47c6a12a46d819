"""Tiles: one indicator in a glance, for the front page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resultaat.analysis.oordeel import Oordeel
from resultaat.engine.figures import Staat
from resultaat.language.documents.indicator import Procesconditie, Soort
from resultaat.report import spark
from resultaat.report.figure import Change, Figure, change
from resultaat.report.modesty import ownership_label
from resultaat.report.notation import STAAT_WORDS, period_words
from resultaat.report.select import Subject
from resultaat.report.story import (
    minimum_words,
    oordeel_words,
    streefwaarde_words,
    trend_label,
)

#: The shape that goes with an oordeel, so that no oordeel is told by colour alone.
SHAPES = {
    Oordeel.GEHAALD: "goed",
    Oordeel.OP_ORDE: "goed",
    Oordeel.ROND: "rond",
    Oordeel.ROND_NORM: "rond",
    Oordeel.NIET_GEHAALD: "niet",
    Oordeel.NIET_OP_ORDE: "niet",
    Oordeel.ONDER_MINIMUM: "niet",
    Oordeel.TE_VROEG: "vroeg",
    Oordeel.GEEN_STREEFWAARDE: "geen",
    Oordeel.NIET_TE_BEOORDELEN: "weet",
}

#: Why there is no number, for a reader who never saw the word before.
STAAT_REASONS = {
    Staat.ONTBREEKT: "Er is geen cijfer.",
    Staat.NOG_NIET_GEPUBLICEERD: "De bron heeft dit cijfer nog niet gepubliceerd.",
    Staat.ONDERDRUKT_BIJ_BRON: "De bron verbergt dit cijfer.",
    Staat.ONDERDRUKT: "We tonen dit cijfer niet, zodat niemand herkenbaar is.",
    Staat.NIET_VAN_TOEPASSING: "Dit cijfer bestaat hier niet.",
}

_ARROWS = {Change.HIGHER: "↗", Change.LOWER: "↘", Change.SAME: "≈"}


@dataclass(frozen=True, slots=True)
class Badge:
    """An oordeel in words, with its shape."""

    words: str
    shape: str


@dataclass(frozen=True, slots=True)
class Tile:
    """What a tile prints. An empty text means that the tile leaves that line out."""

    id: str
    naam: str
    kind: str  # Resultaat, Conditie: capaciteit, ...
    value: str
    unit: str
    when: str
    voorlopig: bool
    reason: str  # why there is no number
    badge: Badge | None
    aim: str
    trend: str
    arrow: str
    ownership: str
    line: spark.Line | None
    ticks: spark.Ticks | None


def tile(subject: Subject) -> Tile:
    """Return the tile of an indicator."""
    figure = subject.current
    aim = streefwaarde_words(subject, figure)
    word = "norm" if subject.soort is Soort.PROCESCONDITIE else "streefwaarde"
    drawn = spark.line(subject)
    shown = figure.waarde is not None
    return Tile(
        id=subject.id,
        naam=subject.doc.naam,
        kind=kind_words(subject),
        value=value_alone(subject, figure),
        unit=subject.notation.after if shown else "",
        when=period_words(figure.periode),
        voorlopig=figure.staat is Staat.VOORLOPIG,
        reason=STAAT_REASONS.get(figure.staat, ""),
        badge=badge(subject, figure),
        aim="; ".join(_aims(subject, figure, aim, word)),
        trend=trend_label(subject),
        arrow=_ARROWS.get(change(figure, subject.earlier), ""),
        ownership=ownership_label(subject),
        line=drawn,
        ticks=None if drawn else spark.ticks(subject),
    )


def _aims(subject: Subject, figure: Figure, aim: str, word: str) -> Iterator[str]:
    """Yield the target, and the floor where that is what is not met."""
    if figure.oordeel is Oordeel.ONDER_MINIMUM:
        yield f"minimumeis: {minimum_words(subject, figure)}"
    if aim:
        yield f"{word}: {aim}"


def value_alone(subject: Subject, figure: Figure) -> str:
    """Write a figure without its unit in words, or the word that stands in its place."""
    if figure.waarde is None:
        return STAAT_WORDS[figure.staat]
    return subject.notation.bare(figure.waarde)


def badge(subject: Subject, figure: Figure) -> Badge | None:
    """Return the oordeel with its shape; None for kinds that are not judged."""
    words = oordeel_words(subject, figure)
    return Badge(words, SHAPES[figure.oordeel]) if words else None


def kind_words(subject: Subject) -> str:
    """Name the kind of an indicator as a reader knows it."""
    if isinstance(subject.doc, Procesconditie):
        return f"Conditie: {subject.doc.conditie}"
    return {
        Soort.RESULTAAT: "Resultaat",
        Soort.CONTEXT: "Omstandigheid",
        Soort.INZET: "Inzet",
    }[subject.soort]
