"""Exceptions that were allowed: the finding becomes a note with the reason, and is not lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, Severity
from resultaat.language.catalog import Catalog
from resultaat.language.checks.findings import finding


@dataclass(frozen=True, slots=True)
class Allowed:
    """One exception: where it stands, which code, and why."""

    document: str
    code: str
    omdat: str


def allowed(catalog: Catalog) -> list[Allowed]:
    """Return every exception in the definitions."""
    return [
        Allowed(loaded.id, each.code, each.omdat)
        for loaded in catalog.loaded()
        for each in getattr(loaded.doc, "uitzondering", ())
    ]


def apply_exceptions(found: Iterable[Diagnostic], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what was found, with what was allowed as a note; an idle exception is a finding."""
    reasons = {
        (loaded.source.path, each.code): each.omdat
        for loaded in catalog.loaded()
        for each in getattr(loaded.doc, "uitzondering", ())
    }
    used: set[tuple[Path, str]] = set()
    for item in found:
        key = (item.place.path, item.code) if item.place is not None else None
        if key is None or key not in reasons:
            yield item
            continue
        used.add(key)
        reason = reasons[key].rstrip(".")
        mend = f"Toegestaan: {reason}."
        yield replace(item, mend=mend, severity=Severity.NOTE)
    yield from _idle(catalog, used)


def _idle(catalog: Catalog, used: set[tuple[Path, str]]) -> Iterator[Diagnostic]:
    for loaded in catalog.loaded():
        for index, each in enumerate(getattr(loaded.doc, "uitzondering", ())):
            if (loaded.source.path, each.code) not in used:
                message = f"De bevinding {each.code} is er niet; de uitzondering is niet nodig."
                mend = "Haal de uitzondering weg."
                yield finding(loaded, "R1520", message, mend, "uitzondering", index)
