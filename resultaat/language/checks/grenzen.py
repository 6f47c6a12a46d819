"""Targets and floors (D7): set before it is measured, in places that are there, and in order."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.core.dutch import day
from resultaat.language.catalog import Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.checks.interventies import Areas
from resultaat.language.documents.indicator import AnyIndicator, Resultaat
from resultaat.language.documents.onderdelen import Grens, Minimumeis, geldend

_Place = tuple[str, int]


def check_grenzen(loaded: Loaded[AnyIndicator], areas: Areas) -> Iterator[Diagnostic]:
    """Yield what is to be said of the targets and floors of a result."""
    doc = loaded.doc
    if not isinstance(doc, Resultaat):
        return
    for path, grens in _all(doc):
        if grens.achteraf:
            yield _set_afterwards(loaded, path, grens)
        if grens.gebied is not None and areas.codes is not None:
            yield from _unknown_area(loaded, path, grens.gebied, areas.codes)
    for index, floor in enumerate(doc.minimumeis):
        yield from _stricter(loaded, doc, index, floor)


def _all(doc: Resultaat) -> Iterator[tuple[_Place, Grens]]:
    for index, each in enumerate(doc.streefwaarden):
        yield ("streefwaarden", index), each
    for index, floor in enumerate(doc.minimumeis):
        yield ("minimumeis", index), floor


def _set_afterwards(loaded: Loaded[AnyIndicator], path: _Place, grens: Grens) -> Diagnostic:
    what = "minimumeis" if isinstance(grens, Minimumeis) else "streefwaarde"
    return finding(
        loaded,
        "R1505",
        f"Deze {what} is vastgesteld op {day(grens.vastgesteld)}, toen "
        f"{grens.vanaf.label} al was begonnen.",
        "Laat haar ingaan in een periode die nog moest komen.",
        *path,
        "vastgesteld",
    )


def _unknown_area(
    loaded: Loaded[AnyIndicator], path: _Place, code: str, codes: frozenset[str]
) -> Iterator[Diagnostic]:
    if code not in codes:
        message = f"Het gebied `{code}` staat niet in de gebiedenlijst."
        mend = did_you_mean(code, codes) or "Verbeter de code, of vul de lijst aan."
        yield finding(loaded, "R1512", message, mend, *path, "gebied")


def _stricter(
    loaded: Loaded[AnyIndicator], doc: Resultaat, index: int, floor: Minimumeis
) -> Iterator[Diagnostic]:
    """Say where less is aimed at than is allowed at the least."""
    aim = geldend(doc.streefwaarden, floor.vanaf, floor.niveau, floor.gebied)
    if aim is None or aim.waarde.eenheid is not floor.waarde.eenheid:
        return
    more = aim.waarde.waarde - floor.waarde.waarde
    if more < 0 if doc.richting == "hoger" else more > 0:
        yield finding(
            loaded,
            "R1521",
            f"De minimumeis van {floor.waarde} is strenger dan de streefwaarde van {aim.waarde}.",
            "Kies een streefwaarde die verder gaat dan wat al moet.",
            "minimumeis",
            index,
            "waarde",
        )
