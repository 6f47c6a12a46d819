"""Loading for a report: what only its analyses ask for may be broken, and the figures go on.

What counts is not kept from people by what stands beside it. The analyses do without, and one
message per source or file says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from resultaat.core.diagnostics import Diagnostic, Diagnostics, ResultaatError, Severity
from resultaat.language.lineage import reached_by, sources_asked
from resultaat.loading import load_asked

if TYPE_CHECKING:
    from resultaat.data.store import Snapshot
    from resultaat.gebied.indeling import Indeling
    from resultaat.language.catalog import Catalog

    Dimensions = Mapping[str, Sequence[str]]
    Progress = Callable[[str], None]
    Buren = Mapping[str, frozenset[str]]
    Geladen = tuple[Indeling, dict[str, Snapshot], Mapping[str, Path]]


def load_as_far(
    catalog: Catalog, found: Diagnostics, progress: Progress, dimensions: Dimensions
) -> tuple[Geladen, Catalog]:
    """Load all that figures and analyses ask; return it with the catalog that analyses may use.

    Raises ResultaatError where a source of the figures is broken. One that only analyses ask for is
    left out, with a message (R4030): the catalog that comes back asks nothing of it.
    """
    told = Diagnostics()
    try:
        loaded = load_asked(catalog, told, progress, dimensions)
    except ResultaatError:
        beside = set(sources_asked(catalog, dimensions)) - set(sources_asked(catalog))
        broken = _broken(catalog, progress, dimensions, beside)
        if not broken:
            raise
    else:
        found.extend(told.items)
        return loaded, catalog
    within = _within(dimensions, catalog, broken)
    loaded = load_asked(catalog, found, progress, within)
    for name, error in broken.items():
        found.add(_left_out(name, error))
    return loaded, _asking_less(catalog, broken)


def buren_as_far(read: Callable[[], Buren], found: Diagnostics) -> Buren:
    """Return which areas border each other; nothing, with a message (R4031), where that is broken.

    `read` raises ResultaatError where it is.
    """
    try:
        return read()
    except ResultaatError as error:
        first = next(iter(error.diagnostics))
        found.add(
            Diagnostic(
                "R4031",
                f"De grenzen tussen gebieden zijn niet te lezen: {first.message}",
                f"{first.mend} Tot dan is niet te zien wat naar buurgebieden verschoof.",
                first.place,
                Severity.WARNING,
            )
        )
        return {}


def _broken(
    catalog: Catalog, progress: Progress, dimensions: Dimensions, beside: Collection[str]
) -> dict[str, ResultaatError]:
    """Return the sources beside the figures that cannot be loaded, each with its error."""
    found = {}
    for name in sorted(beside):
        only = _within(dimensions, catalog, set(beside) - {name})
        try:
            load_asked(catalog, Diagnostics(), progress, only)
        except ResultaatError as error:
            found[name] = error
    return found


def _within(dimensions: Dimensions, catalog: Catalog, left_out: Collection[str]) -> Dimensions:
    """Return the dimensions that reach none of the sources that are left out."""
    found = {}
    for indicator, texts in dimensions.items():
        bron = catalog.bronnen[catalog.indicator(indicator).telt.bron].doc
        found[indicator] = tuple(
            text for text in texts if not reached_by(text, bron) & set(left_out)
        )
    return found


def _asking_less(catalog: Catalog, left_out: Collection[str]) -> Catalog:
    """Return the catalog without groups, parties and schemes that reach those sources."""
    bronnen = dict(catalog.bronnen)
    for name, loaded in bronnen.items():
        doc = loaded.doc
        kept = {
            field: [text for text in texts if not reached_by(text, doc) & set(left_out)]
            for field, texts in (("groepen", doc.groepen), ("partijen", doc.partijen))
        }
        bronnen[name] = replace(loaded, doc=doc.model_copy(update=kept))
    regelingen = {
        name: loaded
        for name, loaded in catalog.regelingen.items()
        if (use := loaded.doc.gebruik) is None
        or not reached_by(use.waar, bronnen[use.bron].doc) & set(left_out)
    }
    return replace(catalog, bronnen=bronnen, regelingen=regelingen)


def _left_out(name: str, error: ResultaatError) -> Diagnostic:
    first = next(iter(error.diagnostics))
    return Diagnostic(
        "R4030",
        f"`{name}` is niet te laden: {first.message} De cijfers zijn er wel; naar neveneffecten is "
        f"gezocht zonder groepen uit `{name}`.",
        f"Kijk wat eraan scheelt met: resultaat laad {name}",
        first.place,
        Severity.WARNING,
    )
