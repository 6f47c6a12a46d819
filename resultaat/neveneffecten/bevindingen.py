"""What was found after every question, as one frame of released findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.patroon import party_of
from resultaat.neveneffecten.asks import asks_for
from resultaat.neveneffecten.gelijktijdig import also_done, unasked
from resultaat.neveneffecten.scherm import screened
from resultaat.neveneffecten.vragen import questions, standing_questions
from resultaat.release.bevinding import NEVENEFFECTEN, identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from resultaat.compile.request import Window
    from resultaat.engine.gegevens import Gegevens
    from resultaat.neveneffecten.gelijktijdig import Elders
    from resultaat.release.neveneffecten import Gescreend

    Row = Mapping[str, object]


#: Patterns that are about one party, or about two.
_PARTIJEN = (Patroon.OMKERING.value, Patroon.AFROMING.value, Patroon.TERUGKEER.value)


def findings_for(
    data: Gegevens, window: Window, progress: Callable[[str], None] = lambda _: None
) -> pl.DataFrame:
    """Return what was found after each question over the periods of a rapportage.

    The frame is `release.bevinding.NEVENEFFECTEN`. The sources of `data` must be loaded with
    `dimensions_of(asks_for(data.catalog, window))`.
    """
    if not asks_for(data.catalog, window):
        return NEVENEFFECTEN.to_frame()
    every = [*questions(data.catalog), *standing_questions(data.catalog)]
    return told(screened(every, window, data, progress), also_done(data.catalog, data.indeling))


def told(found: list[Gescreend], elders: Elders = unasked) -> pl.DataFrame:
    """Return what screens found as rows; `elders` says what else was done in an area."""
    rows = [row for each in found for row in _rows(each, elders)]
    return pl.DataFrame(rows, schema=NEVENEFFECTEN)


def _rows(found: Gescreend, elders: Elders) -> Iterator[dict[str, object]]:
    from resultaat.report.neveneffecten import (
        OOK_OVERAL,
        by_itself,
        findings,
        guardrail_rows,
        guardrail_sentence,
        headline,
        moved_sentence,
        other_words,
        pattern_rows,
        pattern_said,
        signal_sentence,
        signals,
        unmoved,
        unmoved_sentence,
    )

    if not by_itself(found):
        yield _row(found, "gekeken", {}, zin=headline(found))
    for row in guardrail_rows(found):
        yield _row(found, "waarborg", row, zin=guardrail_sentence(row), patroon="let op")
    for row in findings(found):
        beside = elders(found.vraag.id, str(row["gebied"]))
        ook = f"{other_words(row)} {beside}".rstrip()
        yield _row(found, "bevinding", row, zin=moved_sentence(row), ook=ook)
    for row in signals(found):
        yield _row(found, "signaal", row, zin=signal_sentence(row), ook=OOK_OVERAL)
    for row in unmoved(found):
        yield _row(found, "niet gevonden", row, zin=unmoved_sentence(row), patroon=None)
    for row in pattern_rows(found):
        yield _row(found, "bevinding", row, zin=pattern_said(row), ook=other_words(row))


def _row(found: Gescreend, soort: str, row: Row, **more: str | None) -> dict[str, object]:
    """Fill a row of the frame with what is known of a finding; what is not known is null."""
    known = {name: row[name] for name in NEVENEFFECTEN.names() if name in row} | more
    group = str(row.get("groep", row.get("groepen", "")) or "alle")
    place = str(row.get("gebied") or "")
    patroon = str(known.get("patroon") or "")
    # Which parties it is about, is part of what it is; other words beside a pattern hold numbers.
    who = party_of(str(row["bij"])) if patroon in _PARTIJEN and "bij" in row else ""
    parts = (found.vraag.id, str(known.get("indicator", "")), group, f"{place}{who}", patroon)
    return {
        **dict.fromkeys(NEVENEFFECTEN.names()),
        **known,
        "bevinding": identity(*parts),
        "soort": soort,
        "bij": list(found.vraag.doelen),
        "vraag": found.vraag.id,
        "vraag_naam": found.vraag.naam,
        "groep": group if row else None,
        "bewijs": _evidence(row),
    }


def _evidence(row: Row) -> str | None:
    from resultaat.report.neveneffecten import ZONDER_VERGELIJKING, evidence_words

    if row.get("antwoord") == Antwoord.SIGNAAL.value:
        return ZONDER_VERGELIJKING
    return evidence_words(row) if row.get("antwoord") == Antwoord.GEVONDEN.value else None
