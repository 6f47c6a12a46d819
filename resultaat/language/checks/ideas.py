"""The ideas of the product, as findings: conditions, modesty, side effects, ownership, plain words.

Sources of the rules: PRODUCT features D2 to D8. A finding does not stop a calculation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from resultaat.core.diagnostics import Diagnostic, Place, Severity
from resultaat.language.catalog import Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.language.documents.onderdelen import Rollen

MAX_WORDS = 25
#: Words that claim a cause: what the municipality did made the difference.
_CAUSAL = re.compile(
    r"\b(dankzij|door (?:ons|onze|de gemeente|het beleid)|als gevolg van|leidt tot|zorgt ervoor"
    r"|heeft ervoor gezorgd|effect van|veroorzaakt|komt door)\b",
    re.IGNORECASE,
)


def check_ideas(loaded: Loaded[AnyIndicator]) -> Iterator[Diagnostic]:
    """Yield the findings on one indicator."""
    yield from _plain_words(loaded)
    doc = loaded.doc
    if isinstance(doc, Resultaat):
        yield from _conditions_and_side_effects(loaded, doc)
        yield from _modesty(loaded, doc)
        yield from two_hats(loaded, doc.rollen)
    if isinstance(doc, Procesconditie):
        yield from _evidence(loaded, doc)
    if isinstance(doc, Procesconditie) and not doc.bevordert:
        yield finding(
            loaded,
            "R1502",
            "Deze conditie zegt niet welk resultaat zij dichterbij brengt.",
            "Voeg `bevordert:` toe met het resultaat en het bewijs daarvoor.",
            "soort",
        )


def _conditions_and_side_effects(
    loaded: Loaded[AnyIndicator], doc: Resultaat
) -> Iterator[Diagnostic]:
    if not doc.condities:
        yield finding(
            loaded,
            "R1501",
            "Dit resultaat noemt geen enkele procesconditie.",
            "Voeg `condities:` toe: wat moet op orde zijn voordat dit resultaat kan ontstaan?",
            "soort",
        )
    if not doc.let_op and not doc.geen_let_op:
        yield finding(
            loaded,
            "R1503",
            "Er staat niet welk neveneffect u in het oog houdt.",
            "Voeg `let_op:` toe, of zeg bij `geen_let_op:` waarom u er geen verwacht.",
            "soort",
        )


def _modesty(loaded: Loaded[AnyIndicator], doc: Resultaat) -> Iterator[Diagnostic]:
    if doc.invloed == "groot":
        return
    reasons = [("let_op", index, "omdat") for index in range(len(doc.let_op))]
    for path in (("naam",), ("waarom",), *reasons):
        scalar = loaded.scalar(*path)
        if scalar is None or not (claim := _CAUSAL.search(scalar.text)):
            continue
        span = loaded.span_in(scalar, claim[0], claim.start())
        yield Diagnostic(
            "R1504",
            f"`{claim[0]}` claimt een oorzaak, maar de invloed is {doc.invloed}.",
            "Zeg wat u wilt weten of wilt bereiken, zonder te zeggen waar het door komt.",
            Place(loaded.source.path, span, loaded.source),
            Severity.WARNING,
        )


def two_hats(loaded: Loaded[Any], rollen: Rollen | None) -> Iterator[Diagnostic]:
    """Yield where one person gives the order and must keep the house able to carry it out."""
    if not (rollen and rollen.opdrachtgever and rollen.eigenaar):
        return
    if rollen.opdrachtgever.casefold() == rollen.eigenaar.casefold():
        yield Diagnostic(
            "R1506",
            f"`{rollen.eigenaar}` is opdrachtgever en eigenaar tegelijk.",
            "Leg de twee rollen bij verschillende portefeuillehouders.",
            loaded.place("rollen", "eigenaar"),
        )


def _evidence(loaded: Loaded[AnyIndicator], doc: Procesconditie) -> Iterator[Diagnostic]:
    for index, each in enumerate(doc.bevordert):
        if each.bewijs == "bewezen" and not each.bron:
            message = "Hier staat `bewezen`, maar niet waar dat staat."
            mend = "Voeg `bron:` toe met het onderzoek, of kies `aannemelijk` of `onbekend`."
            yield finding(loaded, "R1508", message, mend, "bevordert", index, "bewijs")


def _plain_words(loaded: Loaded[AnyIndicator]) -> Iterator[Diagnostic]:
    for sentence in re.split(r"(?<=[.!?])\s+", loaded.doc.waarom):
        words = len(sentence.split())
        if words > MAX_WORDS:
            message = f"In `waarom` staat een zin van {words} woorden."
            mend = f"Maak er zinnen van hoogstens {MAX_WORDS} woorden van."
            yield finding(loaded, "R1507", message, mend, "waarom")
